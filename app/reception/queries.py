"""Reads the register for screens: a day, who is inside, one row with its form."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from app.admin import queries as house
from app.admin.values import StaffChoice
from app.audit import Newest, last_saved
from app.local_time import day_bounds, local_day
from app.people import rules as privacy
from app.people.alerts import Alert, alerts_of
from app.people.lookup import by_phone, first_number
from app.permissions import Actor
from app.prospects import queries as prospects
from app.reception import rules
from app.reception.rates import Span, month_rate, replaced
from app.reception.rotation import WALK_IN, RotationTurn, turns
from app.reception.rules import Guest, Rate, SalesStep, Tally
from app.reception.values import NewVisit
from app.rows import Reader, columns_of, fetch, fetch_one
from app.text import _
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.reception import Visit, VisitStep
from db.tables.store_lists import Level, Purpose, Source
from db.tables.vehicles import CarModel
from db.vocabulary import Role, VisitKind

WHO = func.coalesce(func.nullif(Person.name, ""), Visit.addressed_as)
"""The name in the file, else the form of address that was left."""
CONSULTANT = aliased(Staff)
DESCRIPTION: tuple[ColumnElement[Any], ...] = (
    WHO.label("who"),
    first_number(Visit.person_id).label("_number"),
    CarModel.name.label("model"),
    Level.code.label("level"),
    Source.name.label("source"),
    Purpose.name.label("purpose"),
    CONSULTANT.name.label("consultant"),
)
"""A visit in words; `_number` is the telephone number."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One line of the register.

    `who` is empty for an anonymous visitor; `phone` is as the reader may see it.
    `corrected`: a newer row stands for this one. Struck-out and corrected rows are shown and not
    counted.
    """

    id: int
    version: int
    kind: VisitKind
    arrived_at: datetime
    left_at: datetime | None
    party_size: int
    person_id: int | None
    who: str
    phone: str
    kept: bool
    first: bool
    natural: bool
    model: str
    level: str
    source: str
    purpose: str
    consultant_id: int | None
    consultant: str
    received_by: int
    reviewed: bool
    cancelled: bool
    corrects: int | None
    corrected: bool = False

    @property
    def called(self) -> str:
        """The name or form of address, or what stands for it where none was left."""
        return self.who or (_("No name left") if self.kept else _("Anonymous"))

    @property
    def counts(self) -> bool:
        """Whether figures count it."""
        return not self.cancelled and not self.corrected


@dataclass(frozen=True, slots=True)
class Opened:
    """A row opened for reading and correcting.

    `newer_id` is the correction that stands for it, `owner_id` who looks after the person.
    """

    row: VisitRow
    visit: NewVisit
    steps: frozenset[SalesStep]
    newer_id: int | None
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class RegisterView:
    """Everything that the page shows.

    `tally` is of today, whatever day the register shows. `steps` are those of visitors inside.
    """

    today: date
    day: date
    inside: tuple[VisitRow, ...]
    register: tuple[VisitRow, ...]
    tally: Tally
    month: Rate
    turns: tuple[RotationTurn, ...]
    steps: Mapping[int, frozenset[SalesStep]] = field(default_factory=dict)

    @property
    def left_over(self) -> int:
        """Visitors of earlier days without a time out."""
        return sum(local_day(row.arrived_at) < self.today for row in self.inside)


@dataclass(frozen=True, slots=True)
class VisitChoices:
    """What the form chooses from."""

    sources: tuple[house.ListChoice, ...]
    purposes: tuple[house.ListChoice, ...]
    models: tuple[house.ListChoice, ...]
    levels: tuple[house.LevelChoice, ...]
    consultants: tuple[StaffChoice, ...]


@dataclass(frozen=True, slots=True)
class MatchedCustomer:
    """The customer behind a number, as the form says before saving.

    `owner` looks after them `since` a time `until` a day; `again`: they were here before.
    """

    person_id: int
    name: str
    model: str
    level_id: int | None = None
    level: str = ""
    owner_id: int | None = None
    owner: str = ""
    since: datetime | None = None
    until: date | None = None
    again: bool = False
    alerts: tuple[Alert, ...] = ()


def desk(session: Session, *, day: date, at: datetime, viewer: Actor) -> RegisterView:
    """The page in one reading, so that figures and lists cannot disagree."""
    today = local_day(at)
    register = tuple(register_of(session, day, viewer=viewer))
    of_today = register if day == today else register_of(session, today, viewer=viewer)
    here = tuple(inside(session, viewer=viewer))
    return RegisterView(
        today,
        day,
        here,
        register,
        rules.tally(guests(of_today)),
        month_rate(session, today),
        tuple(turns(session, today)),
        _steps(session, [row.id for row in here]),
    )


def lists(session: Session) -> VisitChoices:
    """The lists of the form, as the store edits them."""
    return VisitChoices(
        tuple(house.sources(session)),
        tuple(house.purposes(session)),
        tuple(house.models(session)),
        tuple(house.levels(session)),
        tuple(house.staff(session, Role.CONSULTANT)),
    )


def register_of(session: Session, day: date, *, viewer: Actor) -> list[VisitRow]:
    """A day's register in order of arrival."""
    start, end = day_bounds(day)
    span = {"start": start, "end": end}
    return fetch(session, VisitRow, _of_a_day(), params=span, phone=_phone_for(viewer))


def inside(session: Session, *, viewer: Actor) -> list[VisitRow]:
    """Visitors in the showroom now; those of earlier days, without a time out, come first."""
    return fetch(session, VisitRow, _of_now(), phone=_phone_for(viewer))


def opened(session: Session, visit_id: int, *, viewer: Actor) -> Opened | None:
    """One row with everything that its form shows."""
    wanted = _register().where(Visit.id == visit_id)
    row = fetch_one(session, VisitRow, wanted, phone=_phone_for(viewer))
    if row is None:
        return None
    visit = fetch_one(session, NewVisit, _select_contents().where(Visit.id == visit_id))
    assert visit is not None
    newer_id, steps = _newer(session, row), _steps(session, [visit_id])
    return Opened(
        replace(row, corrected=newer_id is not None),
        visit,
        steps.get(visit_id, frozenset()),
        newer_id,
        _owner(session, row.person_id),
    )


def _owner(session: Session, person_id: int | None) -> int | None:
    prospect = prospects.live(session, person_id) if person_id else None
    return prospect.owner_id if prospect else None


@cache
def _select_contents() -> Select[*tuple[Any, ...]]:
    wanted = select(*columns_of(NewVisit, Visit), func.nullif(WHO, "").label("name"))
    return wanted.outerjoin(Person, Person.id == Visit.person_id)


def _newer(session: Session, row: VisitRow) -> int | None:
    """The correction that stands for this row: it is of the same day."""
    same_day = Visit.arrived_at >= day_bounds(local_day(row.arrived_at))[0]
    newer = select(Visit.id).where(Visit.corrects == row.id, Visit.cancelled_at.is_(None), same_day)
    return session.scalar(newer)


def newest_visit(session: Session, visit_id: int, *, viewer: Actor) -> Newest[Opened] | None:
    """A row of the register as it stands now."""
    found = opened(session, visit_id, viewer=viewer)
    if found is None:
        return None
    return Newest(found, found.row.version, last_saved(session, Noun.VISIT, visit_id))


def _steps(session: Session, visits: Sequence[int]) -> Mapping[int, frozenset[SalesStep]]:
    wanted = select(VisitStep).where(VisitStep.visit_id.in_(visits))
    found: dict[int, set[SalesStep]] = defaultdict(set)
    for row in session.scalars(wanted):
        found[row.visit_id].add(SalesStep(row.step))
    return {visit_id: frozenset(steps) for visit_id, steps in found.items()}


def guests(rows: Iterable[VisitRow]) -> list[Guest]:
    """The rows that figures count."""
    return [
        Guest(one.kind, one.first, one.natural, one.kept, one.party_size)
        for one in rows
        if one.counts
    ]


def known(session: Session, phone: str) -> MatchedCustomer | None:
    """Who has this number, in any writing, and who looks after them."""
    hit = by_phone(session, phone)
    if hit is None:
        return None
    again, live = _came_before(session, hit.id), prospects.live(session, hit.id)
    alerts = alerts_of(session, person_id=hit.id)
    if live is None:
        return MatchedCustomer(hit.id, hit.name, hit.model, again=again, alerts=alerts)
    return MatchedCustomer(
        hit.id,
        hit.name,
        live.model,
        live.level_id,
        live.level,
        live.owner_id,
        live.owner,
        live.opened_at,
        live.kept_until,
        again,
        alerts,
    )


def _came_before(session: Session, person_id: int) -> bool:
    """True when the person was in the store about a purchase."""
    visits = select(Visit.id).join(Purpose, Purpose.id == Visit.purpose_id)
    walked_in = visits.where(Visit.person_id == person_id, Visit.kind == WALK_IN)
    counted = walked_in.where(Purpose.is_sales, Visit.cancelled_at.is_(None))
    return session.scalar(counted.limit(1)) is not None


@cache
def _of_a_day() -> Select[*tuple[Any, ...]]:
    """Built once: building a statement of so many columns costs more than running it."""
    start: Span = bindparam("start")
    end: Span = bindparam("end")
    corrected = Visit.id.in_(replaced(start, end)).label("corrected")
    return _register(corrected).where(Visit.arrived_at >= start, Visit.arrived_at < end)


@cache
def _of_now() -> Select[*tuple[Any, ...]]:
    return _register().where(
        Visit.left_at.is_(None), Visit.kind == WALK_IN, Visit.cancelled_at.is_(None)
    )


def _register(*more: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return described(
        *columns_of(VisitRow, Visit),
        Visit.contact_kept.label("kept"),
        Purpose.is_sales.label("natural"),
        Visit.reviewed_at.is_not(None).label("reviewed"),
        Visit.cancelled_at.is_not(None).label("cancelled"),
        *more,
    )


def described(*columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Visits in order of arrival with these columns and `DESCRIPTION`."""
    statement: Select[*tuple[Any, ...]] = select(*columns, *DESCRIPTION)
    return (
        statement.join(Purpose, Purpose.id == Visit.purpose_id)
        .outerjoin(Person, Person.id == Visit.person_id)
        .outerjoin(CarModel, CarModel.id == Visit.model_id)
        .outerjoin(Level, Level.id == Visit.level_id)
        .outerjoin(Source, Source.id == Visit.source_id)
        .outerjoin(CONSULTANT, CONSULTANT.id == Visit.consultant_id)
        .order_by(Visit.arrived_at, Visit.id)
    )


def _phone_for(viewer: Actor) -> Reader:
    """The number of a row as this person may read it."""

    def read(row: Any) -> str:
        own = viewer.staff_id in (row.received_by, row.consultant_id)
        return privacy.phone_for(row._number, viewer.roles, own=own)

    return read
