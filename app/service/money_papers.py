"""Draws receipts and credit notes; each has a number of its own and a page in two copies."""

from collections.abc import Callable
from dataclasses import replace

from app.formatting import joined, money, show_moment, two_decimals
from app.identity import plate as plates
from app.labels import label
from app.paper.closing import Signature
from app.paper.grid import Fact, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.reprint import copy_of
from app.paper.sizes import UPRIGHT, PaperSize
from app.paper.table import PaperColumn, Rows
from app.service.queries.money_papers import Credited, MoneyPaper
from app.text import N_, _, speaking
from db.vocabulary import PaperKind

LINES = (
    PaperColumn(N_("No."), 11, CENTRE),
    PaperColumn(N_("Item"), 95),
    PaperColumn(N_("Amount (¥)"), 28, RIGHT),
    PaperColumn(N_("Discount"), 24, RIGHT),
    PaperColumn(N_("Credited (¥)"), 28, RIGHT),
)


def receipt(facts: MoneyPaper, size: PaperSize = UPRIGHT) -> bytes:
    """What was paid or given back, in figures and capitals; once given out, that paper."""
    return _given(facts, _receipt, size=size)


def credit_note(facts: MoneyPaper, size: PaperSize = UPRIGHT) -> bytes:
    """What is taken back of which bill, line by line, and why; once given out, that paper."""
    return _given(facts, _credit_note, size=size)


def _given(facts: MoneyPaper, draw: Callable[[MoneyPaper], Paper], *, size: PaperSize) -> bytes:
    if facts.kept is not None:
        return copy_of(facts.kept.pdf, facts.printed.copy, language=facts.language)
    with speaking(facts.language):
        return draw(replace(facts, printed=replace(facts.printed, size=size))).build()


def _receipt(facts: MoneyPaper) -> Paper:
    payment = facts.payment
    assert payment is not None
    is_back = payment.amount < 0
    title = _("Refund receipt") if is_back else label(PaperKind.RECEIPT)
    paper = Paper(
        title,
        payment.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=joined(_plate(facts), money(payment.amount)),
    )
    bill = next((one.number for one in facts.order.bills if one.payer is payment.payer), "")
    paper.grid(
        [
            *_order(facts),
            [(_("Paid by"), _payer(facts)), (_("Payment method"), label(payment.method))],
            [
                (_("Bill"), bill or _("Deposit")),
                (_("Time"), show_moment(payment.at)),
                (_("Taken by"), payment.staff),
            ],
            [(_("Note"), payment.note or ""), (_("Approved by"), payment.approved)],
        ]
    )
    said = _("Refunded (RMB in capitals):") if is_back else _("Received (RMB in capitals):")
    paper.total(said, abs(payment.amount))
    boxes = [Signature(_("Customer (signature)")), Signature(_("Cashier (seal)"), seal=True)]
    return paper.signatures(boxes)


def _credit_note(facts: MoneyPaper) -> Paper:
    note = facts.note
    assert note is not None
    title = label(PaperKind.CREDIT_NOTE)
    paper = Paper(
        title,
        note.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=joined(_plate(facts), money(note.total)),
    )
    paper.grid(
        [
            *_order(facts),
            [
                (_("Corrects bill"), Strong(note.bill)),
                (_("Payer"), label(note.payer)),
                (_("Time"), show_moment(note.at)),
            ],
            [(_("Reason"), note.reason)],
            [(_("Made by"), note.staff), (_("Approved by"), note.approved)],
        ]
    )
    rows = [_line(place, line) for place, line in enumerate(facts.lines, 1)]
    totals = ["", _("Total"), "", "", two_decimals(-note.total)]
    paper.table(LINES, Rows(rows, [totals]))
    paper.total(_("Credited (RMB in capitals):"), note.total)
    boxes = [Signature(_("Customer (signature)")), Signature(_("Workshop (seal)"), seal=True)]
    return paper.signatures(boxes)


def _line(place: int, line: Credited) -> list[str]:
    left = two_decimals(line.discount - line.amount)
    return [str(place), line.name, two_decimals(line.amount), two_decimals(line.discount), left]


def _order(facts: MoneyPaper) -> list[list[Fact]]:
    order = facts.order
    return [
        [
            (_("Repair order"), order.number),
            (_("Plate"), Strong(_plate(facts))),
            (_("Customer"), order.customer.name if order.customer else ""),
        ]
    ]


def _plate(facts: MoneyPaper) -> str:
    return plates.shown(facts.order.plate or "")


def _payer(facts: MoneyPaper) -> str:
    payment, order = facts.payment, facts.order
    assert payment is not None
    named = next((one.billed_to for one in order.bills if one.payer is payment.payer), "")
    customer = order.customer.name if order.customer else ""
    return joined(label(payment.payer), named or customer, by=" ")
