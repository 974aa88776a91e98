"""维修委托书: what the customer wants, what it will cost, and what both sides agreed.

The customer's copy.
"""

from app.formatting import kilometres, show_moment
from app.labels import label
from app.orders.rules import SettlementBlock
from app.paper.paper import Paper
from app.service import paper_blocks as blocks
from app.service.queries.facts import OrderFacts
from app.text import _
from db.vocabulary import PaperKind


def repair_contract(facts: OrderFacts) -> bytes:
    """A4, two or three pages: the signature boxes never stand alone."""
    order, totals = facts.order, facts.order.totals
    paper = Paper(
        label(PaperKind.REPAIR_CONTRACT), order.number, facts.store, facts.language, facts.printed
    )
    blocks.parties(paper, facts)
    paper.fields([*blocks.car(order), *_arrival(facts)], columns=3)
    paper.fields(
        [
            (_("Belongings left in the car"), order.intake.belongings or _("None")),
            (_("Damage seen"), order.intake.damage or _("None")),
        ]
    )
    _wishes(paper, facts)
    blocks.labour_table(paper, blocks.charged(order, SettlementBlock.LABOUR), total=totals.labour)
    blocks.material_table(
        paper, blocks.charged(order, SettlementBlock.MATERIAL), total=totals.material
    )
    blocks.other_table(paper, blocks.charged(order, SettlementBlock.OTHER), total=totals.other)
    paper.amount(_("Estimated total"), totals.total)
    blocks.approvals(paper, order)
    blocks.declined(paper, order)
    paper.heading(_("Terms"))
    paper.clauses(facts.clauses)
    paper.signatures([_("Customer (signature)"), _("Workshop (seal)"), _("Service advisor")])
    return paper.build()


def _arrival(facts: OrderFacts) -> list[tuple[str, str]]:
    order = facts.order
    return [
        (_("Received"), show_moment(order.received_at)),
        (_("Promised"), show_moment(order.promised_at)),
        (_("Service type"), label(order.service_type)),
        (_("Odometer in"), kilometres(order.intake.odometer)),
        (_("Fuel level"), label(order.intake.fuel)),
        (_("Key tag"), order.intake.key_tag or ""),
        (_("Wash the car"), blocks.yes(order.intake.wash)),
        (_("Give old parts back"), blocks.yes(order.intake.old_parts_back)),
        (_("Customer waits in the store"), blocks.yes(order.intake.waits_in_store)),
    ]


def _wishes(paper: Paper, facts: OrderFacts) -> None:
    paper.heading(_("In the customer's words"))
    if facts.order.concerns:
        paper.clauses([row.words for row in facts.order.concerns])
    else:
        paper.note(_("None."))
