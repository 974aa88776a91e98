"""Decides when contacts are due, how late they are, and who may grade.

Takes and gives local times without a zone.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.errors import Refused
from app.text import N_
from app.urgency import Urgency
from db.vocabulary import CallResult, ContactWay, LossReason, LossState, ProspectState, Role

DISTRICT = re.compile(r"(?:^|[省市州盟])([^省市州盟\s\d]{1,8}?[区县旗])")
"""What stands between the city and the street; a development zone counts as one."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When the store is open; contacts are planned inside these hours."""

    opens: time
    closes: time


def next_contact(since: datetime, every_days: int, *, hours: Hours) -> datetime:
    """The deadline `every_days` later at the same time of day, moved into working hours.

    Always after `since`.
    """
    day = since.date() + timedelta(days=max(0, every_days))
    clock = min(max(since.time().replace(second=0, microsecond=0), hours.opens), hours.closes)
    due = datetime.combine(day, clock)
    if due > since:
        return due
    closing = datetime.combine(day, hours.closes.replace(second=0, microsecond=0))
    return closing if closing > since else datetime.combine(day + timedelta(days=1), hours.opens)


def days_until_next(result: CallResult, every_days: int) -> int:
    """The days until the next contact.

    One where nobody was reached, else as the level says.
    """
    is_made = result in (CallResult.REACHED, CallResult.WRONG_NUMBER)
    return every_days if is_made else min(1, every_days)


def urgency(due: datetime, now: datetime, *, every_days: int, critical_days: int = 0) -> Urgency:
    """How urgent a contact is: overdue from its minute on.

    Critical after the store's days, or, at 0, after another whole interval of the level.
    """
    if now < due:
        return Urgency.TODAY if due.date() == now.date() else Urgency.LATER
    is_critical = now - due >= timedelta(days=max(1, critical_days or every_days))
    return Urgency.CRITICAL if is_critical else Urgency.OVERDUE


def kept_until(touched: date, days: int) -> date | None:
    """The last day on which a prospect is its consultant's, counted from the last talk.

    None where it stays theirs for good (0 days).
    """
    return touched + timedelta(days=days) if days else None


def is_free(until: date | None, today: date) -> bool:
    """True when another consultant who receives the customer may look after them."""
    return until is not None and today > until


def check_result(result: CallResult | None) -> CallResult:
    """The result of a contact; Refused where none was chosen."""
    if result is None:
        raise Refused("contact.no_result", N_("How did it go?"), field="result")
    return result


def check_way(way: ContactWay, *, refused: bool) -> None:
    """Refused where somebody who said no was called, written to or visited."""
    if refused and way is not ContactWay.IN_STORE:
        message = N_(
            "This customer does not want to be contacted. Only a talk in the store may be noted."
        )
        raise Refused("contact.refused", message, field="way")


def district(address: str | None) -> str:
    """The district or county of an address, such as 海淀; "" where it names none."""
    found = DISTRICT.search(address or "")
    return area_name(found.group(1)) if found else ""


def area_name(said: str | None) -> str:
    """An area by one name, however it was said: 海淀区 is 海淀; 沙县 has no shorter one."""
    name = (said or "").strip()
    return name[:-1] if len(name) > 2 and name[-1] in "区县旗" else name


def check_next(next_at: datetime | None, *, now: datetime) -> None:
    """Refused where the next contact is not in the future."""
    if next_at is not None and next_at <= now:
        message = N_("The next contact must lie in the future.")
        raise Refused("follow_up.past", message, field="next_at")


def check_regrade(old_level: int, new_level: int, *, reason: str | None) -> None:
    """Refused where the level changes without a reason."""
    if old_level != new_level and not (reason or "").strip():
        message = N_("Why does the level change? Give a reason.")
        raise Refused("level.no_reason", message, field="level_reason")


def may_grade(roles: frozenset[Role], is_owner: bool) -> bool:
    """True for the owner of a prospect and for managers: they may change its level."""
    return is_owner or Role.MANAGER in roles


def loss_urgency(asked: date, today: date) -> Urgency:
    """A reported loss is answered on the day on which it came, or the next one."""
    return Urgency.OVERDUE if (today - asked).days > 1 else Urgency.TODAY


def check_loss(reason: LossReason | None, note: str | None) -> None:
    """Refused where a loss has no reason, or "another reason" without words."""
    if reason is None:
        message = N_("Why was this prospect lost? Give a reason.")
        raise Refused("loss.no_reason", message, field="reason")
    if reason is LossReason.OTHER and not (note or "").strip():
        raise Refused("loss.no_note", N_("Which other reason? Tell it in words."), field="note")


def loss_state(state: ProspectState, revived_at: datetime | None) -> LossState:
    """The state of a loss, from the state of its prospect."""
    if state is ProspectState.LOSS_ASKED:
        return LossState.WAITING
    if state is ProspectState.LOST:
        return LossState.LOST
    return LossState.SENT_BACK if revived_at is None else LossState.REVIVED
