"""My day, as one reading: the counts above the lists are the lengths of the lists."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app import settings
from app.local_time import day_bounds, local_day
from app.orders import queries as orders
from app.orders.queries import OrderRow
from app.orders.rules import Timing
from app.orders.settings import PromiseSettings
from app.people import queries as people
from app.people import rules as privacy
from app.permissions import Actor
from app.prospects import queries as prospects
from app.prospects.queries import DueContact
from app.prospects.rules import Urgency
from app.reception import queries as reception
from app.reception import rules as showroom
from app.reception.queries import VisitRow
from app.reception.settings import VisitSettings
from app.testdrives import queries as drives
from app.testdrives.facts import DriveRow
from db.vocabulary import DriveState, Role

CALLERS = (Role.CONSULTANT, Role.CARE)
SHOWROOM = (Role.RECEPTION, Role.CONSULTANT)
SHOP = (Role.ADVISOR, Role.CONTROLLER, Role.CASHIER, Role.TECHNICIAN, Role.PARTS, Role.RECEPTION)
WHOLE_SHOWROOM = (Role.RECEPTION,)
WHOLE_SHOP = (Role.CONTROLLER, Role.CASHIER, Role.PARTS, Role.RECEPTION)
TO_COME = (DriveState.BOOKED, DriveState.OUT)


@dataclass(frozen=True, slots=True)
class MyDay:
    """None = this role has no such list.

    `risk_minutes` is the store's margin before a promise, `long_visit` its minutes for a visit.
    """

    day: date
    at: datetime
    risk_minutes: int
    contacts: tuple[DueContact, ...] | None
    drives: tuple[DriveRow, ...] | None
    hand_overs: tuple[OrderRow, ...] | None
    inside: tuple[VisitRow, ...] | None
    long_visit: int = 90

    @property
    def overdue(self) -> int:
        """Contacts whose minute has passed."""
        return sum(
            row.urgency in (Urgency.OVERDUE, Urgency.CRITICAL) for row in self.contacts or ()
        )

    @property
    def late(self) -> int:
        """Cars past their promise."""
        return sum(self.timing(row) is Timing.LATE for row in self.hand_overs or ())

    def minutes_inside(self, row: VisitRow) -> int:
        """How long a visitor has been here."""
        return showroom.minutes_inside(row.arrived_at, self.at)

    def is_long(self, row: VisitRow) -> bool:
        """Whether that is too long."""
        return showroom.is_long(self.minutes_inside(row), self.long_visit)

    def timing(self, row: OrderRow) -> Timing:
        """Late, at risk or fine."""
        return row.timing(self.at, self.risk_minutes)


def my_day(session: Session, *, viewer: Actor, at: datetime) -> MyDay:
    """Consultants and advisors see their own.

    Reception, controller and cashier all of their side; a manager everything.
    """
    day, rules = local_day(at), settings.load(session)
    return MyDay(
        day,
        at,
        rules.of(PromiseSettings).risk_minutes,
        _contacts(session, viewer, at) if viewer.may(*CALLERS) else None,
        _drives(session, viewer, at) if viewer.may(*SHOWROOM) else None,
        _hand_overs(session, viewer, at) if viewer.may(*SHOP) else None,
        _inside(session, viewer) if viewer.may(*SHOWROOM) else None,
        rules.of(VisitSettings).long_visit,
    )


def _contacts(session: Session, viewer: Actor, at: datetime) -> tuple[DueContact, ...]:
    mine = None if Role.MANAGER in viewer.roles else viewer.staff_id
    return tuple(prospects.due(session, day_bounds(local_day(at))[1], at=at, staff_id=mine))


def _drives(session: Session, viewer: Actor, at: datetime) -> tuple[DriveRow, ...]:
    rows = drives.desk_day(session, local_day(at), now=at, viewer=viewer).drives
    everything = viewer.may(*WHOLE_SHOWROOM)
    mine = (row for row in rows if everything or row.consultant_id == viewer.staff_id)
    return tuple(row for row in mine if row.is_drive and row.state in TO_COME)


def _hand_overs(session: Session, viewer: Actor, at: datetime) -> tuple[OrderRow, ...]:
    end = day_bounds(local_day(at))[1]
    rows = (
        row
        for row in orders.in_shop(session)
        if row.promised_at is not None and row.promised_at < end
    )
    everything = viewer.may(*WHOLE_SHOP)
    return tuple(
        row for row in rows if everything or viewer.staff_id in (row.advisor_id, row.technician_id)
    )


def _inside(session: Session, viewer: Actor) -> tuple[VisitRow, ...]:
    rows = reception.inside(session, viewer=viewer)
    everything = viewer.may(*WHOLE_SHOWROOM)
    return tuple(row for row in rows if everything or row.consultant_id == viewer.staff_id)


def phone_of(session: Session, person_id: int, *, viewer: Actor) -> str:
    """The number to call, as the viewer may read it."""
    found = people.card(session, person_id)
    return privacy.phone_for(found.phones[0] if found and found.phones else None, viewer.roles)
