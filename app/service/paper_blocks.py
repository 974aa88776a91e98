"""Blocks that the papers of an order share.

Who, which car, which lines, and what was agreed when.
"""

from collections.abc import Sequence
from decimal import Decimal

from app.formatting import money, show_moment
from app.identity import phone as phones
from app.identity import plate as plates
from app.labels import label
from app.orders.rules import SettlementBlock
from app.paper.facts import Fact
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn
from app.service.queries.advice import AdviceLine
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import OrderSheet
from app.settings import StoreSettings
from app.text import _
from db.vocabulary import LineState


def number(quantity: Decimal | None) -> str:
    """`0.8`, `4`: without noughts that say nothing."""
    return "" if quantity is None else f"{quantity.normalize():f}"


def yes(value: bool) -> str:
    """Yes or no."""
    return _("Yes") if value else _("No")


def plate(order: OrderSheet) -> str:
    """The plate as it is written."""
    return plates.shown(order.plate) if order.plate else ""


def parties(paper: Paper, facts: OrderFacts) -> None:
    """Customer and workshop side by side."""
    order, store = facts.order, facts.settings.of(StoreSettings)
    customer: list[Fact] = [(_("Name"), order.customer.name if order.customer else "")]
    if order.customer and order.customer.phone:
        customer.append((_("Telephone"), phones.shown(order.customer.phone)))
    if order.intake.bringer_name or order.intake.bringer_phone:
        bringer = " ".join(
            part
            for part in (order.intake.bringer_name, phones.shown(order.intake.bringer_phone or ""))
            if part
        )
        customer.append((_("Brought by"), bringer))
    if order.payer:
        customer.append((_("Paid by"), order.payer.name))
    workshop: list[Fact] = [
        (_("Company"), store.store_name),
        (_("Address"), store.store_address),
        (_("Telephone"), store.store_phone),
    ]
    workshop.append((_("Service advisor"), order.advisor))
    paper.parties(
        [
            (_("Customer (party A)"), customer),
            (_("Workshop (party B)"), [fact for fact in workshop if fact[1]]),
        ]
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


def labour_table(paper: Paper, lines: Sequence[AdviceLine], *, total: Decimal) -> None:
    """Jobs with hours, rate and fee."""
    paper.heading(_("Labour"))
    if not lines:
        paper.note(_("None."))
        return
    columns = [
        PaperColumn(_("No."), 10, CENTRE),
        PaperColumn(_("Code"), 22),
        PaperColumn(_("Repair job"), 70),
        PaperColumn(_("Hours"), 16, RIGHT),
        PaperColumn(_("Rate"), 24, RIGHT),
        PaperColumn(_("Fee"), 28, RIGHT),
    ]
    rows = [
        [
            str(place),
            line.code or "",
            named(line),
            number(line.quantity),
            money(line.price or Decimal(0)),
            money(line.amount),
        ]
        for place, line in enumerate(lines, 1)
    ]
    hours = sum((line.quantity or Decimal(0) for line in lines), Decimal(0))
    paper.table(
        columns, rows, totals=[["", "", _("Labour subtotal"), number(hours), "", money(total)]]
    )


def material_table(paper: Paper, lines: Sequence[AdviceLine], *, total: Decimal) -> None:
    """Parts with their legal label; a part that the customer brought says so."""
    paper.heading(_("Material"))
    if not lines:
        paper.note(_("None."))
        return
    columns = [
        PaperColumn(_("No."), 10, CENTRE),
        PaperColumn(_("Part number"), 30),
        PaperColumn(_("Part name"), 50),
        PaperColumn(_("Kind of part"), 22),
        PaperColumn(_("Quantity"), 18, RIGHT),
        PaperColumn(_("Price"), 22, RIGHT),
        PaperColumn(_("Amount"), 26, RIGHT),
    ]
    rows = [
        [
            str(place),
            line.code or "",
            " ".join(part for part in (named(line), line.brand) if part),
            _("Customer's own") if line.by_customer else label(line.kind),
            f"{number(line.quantity)} {line.unit or ''}".strip(),
            money(line.price or Decimal(0)),
            money(line.amount),
        ]
        for place, line in enumerate(lines, 1)
    ]
    paper.table(columns, rows, totals=[["", "", _("Material subtotal"), "", "", "", money(total)]])


def other_table(paper: Paper, lines: Sequence[AdviceLine], *, total: Decimal) -> None:
    """Left out where there is nothing else."""
    if lines:
        paper.heading(_("Other"))
        columns = [
            PaperColumn(_("No."), 10, CENTRE),
            PaperColumn(_("Item"), 132),
            PaperColumn(_("Amount"), 28, RIGHT),
        ]
        rows = [[str(place), line.name, money(line.amount)] for place, line in enumerate(lines, 1)]
        paper.table(columns, rows, totals=[["", _("Other subtotal"), money(total)]])


def approvals(paper: Paper, order: OrderSheet) -> None:
    """When the customer agreed to what, and how (P10)."""
    if not order.approvals:
        return
    paper.heading(_("Record of consent"))
    columns = [
        PaperColumn(_("Time"), 34),
        PaperColumn(_("How"), 26),
        PaperColumn(_("Who answered"), 34),
        PaperColumn(_("Noted by"), 26),
        PaperColumn(_("Amount agreed"), 30, RIGHT),
    ]
    rows = [
        [show_moment(row.at), label(row.medium), row.given_by, row.staff, money(row.total)]
        for row in order.approvals
    ]
    paper.table(columns, rows)


def declined(paper: Paper, order: OrderSheet) -> None:
    """What was advised and not wanted, with the reason."""
    lines = [line for line in order.lines if line.state is LineState.DECLINED]
    if lines:
        paper.heading(_("Advised, not carried out at the customer's wish"))
        columns = [
            PaperColumn(_("No."), 10, CENTRE),
            PaperColumn(_("Item"), 72),
            PaperColumn(_("Reason"), 60),
            PaperColumn(_("Amount"), 28, RIGHT),
        ]
        rows = [
            [str(place), line.name, line.declined_reason or "", money(line.amount)]
            for place, line in enumerate(lines, 1)
        ]
        paper.table(columns, rows)


def charged(order: OrderSheet, block: SettlementBlock) -> tuple[AdviceLine, ...]:
    """The lines of a block that are paid for."""
    return tuple(line for line in order.of(block) if line.state is not LineState.DECLINED)


def named(line: AdviceLine) -> str:
    """The name; work added after the first agreement says so."""
    return _("{name} (additional)").format(name=line.name) if line.additional else line.name
