"""机动车维修费用结算清单 (JT/T 1133-2017).

The bill as the law wants it, with capitals, guarantee and what was explained.
"""

from decimal import Decimal

from app.formatting import kilometres, money, show_date, show_moment
from app.labels import label
from app.orders.rules import SettlementBlock
from app.paper.facts import Fact
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn
from app.service import paper_blocks as blocks
from app.service.queries.facts import OrderFacts
from app.service.rules import deviation
from app.service.settings import PriceSettings
from app.text import _
from db.vocabulary import PaperKind


def settlement_list(facts: OrderFacts) -> bytes:
    """The bill; before the settlement it is a draft and says so."""
    order, totals = facts.order, facts.order.totals
    number = order.bill.number if order.bill else order.number
    paper = Paper(
        label(PaperKind.SETTLEMENT_LIST), number, facts.store, facts.language, facts.printed
    )
    if order.bill is None:
        paper.note(_("Draft: not settled yet."), strong=True)
    blocks.parties(paper, facts)
    paper.fields([*blocks.car(order), *_stay(facts)], columns=3)
    _concerns(paper, facts)
    blocks.labour_table(paper, blocks.charged(order, SettlementBlock.LABOUR), total=totals.labour)
    blocks.material_table(
        paper, blocks.charged(order, SettlementBlock.MATERIAL), total=totals.material
    )
    blocks.other_table(paper, blocks.charged(order, SettlementBlock.OTHER), total=totals.other)
    _sums(paper, facts)
    _payments(paper, facts)
    _explained(paper, facts)
    blocks.approvals(paper, order)
    blocks.declined(paper, order)
    paper.heading(_("Guarantee and notes"))
    paper.clauses(facts.clauses)
    paper.signatures([_("Customer (signature)"), _("Workshop (seal)"), _("Cashier")])
    return paper.build()


def _stay(facts: OrderFacts) -> list[Fact]:
    order = facts.order
    return [
        (_("Repair order"), order.number),
        (_("Service type"), label(order.service_type)),
        (_("Settled"), show_moment(order.bill.settled_at) if order.bill else ""),
        (_("Received"), show_moment(order.received_at)),
        (_("Odometer in"), kilometres(order.intake.odometer)),
        (_("Handed over"), show_moment(order.departure.at)),
        (_("Odometer out"), kilometres(order.departure.odometer)),
        (_("Collected by"), order.departure.collected_by or ""),
        (_("Old parts"), label(order.departure.old_parts)),
    ]


def _concerns(paper: Paper, facts: OrderFacts) -> None:
    if not facts.order.concerns:
        return
    paper.heading(_("Concerns and what was done"))
    columns = [
        PaperColumn(_("No."), 10, CENTRE),
        PaperColumn(_("Customer's words"), 56),
        PaperColumn(_("Finding"), 36),
        PaperColumn(_("Cause"), 32),
        PaperColumn(_("Action taken"), 42),
    ]
    rows = [
        [str(place), row.words, row.finding or "", row.cause or "", row.correction or ""]
        for place, row in enumerate(facts.order.concerns, 1)
    ]
    paper.table(columns, rows)


def _sums(paper: Paper, facts: OrderFacts) -> None:
    order, totals = facts.order, facts.order.totals
    discount = order.bill.discount if order.bill else Decimal(0)
    total = order.bill.total if order.bill else totals.total
    fields: list[Fact] = [
        (_("Labour"), money(totals.labour)),
        (_("Material"), money(totals.material)),
        (_("Other"), money(totals.other)),
        (
            _("Discount"),
            " ".join(
                part
                for part in (money(discount), order.bill.discount_reason if order.bill else "")
                if part
            ),
        ),
    ]
    paper.fields(fields, columns=4)
    paper.amount(_("Total to pay"), total)
    percent = deviation(order.estimate, total)
    if percent is not None and abs(percent) > facts.settings.of(PriceSettings).estimate_deviation:
        message = _(
            "First agreed {estimate}; the bill differs by {percent} %. The additional work was"
            " agreed as listed below."
        )
        paper.note(
            message.format(estimate=money(order.estimate or Decimal(0)), percent=f"{percent:+}")
        )


def _payments(paper: Paper, facts: OrderFacts) -> None:
    order = facts.order
    if not order.payments:
        return
    paper.heading(_("Payments"))
    columns = [
        PaperColumn(_("Receipt"), 36),
        PaperColumn(_("Time"), 34),
        PaperColumn(_("Way"), 26),
        PaperColumn(_("Note"), 40),
        PaperColumn(_("Amount"), 28, RIGHT),
    ]
    rows = [
        [row.number, show_moment(row.at), label(row.method), row.note or "", money(row.amount)]
        for row in order.payments
    ]
    totals = [[_("Paid"), "", "", "", money(order.paid)]]
    if order.bill:
        totals.append([_("Still to pay"), "", "", "", money(order.balance)])
    paper.table(columns, rows, totals=totals)


def _explained(paper: Paper, facts: OrderFacts) -> None:
    leaving = facts.order.departure
    said: list[Fact] = []
    if leaving.next_service_on or leaving.next_service_km:
        when = [
            show_date(leaving.next_service_on) if leaving.next_service_on else "",
            kilometres(leaving.next_service_km),
        ]
        said.append((_("Next service"), " · ".join(part for part in when if part)))
    if leaving.explained:
        said.append((_("Explained at hand-over"), leaving.explained))
    if said:
        paper.fields(said, columns=1)
