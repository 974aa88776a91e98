"""Decides on the customer's answer to the jobs of an order."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from app.errors import Refused
from app.formatting import two_decimals
from app.orders.rules import CHARGED
from app.service.values import Answer
from app.text import N_
from db.vocabulary import LineState


def state_asked_again(state: LineState, *, others: Iterable[LineState]) -> LineState:
    """How a job stands once it is asked again, beside `others` offered instead of it.

    Of such jobs one leads and is counted: the proposed or the agreed one.
    """
    if state in (LineState.PROPOSED, LineState.ALTERNATIVE):
        return state
    leads = not any(other in CHARGED for other in others)
    return LineState.PROPOSED if leads else LineState.ALTERNATIVE


def fixed_fee(fixed_price: Decimal, lines: Decimal) -> Decimal:
    """What a job's `fixed_price` leaves beside the `lines` under it; Refused below nothing."""
    if lines > fixed_price:
        message = N_("The lines under this job cost ¥{lines} already: more than its fixed price.")
        shown = two_decimals(lines)
        raise Refused("job.fixed_price", message, field="fixed_price", lines=shown)
    return fixed_price - lines


def check_answer(answer: Answer, *, today: date) -> None:
    """Refused without medium, person or lines, a reason to decline, or a day to come back to."""
    if answer.medium is None:
        message = N_("How did the customer answer? Choose one.")
        raise Refused("approval.no_medium", message, field="medium")
    if not (answer.given_by or "").strip():
        raise Refused("approval.nobody", N_("Who answered? Enter the name."), field="given_by")
    if not answer.approved and not answer.declined and not answer.deferred:
        message = N_("Choose the lines that the customer answered.")
        raise Refused("approval.nothing", message, field="lines")
    if any(not (reason or "").strip() for _line, reason in answer.declined):
        message = N_("Say why the customer declined: it is offered again next time.")
        raise Refused("approval.no_reason", message, field="reason")
    for one in answer.deferred:
        check_reminder(one.until, today=today)


def check_reminder(until: date | None, *, today: date) -> None:
    """Refused without a day after today."""
    if until is None or until <= today:
        message = N_("From which day on shall the customer be asked again? Enter a later day.")
        raise Refused("approval.no_day", message, field="until")
