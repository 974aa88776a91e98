"""Reads the technicians as they are now: at work, free, on a break, gone, and their load."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.local_time import day_bounds
from app.orders import clock_rules as rules
from app.orders import clocks
from app.orders.clock_rules import NOTHING, Span
from app.orders.clocks import RunningClock
from app.orders.rules import CHARGED
from app.orders.shared_work import IS_LEAD, WORK_STANDARD
from app.text import N_
from db.clock_words import ShiftEnd
from db.tables.admin import Staff
from db.tables.calendar import Absence
from db.tables.clocks import LineShare, ShiftClock, Team
from db.tables.service import IN_SHOP, LabourLine, RepairOrder
from db.vocabulary import Role, Trade


class Presence(StrEnum):
    """How a technician is now. Whoever has come, or is on duty, and has no job is free."""

    AT_WORK = "at_work"
    FREE = "free"
    ON_BREAK = "on_break"
    GONE = "gone"
    AWAY = "away"


PRESENCES = {
    Presence.AT_WORK: N_("at work"),
    Presence.FREE: N_("free"),
    Presence.ON_BREAK: N_("on a break"),
    Presence.GONE: N_("clocked out"),
    Presence.AWAY: N_("absent"),
}


@dataclass(frozen=True, slots=True)
class TechnicianNow:
    """A technician with skills and team, what runs, and the hours that are still to be worked."""

    id: int
    name: str
    presence: Presence
    trades: frozenset[Trade] = frozenset()
    team: str = ""
    clock: RunningClock | None = None
    load: Decimal = NOTHING
    is_clocked_in: bool = False
    """The shift clock runs."""

    @property
    def is_free(self) -> bool:
        """True for whoever is here and works at nothing."""
        return self.presence is Presence.FREE

    def can_do(self, trade: Trade) -> bool:
        """True for a skill of the technician; who has none noted can do everything."""
        return not self.trades or trade in self.trades


def technicians(session: Session, *, at: datetime) -> list[TechnicianNow]:
    """Everybody who works with cars here, as they are now."""
    running = {one.staff_id: one for one in clocks.running(session)}
    spans, away, loads = _last_spans(session, at), _away(session, at), _loads(session, at)
    wanted = select(Staff, Team.name.label("team")).outerjoin(Team, Team.id == Staff.team_id)
    return [
        TechnicianNow(
            id=one.id,
            name=one.name,
            presence=_presence(
                running.get(one.id),
                spans.get(one.id),
                is_here=one.on_duty and one.id not in away,
            ),
            trades=one.trades,
            team=team or "",
            clock=running.get(one.id),
            load=loads.get(one.id, NOTHING),
            is_clocked_in=one.id in spans and spans[one.id].ended_at is None,
        )
        for one, team in session.execute(wanted.where(Staff.active).order_by(Staff.name))
        if Role.TECHNICIAN in one.roles
    ]


def _presence(clock: RunningClock | None, last: ShiftClock | None, *, is_here: bool) -> Presence:
    if clock is not None:
        return Presence.AT_WORK
    if last is not None and last.ended_at is None:
        return Presence.FREE
    if last is not None:
        return Presence.ON_BREAK if last.ended_as is ShiftEnd.BREAK else Presence.GONE
    return Presence.FREE if is_here else Presence.AWAY


def _last_spans(session: Session, at: datetime) -> dict[int, ShiftClock]:
    """The last span of presence of this working day by colleague, in the order of saving."""
    begin = day_bounds(rules.working_day(at))[0] + rules.NIGHT
    spans = session.scalars(select(ShiftClock).where(ShiftClock.started_at >= begin))
    return {row.staff_id: row for row in sorted(spans, key=lambda row: row.id)}


def _away(session: Session, at: datetime) -> set[int]:
    """Colleagues who are absent now, as the calendar says."""
    wanted = select(Absence.staff_id).where(Absence.starts_at <= at, Absence.ends_at > at)
    return {key for key in session.scalars(wanted) if key is not None}


def _loads(session: Session, at: datetime) -> dict[int, Decimal]:
    """Hours that are left of the unfinished jobs of cars in the shop, by technician and share."""
    lines = session.execute(_unfinished_jobs()).all()
    shares, spans = _shares(session), clocks.spans_of(session, _unfinished(LabourLine.id))
    loads: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    for line in lines:
        people = shares.get(line.id, ())
        if not people and line.technician_id is None:
            continue
        worked = (
            rules.hours(rules.total(_only_spans(spans[line.id]), at))
            if line.id in spans
            else NOTHING
        )
        left = max(line.standard - worked, NOTHING)
        if not people:
            loads[line.technician_id] += left
            continue
        parts = rules.split(left, [percent for _id, percent in people])
        for (staff_id, _percent), part in zip(people, parts, strict=True):
            loads[staff_id] += part
    return loads


@cache
def _unfinished_jobs() -> Select[*tuple[Any, ...]]:
    """Built once: building this statement costs more than running it."""
    standard = WORK_STANDARD.label("standard")
    return _unfinished(LabourLine.id, LabourLine.technician_id, standard).where(IS_LEAD)


def _unfinished(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Columns of the unfinished jobs of cars in the shop: never of the jobs of all years."""
    orders = select(RepairOrder.id).where(IN_SHOP)
    return select(*columns).where(
        LabourLine.order_id.in_(orders),
        LabourLine.finished_at.is_(None),
        LabourLine.state.in_(CHARGED),
    )


def _only_spans(found: list[tuple[int, Span]]) -> list[Span]:
    return [span for _staff_id, span in found]


def _shares(session: Session) -> dict[int, list[tuple[int, Decimal]]]:
    """Who shares which unfinished job, in percent."""
    wanted = select(LineShare).where(LineShare.line_id.in_(_unfinished(LabourLine.id)))
    found: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    for row in session.scalars(wanted.order_by(LineShare.id)):
        found[row.line_id].append((row.staff_id, row.percent))
    return found
