"""Makes the appointments of the last weeks and of the next days."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments import rules
from app.local_time import at_local, day_bounds, local_day
from app.practice.customers import Owner
from app.practice.fake_identities import FakeIdentities
from app.practice.hours import in_hours
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from db.appointment_words import AppointmentState, ArrivalWay
from db.tables.appointments import Allocation, Appointment
from db.tables.calendar import Absence
from db.tables.service import Bay, RepairOrder
from db.vocabulary import Role, ServiceType, Trade

PAST, AHEAD = 14, 6
BOOKED = 0.55
"""Of all cars that come so many had an appointment."""
MISSED, CALLED_OFF = 0.45, 0.5
"""How many days have one who did not come, or who called it off."""
OPENS, CLOSES = time(8, 30), time(18)
QUARTER = 15
"""Minutes: appointments are given on the quarter of an hour."""
BUFFER = timedelta(minutes=15)
LENGTHS = (Decimal("0.5"), Decimal(1), Decimal(1), Decimal("1.5"), Decimal(2), Decimal("2.5"))
WAYS = {ArrivalWay.WAITS: 5, ArrivalWay.LEAVES: 4, ArrivalWay.LOAN: 1}
BOOKABLE = frozenset({Trade.QUICK, Trade.MECHANICAL})


class AppointmentPlan:
    """Gives out the bays of each day from the morning on, so that none is taken twice."""

    def __init__(
        self,
        session: Session,
        identities: FakeIdentities,
        lists: PracticeLists,
        *,
        owners: Iterable[Owner],
        numbers: Numbering,
    ) -> None:
        self._session, self._random, self._lists = session, identities.random, lists
        self._owners, self._numbers = iter(owners), numbers
        self._bays = [bay for bay in lists.bays if bay.trade in BOOKABLE]
        self._free: dict[int, datetime] = {}

    def fill(self, *, at: datetime) -> None:
        """Every day from two weeks ago to the end of the next week."""
        today = local_day(at)
        for ahead in range(-PAST, AHEAD + 1):
            day = today + timedelta(days=ahead)
            self._free = {bay.id: at_local(day, OPENS) for bay in self._bays}
            if day <= today:
                self._came(day, at)
            if day < today:
                self._stayed_away(day, at)
            if day >= today:
                self._expected(day, at)
        self._away(today)
        self._session.flush()

    def _came(self, day: date, at: datetime) -> None:
        """Of the orders of a day some were expected."""
        start, end = day_bounds(day)
        of_day = select(RepairOrder).where(
            RepairOrder.received_at >= start, RepairOrder.received_at < end
        )
        for order in self._session.scalars(of_day.order_by(RepairOrder.received_at)):
            if self._random.random() >= BOOKED:
                continue
            came = order.received_at
            starts = came - timedelta(minutes=came.minute % QUARTER, seconds=came.second)
            row = self._appointment(starts, booked=starts - timedelta(days=2, hours=3), now=at)
            row.vehicle_id, row.person_id = order.vehicle_id, order.customer_id
            row.service_type, row.advisor_id = order.service_type, order.advisor_id
            row.state, row.arrived_at, row.order_id = AppointmentState.ARRIVED, came, order.id
            row.confirmed_at = starts - timedelta(hours=20)
            self._save(row)

    def _stayed_away(self, day: date, at: datetime) -> None:
        """One who did not come and one who called off, on some days."""
        for share, state in (
            (MISSED, AppointmentState.NO_SHOW),
            (CALLED_OFF, AppointmentState.CANCELLED),
        ):
            start = at_local(day, time(self._random.randint(9, 15), 30))
            row = self._new(start, at) if self._random.random() < share else None
            if row is None:
                continue
            row.state = state
            if state is AppointmentState.CANCELLED:
                row.reason = self._random.choice(self._lists.facts["called_off"])
            self._save(row, holds=False)

    def _expected(self, day: date, at: datetime) -> None:
        """Who comes later today, or on one of the next days."""
        quarters = sorted(self._random.sample(range(31), 10))
        for quarter in quarters:
            start = at_local(day, OPENS) + timedelta(minutes=15 * quarter)
            row = self._new(start, at) if start > at else None
            if row is None:
                continue
            if (day - local_day(at)).days <= 1 and self._random.random() < 0.6:
                row.confirmed_at = min(start - timedelta(hours=20), at)
            self._save(row)

    def _new(self, start: datetime, at: datetime) -> Appointment | None:
        """An appointment of an owner who was not here this month."""
        owner = next(self._owners, None)
        if owner is None:
            return None
        row = self._appointment(start, booked=start - timedelta(days=3, hours=2), now=at)
        row.vehicle_id, row.person_id = owner.vehicle.id, owner.person.id
        row.service_type = self._random.choice((ServiceType.MAINTENANCE, ServiceType.REPAIR))
        row.advisor_id = self._random.choice(self._lists.staff[Role.ADVISOR]).id
        return row

    def _appointment(self, start: datetime, *, booked: datetime, now: datetime) -> Appointment:
        booked = in_hours(min(booked, now - timedelta(minutes=30)))
        ways, weights = list(WAYS), list(WAYS.values())
        return Appointment(
            number=self._numbers.next("A", booked),
            starts_at=start,
            booked_at=booked,
            booked_by=self._random.choice(self._lists.staff[Role.ADVISOR]).id,
            state=AppointmentState.BOOKED,
            wish=self._random.choice(self._lists.facts["appointment_wishes"]),
            way=self._random.choices(ways, weights)[0],
        )

    def _save(self, row: Appointment, *, holds: bool = True) -> None:
        """Saves an appointment with a bay that is free then; without one it is left out."""
        start, hours = row.starts_at, self._random.choice(LENGTHS)
        end = rules.end_of(start, hours)
        bay = self._bay(start) if holds else self._bays[0]
        if bay is None or end > at_local(local_day(start), CLOSES):
            return
        self._session.add(row)
        part: dict[str, Any] = {"starts_at": start, "ends_at": end, "held_until": end + BUFFER}
        self._session.add(
            Allocation(appointment_id=row.id, bay_id=bay.id, hours=hours, holds=holds, **part)
        )
        if holds:
            self._free[bay.id] = end + BUFFER

    def _bay(self, start: datetime) -> Bay | None:
        return next((bay for bay in self._bays if self._free[bay.id] <= start), None)

    def _away(self, today: date) -> None:
        """A technician on leave tomorrow, and a lift that is checked in three days."""
        technician, tomorrow = self._lists.staff[Role.TECHNICIAN][-1], today + timedelta(days=1)
        reasons = self._lists.facts["absences"]
        start, end = day_bounds(tomorrow)
        self._session.add(
            Absence(staff_id=technician.id, starts_at=start, ends_at=end, reason=reasons[0])
        )
        day = today + timedelta(days=3)
        spans = {"starts_at": at_local(day, time(13)), "ends_at": at_local(day, time(16))}
        idle = self._lists.bays[-1]
        self._session.add(Absence(bay_id=idle.id, reason=reasons[1], **spans))
