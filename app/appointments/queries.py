"""Reads the plan of a day and a week, one appointment, free slots and the rates."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app import settings
from app.admin import calendar
from app.admin.calendar import AbsenceRow
from app.admin.queries import staff
from app.appointments import rules
from app.appointments.facts import (
    AllocationRow,
    AppointmentRow,
    BayRow,
    CarHistory,
    Choices,
    DayLoad,
    DaySheet,
    PlanDay,
)
from app.appointments.rules import NOTHING, OpeningHours
from app.appointments.settings import AppointmentSettings
from app.audit import Newest, last_saved
from app.local_time import day_bounds, local_day, on_days
from app.people import rules as privacy
from app.people.lookup import first_number
from app.permissions import Actor
from app.rows import columns_of, fetch
from app.text import language
from app.vehicles.lookup import find_by_plate
from app.vehicles.queries import current_plate
from db.appointment_words import AppointmentState, ArrivalWay
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.appointments import Allocation, Appointment
from db.tables.people import Person
from db.tables.service import Bay, RepairOrder
from db.tables.vehicles import CarModel, Trim, Vehicle
from db.vocabulary import Role

UNTOLD = timedelta(days=31)
"""How long somebody is asked what became of an appointment."""
CAME = (AppointmentState.ARRIVED, AppointmentState.NO_SHOW)
Which = ColumnElement[bool] | InstrumentedAttribute[bool]
KNOWN_TO = (Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER, Role.CARE)
"""Roles that call the customers of the plan."""


def plan(session: Session, day: date, *, viewer: Actor, at: datetime) -> PlanDay:
    """The plan of a day, and how full the days of its week are."""
    first = day - timedelta(days=day.weekday())
    parts = allocations(session, _on(day, day))
    return PlanDay(
        day=day,
        week=week(session, first),
        rows=of_day(session, day, viewer, at=at),
        allocations=tuple(parts),
        away=tuple(calendar.away(session, *day_bounds(day))),
        choices=choices(session),
        hours=OpeningHours(*calendar.opening(session)),
        show_rate=show_rate(session, day),
        booked_share=booked_share(session, day),
    )


def choices(session: Session) -> Choices:
    """Bays, technicians and advisors to choose from."""
    in_use = select(*columns_of(BayRow, Bay)).where(Bay.active).order_by(Bay.position, Bay.id)
    return Choices(
        tuple(fetch(session, BayRow, in_use)),
        tuple(staff(session, Role.TECHNICIAN)),
        tuple(staff(session, Role.ADVISOR)),
    )


def week(session: Session, first: date) -> tuple[DayLoad, ...]:
    """Seven days from `first` on, each with its hours and its capacity."""
    last = first + timedelta(days=6)
    return _loads(session, first, last)


def day_load(session: Session, day: date, *, without: int | None = None) -> DayLoad:
    """Hours and capacity of a day; the allocation `without` is not counted."""
    return _loads(session, day, day, without=without)[0]


def appointment(session: Session, appointment_id: int, *, viewer: Actor) -> AppointmentRow | None:
    """One appointment as the viewer may read it."""
    found = _rows(session, Appointment.id == appointment_id, viewer=viewer)
    return found[0] if found else None


def ahead(session: Session, viewer: Actor) -> list[AppointmentRow]:
    """Everybody who is still expected, the earliest first."""
    return _rows(session, Appointment.state == AppointmentState.BOOKED, viewer=viewer)


def parts(session: Session, appointment_id: int) -> tuple[AllocationRow, ...]:
    """The allocations of an appointment, the earliest first."""
    return tuple(allocations(session, Allocation.appointment_id == appointment_id))


def newest(
    session: Session, appointment_id: int, *, viewer: Actor
) -> Newest[AppointmentRow] | None:
    """The appointment as it is now, for a form that is open."""
    row = appointment(session, appointment_id, viewer=viewer)
    if row is None:
        return None
    return Newest(row, row.version, last_saved(session, Noun.APPOINTMENT, appointment_id))


def history(session: Session, plate: str, *, viewer: Actor) -> CarHistory:
    """The expected appointments of a car, and how often its customers did not come."""
    car = find_by_plate(session, plate)
    if car is None:
        return CarHistory((), 0)
    of_car = Appointment.vehicle_id == car.id
    expected = _rows(session, of_car, Appointment.state == AppointmentState.BOOKED, viewer=viewer)
    missed = select(func.count()).where(of_car, Appointment.state == AppointmentState.NO_SHOW)
    return CarHistory(tuple(expected), session.scalar(missed) or 0)


def to_confirm(session: Session, day: date, *, viewer: Actor) -> tuple[AppointmentRow, ...]:
    """Who is expected on the days after, up to the next open one, and has not confirmed."""
    first, last = day + timedelta(days=1), calendar.next_open(session, day)
    waits = Appointment.state == AppointmentState.BOOKED, Appointment.confirmed_at.is_(None)
    within = on_days(Appointment.starts_at, first, to=last)
    return tuple(_rows(session, within, *waits, viewer=viewer))


def expected(session: Session, day: date, *, viewer: Actor) -> tuple[AppointmentRow, ...]:
    """Who is expected on a day and is not here, the earliest first.

    Also who was expected in the weeks before, and nobody has noted what became of it.
    """
    waits = Appointment.state == AppointmentState.BOOKED
    within = on_days(Appointment.starts_at, day - UNTOLD, to=day)
    return tuple(_rows(session, within, waits, viewer=viewer))


def to_move(session: Session, *, at: datetime, viewer: Actor) -> list[tuple[AppointmentRow, str]]:
    """Who is expected where the store has closed, or a bay or a technician is away, and why."""
    end = at + UNTOLD
    ahead_of = (Allocation.starts_at >= at) & (Allocation.starts_at < end)
    special = calendar.special(session, local_day(at), local_day(end))
    away = calendar.away(session, at, end)
    found: dict[int, str] = {}
    for part in allocations(session, Allocation.holds, ahead_of):
        closed = _closed(special, local_day(part.starts_at))
        missing = (f"{one.name}, {one.reason}" for one in away if _is_hit(part, one))
        if why := closed or next(missing, None):
            found.setdefault(part.appointment_id, why)
    waits = Appointment.state == AppointmentState.BOOKED, Appointment.id.in_(found)
    return [(row, found[row.id]) for row in _rows(session, *waits, viewer=viewer)]


def _is_hit(part: AllocationRow, away: AbsenceRow) -> bool:
    is_meant = away.bay_id == part.bay_id if away.bay_id else away.staff_id == part.technician_id
    return is_meant and part.starts_at < away.ends_at and part.ends_at > away.starts_at


def sheet(session: Session, day: date, *, viewer: Actor, at: datetime) -> DaySheet:
    """The facts of the sheet of a day."""
    rows = [row for row in of_day(session, day, viewer, at=at) if row.state in rules.HELD]
    store, spoken = settings.load(session), language()
    return DaySheet(store, spoken, day, at, viewer.name, day_load(session, day), tuple(rows))


def show_rate(session: Session, day: date) -> Decimal | None:
    """Per cent of the expected customers of the month, up to the day, who came."""
    counts = select(Appointment.state, func.count()).where(
        on_days(Appointment.starts_at, day.replace(day=1), to=day), Appointment.state.in_(CAME)
    )
    found = {row[0]: row[1] for row in session.execute(counts.group_by(Appointment.state))}
    return rules.show_rate(*(found.get(state, 0) for state in CAME))


def booked_share(session: Session, day: date) -> Decimal | None:
    """Per cent of the orders of the month, up to the day, that came by appointment."""
    within = on_days(RepairOrder.received_at, day.replace(day=1), to=day)
    orders = session.scalar(select(func.count(RepairOrder.id)).where(within)) or 0
    with_order = select(func.count(Appointment.id)).join(
        RepairOrder, RepairOrder.id == Appointment.order_id
    )
    return rules.booked_share(session.scalar(with_order.where(within)) or 0, orders)


def of_day(
    session: Session, day: date, viewer: Actor, *, at: datetime
) -> tuple[AppointmentRow, ...]:
    """Appointments that come or are worked on a day."""
    worked = select(Allocation.appointment_id).where(_on(day, day))
    of_day = on_days(Appointment.starts_at, day) | Appointment.id.in_(worked)
    return tuple(_rows(session, of_day, viewer=viewer, at=at))


def of_month(
    session: Session, day: date, *, viewer: Actor, at: datetime
) -> tuple[AppointmentRow, ...]:
    """The customers that `show_rate` counts: those of the month, up to the day, who came or not."""
    within = on_days(Appointment.starts_at, day.replace(day=1), to=day)
    return tuple(_rows(session, within, Appointment.state.in_(CAME), viewer=viewer, at=at))


def _on(first: date, last: date) -> ColumnElement[bool]:
    return on_days(Allocation.starts_at, first, to=last)


def _loads(
    session: Session, first: date, last: date, *, without: int | None = None
) -> tuple[DayLoad, ...]:
    sold: dict[date, dict[ArrivalWay, Decimal]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    cars: dict[date, set[int]] = defaultdict(set)
    day_of = cache(local_day)  # many begin at the same moment
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    for part in session.execute(_select_held(), {"start": start, "end": end}).all():
        day = day_of(part.starts_at)
        cars[day].add(part.appointment_id)
        if part.id != without:
            sold[day][part.way] += part.hours
    special = calendar.special(session, first, last)
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    capacities = _capacities(session, days, special)
    return tuple(
        DayLoad(day, len(cars[day]), capacities[day], dict(sold[day]), _closed(special, day))
        for day in days
    )


@cache
def _select_held() -> Select[*tuple[Any, ...]]:
    """Allocations that take hours, from `start` until `end`."""
    wanted: Select[*tuple[Any, ...]] = select(
        Allocation.id,
        Allocation.appointment_id,
        Allocation.starts_at,
        Allocation.hours,
        Appointment.way,
    )
    begins = Allocation.starts_at
    within = (begins >= bindparam("start")) & (begins < bindparam("end"))
    of_appointment = Appointment.id == Allocation.appointment_id
    return wanted.join(Appointment, of_appointment).where(Allocation.holds, within)


def _closed(special: dict[date, tuple[str, bool]], day: date) -> str | None:
    occasion, works = special.get(day, ("", True))
    return None if works else occasion


def _capacities(
    session: Session, days: Sequence[date], special: dict[date, tuple[str, bool]]
) -> dict[date, Decimal]:
    """Hours that the technicians of the store have on each day, less their absences."""
    hours = OpeningHours(*calendar.opening(session))
    each = Decimal(settings.load(session).of(AppointmentSettings).technician_hours)
    technicians = {person.id for person in staff(session, Role.TECHNICIAN)}
    away = calendar.away(session, day_bounds(days[0])[0], day_bounds(days[-1])[1])
    missing = [one for one in away if one.staff_id in technicians]
    return {
        day: rules.capacity(
            len(technicians),
            [
                rules.hours_away(one.starts_at, one.ends_at, day=day, hours=hours, most=each)
                for one in missing
            ],
            hours_each=each,
            is_open=_closed(special, day) is None,
        )
        for day in days
    }


def _rows(
    session: Session, *where: ColumnElement[bool], viewer: Actor, at: datetime | None = None
) -> list[AppointmentRow]:
    statement = _select_rows().where(*where).order_by(Appointment.starts_at, Appointment.id)
    of = _parts_of(session, session.scalars(select(Appointment.id).where(*where)).all())
    may_call = viewer.may(*KNOWN_TO)
    return fetch(
        session,
        AppointmentRow,
        statement,
        phone=lambda row: privacy.phone_for(row._phone, viewer.roles, own=may_call),
        parts=lambda row: tuple(of[row.id]),
        read_at=lambda _row: at,
    )


def _parts_of(session: Session, ids: Sequence[int]) -> dict[int, list[AllocationRow]]:
    """The allocations of appointments by their id, the earliest first."""
    found: dict[int, list[AllocationRow]] = defaultdict(list)
    for part in allocations(session, Allocation.appointment_id.in_(ids)) if ids else ():
        found[part.appointment_id].append(part)
    return found


@cache
def _select_rows() -> Select[*tuple[Any, ...]]:
    advisor, booker = aliased(Staff), aliased(Staff)
    model = func.coalesce(CarModel.name + " " + Trim.name, Vehicle.model_name)
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(AppointmentRow, Appointment),
        current_plate().label("plate"),
        model.label("model"),
        Person.name.label("customer"),
        first_number(Appointment.person_id).label("_phone"),
        advisor.name.label("advisor"),
        booker.name.label("booker"),
        RepairOrder.number.label("order"),
    )
    return (
        wanted.join(Vehicle, Vehicle.id == Appointment.vehicle_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .outerjoin(Person, Person.id == Appointment.person_id)
        .outerjoin(advisor, advisor.id == Appointment.advisor_id)
        .join(booker, booker.id == Appointment.booked_by)
        .outerjoin(RepairOrder, RepairOrder.id == Appointment.order_id)
    )


def allocations(session: Session, *where: Which) -> list[AllocationRow]:
    """Allocations with bay and technician, the earliest first."""
    chosen = _select_allocations().where(*where)
    return fetch(session, AllocationRow, chosen.order_by(Allocation.starts_at, Allocation.id))


@cache
def _select_allocations() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(AllocationRow, Allocation),
        Bay.name.label("bay"),
        Staff.name.label("technician"),
    )
    return wanted.join(Bay, Bay.id == Allocation.bay_id).outerjoin(
        Staff, Staff.id == Allocation.technician_id
    )
