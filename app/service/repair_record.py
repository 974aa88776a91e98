"""Draws the warranty repair record, which the customer gets (三包, article 17; kept six years)."""

from collections.abc import Sequence

from app.formatting import clock_on, joined, kilometres, money, show_moment, two_decimals
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.orders.rules import NOTHING, SettlementBlock
from app.paper.grid import Fact, Strong
from app.paper.paper import Paper
from app.paper.pen import RIGHT
from app.paper.table import PaperColumn, Rows
from app.service import paper_blocks as blocks
from app.service.paper_blocks import NUMBER
from app.service.queries.advice import AdviceLine
from app.service.queries.facts import OrderFacts
from app.service.queries.support import SupportFacts
from app.text import N_, _
from db.vocabulary import PaperKind

FAULTS = (
    NUMBER,
    PaperColumn(N_("Fault code"), 30),
    PaperColumn(N_("Fault"), 58),
    PaperColumn(N_("Main part"), 32),
    PaperColumn(N_("Replaced"), 38.5),
)
JOBS = (
    NUMBER,
    PaperColumn(N_("Repair job"), 109.5),
    PaperColumn(N_("Hours"), 20, RIGHT),
    PaperColumn(N_("Labour fee (¥)"), 29, RIGHT),
)
PARTS = (
    NUMBER,
    PaperColumn(N_("Part name"), 66),
    PaperColumn(N_("Part number"), 45.5),
    PaperColumn(N_("Qty"), 18, RIGHT),
    PaperColumn(N_("Material fee (¥)"), 29, RIGHT),
)
BLOCKS = (
    (SettlementBlock.LABOUR, JOBS, N_("Jobs")),
    (SettlementBlock.MATERIAL, PARTS, N_("Parts")),
)


def repair_record(facts: OrderFacts) -> bytes:
    """What the law wants in it: times, reading, complaint, work, parts, hours, help, signatures."""
    order = facts.order
    paper = Paper(
        label(PaperKind.REPAIR_RECORD),
        order.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=blocks.plate(order),
    )
    paper.grid([blocks.customer(facts), *blocks.car(order), *_stay(facts)])
    paper.table(blocks.CONCERNS, Rows(blocks.concern_rows(order)), name=_("Concerns"))
    if facts.support.faults:
        paper.table(FAULTS, Rows(_faults(facts.support)), name=_("Faults"))
    for block, columns, name in BLOCKS:
        lines = blocks.charged(facts.order, block)
        paper.table(columns, _priced(lines, columns), name=_(name))
    paper.grid(_help(facts))
    return paper.signatures([_("Customer's signature"), _("Repairer's signature and seal")]).build()


def _stay(facts: OrderFacts) -> list[list[Fact]]:
    order = facts.order
    return [
        [
            (_("Date in"), Strong(show_moment(order.received_at))),
            (_("Odometer in"), kilometres(order.intake.odometer)),
            (_("Service advisor"), order.advisor),
        ],
        [
            (_("Date out"), Strong(show_moment(order.departure.at))),
            (_("Odometer out"), kilometres(order.departure.odometer)),
            (_("Technician"), order.technician or ""),
        ],
    ]


def _faults(support: SupportFacts) -> list[list[str]]:
    return [
        [str(place), row.code, row.name, label(row.part), label(row.replaced)]
        for place, row in enumerate(support.faults, 1)
    ]


def _priced(lines: Sequence[AdviceLine], columns: Sequence[PaperColumn]) -> Rows:
    """The lines with what each is worth, whoever pays; the sum below."""
    cells = _part if columns is PARTS else _job
    rows = [[str(place), *cells(line)] for place, line in enumerate(lines, 1)]
    total = two_decimals(sum((line.amount for line in lines), NOTHING))
    return Rows(rows, [["", _("Total"), *[""] * (len(columns) - 3), total]])


def _job(line: AdviceLine) -> list[str]:
    return [line.name, blocks.number(line.quantity), two_decimals(line.amount)]


def _part(line: AdviceLine) -> list[str]:
    return [line.name, line.code or "", blocks.amount_of(line), two_decimals(line.amount)]


def _help(facts: OrderFacts) -> list[list[Fact]]:
    """Towing, loan cars and travel money; the record says so where there was none."""
    support = facts.support
    lent = [
        joined(
            plates.shown(one.plate),
            clock_on(one.out_at, local_day(facts.printed.at)) if one.out_at else "",
            clock_on(one.back_at, local_day(facts.printed.at)) if one.back_at else "",
        )
        for one in support.loans
    ]
    paid = money(support.travel_money) if support.travel_money else _("None")
    return [
        [(_("Towed in"), blocks.yes(support.towed)), (_("Travel money paid"), paid)],
        [(_("Loan car"), "\n".join(lent) or _("None"))],
        [(_("Result of the repair"), facts.order.departure.explained or "")],
    ]
