"""Draws the quotation 报价单 of one version, as the customer takes it home (D1, D5)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.admin.letterhead import letterhead
from app.formatting import joined, money, show_date, two_decimals
from app.identity import phone as phones
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.reprint import copy_of
from app.paper.table import PaperColumn, Rows
from app.sales import rules
from app.sales.facts import (
    QuotationFacts,
    SumPart,
    SumRow,
    VersionFacts,
    payment_rows,
    sum_rows,
)
from app.sales.loan_rules import NOTHING
from app.settings import StoreSettings
from app.text import N_, _, speaking
from db.sales_words import LoanKind, QuoteLineKind
from db.vocabulary import PaperKind

COLUMNS = (
    PaperColumn(N_("No."), 11, CENTRE),
    PaperColumn(N_("Item"), 62),
    PaperColumn(N_("Details"), 76),
    PaperColumn(N_("Amount (¥)"), 30, RIGHT),
)
VESSEL_TAX = "车船税"


def given(facts: QuotationFacts) -> bytes:
    """The paper that was given out, marked as a copy, or the first one."""
    if facts.kept is None:
        return quotation(facts)
    return copy_of(facts.kept.pdf, facts.printed.copy, language=facts.language)


def quotation(facts: QuotationFacts) -> bytes:
    """A quotation on A4, one page in the common case."""
    with speaking(facts.language):
        return _quotation(facts).build()


def _quotation(facts: QuotationFacts) -> Paper:
    row, version = facts.row, facts.version
    paper = Paper(
        label(PaperKind.QUOTATION),
        f"{row.number}-{version.number}",
        letterhead(facts.settings),
        facts.language,
        facts.printed,
        subject=joined(row.customer, version.car, money(version.on_the_road)),
        subtitle=_("Version {number}, valid until {day}").format(
            number=version.number, day=show_date(version.valid_until)
        ),
    )
    paper.grid([*_customer(facts), *_car(facts)])
    for title, rows, total in _blocks(list(sum_rows(version))):
        paper.table(COLUMNS, Rows(list(numbered(rows)), [total]), name=title)
    if version.cars == 1:
        paper.total(_("On-the-road price (RMB in capitals):"), version.on_the_road)
    else:
        paper.total(_("On-the-road price of one car (RMB in capitals):"), version.on_the_road)
        together = _("{n} cars together (RMB in capitals):").format(n=version.cars)
        paper.total(together, version.together)
    payments = list(numbered(list(payment_rows(version))))
    if len(payments) > 1:
        total = ["", _("Together: the on-the-road price"), "", two_decimals(version.on_the_road)]
        paper.table(COLUMNS, Rows(payments, [total]), name=_("How paid"))
    if version.amounts.loan is not None:
        paper.grid(_loan(facts), GridLook(name=_("Loan")))
    return paper.clauses(list(_remarks(facts))).grid(_contact(facts))


def _customer(facts: QuotationFacts) -> list[list[Fact]]:
    row = facts.row
    return [
        [
            (_("Customer"), Strong(row.customer)),
            (_("Telephone"), facts.row.phone),
            (_("Quoted on"), show_date(local_day(facts.version.made_at))),
        ],
        *_project(facts),
    ]


def _project(facts: QuotationFacts) -> list[list[Fact]]:
    """The fleet project, where it was quoted in one, with the number of cars."""
    if not facts.row.project:
        return []
    cars = _("{n} cars").format(n=facts.version.cars)
    return [[(_("Fleet project"), facts.row.project), (_("Number of cars"), Strong(cars))]]


def _contact(facts: QuotationFacts) -> list[list[Fact]]:
    store = facts.settings.of(StoreSettings)
    own = phones.shown(facts.consultant_phone) if facts.consultant_phone else store.store_phone
    return [
        [
            (_("Your consultant"), Strong(facts.row.consultant)),
            (_("Telephone"), Strong(own)),
            (_("Address"), store.store_address),
        ]
    ]


def _car(facts: QuotationFacts) -> list[list[Fact]]:
    version = facts.version
    engine = joined(label(version.energy), label(version.gearbox))
    return [
        [(_("Model and version"), Strong(version.called)), (_("Powertrain"), engine)],
        [(_("Colour"), version.colour), (_("Interior colour"), version.interior)],
        *([[(_("VIN"), Strong(version.used.vin))]] if version.used is not None else ()),
        *used_rows(version),
    ]


def used_rows(version: VersionFacts) -> list[list[Fact]]:
    """What a buyer must be told of a used car; nothing for a new one."""
    used = version.used
    if used is None:
        return []
    first = show_date(used.registered_on) if used.registered_on is not None else ""
    plate = plates.shown(used.plate) if used.plate else ""
    return [
        [(_("Number plate so far"), Strong(plate)), (_("First registered"), first)],
        [(_("Mileage (as read)"), Strong(used.kilometres)), (_("Work done here"), used.repairs)],
        [(_("Condition, accidents"), used.condition or _("Nothing noted"))],
    ]


Block = tuple[str, Sequence[SumRow], list[str]]
"""The name of a block, its rows, and its total row."""


def _blocks(rows: Sequence[SumRow]) -> Iterator[Block]:
    """Car, what is fitted or given, and what is paid to others; each with its own total."""
    named = (
        (SumPart.CAR, _("Car price"), _("Price after discount")),
        (SumPart.EXTRAS, _("Extras"), _("Accessories together")),
        (SumPart.FEES, _("Tax, fees"), _("Tax, insurance and services together")),
    )
    for part, title, told in named:
        found = [row for row in rows if row.part is part and not row.is_sum]
        if found:
            total = sum((row.amount for row in found if not row.is_free), NOTHING)
            yield title, found, ["", told, "", two_decimals(total)]


def numbered(rows: Sequence[SumRow]) -> Iterator[list[str]]:
    """The rows of a table of amounts; a gift says that it costs nothing."""
    for place, row in enumerate(rows, 1):
        amount = _("no charge") if row.is_free else two_decimals(row.amount)
        yield [str(place), row.text, row.note, amount]


def _loan(facts: QuotationFacts) -> list[list[Fact]]:
    quote = facts.version.amounts
    assert quote.loan is not None
    paid, cost = rules.monthly(quote), rules.loan_cost(quote)
    is_fee = quote.loan.kind is LoanKind.MONTHLY_FEE
    return [
        [
            (_("Down payment"), money(quote.loan.down_payment)),
            (_("Loan"), money(rules.borrowed(quote))),
            (label(quote.loan.kind), _percent(quote.loan.rate)),
        ],
        [
            (_("Instalment"), Strong(told_instalments(paid))),
            (_("Fees together") if is_fee else _("Interest together"), money(cost)),
        ],
    ]


def _percent(rate: Decimal) -> str:
    return f"{rate.normalize():f}"


def told_instalments(paid: Sequence[Decimal]) -> str:
    """The instalment and how often it is paid; the last one by itself where it is another."""
    if paid[-1] == paid[0]:
        return _("{amount} × {months} months").format(amount=money(paid[0]), months=len(paid))
    return _("{amount} × {months} months, the last {last}").format(
        amount=money(paid[0]), months=len(paid) - 1, last=money(paid[-1])
    )


def _remarks(facts: QuotationFacts) -> Iterator[str]:
    version = facts.version
    quote, day = version.amounts, show_date(version.valid_until)
    yield _(
        "This is a quotation and no contract. It holds until {day} for the car described above and"
        " reserves no car."
    ).format(day=day)
    if version.used is not None:
        yield _(
            "This is a used car, sold as it was inspected. Its price includes VAT; no purchase tax"
            " is due again, the car is transferred to its new owner."
        )
    else:
        yield _(
            "The price of the car includes VAT. Tax and insurance are paid to the tax office and"
            " the insurer; what their papers say is what counts."
        )
    yield _(
        "Insurance, plate registration, loan and accessories are your free choice. You may arrange"
        " each of them elsewhere; it is then left out of this sum."
    )
    yield _("Not included: {what}. Nothing is charged that is not named here.").format(
        what=_(", ").join(_left_out(facts))
    )
    if quote.loan is not None:
        yield _("The bank decides on the loan; rate and instalments are those of today.")


def _left_out(facts: QuotationFacts) -> Iterator[str]:
    quote = facts.version.amounts
    if not rules.of_kind(quote, QuoteLineKind.INSURANCE):
        yield _("insurance")
    if not quote.plate_fee:
        is_used = facts.version.used is not None
        yield _("transfer of ownership") if is_used else _("plate registration")
    if not any(VESSEL_TAX in line.text for line in quote.lines):
        yield _("vehicle and vessel tax")
    yield _("fuel or charging")
