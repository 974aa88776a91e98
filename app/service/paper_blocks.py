"""Draws the blocks that the papers of an order share."""

from collections.abc import Sequence
from decimal import Decimal

from app.formatting import joined, money, show_moment, two_decimals
from app.identity import phone as phones
from app.identity import plate as plates
from app.labels import label
from app.orders.rules import CHARGED, NOTHING, SettlementBlock
from app.paper.grid import Fact, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.service.job_lines import heads
from app.service.queries.advice import AdviceLine
from app.service.queries.answers import ApprovalRow
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import IntakeFacts, OrderSheet
from app.text import N_, _
from db.vocabulary import LineState

NUMBER = PaperColumn(N_("No."), 9, CENTRE)
CONCERNS = (
    NUMBER,
    PaperColumn(N_("Customer's words"), 45),
    PaperColumn(N_("Finding"), 35),
    PaperColumn(N_("Cause"), 28),
    PaperColumn(N_("Action taken"), 50.5),
)
"""The customer's words with what was found and done."""
LABOUR = (
    NUMBER,
    PaperColumn(N_("Code"), 23),
    PaperColumn(N_("Repair job"), 87),
    PaperColumn(N_("Hours"), 13, RIGHT),
    PaperColumn(N_("Rate"), 15.5, RIGHT),
    PaperColumn(N_("Amount (¥)"), 19, RIGHT),
)
MATERIAL = (
    NUMBER,
    PaperColumn(N_("Part number"), 23),
    PaperColumn(N_("Part name"), 36.5),
    PaperColumn(N_("Brand"), 15),
    PaperColumn(N_("Part kind"), 18.5),
    PaperColumn(N_("Own part"), 17, CENTRE),
    PaperColumn(N_("Qty"), 13, RIGHT),
    PaperColumn(N_("Price"), 15.5, RIGHT),
    PaperColumn(N_("Amount (¥)"), 19, RIGHT),
)
"""The columns of both tables share their edges, as the form of JT/T 1133 has them."""
OTHER = (NUMBER, PaperColumn(N_("Item"), 139.5), PaperColumn(N_("Amount (¥)"), 19, RIGHT))


def number(quantity: Decimal | None) -> str:
    """A quantity without needless zeros: `0.8`, `4`."""
    return "" if quantity is None else f"{quantity.normalize():f}"


def yes(value: bool) -> str:
    """The word for yes or no."""
    return _("Yes") if value else _("No")


def plate(order: OrderSheet) -> str:
    """The plate as it is shown."""
    return plates.shown(order.plate) if order.plate else ""


def about(order: OrderSheet, said: str) -> str:
    """What every page of a priced paper names: the plate and the total."""
    return joined(plate(order), f"{said} {money(order.total)}")


def customer(facts: OrderFacts) -> list[Fact]:
    """Who gives the order, who brought the car, and the number to call."""
    order, noted = facts.order, facts.order.intake
    name, phone = (order.customer.name, order.customer.phone) if order.customer else ("", None)
    bringer = joined(noted.bringer_name, phones.shown(noted.bringer_phone or ""), by=" ")
    return [
        (_("Ordered by"), Strong(name)),
        (_("Brought by"), bringer or (_("Owner in person") if name else "")),
        (_("Telephone"), phones.shown(phone or "")),
        (_("Paid by"), order.payer.name if order.payer else ""),
    ]


def car(order: OrderSheet) -> list[list[Fact]]:
    """The car, named in the same two lines on every paper."""
    return [
        [
            (_("Make/model"), joined(order.car.brand, order.model, by=" ")),
            (_("Plate"), Strong(plate(order))),
            (_("Engine number"), order.car.engine_number or ""),
        ],
        [
            (_("VIN"), order.car.vin or ""),
            (_("Body type"), joined(order.car.body_type, label(order.car.energy))),
            (_("Colour"), order.car.colour or ""),
        ],
    ]


def wanted(noted: IntakeFacts) -> list[Fact]:
    """What the customer wants beside the repair."""
    return [
        (_("Wash the car"), yes(noted.wash)),
        (_("Give old parts back"), yes(noted.old_parts_back)),
        (_("Customer waits in the store"), yes(noted.waits_in_store)),
    ]


def words(order: OrderSheet) -> str:
    """The customer's words, numbered where there are several."""
    said = [row.words for row in order.concerns]
    if len(said) == 1:
        return said[0]
    return "\n".join(f"{place}. {one}" for place, one in enumerate(said, 1))


def concern_rows(order: OrderSheet) -> list[list[str]]:
    """The customer's words with finding, cause, and what was done with which jobs."""
    return [
        [
            *(str(place), row.words, row.finding or "", row.cause or ""),
            joined(order.jobs_of(row), row.correction, by="\n"),
        ]
        for place, row in enumerate(order.concerns, 1)
    ]


def priced_lines(paper: Paper, order: OrderSheet) -> None:
    """Labour, material and the rest, each a block with its subtotal."""
    _labour(paper, charged(order, SettlementBlock.LABOUR))
    _material(paper, charged(order, SettlementBlock.MATERIAL))
    _other(paper, charged(order, SettlementBlock.OTHER))


def estimated_lines(paper: Paper, order: OrderSheet) -> None:
    """The same blocks; a job whose lines are hidden has one price in a block of its own.

    The settlement list never hides a line: the law wants labour and material apart there.
    """
    jobs = [job for job in heads(order.lines) if job.line.hides_lines and job.line.state in CHARGED]
    hidden = {one.ref for job in jobs for one in order.lines if job.line.leads(one)}
    labour, material, other = (
        [line for line in charged(order, block) if line.ref not in hidden]
        for block in SettlementBlock
    )
    if jobs:
        rows = [
            [str(place), named(job.line), two_decimals(job.total)]
            for place, job in enumerate(jobs, 1)
        ]
        total = sum((job.total for job in jobs), NOTHING)
        totals = ["", _("Jobs at one price, subtotal"), two_decimals(total)]
        paper.table(OTHER, Rows(rows, [totals]), name=_("One price"))
    if labour or not jobs:
        _labour(paper, labour)
    if material or not jobs:
        _material(paper, material)
    _other(paper, other)


def _total(lines: Sequence[AdviceLine]) -> str:
    return two_decimals(sum((line.amount for line in lines), NOTHING))


def _labour(paper: Paper, lines: Sequence[AdviceLine]) -> None:
    """Jobs with hours, rate and fee."""
    rows = [[str(place), *_labour_cells(line)] for place, line in enumerate(lines, 1)]
    hours = number(sum((line.quantity or NOTHING for line in lines), NOTHING))
    totals = ["", "", _("Labour subtotal"), hours, "", _total(lines)]
    paper.table(LABOUR, Rows(rows or [_none(LABOUR)], [totals]), name=_("Labour fee"))


def _labour_cells(line: AdviceLine) -> list[str]:
    """A job with a fixed price has no rate: hours times rate would not be what it costs."""
    price = two_decimals(line.price or NOTHING) if line.fixed_price is None else _("Fixed")
    fee = two_decimals(line.amount)
    return [line.code or "", named(line), number(line.quantity), price, fee]


def _material(paper: Paper, lines: Sequence[AdviceLine]) -> None:
    """Parts with their legal label; a part that the customer brought says so."""
    rows = [[str(place), *_part_cells(line)] for place, line in enumerate(lines, 1)]
    totals = ["", "", _("Material subtotal"), "", "", "", "", "", _total(lines)]
    paper.table(MATERIAL, Rows(rows or [_none(MATERIAL)], [totals]), name=_("Material fee"))


def _none(columns: Sequence[PaperColumn]) -> list[str]:
    """The only row of a table without lines."""
    return [_("None") if place == 2 else "" for place in range(len(columns))]


def _part_cells(line: AdviceLine) -> list[str]:
    own = line.by_customer
    return [
        line.code or "",
        named(line),
        line.brand or "",
        "" if own else label(line.kind),
        yes(own),
        amount_of(line),
        "" if own else two_decimals(line.price or NOTHING),
        "" if own else two_decimals(line.amount),
    ]


def amount_of(line: AdviceLine) -> str:
    """The quantity with its unit."""
    return joined(number(line.quantity), line.unit, by=" ")


def _other(paper: Paper, lines: Sequence[AdviceLine]) -> None:
    if lines:
        rows = [
            [str(place), line.name, two_decimals(line.amount)]
            for place, line in enumerate(lines, 1)
        ]
        totals = ["", _("Other subtotal"), _total(lines)]
        paper.table(OTHER, Rows(rows, [totals]), name=_("Others"))


def approvals(order: OrderSheet) -> list[list[Fact]]:
    """When the customer agreed to what, and how (P10), a line for each answer."""
    return [[(_("Customer's consent"), _approval(row))] for row in order.approvals]


def _approval(row: ApprovalRow) -> str:
    noted = _("recorded by {name}").format(name=row.staff)
    amount = joined(money(row.total), row.instead_of, by=" ")
    return joined(show_moment(row.at), label(row.medium), row.given_by, amount, noted)


def declined(order: OrderSheet) -> list[list[Fact]]:
    """What was advised and not wanted, with the reason."""
    lines = [line for line in order.lines if line.state is LineState.DECLINED]
    said = [joined(line.name, money(line.amount), line.declined_reason) for line in lines]
    return [[(_("Advised, not carried out"), "\n".join(said))]] if said else []


def service_types(order: OrderSheet) -> str:
    """The service type of the order, and those that single charged lines have."""
    own = (line.service_type for line in order.charged if line.service_type is not None)
    return joined(*(label(kind) for kind in dict.fromkeys((order.service_type, *own))))


def charged(order: OrderSheet, block: SettlementBlock) -> tuple[AdviceLine, ...]:
    """The lines of a block that are paid for."""
    return tuple(line for line in order.of(block) if line.state in CHARGED)


def named(line: AdviceLine) -> str:
    """The name with its printed note; added work and what other payers share say so."""
    name = _("{name} (added)").format(name=line.name) if line.additional else line.name
    part = _("share {percent} %").format(percent=number(line.share)) if line.share else ""
    return joined(name, part, line.note)


def under(line: AdviceLine) -> str:
    """What stands under a job, in a few words: `制动盘 × 2 件`."""
    quantity = amount_of(line) if line.block is SettlementBlock.MATERIAL else ""
    return joined(line.name, quantity, by=" × ")


def alternatives(order: OrderSheet) -> list[list[Fact]]:
    """What is offered instead of a job, with its price, until the customer has chosen."""
    said = [
        _("{name} {amount} instead of {job}").format(
            name=job.line.name, amount=money(job.total), job=job.instead_of
        )
        for job in heads(order.lines)
        if job.line.state is LineState.ALTERNATIVE
    ]
    return [[(_("Offered as an alternative"), "\n".join(said))]] if said else []
