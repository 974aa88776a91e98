"""Draws the hand-over confirmation 交车确认单 in five blocks, each with its own signature."""

from collections.abc import Iterator, Sequence

from app.formatting import joined, money, show_date, show_moment
from app.paper.closing import Signature
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.table import PaperColumn, Rows
from app.sales.contract_paper import as_given, begin, car_rows
from app.sales.order_facts import SaleOrderPaper, SaleOrderRow, standing_invoice, told_step
from app.text import N_, _
from db.sales_words import SaleStepKind
from db.vocabulary import PaperKind

WIDE = (47, 47, 47, 38)
BLOCKS: Sequence[tuple[str, Sequence[str]]] = (
    (
        N_("1. The car"),
        (
            *(N_("Clean inside and outside"), N_("Paint, glass, mirrors"), N_("Tyres and wheels")),
            *(N_("Lamps and wipers"), N_("Jack, tool bag, spare wheel"), N_("Warning triangle")),
            *(N_("Keys, both work"), N_("Fuel or charge to the next station")),
        ),
    ),
    (
        N_("2. The papers"),
        (
            *(N_("Purchase contract"), N_("Sales invoice"), N_("Certificate of conformity")),
            *(N_("Certificate of consistency"), N_("Sanbao voucher"), N_("Manual, service book")),
        ),
    ),
    (
        N_("3. How it works"),
        (
            *(N_("Seats, belts, steering wheel"), N_("Locks, windows, child lock")),
            *(N_("Dashboard and warnings"), N_("Lights and wipers"), N_("Climate and audio")),
            *(N_("Gearbox and driving modes"), N_("Bonnet, fluids, filler or charging")),
            N_("Driver assistance, phone link"),
        ),
    ),
    (
        N_("4. Service"),
        (
            *(N_("Workshop: place and hours"), N_("Service advisor introduced")),
            *(N_("First maintenance, running in"), N_("Warranty and Sanbao terms")),
        ),
    ),
    (
        N_("5. Staying in touch"),
        (N_("First call in some days"), N_("Owners' club and offers, only if wished")),
    ),
)
USED_PAPERS = (
    *(N_("Purchase contract"), N_("Used-car sales invoice"), N_("Registration certificate")),
    *(N_("Vehicle licence"), N_("Proof of inspection"), N_("Manual, service book")),
)
"""In place of the papers of a new car."""
OPEN_PAPERS = {
    SaleStepKind.INSURANCE: N_("Insurance policy"),
    SaleStepKind.TAX: N_("Tax receipt"),
    SaleStepKind.PLATE: N_("Number plate and vehicle licence"),
    SaleStepKind.LOAN: N_("Loan papers"),
}


def hand_over(facts: SaleOrderPaper) -> bytes:
    """The paper that was given out, marked as a copy, or the first one."""
    return as_given(facts, _hand_over)


def _hand_over(facts: SaleOrderPaper) -> Paper:
    row = facts.row
    paper = begin(facts, PaperKind.DELIVERY_SHEET, subtitle=_("Two copies: store and owner"))
    paper.grid(_heads(row))
    paper.grid(car_rows(row), GridLook(name=_("Car")))
    for place, (title, items) in enumerate(BLOCKS):
        is_used = place == 1 and row.agreed.used is not None
        named = [_(one) for one in (USED_PAPERS if is_used else items)]
        if place == 1:
            named += list(_more_papers(row))
        paper.table(_columns(_(title)), Rows(list(_rows(named)), by_hand=True))
    if missing := list(_missing(row)):
        paper.note(_("To follow: {what}.").format(what=_(", ").join(missing)), strong=True)
    paper.note(
        _(
            "Owner and consultant checked car and papers together. What does not fit is written"
            " beside its block; a block that fits is signed."
        )
    )
    return paper.signatures(
        [
            Signature(_("Owner (signature)"), row.customer),
            Signature(_("Consultant"), row.consultant),
            Signature(_("Service advisor"), row.advisor),
        ]
    )


def _heads(row: SaleOrderRow) -> list[list[Fact]]:
    day = show_moment(row.delivered_at) if row.delivered_at else show_date(row.today)
    inspected = ""
    if row.pdi is not None:
        inspected = joined(show_moment(row.pdi.checked_at), row.pdi.staff)
    odometer = "" if row.odometer is None else _("{km} km").format(km=row.odometer)
    return [
        [
            (_("Owner"), Strong(row.customer)),
            (_("Telephone"), row.phone),
            (_("Handed over at"), day),
        ],
        [
            (_("Inspected before hand-over"), inspected),
            (_("Odometer"), odometer),
            (_("Stock number"), row.car_number),
        ],
        *_invoice(row),
    ]


def _invoice(row: SaleOrderRow) -> Iterator[list[Fact]]:
    """The sales invoice that is handed over; no line without one."""
    stands = standing_invoice(row)
    if stands is not None:
        told = joined(stands.number, show_date(stands.issued_on), stands.buyer)
        yield [(_("Invoice No."), told), (_("Amount invoiced"), money(stands.amount))]


def _rows(items: Sequence[str]) -> Iterator[list[str]]:
    """Three boxes to tick in a row; at the right there is room to sign."""
    for start in range(0, len(items), 3):
        told = [f"□ {one}" for one in items[start : start + 3]]
        yield [*told, *[""] * (4 - len(told))]


def _columns(title: str) -> tuple[PaperColumn, ...]:
    """The block's name stands over its boxes, the signature over its room."""
    heads = (title, "", "", _("Signature, remarks"))
    return tuple(PaperColumn(head, wide) for head, wide in zip(heads, WIDE, strict=True))


def _more_papers(row: SaleOrderRow) -> Iterator[str]:
    """The papers of what was arranged, with their numbers."""
    for one in row.steps:
        if one.kind in OPEN_PAPERS:
            yield joined(_paper(row, one.kind), one.reference)


def _missing(row: SaleOrderRow) -> Iterator[str]:
    for kind in SaleStepKind:
        if kind in row.open_steps:
            yield _paper(row, kind)


def _paper(row: SaleOrderRow, kind: SaleStepKind) -> str:
    """The paper of a step; a used car has its plate, and is transferred to its buyer."""
    told = told_step(row, kind)
    has_own = kind in OPEN_PAPERS and told == kind.label
    return _(OPEN_PAPERS[kind]) if has_own else _(told)
