"""Reads what consultants did on a day and what is planned for the next one (S060)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.local_time import on_days
from app.people import consents
from app.people.lookup import first_number
from app.permissions import Actor
from app.prospects import rules
from app.prospects.level_sheet import level_month
from app.prospects.queries import readable_phone
from app.prospects.quotas import Quotas, quotas
from app.prospects.signed_orders import credits_of_orders
from app.rows import fetch
from app.text import language
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import LIVE, FollowUp, Prospect
from db.tables.store_lists import Level, Source
from db.tables.vehicles import CarModel
from db.vocabulary import CallResult, ContactWay, ProspectState, Role


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A contact of the day, or one that is planned for the next day."""

    staff: str
    person: str
    phone: str
    area: str
    model: str
    source: str
    level: str
    way: ContactWay | None
    result: CallResult | None
    content: str
    at: datetime
    next_at: datetime | None

    @property
    def is_visit(self) -> bool:
        """Visits are made in the afternoon, all else in the morning (S037)."""
        return self.way is ContactWay.HOME_VISIT


@dataclass(frozen=True, slots=True)
class DayReport:
    """The report of one consultant, or with `whose` "" of all of them.

    `ordered`: orders signed on the day; one of a call may be shared.
    """

    day: date
    whose: str
    made: tuple[ReportLine, ...]
    calls: tuple[ReportLine, ...]
    visits: tuple[ReportLine, ...]
    quotas: Quotas
    levels: tuple[tuple[str, int], ...]
    begun: int
    ordered: Decimal
    lost: int
    language: str


def day_report(
    session: Session, day: date, *, viewer: Actor, at: datetime, staff_id: int | None = None
) -> DayReport:
    """What was done on a day and what waits on the next; consultants read their own."""
    whose = staff_id if Role.MANAGER in viewer.roles else viewer.staff_id
    made = _lines(
        session, on_days(FollowUp.done_at, day), FollowUp.done_by, whose=whose, viewer=viewer
    )
    following = on_days(FollowUp.due_at, day + timedelta(days=1))
    waits = consents.waiting() & following
    planned = _lines(session, waits, FollowUp.staff_id, whose=whose, viewer=viewer)
    rows = level_month(session, day, viewer=viewer, at=at, staff_id=whose).rows
    ended = [row.state for row in rows if row.closed_day == day.day]
    return DayReport(
        day,
        session.get_one(Staff, whose).name if whose is not None else "",
        tuple(made),
        tuple(line for line in planned if not line.is_visit),
        tuple(sorted((line for line in planned if line.is_visit), key=lambda line: line.area)),
        quotas(session, viewer, at=at, staff_id=staff_id),
        tuple(_levels(session, whose)),
        _begun(session, day, whose),
        credits_of_orders(session, day, to=day, staff_id=whose),
        ended.count(ProspectState.LOST),
        language(),
    )


def _lines(
    session: Session, where: Any, holder: Any, *, whose: int | None, viewer: Actor
) -> Sequence[ReportLine]:
    wanted = _select_lines(holder).where(where, Person.erased_at.is_(None))
    mine = wanted if whose is None else wanted.where(holder == whose)
    return fetch(
        session,
        ReportLine,
        mine.order_by(func.coalesce(FollowUp.done_at, FollowUp.due_at), FollowUp.id),
        phone=lambda row: readable_phone(row._number, row._owner or 0, viewer=viewer),
        area=lambda row: rules.district(row._address),
    )


def _select_lines(holder: Any) -> Select[*tuple[Any, ...]]:
    planned = aliased(FollowUp)
    is_next = (planned.prospect_id == Prospect.id) & consents.waiting(planned)
    wanted = select(
        Staff.name.label("staff"),
        Person.name.label("person"),
        CarModel.name.label("model"),
        Source.name.label("source"),
        Level.code.label("level"),
        FollowUp.way,
        FollowUp.result,
        FollowUp.content,
        func.coalesce(FollowUp.done_at, FollowUp.due_at).label("at"),
        planned.due_at.label("next_at"),
        Person.address.label("_address"),
        Prospect.owner_id.label("_owner"),
        first_number(Person.id).label("_number"),
    )
    return (
        wanted.select_from(FollowUp)
        .join(Person, Person.id == FollowUp.person_id)
        .join(Staff, Staff.id == holder)
        .outerjoin(Prospect, Prospect.id == FollowUp.prospect_id)
        .outerjoin(Level, Level.id == Prospect.level_id)
        .outerjoin(CarModel, CarModel.id == Prospect.model_id)
        .outerjoin(Source, Source.id == Prospect.source_id)
        .outerjoin(planned, is_next)
    )


def _levels(session: Session, whose: int | None) -> list[tuple[str, int]]:
    """How many live prospects have each level, in the store's order."""
    wanted = select(Level.code, func.count(Prospect.id)).join(Prospect).where(LIVE)
    mine = wanted if whose is None else wanted.where(Prospect.owner_id == whose)
    counted = mine.group_by(Level.id, Level.code, Level.position)
    found = session.execute(counted.order_by(Level.position, Level.id))
    return [(code, count) for code, count in found]


def _begun(session: Session, day: date, whose: int | None) -> int:
    wanted = select(Prospect.owner_id).where(
        on_days(Prospect.opened_at, day), Prospect.state != ProspectState.MERGED
    )
    owners = session.scalars(wanted)
    return sum(whose in (None, owner) for owner in owners)
