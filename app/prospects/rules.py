"""When the next contact is due, how late it is, and who may grade.

Local wall-clock times without a zone go in and come out.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.errors import Refused
from app.text import N_
from app.urgency import Urgency
from db.vocabulary import CallResult, LossReason, LossState, ProspectState, Role


@dataclass(frozen=True, slots=True)
class Hours:
    """When the store is open: a contact planned outside would find nobody."""

    opens: time
    closes: time

    @classmethod
    def read(cls, opens: str, closes: str) -> "Hours":
        """From the store's settings, `08:30` and `18:00`."""
        return cls(time.fromisoformat(opens), time.fromisoformat(closes))


def next_contact(since: datetime, every_days: int, *, hours: Hours) -> datetime:
    """The deadline `every_days` later at the same time of day, moved into working hours.

    Always after `since`.
    """
    day = since.date() + timedelta(days=max(0, every_days))
    clock = min(max(since.time().replace(second=0, microsecond=0), hours.opens), hours.closes)
    due = datetime.combine(day, clock)
    if due > since:
        return due
    closing = datetime.combine(day, hours.closes)
    return closing if closing > since else datetime.combine(day + timedelta(days=1), hours.opens)


def days_until_next(result: CallResult, every_days: int) -> int:
    """Who was not reached is tried again the next day, who was is left in peace as long as the
    level says.
    """
    return (
        every_days
        if result in (CallResult.REACHED, CallResult.WRONG_NUMBER)
        else min(1, every_days)
    )


def urgency(due: datetime, now: datetime, *, every_days: int, critical_days: int = 0) -> Urgency:
    """Overdue from the very minute.

    Critical after the store's days, or, at 0, after another whole interval of the level.
    """
    if now >= due:
        late = now - due
        return (
            Urgency.CRITICAL
            if late >= timedelta(days=max(1, critical_days or every_days))
            else Urgency.OVERDUE
        )
    return Urgency.TODAY if due.date() == now.date() else Urgency.LATER


def kept_until(touched: date, days: int) -> date | None:
    """The last day on which a prospect is its consultant's, counted from the last talk.

    None = for as long as it lives (0 days).
    """
    return touched + timedelta(days=days) if days else None


def is_free(until: date | None, today: date) -> bool:
    """The claim has run out: whoever receives the customer now may look after them."""
    return until is not None and today > until


def check_regrade(old_level: int, new_level: int, *, reason: str | None) -> None:
    """A level is not changed without saying why."""
    if old_level != new_level and not (reason or "").strip():
        raise Refused(
            "level.no_reason", N_("Why does the level change? Give a reason."), field="level_reason"
        )


def may_grade(roles: frozenset[Role], is_owner: bool) -> bool:
    """The level of a live prospect belongs to its owner; a manager may change any."""
    return is_owner or Role.MANAGER in roles


def check_loss(reason: LossReason | None, note: str | None) -> None:
    """A loss names its reason; another reason than those of the list is told in words."""
    if reason is None:
        raise Refused(
            "loss.no_reason", N_("Why was this prospect lost? Give a reason."), field="reason"
        )
    if reason is LossReason.OTHER and not (note or "").strip():
        raise Refused("loss.no_note", N_("Which other reason? Tell it in words."), field="note")


def loss_state(state: ProspectState, revived_at: datetime | None) -> LossState:
    """How the loss stands of a prospect for which one was asked."""
    if state is ProspectState.LOSS_ASKED:
        return LossState.WAITING
    if state is ProspectState.LOST:
        return LossState.LOST
    return LossState.SENT_BACK if revived_at is None else LossState.REVIVED
