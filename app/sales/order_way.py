"""Tells the way of an order for a car, step by step, as screen and paper show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.formatting import joined, money, short_day, short_moment
from app.labels import label
from app.sales.order_facts import (
    SaleOrderRow,
    is_invoiced,
    is_pdi_old,
    needs_red,
    standing_invoice,
    told_step,
)
from app.text import N_, _, ngettext
from db.sales_words import SaleBlock, SaleState, SaleStepKind


class WayLook(StrEnum):
    """How far a step is: done, the one that is waited for, or still to come."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step with what is known of it; `title` is a source text."""

    title: str
    look: WayLook
    note: str = ""
    is_late: bool = False


TITLES = (
    N_("Ordered"),
    N_("Manager"),
    N_("Finance check"),
    N_("Contract"),
    N_("Car"),
    N_("Inspection"),
    N_("Arranged"),
    N_("Money"),
    N_("Invoice"),
    N_("Hand-over"),
)
CAR_BLOCKS = frozenset({SaleBlock.CAR, SaleBlock.ARRIVAL, SaleBlock.CERTIFICATE})
ARRANGED_BLOCKS = frozenset({SaleBlock.INSURANCE, SaleBlock.LOAN, SaleBlock.TRADE_IN})


def way(row: SaleOrderRow) -> tuple[WayStep, ...]:
    """The steps in their order; those that are waited for are `NOW` side by side."""
    done = _done(row)
    notes = _notes(row)
    return tuple(
        WayStep(title, _look(row, place, done), note, title == TITLES[-1] and row.is_late)
        for place, (title, note) in enumerate(zip(TITLES, notes, strict=True))
    )


def _done(row: SaleOrderRow) -> tuple[bool, ...]:
    blocks = frozenset(row.blocks)
    return (
        not row.rejected_reason,
        row.approved_at is not None,
        row.checked_at is not None,
        row.valid_signature_at is not None,
        not blocks & CAR_BLOCKS,
        row.is_inspected,
        not blocks & ARRANGED_BLOCKS and not row.open_steps,
        row.due <= 0,
        is_invoiced(row),
        row.delivered_at is not None,
    )


def _look(row: SaleOrderRow, place: int, done: tuple[bool, ...]) -> WayLook:
    """Approvals come one after the other, then contract, car and money side by side."""
    if done[place]:
        return WayLook.DONE
    if row.state is SaleState.CANCELLED:
        return WayLook.AHEAD
    first = done.index(False)
    side_by_side = all(done[:3]) and place < len(done) - 1
    return WayLook.NOW if place == first or side_by_side else WayLook.AHEAD


def _notes(row: SaleOrderRow) -> Iterator[str]:
    yield row.rejected_reason or joined(short_moment(row.placed_at), row.consultant)
    yield joined(short_moment(row.approved_at), row.approver)
    yield joined(short_moment(row.checked_at), row.checker)
    yield short_moment(row.valid_signature_at)
    yield _car(row)
    yield _inspection(row)
    yield _arranged(row)
    yield _money(row)
    yield _invoice(row)
    yield _hand_over(row)


def _car(row: SaleOrderRow) -> str:
    if row.stock_car_id is None:
        return ""
    waits = SaleBlock.ARRIVAL if row.arrived_on is None else SaleBlock.CERTIFICATE
    missing = _("still without {what}").format(what=_(waits.label)) if waits in row.blocks else ""
    return missing or joined(row.car_number, row.car_place, row.giver)


def _inspection(row: SaleOrderRow) -> str:
    if row.pdi is None:
        return ""
    found = row.pdi.findings if not row.pdi.passed else ""
    if is_pdi_old(row):
        found = _("too old: inspect it again")
    return joined(label(row.pdi.point), short_moment(row.pdi.checked_at), found)


def _arranged(row: SaleOrderRow) -> str:
    """What is open, by name; how much was arranged where nothing is."""
    waits = [_(told_step(row, kind)) for kind in SaleStepKind if kind in row.open_steps]
    if waits:
        return _("open: {what}").format(what=_(", ").join(waits))
    count = len(row.steps)
    return ngettext("{n} noted", "{n} noted", count).format(n=count) if count else ""


def _money(row: SaleOrderRow) -> str:
    paid = _("{amount} paid").format(amount=money(row.paid)) if row.paid else ""
    due = _("{amount} due").format(amount=money(row.due)) if row.due else ""
    back = _("{amount} to pay back").format(amount=money(row.to_pay_back))
    return joined(paid, due, back if row.to_pay_back else "")


def invoice_why(row: SaleOrderRow) -> str:
    """What is to be done about the sales invoice of an order; "" where nothing is."""
    stands = standing_invoice(row)
    if stands is not None and needs_red(row):
        told = _("invoice {number}: a red invoice is needed")
        return told.format(number=stands.number)
    if stands is not None:
        return ""
    if row.delivered_at is not None:
        return _("handed over without a sales invoice")
    return _("paid, still without a sales invoice")


def invoice_told(row: SaleOrderRow) -> str:
    """The invoice that is to be taken back, by number and amount; "" where none is."""
    stands = standing_invoice(row)
    if stands is None or not needs_red(row):
        return ""
    told = _(
        "Invoice {number} over {amount} stands and fits no more: write a red invoice for it,"
        " and note its number here."
    )
    return told.format(number=stands.number, amount=money(stands.amount))


def _invoice(row: SaleOrderRow) -> str:
    stands = standing_invoice(row)
    if stands is None:
        return ""
    return invoice_why(row) or joined(stands.number, short_day(stands.issued_on), stands.staff)


def _hand_over(row: SaleOrderRow) -> str:
    if row.delivered_at is not None:
        return joined(short_moment(row.delivered_at), row.deliverer)
    return _("promised by {day}").format(day=short_day(row.promised_on))
