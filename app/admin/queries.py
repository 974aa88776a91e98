"""Who may sign in, the lists that forms choose from, and what the settings show."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import settings
from app.admin import lists
from app.admin.entries import Entry
from app.admin.sign_in_info import SignInInfo, SignInPerson
from app.audit import called, present
from app.desk_spec import desks_of, nouns_of
from app.fields import label_of
from app.local_time import day_bounds, local
from app.settings import Settings, StoreSettings
from app.text import _
from db.tables.admin import Audit, Level, ListView, Purpose, Source, Staff, Wording
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import Act, Gearbox, PaperKind, Role

MOST_CHANGES = 1000
COLLEAGUES = frozenset(
    {"staff_id", "advisor_id", "consultant_id", "technician_id", "companion_id", "owner_id"}
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")


@dataclass(frozen=True, slots=True)
class StaffChoice:
    """A colleague as lists show one."""

    id: int
    name: str
    roles: frozenset[Role]
    on_duty: bool


@dataclass(frozen=True, slots=True)
class ListChoice:
    """One entry of a list to choose from."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A prospect level with its rule: buy within, contact every so many days."""

    id: int
    code: str
    name: str
    contact_every_days: int


@dataclass(frozen=True, slots=True)
class TrimChoice:
    """A version of a model, its full name and gearbox."""

    id: int
    text: str
    gearbox: Gearbox
    model_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """A colleague as the settings show one."""

    id: int
    name: str
    roles: frozenset[Role]
    phone: str | None
    on_duty: bool
    active: bool
    may_sign_in: bool
    version: int


@dataclass(frozen=True, slots=True)
class Entering:
    """The store's rules, and how this person left the lists, by their names."""

    rules: Settings
    views: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a paper's wording."""

    edition: int
    since: datetime
    clauses: str


@dataclass(frozen=True, slots=True)
class Value:
    """One field before and after."""

    name: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One audit row: who, when, where, what. `title` is the source text of the noun."""

    id: int
    at: datetime
    who: str
    workstation: str
    act: Act
    noun: str
    title: str
    noun_id: int | None
    values: tuple[Value, ...]
    reason: str | None


def sign_in_info(session: Session) -> SignInInfo:
    """What the door shows, read with everything loaded."""
    rules = settings.load(session).of(StoreSettings)
    people = tuple(SignInPerson(row.id, row.name, row.roles) for row in sign_in_choices(session))
    return SignInInfo(rules.store_name, rules.practice, people, is_new=is_new_store(session))


def entering(session: Session, staff_id: int) -> Entering:
    """What the window needs to know of the store and of whoever comes in."""
    kept = session.execute(
        select(ListView.name, ListView.state).where(ListView.staff_id == staff_id)
    )
    return Entering(settings.load(session), {name: json.loads(state) for name, state in kept})


def is_new_store(session: Session) -> bool:
    """True until the first administrator exists."""
    return session.scalar(select(Staff.id).limit(1)) is None


def sign_in_choices(session: Session) -> list[StaffChoice]:
    """Everybody who may sign in: active and with a password, by name."""
    rows = session.scalars(
        select(Staff)
        .where(Staff.active, Staff.password_hash.is_not(None))
        .order_by(Staff.name, Staff.id)
    )
    return [_choice(row) for row in rows]


def staff(session: Session, *roles: Role, everybody: bool = False) -> list[StaffChoice]:
    """Active colleagues with any of `roles` (all without roles), those on duty first.

    `everybody` includes who has left.
    """
    rows = session.scalars(select(Staff).order_by(Staff.on_duty.desc(), Staff.name))
    wanted = frozenset(roles)
    return [
        _choice(row)
        for row in rows
        if (row.active or everybody) and (not wanted or row.roles & wanted)
    ]


def sources(session: Session) -> list[ListChoice]:
    """Sources in use, in the store's order."""
    return _choices(session, Source)


def purposes(session: Session) -> list[ListChoice]:
    """Purposes in use, in the store's order."""
    return _choices(session, Purpose)


def levels(session: Session, *, open_only: bool = True) -> list[LevelChoice]:
    """Levels in use, in the store's order; `open_only` leaves out those of closed prospects."""
    rows = session.scalars(select(Level).where(Level.active).order_by(Level.position, Level.id))
    return [
        LevelChoice(row.id, row.code, row.name, row.contact_every_days)
        for row in rows
        if row.is_open or not open_only
    ]


def models(session: Session) -> list[ListChoice]:
    """Model lines in use."""
    return _choices(session, CarModel)


def trims(session: Session) -> list[TrimChoice]:
    """Versions in use with the name of their model."""
    in_use = select(Trim).join(CarModel).where(Trim.active, CarModel.active)
    rows = session.scalars(in_use.order_by(CarModel.position, Trim.position, Trim.id))
    return [
        TrimChoice(row.id, f"{row.model.name} {row.name}", row.gearbox, row.model_id)
        for row in rows
    ]


def people(session: Session) -> list[StaffRow]:
    """Everybody who works or worked here, those who left last."""
    rows = session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name, Staff.id))
    return [
        StaffRow(
            id=row.id,
            name=row.name,
            roles=row.roles,
            phone=row.phone,
            on_duty=row.on_duty,
            active=row.active,
            may_sign_in=row.active and row.password_hash is not None,
            version=row.version,
        )
        for row in rows
    ]


def entries(session: Session, kind: type[Entry]) -> list[Entry]:
    """One of the store's lists with everything on it, retired entries last."""
    return lists.rows(session, kind)


def editions(session: Session, kind: PaperKind, language: str) -> list[Edition]:
    """Every edition of a paper's clauses, the newest first."""
    wanted = select(Wording).where(Wording.kind == kind, Wording.language == language)
    return [
        Edition(row.edition, row.since, row.clauses)
        for row in session.scalars(wanted.order_by(Wording.edition.desc()))
    ]


def audit(session: Session, noun: str, noun_id: int) -> list[Change]:
    """Who did what to one record, the newest first."""
    return _changes(
        session, select(Audit).where(Audit.noun.in_(called(noun)), Audit.noun_id == noun_id)
    )


def audit_of_day(session: Session, day: date, *, staff_id: int | None = None) -> list[Change]:
    """Who did what on one day, the newest first; of one person or of everybody."""
    start, end = day_bounds(day)
    wanted = select(Audit).where(Audit.at >= start, Audit.at < end)
    return _changes(
        session, wanted if staff_id is None else wanted.where(Audit.staff_id == staff_id)
    )


def _changes(session: Session, wanted: Select[Audit]) -> list[Change]:
    rows = list(session.scalars(wanted.order_by(Audit.id.desc()).limit(MOST_CHANGES)))
    names = {row.id: row.name for row in session.scalars(select(Staff))}
    titles = nouns_of(desks_of(session))
    return [
        Change(
            id=row.id,
            at=row.at,
            who=names.get(row.staff_id or 0, ""),
            workstation=row.workstation,
            act=row.act,
            noun=row.noun,
            title=titles.get(row.noun, row.noun),
            noun_id=row.noun_id,
            values=_compared(row, names),
            reason=row.reason,
        )
        for row in rows
    ]


def _compared(row: Audit, names: Mapping[int, str]) -> tuple[Value, ...]:
    before, after = json.loads(row.old or "{}"), json.loads(row.new or "{}")
    return tuple(
        Value(
            name,
            label_of(present(row.noun), name),
            _told(name, before.get(name), names),
            _told(name, after.get(name), names),
        )
        for name in {**before, **after}
    )


def _told(name: str, value: Any, names: Mapping[int, str]) -> str:
    """As people read it: colleagues by name, moments by the clock on the wall."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int) and (name.endswith("_by") or name in COLLEAGUES):
        return names.get(value, str(value))
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return f"{local(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    return (
        ", ".join(map(str, value))
        if isinstance(value, list)
        else ""
        if value is None
        else str(value)
    )


def _choices(session: Session, noun: Any) -> list[ListChoice]:
    rows = session.scalars(select(noun).where(noun.active).order_by(noun.position, noun.id))
    return [ListChoice(row.id, row.name) for row in rows]


def _choice(row: Staff) -> StaffChoice:
    return StaffChoice(row.id, row.name, row.roles, row.on_duty)
