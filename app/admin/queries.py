"""Reads who may sign in, the choices of forms, and what the settings show."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.admin import lists
from app.admin.entries import Entry
from app.admin.open_tasks import OpenTasks, open_tasks
from app.admin.sign_in_queries import MAY_SIGN_IN
from app.admin.subjects import named
from app.admin.values import StaffChoice
from app.audit import called, present
from app.fields import label_of
from app.local_time import local, on_days
from app.permissions import Actor
from app.pinyin import by_sound
from app.record_lists import Options
from app.rows import columns_of, fetch
from app.session_desks import desks_of, nouns_of
from app.text import _
from db.nouns import Noun
from db.tables.admin import Audit, Staff
from db.tables.clocks import Team
from db.tables.store_lists import Level, Purpose, Source
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import Act, Gearbox, LicenceClass, Role, Trade

MOST_CHANGES = 1000
LAST_SAVES = timedelta(days=31)
"""How far back is looked for the last save of a PC."""
COLLEAGUES = frozenset(
    {"staff_id", "advisor_id", "consultant_id", "technician_id", "companion_id", "owner_id"}
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")


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
    trades: frozenset[Trade]
    team_id: int | None
    team: str
    leads_team: bool
    on_duty: bool
    active: bool
    may_sign_in: bool
    version: int
    licence_class: LicenceClass | None = None
    licensed_since: date | None = None
    tasks: tuple[OpenTasks, ...] = ()

    @property
    def open_tasks(self) -> int:
        """How many tasks a colleague would have to take over."""
        return sum(one.count for one in self.tasks)


@dataclass(frozen=True, slots=True)
class Value:
    """One field before and after."""

    name: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One audit row. `title` is the source text of the noun, `subject` the name of the record."""

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
    subject: str = ""


def staff(session: Session, *roles: Role, everybody: bool = False) -> list[StaffChoice]:
    """Active colleagues with any of `roles` (all without roles), those on duty first.

    `everybody` includes who has left.
    """
    found = fetch(session, StaffChoice, _colleagues(everybody))
    wanted = frozenset(roles)
    asked = (one for one in found if not wanted or one.roles & wanted)
    return sorted(asked, key=lambda one: (not one.on_duty, by_sound(one.name)))


@cache
def _colleagues(everybody: bool) -> Select[*tuple[Any, ...]]:
    """Built once: building this statement costs more than running it."""
    wanted: Select[*tuple[Any, ...]] = select(*columns_of(StaffChoice, Staff))
    chosen = wanted if everybody else wanted.where(Staff.active)
    return chosen.order_by(Staff.id)


def sources(session: Session) -> list[ListChoice]:
    """Sources in use, in the store's order."""
    return _choices(session, Source)


def purposes(session: Session) -> list[ListChoice]:
    """Purposes in use, in the store's order."""
    return _choices(session, Purpose)


def levels(session: Session, *, open_only: bool = True) -> list[LevelChoice]:
    """Levels in use, in the store's order; `open_only` leaves out those of closed prospects."""
    in_use = select(*columns_of(LevelChoice, Level)).where(Level.active)
    if open_only:
        in_use = in_use.where(Level.is_open)
    return fetch(session, LevelChoice, in_use.order_by(Level.position, Level.id))


def models(session: Session) -> list[ListChoice]:
    """Model lines in use."""
    return _choices(session, CarModel)


def trims(session: Session) -> list[TrimChoice]:
    """Versions in use with the name of their model."""
    in_use = (
        select(*columns_of(TrimChoice, Trim), (CarModel.name + " " + Trim.name).label("text"))
        .join(CarModel)
        .where(Trim.active, CarModel.active)
    )
    in_order = in_use.order_by(CarModel.position, Trim.position, Trim.id)
    return fetch(session, TrimChoice, in_order)


def people(session: Session) -> list[StaffRow]:
    """Everybody who works or worked here, those who left last."""
    told = (*columns_of(StaffRow, Staff), MAY_SIGN_IN.label("may_sign_in"))
    everybody = select(*told, Team.name.label("team")).outerjoin(Team, Team.id == Staff.team_id)
    found = fetch(session, StaffRow, everybody.order_by(Staff.id))
    tasks = open_tasks(session)
    in_order = sorted(found, key=lambda row: (not row.active, by_sound(row.name)))
    return [replace(row, tasks=tasks.get(row.id, ())) for row in in_order]


def takers(session: Session, _viewer: Actor) -> Options:
    """Who works here and may take over tasks, as a form chooses from them."""
    return [(one.id, one.name) for one in staff(session)]


def team_options(session: Session, _viewer: Actor) -> Options:
    """The teams in use, as a form chooses from them."""
    in_use = select(Team.id, Team.name).where(Team.active).order_by(Team.position, Team.id)
    return [(row.id, row.name) for row in session.execute(in_use)]


def trim_options(session: Session) -> Options:
    """The versions that a demo car can be, as a form chooses from them."""
    return [(trim.id, trim.text) for trim in trims(session)]


def entries(session: Session, kind: type[Entry]) -> list[Entry]:
    """One of the store's lists with everything on it, retired entries last."""
    return lists.rows(session, kind)


def audit(session: Session, noun: str, noun_id: int) -> list[Change]:
    """Who did what to one record, the newest first."""
    return _changes(session, Audit.noun.in_(called(noun)), Audit.noun_id == noun_id)


def audit_of_day(session: Session, day: date, *, staff_id: int | None = None) -> list[Change]:
    """Who did what on one day with the names of the records, the newest first."""
    of_one = () if staff_id is None else (Audit.staff_id == staff_id,)
    return named(session, _changes(session, on_days(Audit.at, day), *of_one))


def newest_backup(session: Session) -> datetime | None:
    """When the newest backup was made that the history tells of."""
    made = (Audit.noun == Noun.BACKUP, Audit.act == Act.ADD)
    return session.scalar(select(func.max(Audit.at)).where(*made))


def last_saves(session: Session, *, at: datetime) -> dict[str, datetime]:
    """When each workstation last saved something, of those that did within a month."""
    since = at - LAST_SAVES
    newest = func.max(Audit.at)
    asked = select(Audit.workstation, newest).where(Audit.at >= since).group_by(Audit.workstation)
    return {row[0]: row[1] for row in session.execute(asked)}


def _changes(session: Session, *where: ColumnElement[bool]) -> list[Change]:
    names = {row.id: row.name for row in session.execute(select(Staff.id, Staff.name))}
    titles = nouns_of(desks_of(session))
    hidden = (Audit.staff_id.label("_by"), Audit.old.label("_old"), Audit.new.label("_new"))
    written = select(*columns_of(Change, Audit), *hidden).where(*where)
    return fetch(
        session,
        Change,
        written.order_by(Audit.id.desc()).limit(MOST_CHANGES),
        who=lambda row: names.get(row._by or 0, ""),
        title=lambda row: titles.get(row.noun, row.noun),
        values=lambda row: _compared(row, names),
    )


def _compared(row: Any, names: Mapping[int, str]) -> tuple[Value, ...]:
    """The fields of an audit row with their values before and after."""
    before, after = json.loads(row._old or "{}"), json.loads(row._new or "{}")
    noun = present(row.noun)

    def told(values: dict[str, Any], name: str) -> str:
        return _told(name, values.get(name), names)

    return tuple(
        Value(name, label_of(noun, name), told(before, name), told(after, name))
        for name in {**before, **after}
    )


def _told(name: str, value: Any, names: Mapping[int, str]) -> str:
    """A value as people read it: colleagues by name, moments in local time."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int) and (name.endswith("_by") or name in COLLEAGUES):
        return names.get(value, str(value))
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return f"{local(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _choices(session: Session, noun: Any) -> list[ListChoice]:
    in_use = select(noun.id, noun.name.label("text")).where(noun.active)
    return fetch(session, ListChoice, in_use.order_by(noun.position, noun.id))
