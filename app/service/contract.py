"""Draws 维修委托书: what the customer wants, what it will cost, and what was agreed."""

from app.formatting import kilometres, show_moment
from app.labels import label
from app.paper.facts import Fact
from app.paper.paper import Paper
from app.service import paper_blocks as blocks
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import IntakeFacts, OrderSheet
from app.text import _
from db.vocabulary import PaperKind


def repair_contract(facts: OrderFacts) -> bytes:
    """The contract on A4, two or three pages; the signature boxes never stand alone."""
    order, title = facts.order, label(PaperKind.REPAIR_CONTRACT)
    paper = Paper(title, order.number, facts.store, facts.language, facts.printed)
    blocks.parties(paper, facts)
    paper.fields([*blocks.car(order), *_arrival(facts)], columns=3)
    paper.fields(_condition(order.intake))
    _concerns(paper, facts)
    _estimate(paper, order)
    paper.heading(_("Terms"))
    paper.clauses(facts.clauses)
    paper.signatures([_("Customer (signature)"), _("Workshop (seal)"), _("Service advisor")])
    return paper.build()


def _arrival(facts: OrderFacts) -> list[Fact]:
    order, noted = facts.order, facts.order.intake
    return [
        (_("Received"), show_moment(order.received_at)),
        (_("Promised"), show_moment(order.promised_at)),
        (_("Service type"), label(order.service_type)),
        (_("Odometer in"), kilometres(noted.odometer)),
        (_("Fuel level"), label(noted.fuel)),
        (_("Key tag"), noted.key_tag or ""),
        *blocks.wanted(noted),
    ]


def _condition(intake: IntakeFacts) -> list[Fact]:
    return [
        (_("Belongings left in the car"), intake.belongings or _("None")),
        (_("Damage seen"), intake.damage or _("None")),
    ]


def _estimate(paper: Paper, order: OrderSheet) -> None:
    blocks.priced_lines(paper, order)
    paper.amount(_("Estimated total"), order.totals.total)
    blocks.approvals(paper, order)
    blocks.declined(paper, order)


def _concerns(paper: Paper, facts: OrderFacts) -> None:
    paper.heading(_("In the customer's words"))
    if facts.order.concerns:
        paper.clauses([row.words for row in facts.order.concerns])
    else:
        paper.note(_("None."))
