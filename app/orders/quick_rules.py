"""Measures quick service from arrival to hand-over, and what stopped it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.formatting import duration
from app.orders.clock_rules import Span
from app.text import _
from app.tones import Tone
from db.clock_words import PauseReason
from db.vocabulary import Stage

WAITS = {
    Stage.WAITING: None,
    Stage.WAITING_PARTS: PauseReason.PARTS,
    Stage.WAITING_APPROVAL: PauseReason.CUSTOMER,
    Stage.SUBLET: PauseReason.SUBLET,
}
"""Stages in which nobody can work at the car, with the reason; None: nobody has begun."""
SHORT = timedelta(minutes=15)
"""With so little time left the countdown warns."""
Stops = dict[PauseReason | None, timedelta]


@dataclass(frozen=True, slots=True)
class Countdown:
    """The promised minutes of a quick service; `ended_at` is the hand-over."""

    received_at: datetime
    minutes: int
    ended_at: datetime | None = None

    @property
    def due_at(self) -> datetime:
        """When the car is to be handed over; this very moment is still in time."""
        return self.received_at + timedelta(minutes=self.minutes)

    def is_late(self, now: datetime) -> bool:
        """True once the promise has passed before the hand-over."""
        return (self.ended_at or now) > self.due_at

    def told(self, now: datetime) -> tuple[str, Tone]:
        """`quick: 35 min left`, or by how much it is late, with its tone."""
        end = self.ended_at or now
        if self.is_late(now):
            span = duration(_minutes(end - self.due_at))
            return _("quick: {span} over").format(span=span), Tone.BAD
        left = self.due_at - end
        tone = Tone.WARN if left <= SHORT and self.ended_at is None else Tone.GOOD
        return _("quick: {span} left").format(span=duration(_minutes(left))), tone


@dataclass(frozen=True, slots=True)
class Stopped:
    """A span of work that ended, and why it paused."""

    span: Span
    reason: PauseReason | None = None


def stops(
    moves: Sequence[tuple[datetime, Stage]], clocks: Iterable[Stopped], *, until: datetime
) -> Stops:
    """How long a car stood, by reason.

    Stages in which it waits count by themselves; a pause counts from the end of the last clock
    until the next one starts, while the card stays in work.
    """
    found: Stops = {}
    ends = [at for at, _stage in moves[1:]] + [until]
    for (start, stage), end in zip(moves, ends, strict=True):
        if stage in WAITS:
            _add(found, WAITS[stage], start, end=min(end, until))
        elif stage is Stage.IN_WORK:
            _add_pauses(found, clocks, start, end=min(end, until))
    return found


def _add_pauses(found: Stops, clocks: Iterable[Stopped], start: datetime, *, end: datetime) -> None:
    """Gaps without a running clock between `start` and `end`, by the pause before each."""
    free, reason = start, None
    for one in sorted(clocks, key=lambda clock: clock.span.started_at):
        if one.span.started_at > end:
            break
        if one.span.ended_at is not None and one.span.ended_at <= start:
            continue
        if one.span.started_at > free and reason is not None:
            _add(found, reason, free, end=one.span.started_at)
        if one.span.ended_at is None:
            return
        if one.span.ended_at >= free:
            free, reason = one.span.ended_at, one.reason
    if reason is not None:
        _add(found, reason, free, end=end)


def _add(found: Stops, reason: PauseReason | None, start: datetime, *, end: datetime) -> None:
    if end > start:
        found[reason] = found.get(reason, timedelta()) + (end - start)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60
