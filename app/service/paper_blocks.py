"""Draws the blocks that the papers of an order share."""

from collections.abc import Sequence
from decimal import Decimal

from app.formatting import money, show_moment
from app.identity import phone as phones
from app.identity import plate as plates
from app.labels import label
from app.orders.rules import NOTHING, SettlementBlock
from app.paper.facts import Fact
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn
from app.service.queries.advice import AdviceLine
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import IntakeFacts, OrderSheet
from app.settings import StoreSettings
from app.text import N_, _
from db.vocabulary import LineState

NUMBER = PaperColumn(N_("No."), 10, CENTRE)
LABOUR = (
    NUMBER,
    PaperColumn(N_("Code"), 22),
    PaperColumn(N_("Repair job"), 70),
    PaperColumn(N_("Hours"), 16, RIGHT),
    PaperColumn(N_("Rate"), 24, RIGHT),
    PaperColumn(N_("Fee"), 28, RIGHT),
)
MATERIAL = (
    NUMBER,
    PaperColumn(N_("Part number"), 30),
    PaperColumn(N_("Part name"), 50),
    PaperColumn(N_("Kind of part"), 22),
    PaperColumn(N_("Quantity"), 18, RIGHT),
    PaperColumn(N_("Price"), 22, RIGHT),
    PaperColumn(N_("Amount"), 26, RIGHT),
)
OTHER = (NUMBER, PaperColumn(N_("Item"), 132), PaperColumn(N_("Amount"), 28, RIGHT))
APPROVALS = (
    PaperColumn(N_("Time"), 34),
    PaperColumn(N_("How"), 26),
    PaperColumn(N_("Who answered"), 34),
    PaperColumn(N_("Noted by"), 26),
    PaperColumn(N_("Amount agreed"), 30, RIGHT),
)
DECLINED = (
    NUMBER,
    PaperColumn(N_("Item"), 72),
    PaperColumn(N_("Reason"), 60),
    PaperColumn(N_("Amount"), 28, RIGHT),
)


def number(quantity: Decimal | None) -> str:
    """A quantity without needless zeros: `0.8`, `4`."""
    return "" if quantity is None else f"{quantity.normalize():f}"


def yes(value: bool) -> str:
    """The word for yes or no."""
    return _("Yes") if value else _("No")


def plate(order: OrderSheet) -> str:
    """The plate as it is shown."""
    return plates.shown(order.plate) if order.plate else ""


def parties(paper: Paper, facts: OrderFacts) -> None:
    """Customer and workshop side by side."""
    customer, workshop = _customer(facts), _workshop(facts)
    paper.parties([(_("Customer (party A)"), customer), (_("Workshop (party B)"), workshop)])


def _entered(*facts: Fact) -> list[Fact]:
    return [fact for fact in facts if fact[1]]


def _customer(facts: OrderFacts) -> list[Fact]:
    order, noted = facts.order, facts.order.intake
    name, phone = (order.customer.name, order.customer.phone) if order.customer else ("", None)
    bringer = (noted.bringer_name, phones.shown(noted.bringer_phone or ""))
    more = _entered(
        (_("Telephone"), phones.shown(phone or "")),
        (_("Brought by"), " ".join(part for part in bringer if part)),
        (_("Paid by"), order.payer.name if order.payer else ""),
    )
    return [(_("Name"), name), *more]


def _workshop(facts: OrderFacts) -> list[Fact]:
    store = facts.settings.of(StoreSettings)
    return _entered(
        (_("Company"), store.store_name),
        (_("Address"), store.store_address),
        (_("Telephone"), store.store_phone),
        (_("Service advisor"), facts.order.advisor),
    )


def car(order: OrderSheet) -> list[Fact]:
    """The car, named on every paper."""
    return [
        (_("Plate"), plate(order)),
        (_("Model"), order.model or ""),
        (_("VIN"), order.car.vin or ""),
        (_("Engine number"), order.car.engine_number or ""),
        (_("Colour"), order.car.colour or ""),
        (_("Fuel system"), label(order.car.energy)),
    ]


def wanted(noted: IntakeFacts) -> list[Fact]:
    """What the customer wants beside the repair."""
    return [
        (_("Wash the car"), yes(noted.wash)),
        (_("Give old parts back"), yes(noted.old_parts_back)),
        (_("Customer waits in the store"), yes(noted.waits_in_store)),
    ]


def priced_lines(paper: Paper, order: OrderSheet) -> None:
    """Labour, material and the rest, each with its subtotal."""
    _labour(paper, charged(order, SettlementBlock.LABOUR), order.totals.labour)
    _material(paper, charged(order, SettlementBlock.MATERIAL), order.totals.material)
    _other(paper, charged(order, SettlementBlock.OTHER), order.totals.other)


def _labour(paper: Paper, lines: Sequence[AdviceLine], total: Decimal) -> None:
    """Jobs with hours, rate and fee."""
    paper.heading(_("Labour"))
    if not lines:
        paper.note(_("None."))
        return
    rows = [[str(place), *_labour_cells(line)] for place, line in enumerate(lines, 1)]
    hours = number(sum((line.quantity or NOTHING for line in lines), NOTHING))
    totals = ["", "", _("Labour subtotal"), hours, "", money(total)]
    paper.table(LABOUR, rows, totals=[totals])


def _labour_cells(line: AdviceLine) -> list[str]:
    price = money(line.price or NOTHING)
    return [line.code or "", named(line), number(line.quantity), price, money(line.amount)]


def _material(paper: Paper, lines: Sequence[AdviceLine], total: Decimal) -> None:
    """Parts with their legal label; a part that the customer brought says so."""
    paper.heading(_("Material"))
    if not lines:
        paper.note(_("None."))
        return
    rows = [
        [str(place), *part_cells(line), money(line.price or NOTHING), money(line.amount)]
        for place, line in enumerate(lines, 1)
    ]
    totals = ["", "", _("Material subtotal"), "", "", "", money(total)]
    paper.table(MATERIAL, rows, totals=[totals])


def part_cells(line: AdviceLine) -> list[str]:
    """Number, name with brand, kind, and quantity with unit."""
    return [
        line.code or "",
        " ".join(part for part in (named(line), line.brand) if part),
        _("Customer's own") if line.by_customer else label(line.kind),
        f"{number(line.quantity)} {line.unit or ''}".strip(),
    ]


def _other(paper: Paper, lines: Sequence[AdviceLine], total: Decimal) -> None:
    if lines:
        paper.heading(_("Other"))
        rows = [[str(place), line.name, money(line.amount)] for place, line in enumerate(lines, 1)]
        paper.table(OTHER, rows, totals=[["", _("Other subtotal"), money(total)]])


def approvals(paper: Paper, order: OrderSheet) -> None:
    """When the customer agreed to what, and how (P10)."""
    if order.approvals:
        paper.heading(_("Record of consent"))
        rows = [
            [show_moment(row.at), label(row.medium), row.given_by, row.staff, money(row.total)]
            for row in order.approvals
        ]
        paper.table(APPROVALS, rows)


def declined(paper: Paper, order: OrderSheet) -> None:
    """What was advised and not wanted, with the reason."""
    lines = [line for line in order.lines if line.state is LineState.DECLINED]
    if lines:
        paper.heading(_("Advised, not carried out at the customer's wish"))
        rows = [
            [str(place), line.name, line.declined_reason or "", money(line.amount)]
            for place, line in enumerate(lines, 1)
        ]
        paper.table(DECLINED, rows)


def concern_rows(order: OrderSheet) -> list[list[str]]:
    """The customer's words with finding, cause and what was done."""
    return [
        [str(place), row.words, row.finding or "", row.cause or "", row.correction or ""]
        for place, row in enumerate(order.concerns, 1)
    ]


def charged(order: OrderSheet, block: SettlementBlock) -> tuple[AdviceLine, ...]:
    """The lines of a block that are paid for."""
    return tuple(line for line in order.of(block) if line.state is not LineState.DECLINED)


def named(line: AdviceLine) -> str:
    """The name; work added after the first agreement says so."""
    return _("{name} (additional)").format(name=line.name) if line.additional else line.name
