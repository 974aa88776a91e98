"""Reads the levels of prospects over a month: planned, contacted, missed, ordered, lost."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.local_time import day_bounds, local_day
from app.people import consents
from app.people.lookup import first_number
from app.permissions import Actor
from app.prospects.queries import described, own_only, readable_phone
from app.rows import fetch
from app.text import language
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import FollowUp, LevelChange, Prospect
from db.tables.store_lists import Level, Source
from db.tables.vehicles import CarModel
from db.vocabulary import LossReason, ProspectState


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A prospect in a month.

    `letters`: the level after each day with a contact; `planned`: days of contacts that are due;
    `missed`: days on which one was due and nobody called; `closed_day` with `state` its end.
    """

    id: int
    name: str
    phone: str
    model: str
    source: str
    owner: str
    opening: str
    closing: str
    state: ProspectState
    loss_reason: LossReason | None
    letters: Mapping[int, str]
    planned: frozenset[int]
    missed: frozenset[int]
    closed_day: int | None


@dataclass(frozen=True, slots=True)
class LevelMonth:
    """The sheet of a month; `whose` is one consultant, or "" for all."""

    month: date
    today: date
    whose: str
    rows: tuple[LevelRow, ...]
    codes: tuple[str, ...]
    language: str

    @property
    def carried(self) -> int:
        """How many stand open at the end and go into the next month."""
        return sum(row.closed_day is None for row in self.rows)

    def opening_counts(self) -> Counter[str]:
        """How many had each level at first."""
        return Counter(row.opening for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Wish:
    id: int
    name: str
    phone: str
    model: str
    source: str
    owner: str
    level: str
    state: ProspectState
    loss_reason: LossReason | None
    opened_at: datetime
    closed_at: datetime | None


def level_month(
    session: Session,
    month: date,
    *,
    viewer: Actor,
    at: datetime,
    staff_id: int | None = None,
) -> LevelMonth:
    """Every prospect that was open in a month, by name of its consultant and the day it began."""
    first = month.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    span = day_bounds(first)[0], day_bounds(following)[0]
    wishes = _wishes(session, span, viewer=viewer, staff_id=staff_id)
    ids = _ids(span, viewer, staff_id)
    gradings, contacts = _gradings(session, ids), _contacts(session, ids, span)
    today = local_day(at)
    rows = tuple(
        _row(wish, gradings[wish.id], contacts[wish.id], span=(first, following), today=today)
        for wish in wishes
    )
    codes = tuple(session.scalars(select(Level.code).order_by(Level.position, Level.id)))
    whose = session.get_one(Staff, staff_id).name if staff_id is not None else ""
    return LevelMonth(first, today, whose, rows, codes, language())


def _in_month(
    wanted: Any, span: tuple[datetime, datetime], *, viewer: Actor, staff_id: int | None
) -> Any:
    """Open at some moment of the month, and whose: own ones, one colleague's, or all."""
    was_open = (
        Prospect.opened_at < span[1],
        or_(Prospect.closed_at.is_(None), Prospect.closed_at >= span[0]),
        Prospect.state != ProspectState.MERGED,
    )
    mine = own_only(wanted, viewer).where(*was_open)
    return mine if staff_id is None else mine.where(Prospect.owner_id == staff_id)


def _wishes(
    session: Session,
    span: tuple[datetime, datetime],
    *,
    viewer: Actor,
    staff_id: int | None,
) -> list[_Wish]:
    wanted = select(
        Prospect.id,
        Person.name,
        CarModel.name.label("model"),
        Source.name.label("source"),
        Staff.name.label("owner"),
        Level.code.label("level"),
        Prospect.state,
        Prospect.loss_reason,
        Prospect.opened_at,
        Prospect.closed_at,
        Prospect.owner_id.label("_owner"),
        first_number(Prospect.person_id).label("_number"),
    )
    named = described(wanted).join(Person, Person.id == Prospect.person_id)
    asked = _in_month(
        named.outerjoin(Source, Source.id == Prospect.source_id),
        span,
        viewer=viewer,
        staff_id=staff_id,
    )
    return fetch(
        session,
        _Wish,
        asked.where(Person.erased_at.is_(None)).order_by(
            Prospect.owner_id, Prospect.opened_at, Prospect.id
        ),
        phone=lambda row: readable_phone(row._number, row._owner, viewer=viewer),
    )


def _ids(
    span: tuple[datetime, datetime], viewer: Actor, staff_id: int | None
) -> ColumnElement[Any]:
    found: ColumnElement[Any] = _in_month(
        select(Prospect.id), span, viewer=viewer, staff_id=staff_id
    )
    return found


def _gradings(session: Session, ids: Any) -> Mapping[int, list[tuple[date, str]]]:
    """Day and level of each grading, in the order of saving."""
    wanted = select(LevelChange.prospect_id, LevelChange.at, Level.code).join(
        Level, Level.id == LevelChange.new_level_id
    )
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    of_month = wanted.where(LevelChange.prospect_id.in_(ids)).order_by(LevelChange.id)
    for key, at, code in session.execute(of_month):
        found[key].append((local_day(at), code))
    return found


def _contacts(
    session: Session, ids: Any, span: tuple[datetime, datetime]
) -> Mapping[int, list[tuple[date, date | None]]]:
    """The day on which each contact was due, and that on which it was made."""
    wanted = select(FollowUp.prospect_id, FollowUp.due_at, FollowUp.done_at)
    in_month = or_(
        (FollowUp.due_at >= span[0]) & (FollowUp.due_at < span[1]),
        (FollowUp.done_at >= span[0]) & (FollowUp.done_at < span[1]),
    )
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    shown = or_(FollowUp.done_at.is_not(None), consents.waiting())
    of_people = wanted.join(Person, Person.id == FollowUp.person_id).where(in_month, shown)
    for key, due, done in session.execute(of_people.where(FollowUp.prospect_id.in_(ids))):
        if key is not None:
            found[key].append((local_day(due), local_day(done) if done else None))
    return found


def _row(
    wish: _Wish,
    graded: Sequence[tuple[date, str]],
    contacts: Sequence[tuple[date, date | None]],
    *,
    span: tuple[date, date],
    today: date,
) -> LevelRow:
    first, following = span

    def inside(day: date | None) -> bool:
        return day is not None and first <= day < following

    opened = local_day(wish.opened_at)
    closed = local_day(wish.closed_at) if wish.closed_at is not None else None
    talked = {done for _due, done in contacts if done is not None and inside(done)}
    talked |= {opened} if inside(opened) else set()
    waits = {due for due, done in contacts if done is None and inside(due)}
    late = {due for due, done in contacts if inside(due) and due < (done or today)}
    ends_here = closed is not None and inside(closed)
    return LevelRow(
        wish.id,
        wish.name,
        wish.phone,
        wish.model,
        wish.source,
        wish.owner,
        _level_on(graded, max(first - timedelta(days=1), opened)) or wish.level,
        _level_on(graded, following - timedelta(days=1)) or wish.level,
        wish.state if ends_here else ProspectState.OPEN,
        wish.loss_reason if ends_here else None,
        {day.day: _level_on(graded, day) or wish.level for day in talked},
        frozenset(day.day for day in waits if day >= today),
        frozenset(day.day for day in late - talked),
        closed.day if ends_here and closed is not None else None,
    )


def _level_on(graded: Sequence[tuple[date, str]], day: date) -> str:
    """The level at the end of a day; "" before the first grading."""
    return next((code for at, code in reversed(graded) if at <= day), "")
