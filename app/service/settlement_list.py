"""Draws 机动车维修费用结算清单 (JT/T 1133-2017), the bill as the law wants it."""

from decimal import Decimal

from app.formatting import kilometres, money, show_date, show_moment
from app.labels import label
from app.orders.rules import NOTHING
from app.paper.facts import Fact
from app.paper.paper import Paper
from app.paper.pen import RIGHT
from app.paper.table import PaperColumn
from app.service import paper_blocks as blocks
from app.service.paper_blocks import NUMBER
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import BillFacts, Departure, OrderSheet
from app.service.rules import deviation
from app.service.settings import PriceSettings
from app.text import N_, _
from db.vocabulary import PaperKind

CONCERNS = (
    NUMBER,
    PaperColumn(N_("Customer's words"), 56),
    PaperColumn(N_("Finding"), 36),
    PaperColumn(N_("Cause"), 32),
    PaperColumn(N_("Action taken"), 42),
)
PAYMENTS = (
    PaperColumn(N_("Receipt"), 36),
    PaperColumn(N_("Time"), 34),
    PaperColumn(N_("Way"), 26),
    PaperColumn(N_("Note"), 40),
    PaperColumn(N_("Amount"), 28, RIGHT),
)


def settlement_list(facts: OrderFacts) -> bytes:
    """The bill; before the settlement it is a draft and says so."""
    order, title = facts.order, label(PaperKind.SETTLEMENT_LIST)
    number = order.bill.number if order.bill else order.number
    paper = Paper(title, number, facts.store, facts.language, facts.printed)
    if order.bill is None:
        paper.note(_("Draft: not settled yet."), strong=True)
    blocks.parties(paper, facts)
    paper.fields([*blocks.car(order), *_stay(facts)], columns=3)
    if order.concerns:
        paper.heading(_("Concerns and what was done"))
        paper.table(CONCERNS, blocks.concern_rows(order))
    blocks.priced_lines(paper, order)
    _add_sums(paper, facts)
    _add_payments(paper, order)
    _add_explained(paper, order.departure)
    blocks.approvals(paper, order)
    blocks.declined(paper, order)
    paper.heading(_("Guarantee and notes")).clauses(facts.clauses)
    paper.signatures([_("Customer (signature)"), _("Workshop (seal)"), _("Cashier")])
    return paper.build()


def _stay(facts: OrderFacts) -> list[Fact]:
    order, left = facts.order, facts.order.departure
    return [
        (_("Repair order"), order.number),
        (_("Service type"), label(order.service_type)),
        (_("Settled"), show_moment(order.bill.settled_at) if order.bill else ""),
        (_("Received"), show_moment(order.received_at)),
        (_("Odometer in"), kilometres(order.intake.odometer)),
        (_("Handed over"), show_moment(left.at)),
        (_("Odometer out"), kilometres(left.odometer)),
        (_("Collected by"), left.collected_by or ""),
        (_("Old parts"), label(left.old_parts)),
    ]


def _discount(bill: BillFacts | None) -> str:
    amount = money(bill.discount if bill else NOTHING)
    reason = (bill.discount_reason if bill else "") or ""
    return f"{amount} {reason}".strip()


def _add_sums(paper: Paper, facts: OrderFacts) -> None:
    bill, totals = facts.order.bill, facts.order.totals
    fields = [
        (_("Labour"), money(totals.labour)),
        (_("Material"), money(totals.material)),
        (_("Other"), money(totals.other)),
        (_("Discount"), _discount(bill)),
    ]
    paper.fields(fields, columns=4)
    paper.amount(_("Total to pay"), facts.order.total)
    _add_deviation(paper, facts, facts.order.total)


def _add_deviation(paper: Paper, facts: OrderFacts, total: Decimal) -> None:
    """Says how far the bill is from what was agreed first, where that is much."""
    estimate, limit = facts.order.estimate, facts.settings.of(PriceSettings).estimate_deviation
    percent = deviation(estimate, total)
    if percent is not None and abs(percent) > limit:
        message = _(
            "First agreed {estimate}; the bill differs by {percent} %. The additional work was"
            " agreed as listed below."
        )
        agreed = money(estimate or NOTHING)
        paper.note(message.format(estimate=agreed, percent=f"{percent:+}"))


def _add_payments(paper: Paper, order: OrderSheet) -> None:
    if not order.payments:
        return
    paper.heading(_("Payments"))
    rows = [
        [row.number, show_moment(row.at), label(row.method), row.note or "", money(row.amount)]
        for row in order.payments
    ]
    account = order.account
    sums = [(_("Paid"), account.received)]
    if account.on_account:
        sums.append((_("Promised to pay later"), account.on_account))
    if order.bill:
        sums.append((_("Still to pay"), account.owed))
    totals = [[title, "", "", "", money(amount)] for title, amount in sums]
    paper.table(PAYMENTS, rows, totals=totals)


def _add_explained(paper: Paper, left: Departure) -> None:
    day = show_date(left.next_service_on) if left.next_service_on else ""
    when = " · ".join(part for part in (day, kilometres(left.next_service_km)) if part)
    said = [(_("Next service"), when), (_("Explained at hand-over"), left.explained or "")]
    told = [fact for fact in said if fact[1]]
    if told:
        paper.fields(told, columns=1)
