"""What the service desk may promise, charge and let go: pure decisions on values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from app.errors import Refused
from app.formatting import two_decimals
from app.orders.rules import CENT
from app.orders.settings import ClosingSettings
from app.service.settings import PriceSettings
from app.service.values import Answer, HandOver, LabourValue, OtherValue, PartLineValue
from app.settings import Settings
from app.text import N_, _
from db.vocabulary import Role, Stage

MISSING = N_("Please fill this in.")
NEGATIVE = N_("This cannot be less than zero.")
ADVISOR_DISCOUNT = Decimal("0.05")
"""Share of the labour that an advisor may give away without asking; only the manager may give more.
"""

QUARTER = timedelta(minutes=15)


def default_promise(at: datetime, minutes: int) -> datetime:
    """The store's usual time from `at`, up to the next quarter of an hour.

    People remember 14:15, not 14:07.
    """
    late = at + timedelta(minutes=minutes)
    past = timedelta(minutes=late.minute % 15, seconds=late.second, microseconds=late.microsecond)
    return late if not past else late - past + QUARTER


def check_odometer(reading: int | None, *, last: int | None, accepted: bool) -> bool:
    """True when a reading below the last one was accepted on second sight.

    Refuses it on first sight.
    """
    if reading is None or last is None or reading >= last:
        return False
    if not accepted:
        message = N_(
            "Last time it was {last} km. Look again; press Ctrl+Enter once more to keep"
            " {reading} km."
        )
        raise Refused(
            "order.odometer_lower",
            message,
            field="odometer",
            last=f"{last:,}",
            reading=f"{reading:,}",
        )
    return True


def check_labour(line: LabourValue) -> None:
    """A name, and hours and rate that are not below zero."""
    _check_name(line.name)
    _check_amounts(("hours", line.hours), ("rate", line.rate))
    if line.fee is not None and line.fee < 0:
        raise Refused("line.negative", NEGATIVE, field="fee")


def check_part(line: PartLineValue) -> None:
    """A name, more than nothing of it, and a price."""
    _check_name(line.name)
    _check_amounts(("quantity", line.quantity), ("price", line.price))
    if not line.quantity:
        raise Refused("line.no_quantity", N_("How many? More than zero."), field="quantity")


def check_other(line: OtherValue) -> None:
    """A name and an amount."""
    _check_name(line.name)
    _check_amounts(("amount", line.amount))


def check_answer(answer: Answer) -> None:
    """An approval says how it was given and by whom, and a refusal says why."""
    if answer.medium is None:
        raise Refused(
            "approval.no_medium", N_("How did the customer answer? Choose one."), field="medium"
        )
    if not (answer.given_by or "").strip():
        raise Refused("approval.nobody", N_("Who answered? Enter the name."), field="given_by")
    if not answer.approved and not answer.declined:
        raise Refused(
            "approval.nothing", N_("Choose the lines that the customer answered."), field="lines"
        )
    if any(not (reason or "").strip() for _line, reason in answer.declined):
        raise Refused(
            "approval.no_reason",
            N_("Say why the customer declined: it is offered again next time."),
            field="reason",
        )


def discount_limit(labour: Decimal, total: Decimal, *, roles: Iterable[Role]) -> Decimal:
    """How much these roles may give away."""
    if Role.MANAGER in frozenset(roles):
        return total
    return (labour * ADVISOR_DISCOUNT).quantize(CENT, ROUND_DOWN)


def check_discount(discount: Decimal, reason: str | None, *, limit: Decimal) -> None:
    """A discount has a reason and stays within the role's limit."""
    if discount < 0:
        raise Refused("bill.negative", NEGATIVE, field="discount")
    if discount > limit:
        message = N_("You may give up to ¥{limit}. Ask the manager for more.")
        raise Refused("bill.discount", message, field="discount", limit=two_decimals(limit))
    if discount and not (reason or "").strip():
        raise Refused(
            "bill.discount_reason", N_("Say why the discount is given."), field="discount_reason"
        )


def check_payment(amount: Decimal | None, *, balance: Decimal | None) -> Decimal:
    """The amount; after settlement never more than the balance (None before it: a deposit)."""
    if amount is None:
        raise Refused("payment.no_amount", MISSING, field="amount")
    if amount <= 0:
        raise Refused(
            "payment.not_positive",
            N_("More than zero. Money that goes back is a refund."),
            field="amount",
        )
    if balance is not None and amount > balance:
        message = N_("Only ¥{balance} is still to be paid.")
        raise Refused("payment.too_much", message, field="amount", balance=two_decimals(balance))
    return amount


def check_refund(amount: Decimal | None, note: str | None, *, paid: Decimal) -> Decimal:
    """Not more than was paid, and with a reason."""
    if amount is None or amount <= 0:
        raise Refused(
            "payment.not_positive", N_("Enter what goes back, more than zero."), field="amount"
        )
    if amount > paid:
        raise Refused(
            "refund.too_much", N_("Only ¥{paid} was paid."), field="amount", paid=two_decimals(paid)
        )
    if not (note or "").strip():
        raise Refused("refund.reason", N_("Say why money goes back."), field="note")
    return amount


def check_hand_over(value: HandOver, *, odometer_in: int | None, needs_odometer: bool) -> None:
    """The odometer runs forward; old parts and the person who collects are told."""
    if value.odometer_out is None and needs_odometer:
        raise Refused(
            "hand_over.odometer", N_("Enter the odometer at hand-over."), field="odometer_out"
        )
    if (
        value.odometer_out is not None
        and odometer_in is not None
        and value.odometer_out < odometer_in
    ):
        message = N_("The car came in with {km} km.")
        raise Refused(
            "hand_over.odometer_back", message, field="odometer_out", km=f"{odometer_in:,}"
        )
    if value.old_parts is None:
        raise Refused(
            "hand_over.old_parts", N_("Where did the old parts go? Choose one."), field="old_parts"
        )


def deviation(estimate: Decimal | None, total: Decimal) -> Decimal | None:
    """By how many percent the bill differs from what was first agreed.

    None without an agreement.
    """
    if not estimate:
        return None
    return ((total - estimate) * 100 / estimate).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at before settling or handing over: `stops` is red, else a note.

    `where` names the section to open.
    """

    code: str
    message: str
    stops: bool
    where: str
    facts: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """What the user reads, in the present language."""
        return _(self.message).format(**self.facts)


@dataclass(frozen=True, slots=True)
class CloseChecklist:
    """What the checks look at."""

    stage: Stage
    odometer: bool
    lines: int
    proposed: int
    checked: bool
    uncorrected: int = 0
    missing_parts: int = 0
    deviation: Decimal | None = None
    loan_out: str = ""
    """Plate of the loan car that is still out."""


def checks(closing: CloseChecklist, settings: Settings) -> tuple[Check, ...]:
    """Everything at once, what stops first. The store's switches decide what stops."""
    limit = settings.of(PriceSettings).estimate_deviation
    found = [*_missing(closing, settings.of(ClosingSettings)), *_unusual(closing, limit)]
    return tuple(sorted(found, key=lambda check: not check.stops))


def _missing(closing: CloseChecklist, asked: ClosingSettings) -> Iterator[Check]:
    """What a switch of the store may let stop the bill."""
    if not closing.odometer:
        message = N_("The odometer at arrival is missing.")
        yield Check("odometer", message, asked.close_needs_odometer, "intake")
    if closing.proposed:
        message = N_("Lines that wait for the customer's answer: {count}.")
        count = {"count": closing.proposed}
        yield Check("approval", message, asked.close_needs_approval, "approval", count)
    if not closing.checked:
        message = N_("The quality check is not passed yet.")
        yield Check("quality", message, asked.close_needs_quality_check, "stage")


def _unusual(closing: CloseChecklist, limit: int) -> Iterator[Check]:
    """What is said and never stops the bill."""
    if not closing.lines:
        message = N_("There are no lines: the bill will be zero.")
        yield Check("no_lines", message, False, "lines")
    if closing.uncorrected:
        message = N_("Concerns of the customer without a correction: {count}.")
        yield Check("concerns", message, False, "intake", {"count": closing.uncorrected})
    if closing.missing_parts:
        message = N_("Parts that have not arrived: {count}.")
        yield Check("parts", message, False, "lines", {"count": closing.missing_parts})
    if closing.loan_out:
        message = N_("Loan car {plate} is still out with this order. Take it back first.")
        yield Check("loan", message, False, "loan", {"plate": closing.loan_out})
    if closing.deviation is not None and abs(closing.deviation) > limit:
        facts = {"percent": f"{closing.deviation:+}", "limit": limit}
        message = N_(
            "The bill differs from the first agreement by {percent} %, more than {limit} %."
        )
        yield Check("deviation", message, False, "approval", facts)


def check_closing(closing: CloseChecklist, settings: Settings) -> None:
    """Refuses what any red check stops, with the first of them."""
    for check in checks(closing, settings):
        if check.stops:
            raise Refused(f"close.{check.code}", check.message, **check.facts)


def _check_name(name: str | None) -> None:
    if not (name or "").strip():
        raise Refused("line.no_name", MISSING, field="name")


def _check_amounts(*amounts: tuple[str, Decimal | None]) -> None:
    for name, value in amounts:
        if value is None:
            raise Refused("line.incomplete", MISSING, field=name)
        if value < 0:
            raise Refused("line.negative", NEGATIVE, field=name)
        if value != value.quantize(CENT):
            raise Refused("line.places", N_("Two decimal places are enough."), field=name)
