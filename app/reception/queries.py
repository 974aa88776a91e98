"""The register as screens and papers read it.

A day by its index, who is inside, whose turn it is, who left a contact.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from app import fields, settings
from app.admin import queries as house
from app.identity import phone as phones
from app.local_time import day_bounds, local_day
from app.people import queries as people
from app.permissions import Actor
from app.prospects import queries as prospects
from app.reception import rules
from app.reception.facts import RegisterDay, VisitSheetRow, remarks
from app.reception.rotation import WALK_IN, RotationTurn, turns
from app.reception.rules import Guest, Rate, SalesStep, Tally
from app.reception.settings import VisitSettings
from app.reception.values import NewVisit
from app.text import _
from db.tables.admin import Level, Purpose, Source, Staff
from db.tables.fleet import TestDrive
from db.tables.people import Person, Phone
from db.tables.prospects import LevelChange, Prospect
from db.tables.reception import Visit, VisitStep
from db.tables.vehicles import CarModel
from db.vocabulary import DriveState, Role, VisitKind


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
        """The name or form of address.

        Nobody is forced to leave one, and some leave only a number.
        """
        return self.who or (_("No name left") if self.kept else _("Anonymous"))

    @property
    def counts(self) -> bool:
        """Whether figures count it."""
        return not self.cancelled and not self.corrected


Rows = Select[*tuple[Any, ...]]
LISTED = (
    *(
        "id",
        "version",
        "kind",
        "arrived_at",
        "left_at",
        "party_size",
        "person_id",
        "addressed_as",
        "contact_kept",
        "first",
    ),
    *("consultant_id", "received_by", "reviewed_at", "cancelled_at", "corrects"),
)
COPIED = fields.shared(NewVisit, Visit.__tablename__)


@dataclass(frozen=True, slots=True)
class Opened:
    """A row opened for reading and mending.

    `newer_id` is the correction that stands for it, `owner_id` who looks after the person.
    """

    row: VisitRow
    visit: NewVisit
    steps: frozenset[SalesStep]
    newer_id: int | None
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class RegisterView:
    """Everything that the page shows of one moment.

    `tally` is of today, whatever day the register shows.

    `steps`: what was ticked, for who is inside.
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
    consultants: tuple[house.StaffChoice, ...]


@dataclass(frozen=True, slots=True)
class MatchedCustomer:
    """Whom a number belongs to, who looks after them since when and until when, whether they were
    here before: said before saving.
    """

    person_id: int
    name: str
    model: str
    level_id: int | None
    level: str
    owner_id: int | None
    owner: str
    since: datetime | None
    until: date | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class ConsultantRate:
    """Contacts kept by one consultant, today and this month."""

    id: int
    name: str
    today: Rate
    month: Rate


def desk(session: Session, *, day: date, at: datetime, viewer: Actor) -> RegisterView:
    """The page in one reading: figures and lists can never disagree."""
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
    found = session.connection().execute(_of_a_day(), {"start": start, "end": end}).all()
    replaced = _replaced(found)
    return [_row(one, viewer, replaced) for one in found]


def inside(session: Session, *, viewer: Actor) -> list[VisitRow]:
    """Who is in the showroom now, whoever forgot the time out on earlier days first."""
    return [_row(one, viewer, frozenset()) for one in session.connection().execute(_of_now())]


def opened(session: Session, visit_id: int, *, viewer: Actor) -> Opened | None:
    """One row with everything that its form shows."""
    found = (
        session.connection()
        .execute(_rows(*Visit.__table__.columns).where(Visit.id == visit_id))
        .first()
    )
    if found is None:
        return None
    newer = session.scalar(
        select(Visit.id).where(
            Visit.corrects == visit_id,
            Visit.cancelled_at.is_(None),
            Visit.arrived_at >= day_bounds(local_day(found.arrived_at))[0],
        )
    )
    line = _row(found, viewer, {visit_id} if newer else frozenset())
    copied = {name: getattr(found, name) for name in COPIED}
    taken = session.scalars(select(VisitStep.step).where(VisitStep.visit_id == visit_id))
    kept = prospects.live(session, found.person_id) if found.person_id else None
    owner = kept.owner_id if kept else None
    return Opened(
        line,
        NewVisit(name=line.who or None, **copied),
        frozenset(SalesStep(step) for step in taken),
        newer,
        owner,
    )


def _steps(session: Session, visits: Sequence[int]) -> Mapping[int, frozenset[SalesStep]]:
    found: dict[int, set[SalesStep]] = defaultdict(set)
    for visit_id, step in session.execute(
        select(VisitStep.visit_id, VisitStep.step).where(VisitStep.visit_id.in_(visits))
    ):
        found[visit_id].add(SalesStep(step))
    return {visit_id: frozenset(steps) for visit_id, steps in found.items()}


def guests(rows: Iterable[VisitRow]) -> list[Guest]:
    """The rows that figures count."""
    return [
        Guest(one.kind, one.first, one.natural, one.kept, one.party_size)
        for one in rows
        if one.counts
    ]


def month_rate(session: Session, today: date) -> Rate:
    """The contact-kept rate of the month until now."""
    rows = _rates(session, today.replace(day=1), today)
    return Rate(
        sum(rate.kept for rate in rows.values()), sum(rate.visits for rate in rows.values())
    )


def rates(session: Session, today: date) -> list[ConsultantRate]:
    """Contacts kept per consultant, today and this month."""
    day, month = _rates(session, today, today), _rates(session, today.replace(day=1), today)
    names = {one.id: one.name for one in house.staff(session, Role.CONSULTANT)}
    names |= {
        one.id: one.name
        for one in house.staff(session, everybody=True)
        if one.id in month and one.id not in names
    }
    return [
        ConsultantRate(key, name, day.get(key, Rate()), month.get(key, Rate()))
        for key, name in names.items()
    ]


def known(session: Session, phone: str) -> MatchedCustomer | None:
    """Who has this number, in any writing, and who looks after them."""
    hit = people.by_phone(session, phone)
    if hit is None:
        return None
    before = (
        select(Visit.id)
        .join(Purpose, Purpose.id == Visit.purpose_id)
        .where(Visit.person_id == hit.id, Visit.kind == WALK_IN)
    )
    again = (
        session.scalar(before.where(Purpose.is_sales, Visit.cancelled_at.is_(None)).limit(1))
        is not None
    )
    one = prospects.live(session, hit.id)
    if one is None:
        return MatchedCustomer(hit.id, hit.name, hit.model, None, "", None, "", None, None, again)
    return MatchedCustomer(
        hit.id,
        hit.name,
        one.model,
        one.level_id,
        one.level,
        one.owner_id,
        one.owner,
        one.opened_at,
        one.kept_until,
        again,
    )


@cache
def _of_a_day() -> Rows:
    """Put together once: building a question of so many columns costs more than its answer."""
    return _rows(*_listed()).where(
        Visit.arrived_at >= bindparam("start"), Visit.arrived_at < bindparam("end")
    )


@cache
def _of_now() -> Rows:
    return _rows(*_listed()).where(
        Visit.left_at.is_(None), Visit.kind == WALK_IN, Visit.cancelled_at.is_(None)
    )


def _listed() -> Iterator[ColumnElement[Any]]:
    """The columns that a line of the list needs."""
    return (Visit.__table__.columns[name] for name in LISTED)


def _rows(*columns: ColumnElement[Any]) -> Rows:
    """Plain columns: loading whole records would cost three times as much for a list."""
    consultant = aliased(Staff)
    number = (
        select(Phone.number)
        .where(Phone.person_id == Visit.person_id)
        .order_by(Phone.position)
        .limit(1)
        .scalar_subquery()
    )
    told = (
        Person.name.label("name"),
        number.label("number"),
        CarModel.name.label("model"),
        Level.code.label("level"),
    )
    more = (
        Source.name.label("source"),
        Purpose.name.label("purpose"),
        Purpose.is_sales.label("natural"),
        consultant.name.label("consultant"),
    )
    wanted: Rows = select(*columns, *told, *more)
    wanted = wanted.join(Purpose, Purpose.id == Visit.purpose_id).outerjoin(
        Person, Person.id == Visit.person_id
    )
    wanted = wanted.outerjoin(CarModel, CarModel.id == Visit.model_id).outerjoin(
        Level, Level.id == Visit.level_id
    )
    wanted = wanted.outerjoin(Source, Source.id == Visit.source_id).outerjoin(
        consultant, consultant.id == Visit.consultant_id
    )
    return wanted.order_by(Visit.arrived_at, Visit.id)


def _row(found: Any, viewer: Actor, replaced: Iterable[int | None]) -> VisitRow:
    own = viewer.staff_id in (found.received_by, found.consultant_id)
    clear = rules.sees_phone(viewer.roles, own)
    return VisitRow(
        id=found.id,
        version=found.version,
        kind=found.kind,
        arrived_at=found.arrived_at,
        left_at=found.left_at,
        party_size=found.party_size,
        person_id=found.person_id,
        who=found.name or found.addressed_as or "",
        phone=(
            (phones.shown(found.number) if clear else phones.masked(found.number))
            if found.number
            else ""
        ),
        kept=found.contact_kept,
        first=found.first,
        natural=found.natural,
        model=found.model or "",
        level=found.level or "",
        source=found.source or "",
        purpose=found.purpose,
        consultant_id=found.consultant_id,
        consultant=found.consultant or "",
        received_by=found.received_by,
        reviewed=found.reviewed_at is not None,
        cancelled=found.cancelled_at is not None,
        corrects=found.corrects,
        corrected=found.id in replaced,
    )


def _replaced(found: Iterable[Any]) -> frozenset[int]:
    """Rows for which a newer one stands; a correction that was struck out gives its row back."""
    return frozenset(one.corrects for one in found if one.corrects and one.cancelled_at is None)


def _rates(session: Session, first: date, last: date) -> dict[int | None, Rate]:
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    newer = aliased(Visit)
    replaced = select(newer.corrects).where(
        newer.arrived_at >= start, newer.arrived_at < end, newer.corrects.is_not(None)
    )
    replaced = replaced.where(newer.cancelled_at.is_(None))
    wanted = select(Visit.consultant_id, func.count().filter(Visit.contact_kept), func.count())
    wanted = wanted.join(Purpose, Purpose.id == Visit.purpose_id).where(
        Visit.arrived_at >= start, Visit.arrived_at < end
    )
    wanted = wanted.where(
        Visit.kind == WALK_IN,
        Visit.first,
        Purpose.is_sales,
        Visit.cancelled_at.is_(None),
        Visit.id.not_in(replaced),
    )
    return {
        key: Rate(kept, visits)
        for key, kept, visits in session.execute(wanted.group_by(Visit.consultant_id))
    }


def day(session: Session, on: date) -> RegisterDay:
    """The facts of a day's sheet.

    The second level is what the prospect was graded after the visit.
    """
    start, end = day_bounds(on)
    wanted = _rows(*Visit.__table__.columns).where(
        Visit.arrived_at >= start, Visit.arrived_at < end
    )
    found = session.connection().execute(wanted).all()
    replaced = _replaced(found)
    driven = _driven(session, start, end)
    later = _regraded(session, start, end)
    rows = tuple(_sheet_row(one, replaced, driven, later=later) for one in found)
    counted = [
        Guest(one.kind, one.first, one.natural, one.contact_kept, one.party_size) for one in found
    ]
    kept = [guest for guest, row in zip(counted, rows, strict=True) if not row.struck]
    return RegisterDay(
        on, rows, rules.tally(kept), settings.load(session).of(VisitSettings).contact_target
    )


def _driven(session: Session, start: datetime, end: datetime) -> frozenset[tuple[str, int]]:
    """Visits whose step was ticked, and people who drove on that day."""
    ticked = select(VisitStep.visit_id).join(Visit, Visit.id == VisitStep.visit_id)
    ticked = ticked.where(
        Visit.arrived_at >= start,
        Visit.arrived_at < end,
        VisitStep.step == SalesStep.TEST_DRIVE.value,
    )
    drove = select(TestDrive.person_id).where(
        TestDrive.starts_at >= start, TestDrive.starts_at < end
    )
    drove = drove.where(TestDrive.state.in_((DriveState.OUT, DriveState.BACK)))
    visits = {("visit", key) for key in session.scalars(ticked)}
    return frozenset(visits | {("person", key) for key in session.scalars(drove) if key})


def _regraded(session: Session, start: datetime, end: datetime) -> dict[int, str]:
    """The newest level of the day by person, for who came on that day."""
    came = select(Visit.person_id).where(
        Visit.arrived_at >= start, Visit.arrived_at < end, Visit.person_id.is_not(None)
    )
    wanted = select(Prospect.person_id, Level.code).join(
        LevelChange, LevelChange.prospect_id == Prospect.id
    )
    wanted = wanted.join(Level, Level.id == LevelChange.new_level_id).where(
        Prospect.person_id.in_(came)
    )
    wanted = wanted.where(LevelChange.at >= start, LevelChange.at < end).order_by(
        LevelChange.at, LevelChange.id
    )
    return {row.person_id: row.code for row in session.execute(wanted)}


def _sheet_row(
    found: Any,
    replaced: Iterable[int],
    driven: frozenset[tuple[str, int]],
    *,
    later: dict[int, str],
) -> VisitSheetRow:
    return VisitSheetRow(
        kind=found.kind,
        arrived_at=found.arrived_at,
        left_at=found.left_at,
        party_size=found.party_size,
        who=found.name or found.addressed_as or "",
        phone=phones.shown(found.number) if found.number else "",
        area=found.area or "",
        transport=found.transport or "",
        model=found.model or "",
        purpose=found.purpose,
        first=found.first,
        source=found.source or "",
        level=found.level or "",
        level_now=later.get(found.person_id, found.level or ""),
        rivals=found.rivals or "",
        test_drive=bool({("visit", found.id), ("person", found.person_id)} & driven),
        quoted=found.quoted,
        trade_in=found.trade_in,
        instalment=found.instalment,
        course=found.course or "",
        consultant=found.consultant or "",
        struck=found.cancelled_at is not None or found.id in replaced,
        correction=found.corrects is not None,
        remarks=remarks(found),
    )
