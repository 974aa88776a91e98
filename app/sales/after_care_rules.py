"""Decides what follows the hand-over: number plate, loan paid out, mortgage, loan cleared."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Refused
from app.formatting import show_date
from app.sales.settings import QuoteSettings
from app.text import N_, _
from db.sales_words import SaleStepKind

OF_LOAN = (
    SaleStepKind.LOAN_APPLIED,
    SaleStepKind.LOAN,
    SaleStepKind.LOAN_PAID_OUT,
    SaleStepKind.MORTGAGE,
    SaleStepKind.LOAN_CLEARED,
)
"""The steps of the bank in their order."""
AFTERWARDS = OF_LOAN[2:]
"""What follows the hand-over."""


def step_label(kind: SaleStepKind, *, used: bool) -> str:
    """The name of a step: a used car is not registered but transferred 过户 to its buyer."""
    is_transfer = used and kind is SaleStepKind.PLATE
    return N_("Ownership transfer") if is_transfer else kind.label


@dataclass(frozen=True, slots=True)
class AfterCare:
    """What the days of the steps depend on; `months` is None without a loan.

    `done` are the steps that were arranged, with their days.
    """

    handed_over: date | None
    months: int | None
    needs_plate: bool
    done: Mapping[SaleStepKind, date]


def loan_ends(paid_out: date, months: int) -> date:
    """The day of the last instalment: so many months after the loan was paid out."""
    month = paid_out.year * 12 + paid_out.month - 1 + months
    year, number = divmod(month, 12)
    last = calendar.monthrange(year, number + 1)[1]
    return date(year, number + 1, min(paid_out.day, last))


def planned(care: AfterCare, *, store: QuoteSettings) -> dict[SaleStepKind, date]:
    """The usual day of what is next after the hand-over; nothing before it."""
    if care.handed_over is None:
        return {}
    found = {}
    if care.needs_plate and SaleStepKind.PLATE not in care.done:
        found[SaleStepKind.PLATE] = care.handed_over + timedelta(days=store.plate_days)
    step = next((one for one in AFTERWARDS if one not in care.done), None)
    if care.months is not None and step is not None:
        found[step] = _day(step, care, store)
    return found


def planable(
    care: AfterCare, *, open_steps: frozenset[SaleStepKind]
) -> frozenset[SaleStepKind | None]:
    """What may have a day before the hand-over: what is open, and what the bank does next."""
    return open_steps | {next_of_loan(care)}


def _day(step: SaleStepKind, care: AfterCare, store: QuoteSettings) -> date:
    """The hand-over counts where the bank has not paid out yet."""
    assert care.handed_over is not None and care.months is not None
    paid_out = care.done.get(SaleStepKind.LOAN_PAID_OUT, care.handed_over)
    if step is SaleStepKind.LOAN_PAID_OUT:
        return care.handed_over + timedelta(days=store.payout_days)
    if step is SaleStepKind.MORTGAGE:
        return paid_out + timedelta(days=store.mortgage_days)
    return loan_ends(paid_out, care.months)


def next_of_loan(care: AfterCare) -> SaleStepKind | None:
    """The step of the bank after the last that was noted; None once cleared or without a loan."""
    if care.months is None:
        return None
    last = max((OF_LOAN.index(one) for one in care.done if one in OF_LOAN), default=-1)
    return OF_LOAN[last + 1] if last + 1 < len(OF_LOAN) else None


def check_step(kind: SaleStepKind, care: AfterCare, *, on: date) -> None:
    """Refused for a step of a loan that there is not, or that comes before an earlier one."""
    if kind not in OF_LOAN:
        return
    if care.months is None:
        raise Refused("step.no_loan", N_("This order has no loan."), field="kind")
    if kind not in AFTERWARDS:
        return
    earlier = OF_LOAN[1 : OF_LOAN.index(kind)]
    missing = next((one for one in earlier if one not in care.done), None)
    if missing is not None:
        message = N_("Note this first: {step}.")
        raise Refused("step.before", message, field="kind", step=_(missing.label))
    last = max(care.done[one] for one in earlier)
    if on < last:
        message = N_("The step before was on {day}.")
        raise Refused("step.early", message, field="done_on", day=show_date(last))
