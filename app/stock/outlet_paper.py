"""Draws the papers of the outlets: transfer note 商品车移交单, settlement of a month 网点结算单."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from app.admin.letterhead import letterhead
from app.formatting import (
    joined,
    money,
    short_day,
    show_date,
    show_moment,
    show_month,
    two_decimals,
)
from app.labels import label
from app.paper.closing import Signature
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import RIGHT
from app.paper.reprint import copy_of
from app.paper.table import PaperColumn, Rows
from app.stock.forecast_facts import ForecastKept
from app.stock.outlet_facts import Movement, OutletMonth, TransferRow
from app.stock.outlet_paper_facts import OutletSheet, TransferNote
from app.stock.outlet_rules import NOTHING
from app.stock.proposal_rules import month_at
from app.text import N_, _, speaking
from db.outlet_words import TransferKind
from db.vocabulary import PaperKind

MOVEMENTS = (
    PaperColumn(N_("Day"), 18),
    PaperColumn(N_("Transfer"), 28),
    PaperColumn(N_("Car"), 62),
    PaperColumn(N_("VIN"), 40),
    PaperColumn(N_("What happened"), 34),
    PaperColumn(N_("Sales (¥)"), 26, RIGHT),
    PaperColumn(N_("Came back (¥)"), 26, RIGHT),
    PaperColumn(N_("Paid (¥)"), 26, RIGHT),
    PaperColumn(N_("Rebate (¥)"), 22, RIGHT),
    PaperColumn(N_("Owed (¥)"), 28, RIGHT),
)
CARS = (
    PaperColumn(N_("Transfer"), 28),
    PaperColumn(N_("Car"), 76),
    PaperColumn(N_("VIN"), 42),
    PaperColumn(N_("Sent on"), 24),
    PaperColumn(N_("Back or settled by"), 30),
    PaperColumn(N_("Price agreed (¥)"), 30, RIGHT),
)


def _expected(month: date) -> tuple[PaperColumn, ...]:
    following = show_month(month_at(month, 1))
    return (
        PaperColumn(N_("Car"), 90),
        PaperColumn(N_("Colour"), 36),
        PaperColumn(_("Expected in {month}").format(month=show_month(month)), 36, RIGHT),
        PaperColumn(N_("Sold"), 24, RIGHT),
        PaperColumn(N_("Difference"), 28, RIGHT),
        PaperColumn(_("Expected in {month}").format(month=following), 36, RIGHT),
    )


def given(facts: TransferNote | OutletSheet) -> bytes:
    """The paper that was given out, marked as a copy, or the first one."""
    if facts.kept is not None:
        return copy_of(facts.kept.pdf, facts.printed.copy, language=facts.language)
    return transfer_note(facts) if isinstance(facts, TransferNote) else outlet_sheet(facts)


def transfer_note(facts: TransferNote) -> bytes:
    """One page: the car, the outlet, the price and the day, who takes it."""
    with speaking(facts.language):
        return _note(facts).build()


def outlet_sheet(facts: OutletSheet) -> bytes:
    """What was owed, what changed, what is owed; then the cars that the outlet has."""
    with speaking(facts.language):
        return _sheet(facts).build()


def _note(facts: TransferNote) -> Paper:
    row, outlet = facts.row, facts.outlet
    paper = Paper(
        label(PaperKind.TRANSFER_NOTE),
        row.number,
        letterhead(facts.settings),
        facts.language,
        facts.printed,
        subject=joined(row.outlet, row.name),
        subtitle=label(row.kind),
    )
    paper.grid(
        [
            [(_("Outlet"), Strong(outlet.name)), (_("Kind of outlet"), label(outlet.kind))],
            [(_("Company"), outlet.company or ""), (_("Sales area"), outlet.area or "")],
            [(_("Contact"), outlet.contact or ""), (_("Telephone"), outlet.phone or "")],
        ],
        GridLook((1.0, 1.0), name=_("Outlet")),
    )
    paper.grid(
        [
            [(_("Model and version"), Strong(row.name)), (_("Colour"), row.colour)],
            [(_("VIN"), Strong(row.vin)), (_("Stock number"), row.car_number)],
            [(_("Sent at"), show_moment(row.sent_at)), (_("Sent by"), row.sender)],
            [(_("Back or settled by"), Strong(show_date(row.due_on))), (_("Odometer"), "")],
        ],
        GridLook((1.0, 1.0), name=_("Car"), by_hand=True),
    )
    paper.total(_("Price agreed (RMB in capitals):"), row.price)
    handed = _("□ keys ×2  □ manual  □ tools  □ certificate  □ without damage")
    paper.grid([[(_("Handed over with the car"), handed)]], GridLook((1.0,)))
    paper.clauses(list(_terms(row)))
    paper.areas([_("Damage or missing parts at hand-over")], height=18)
    return paper.signatures(
        [
            Signature(_("Sent by (signature)"), row.sender),
            Signature(_("Takes the car (signature)"), row.taker),
            Signature(_("Outlet (seal)"), outlet.name, seal=True),
        ]
    )


def _terms(row: TransferRow) -> Iterator[str]:
    if row.kind is TransferKind.CONSIGNMENT:
        yield _(
            "The car stays the property of the store until it is paid; the outlet neither lends"
            " nor pledges it, and answers for damage and loss while it has it."
        )
        yield _("It comes back unsold, or is paid at the price agreed, by the day named above.")
    else:
        yield _("The car is sold to the outlet at the price agreed, to be paid by the day above.")
    yield _("The buyer's name and telephone go to the store: recalls and warranty are its duty.")


def _sheet(facts: OutletSheet) -> Paper:
    told, outlet = facts.month, facts.month.outlet
    paper = Paper(
        label(PaperKind.OUTLET_SHEET),
        facts.number,
        letterhead(facts.settings, internal=True),
        facts.language,
        facts.printed,
        landscape=True,
        subject=joined(outlet.name, show_month(told.month)),
        subtitle=joined(outlet.name, show_month(told.month)),
    )
    paper.grid(_account(told))
    rows = list(_movements(told))
    none = [_("None"), *[""] * (len(MOVEMENTS) - 1)]
    sums = [*map(two_decimals, told.sums), two_decimals(told.closing)]
    last = [_("Total"), *[""] * 4, *sums]
    paper.table(MOVEMENTS, Rows(rows or [none], [last], dense=True))
    if told.standing:
        cars = [_car(row) for row in told.standing]
        total = sum((row.price for row in told.standing), NOTHING)
        worth = [_("Total"), *[""] * 4, two_decimals(total)]
        paper.table(CARS, Rows(cars, [worth], dense=True), name=_("Cars with the outlet"))
    if told.forecast:
        lines = [_forecast(one) for one in told.forecast]
        last = _forecast_total(told.forecast)
        paper.table(
            _expected(told.month), Rows(lines, [last], dense=True), name=_("Forecast and sales")
        )
    return paper.signatures(
        [
            Signature(_("Drawn up by"), facts.printed.by),
            Signature(_("Finance department")),
            Signature(_("Outlet (seal)"), outlet.name, seal=True),
        ]
    )


def _account(told: OutletMonth) -> list[list[Fact]]:
    outlet = told.outlet
    return [
        [
            (_("Outlet"), Strong(joined(outlet.name, outlet.company))),
            (_("Kind of outlet"), label(outlet.kind)),
            (_("Credit limit"), money(outlet.credit_limit)),
        ],
        [
            (_("Contact"), joined(outlet.contact, outlet.phone)),
            (_("Owed at the start"), money(told.opening)),
            (_("Owed at the end"), Strong(money(told.closing))),
        ],
    ]


def _movements(told: OutletMonth) -> Iterator[list[str]]:
    """Each line with what is owed after it, beginning with what was owed before."""
    owed = told.opening
    for one in told.movements:
        owed += one.change
        row = one.transfer
        yield [
            short_day(one.day),
            row.number,
            joined(row.name, row.colour),
            row.vin,
            _happened(one),
            *(two_decimals(sum_) if sum_ else "" for sum_ in _sums(one)),
            two_decimals(owed),
        ]


def _sums(one: Movement) -> tuple[Decimal, ...]:
    return (one.sale, one.back, one.paid, one.rebate)


def _happened(one: Movement) -> str:
    if one.sale:
        return _("Sold")
    if one.back:
        return _("Came back")
    row = one.transfer
    if one.receipt is not None:
        return joined(label(one.receipt.method), one.receipt.number, one.receipt.note)
    method = label(row.settled_method) if row.settled_method is not None else ""
    return joined(method, _("Rebate") if one.rebate else "", row.rebate_reason)


def _car(row: TransferRow) -> list[str]:
    return [
        row.number,
        joined(row.name, row.colour),
        row.vin,
        show_date(row.sent_at),
        show_date(row.due_on),
        two_decimals(row.price),
    ]


def _forecast(one: ForecastKept) -> list[str]:
    figures = _figures(one.expected, one.sold, one.following)
    return [one.kind.name, one.kind.colour, *figures]


def _forecast_total(lines: Sequence[ForecastKept]) -> list[str]:
    """The sums; nothing where a month has no forecast at all."""
    expected = [one.expected for one in lines if one.expected is not None]
    following = [one.following for one in lines if one.following is not None]
    sums = (sum(expected) if expected else None, sum(one.sold for one in lines))
    return [_("Total"), "", *_figures(*sums, sum(following) if following else None)]


def _figures(expected: int | None, sold: int, following: int | None) -> Iterator[str]:
    yield "" if expected is None else str(expected)
    yield str(sold)
    yield "" if expected is None else _signed(sold - expected)
    yield "" if following is None else str(following)


def _signed(cars: int) -> str:
    return f"{cars:+d}" if cars else "0"
