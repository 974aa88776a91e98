"""Draws 维修委托书: what the customer wants, what it will cost, and what was agreed."""

from decimal import Decimal

from app.body_marks import read
from app.formatting import joined, kilometres, money, show_moment
from app.labels import label
from app.orders.rules import product
from app.paper.closing import Signature
from app.paper.grid import Fact, Strong
from app.paper.paper import Paper
from app.paper.table import PaperColumn
from app.service import belongings
from app.service import paper_blocks as blocks
from app.service.paper_blocks import NUMBER
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import OrderSheet
from app.service.settings import PriceSettings
from app.settings import StoreSettings
from app.text import N_, _
from db.vocabulary import PaperKind

CONCERNS = (
    NUMBER,
    PaperColumn(N_("Customer's words"), 62),
    PaperColumn(N_("Jobs for it"), 95.5),
)
EXAMINED = (
    NUMBER,
    PaperColumn(N_("Customer's words"), 52),
    PaperColumn(N_("Finding"), 40),
    PaperColumn(N_("Jobs for it"), 65.5),
)
"""The same once a finding was noted: the column of a contract before that would be empty."""


def repair_contract(facts: OrderFacts) -> bytes:
    """The contract on A4, one page for most orders; the signature boxes never stand alone."""
    order, title = facts.order, label(PaperKind.REPAIR_CONTRACT)
    paper = Paper(
        title,
        order.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=blocks.about(order, _("estimated")),
        subtitle=_("Two copies, one for each party"),
    )
    paper.grid([blocks.customer(facts), *blocks.car(order), *_arrival(facts)])
    answered = any(row.finding or order.jobs_of(row) for row in order.concerns)
    if answered:
        _add_concerns(paper, order)
    words = [] if answered else [[(_("In the customer's words"), blocks.words(order) or _("None"))]]
    paper.grid([*words, *_condition(facts)])
    marks = read(order.intake.damage_marks)
    if marks.marks:
        paper.together().body_sketch(marks)
    blocks.estimated_lines(paper, order)
    paper.total(_("Estimated total (RMB in capitals):"), order.totals.total)
    answers = (*blocks.alternatives(order), *blocks.approvals(order), *blocks.declined(order))
    paper.grid([[*_promised(facts), _band(facts)], *answers])
    paper.clauses(facts.clauses, small=True)
    advisor = Signature(
        _("Workshop (seal)"), _("Service advisor {name}").format(name=order.advisor)
    )
    customer = Signature(
        _("Customer (signature)"), said=_("I have read the jobs, the estimate and the terms.")
    )
    return paper.signatures([customer, advisor]).build()


def _arrival(facts: OrderFacts) -> list[list[Fact]]:
    order, store = facts.order, facts.settings.of(StoreSettings)
    return [
        [
            (_("Workshop"), store.store_name),
            (_("Service advisor"), order.advisor),
            (_("Service type"), blocks.service_types(order)),
        ],
        [
            (_("Date in"), show_moment(order.received_at)),
            (_("Odometer in"), kilometres(order.intake.odometer)),
            (_("Fuel level"), label(order.intake.fuel)),
        ],
    ]


def _add_concerns(paper: Paper, order: OrderSheet) -> None:
    """A row for each of the customer's concerns, with the jobs that answer it."""
    is_examined = any(row.finding for row in order.concerns)
    rows = [
        [str(place), row.words, *([row.finding or ""] if is_examined else []), order.jobs_of(row)]
        for place, row in enumerate(order.concerns, 1)
    ]
    paper.table(EXAMINED if is_examined else CONCERNS, rows, name=_("Concerns"))


def _condition(facts: OrderFacts) -> list[list[Fact]]:
    noted = facts.order.intake
    return [
        [
            (_("Belongings left in the car"), belongings.told(noted.belongings) or _("None")),
            (_("Damage seen"), noted.damage or _("None")),
        ],
        blocks.wanted(noted),
    ]


def _band(facts: OrderFacts) -> Fact:
    """How far the bill may differ before the customer is asked again."""
    percent = facts.settings.of(PriceSettings).estimate_deviation
    total = facts.order.totals.total
    more = product(total, Decimal(percent) / 100)
    told = _("±{percent} % ({least} to {most})").format(
        percent=percent, least=money(total - more), most=money(total + more)
    )
    return (_("Asked again beyond"), told)


def _promised(facts: OrderFacts) -> list[Fact]:
    days = _("{days} days").format(days=facts.guarantee.days)
    promised = show_moment(facts.order.promised_at)
    return [
        (_("Promised hand-over"), Strong(promised) if promised else ""),
        (_("Guarantee"), joined(days, kilometres(facts.guarantee.km), by=" / ")),
        (_("Key tag"), facts.order.intake.key_tag or ""),
    ]
