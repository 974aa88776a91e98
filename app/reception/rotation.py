"""Reads whose turn it is, and which turns were passed over today and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from app.admin import queries as house
from app.admin.values import StaffChoice
from app.local_time import on_days
from app.reception import rules
from app.reception.rules import Consultant
from app.rows import columns_of, fetch
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
    away: tuple[StaffChoice, ...]
    skips: tuple[Skip, ...]


def turns(session: Session, today: date) -> list[RotationTurn]:
    """Consultants on duty, the one whose turn it is first.

    A turn passed over is not lost: it comes with the next guest.
    """
    names = {one.id: one.name for one in house.staff(session, Role.CONSULTANT) if one.on_duty}
    had = {row.consultant_id: row for row in session.execute(_select_guests(today))}
    waiting = [
        Consultant(key, had[key].since, bool(had[key].now)) if key in had else Consultant(key)
        for key in names
    ]
    guests = Counter({key: row.guests for key, row in had.items()})
    return [
        RotationTurn(one.id, names[one.id], one.busy, guests[one.id], one.since)
        for one in rules.in_turn(waiting)
    ]


def _select_guests(today: date) -> Select[*tuple[Any, ...]]:
    """By consultant: the guests of today, those still here, the last time."""
    came: Select[*tuple[Any, ...]] = select(
        Visit.consultant_id,
        func.max(func.coalesce(Visit.left_at, Visit.arrived_at)).label("since"),
        func.count().label("guests"),
        func.count().filter(Visit.left_at.is_(None)).label("now"),
    )
    of_today = came.where(on_days(Visit.arrived_at, today), Visit.kind == WALK_IN)
    return of_today.where(Visit.cancelled_at.is_(None)).group_by(Visit.consultant_id)


def rotation(session: Session, today: date) -> Rotation:
    """Everything about the turns of a day."""
    away = tuple(one for one in house.staff(session, Role.CONSULTANT) if not one.on_duty)
    return Rotation(tuple(turns(session, today)), away, tuple(_skips(session, today)))


def _skips(session: Session, today: date) -> list[Skip]:
    skipper = aliased(Staff)
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(Skip, TurnSkip), Staff.name, skipper.name.label("by")
    )
    named = wanted.join(Staff, Staff.id == TurnSkip.staff_id).join(
        skipper, skipper.id == TurnSkip.skipped_by
    )
    of_today = named.where(on_days(TurnSkip.at, today))
    return fetch(session, Skip, of_today.order_by(TurnSkip.id.desc()))
