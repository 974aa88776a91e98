"""Whose turn it is.

Consultants on duty, what they had today, and who was passed over for which reason.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from app.admin import queries as house
from app.local_time import day_bounds
from app.reception import rules
from app.reception.rules import Consultant
from db.tables.admin import Staff
from db.tables.reception import TurnSkip, Visit
from db.vocabulary import Role, VisitKind

WALK_IN: ColumnElement[VisitKind] = literal_column(
    "'walk_in'"
)  # a bound value would not match the partial index


@dataclass(frozen=True, slots=True)
class RotationTurn:
    """A consultant on duty, in the order of the rotation.

    `since`: free since the last guest of today left.
    """

    id: int
    name: str
    busy: bool
    guests: int
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """One turn that was passed over."""

    id: int
    at: datetime
    name: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Rotation:
    """The order of the day, who is off duty, and every turn passed over today."""

    turns: tuple[RotationTurn, ...]
    away: tuple[house.StaffChoice, ...]
    skips: tuple[Skip, ...]


def turns(session: Session, today: date) -> list[RotationTurn]:
    """Consultants on duty, the one whose turn it is first.

    A turn passed over is not lost: it comes with the next guest.
    """
    start, end = day_bounds(today)
    last = func.max(func.coalesce(Visit.left_at, Visit.arrived_at))
    came = select(
        Visit.consultant_id, last, func.count(), func.count().filter(Visit.left_at.is_(None))
    )
    came = came.where(
        Visit.arrived_at >= start,
        Visit.arrived_at < end,
        Visit.kind == WALK_IN,
        Visit.cancelled_at.is_(None),
    )
    had = {
        key: (since, count, now)
        for key, since, count, now in session.execute(came.group_by(Visit.consultant_id))
    }
    names = {one.id: one.name for one in house.staff(session, Role.CONSULTANT) if one.on_duty}
    waiting = [
        Consultant(key, had.get(key, (None,))[0], bool(had.get(key, (None, 0, 0))[2]))
        for key in names
    ]
    return [
        RotationTurn(one.id, names[one.id], one.busy, had.get(one.id, (None, 0))[1], one.since)
        for one in rules.in_turn(waiting)
    ]


def rotation(session: Session, today: date) -> Rotation:
    """Everything about the turns of a day."""
    away = tuple(one for one in house.staff(session, Role.CONSULTANT) if not one.on_duty)
    return Rotation(tuple(turns(session, today)), away, tuple(_skips(session, today)))


def _skips(session: Session, today: date) -> list[Skip]:
    start, end = day_bounds(today)
    skipper = aliased(Staff)
    wanted = select(TurnSkip.id, TurnSkip.at, Staff.name, TurnSkip.reason, skipper.name.label("by"))
    wanted = wanted.join(Staff, Staff.id == TurnSkip.staff_id).join(
        skipper, skipper.id == TurnSkip.skipped_by
    )
    wanted = wanted.where(TurnSkip.at >= start, TurnSkip.at < end).order_by(
        TurnSkip.at.desc(), TurnSkip.id.desc()
    )
    return [Skip(row.id, row.at, row.name, row.reason, row.by) for row in session.execute(wanted)]
