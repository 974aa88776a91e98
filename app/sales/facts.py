"""What windows and papers read of the quotations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.admin.archive import Issued
from app.formatting import joined, money
from app.paper.frame import Printed
from app.sales import rules
from app.sales.loan_rules import NOTHING
from app.sales.quoted_car import UsedCar
from app.sales.rules import AmountLine, Amounts
from app.settings import Settings
from app.text import _
from db.sales_words import DiscountCause, QuoteLineKind, QuoteState
from db.vocabulary import Energy, Gearbox, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountFacts:
    """A price below the floor that was asked for with a version; `granted` once decided."""

    id: int
    version: int
    quote_version_id: int
    number: str
    cause: DiscountCause
    note: str
    list_price: Decimal
    floor_price: Decimal
    cost: Decimal | None
    income: Decimal | None
    asked_at: datetime
    asker: str
    decided_at: datetime | None
    decider: str
    level: Role | None
    granted: bool | None
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """One version of a quotation as it was saved; `used` is the used car that it offers.

    All amounts are those of one car, of which it offers `cars`.
    """

    id: int
    quote_id: int
    number: int
    made_at: datetime
    maker: str
    trim_id: int | None
    stock_car_id: int | None
    used: UsedCar | None
    car: str
    gearbox: Gearbox | None
    energy: Energy | None
    colour: str
    interior: str
    tax_typed: bool
    trade_in_car: str
    appraisal_id: int | None
    valid_until: date
    cars: int
    override_reason: str
    signed_by: str
    amounts: Amounts
    request: DiscountFacts | None

    @property
    def called(self) -> str:
        """The car as papers head it: a used one is called so."""
        return joined(self.car, _("used car") if self.used is not None else "")

    @property
    def named(self) -> str:
        """The car, and what tells a used one from others."""
        return joined(self.car, self.used.told if self.used is not None else "")

    @property
    def details(self) -> str:
        """Colours, and of a used car what tells it from others."""
        return joined(self.colour, self.interior, self.used.told if self.used is not None else "")

    @property
    def on_the_road(self) -> Decimal:
        """What the car costs with everything."""
        return rules.on_the_road(self.amounts)

    @property
    def together(self) -> Decimal:
        """What all cars cost with everything."""
        return self.on_the_road * self.cars


@dataclass(frozen=True, slots=True)
class QuoteOrder:
    """A standing order for a car of a quotation."""

    quote_id: int
    id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """A quotation as the list shows it on a day, with its versions from the first on.

    `project` is the fleet project in which it was made, `orders` are those that stand. `margin` of
    a discount that was asked for, for those who may decide.
    """

    id: int
    version: int
    number: str
    person_id: int
    customer: str
    phone: str
    versions: int
    staff_id: int
    consultant: str
    withdrawn_at: datetime | None
    state: QuoteState
    is_expiring: bool
    is_own: bool
    may_decide: bool
    margin: Decimal | None
    fleet_project_id: int | None
    project: str
    orders: tuple[QuoteOrder, ...]
    told: tuple[VersionFacts, ...]

    @property
    def newest(self) -> VersionFacts:
        """The version that counts."""
        return self.told[-1]

    @property
    def cars_left(self) -> int:
        """How many of its cars nobody has ordered."""
        return max(self.newest.cars - len(self.orders), 0)

    @property
    def car(self) -> str:
        """The version of the model that is offered."""
        return self.newest.car

    @property
    def on_the_road(self) -> Decimal:
        """What it costs in the newest version."""
        return self.newest.on_the_road

    @property
    def valid_until(self) -> date:
        """The last day of the newest version."""
        return self.newest.valid_until

    @property
    def name(self) -> str:
        """How the quotation is called where it stands alone."""
        return joined(self.customer, self.number)


@dataclass(frozen=True, slots=True)
class QuotationFacts:
    """One version on paper, and the paper that was given out of it before."""

    row: QuoteRow
    version: VersionFacts
    consultant_phone: str
    settings: Settings
    language: str
    printed: Printed
    kept: Issued | None


@dataclass(frozen=True, slots=True)
class DiscountPaperFacts:
    """A decided discount request on paper; `kept` is the one that was given out before."""

    row: QuoteRow
    version: VersionFacts
    asked: DiscountFacts
    settings: Settings
    language: str
    printed: Printed
    kept: Issued | None


class SumPart(StrEnum):
    """Where a row of the amounts stands."""

    CAR = "car"
    EXTRAS = "extras"
    FEES = "fees"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class SumRow:
    """One row of the amounts; `is_sum` adds up what stands above, `is_free` is a gift."""

    part: SumPart
    text: str
    amount: Decimal
    note: str = ""
    is_sum: bool = False
    is_free: bool = False


def sum_rows(version: VersionFacts) -> Iterator[SumRow]:
    """The amounts in the order of screen and paper, in the present language."""
    quote, part = version.amounts, SumPart.CAR
    yield SumRow(part, _("Price of the car"), quote.car_price, _("VAT included"))
    if quote.discount:
        yield SumRow(part, _("Discount on the car"), -quote.discount)
        yield SumRow(part, _("Price after discount"), rules.bare_price(quote), is_sum=True)
    yield from _lines(quote.lines, QuoteLineKind.ACCESSORY)
    yield from _lines(quote.lines, QuoteLineKind.GIFT)
    part = SumPart.FEES
    if version.used is None:
        told = _("paid to the tax office")
        if version.tax_typed:
            told = joined(told, _("entered by hand"))
        yield SumRow(part, _("Vehicle purchase tax"), quote.tax, told)
    yield from _lines(quote.lines, QuoteLineKind.INSURANCE)
    if quote.plate_fee:
        service = _("Plate registration service")
        if version.used is not None:
            service = _("Transfer of ownership")
        yield SumRow(part, service, quote.plate_fee)
    yield from _lines(quote.lines, QuoteLineKind.FEE)


EXTRAS = frozenset({QuoteLineKind.ACCESSORY, QuoteLineKind.GIFT})


def _lines(lines: tuple[AmountLine, ...], kind: QuoteLineKind) -> Iterator[SumRow]:
    part = SumPart.EXTRAS if kind in EXTRAS else SumPart.FEES
    note = _("paid to the insurer") if kind is QuoteLineKind.INSURANCE else ""
    is_gift = kind is QuoteLineKind.GIFT
    for line in lines:
        if line.kind is kind:
            told = _("gift, value {amount}").format(amount=money(line.amount)) if is_gift else note
            yield SumRow(part, line.text, line.amount, told, is_free=is_gift)


def payment_rows(version: VersionFacts) -> Iterator[SumRow]:
    """How the on-the-road price is paid; the rows add up to it."""
    quote, part = version.amounts, SumPart.PAYMENT
    if quote.trade_in:
        yield SumRow(part, _("Trade-in value"), quote.trade_in, version.trade_in_car)
    if quote.loan is not None:
        told = _("over {months} months").format(months=quote.loan.months)
        yield SumRow(part, _("Loan"), rules.borrowed(quote), told)
    yield SumRow(part, _("To pay before delivery"), rules.before_delivery(quote))


def changed(version: VersionFacts, before: VersionFacts | None) -> dict[str, Decimal]:
    """What each amount was in the version before, where it was another; 0 where it was not."""
    if before is None:
        return {}
    earlier, sums = amounts_by_text(before), amounts_by_text(version)
    return {
        text: earlier.get(text, NOTHING)
        for text in (*sums, *(gone for gone in earlier if gone not in sums))
        if earlier.get(text, NOTHING) != sums.get(text, NOTHING)
    }


def amounts_by_text(version: VersionFacts) -> dict[str, Decimal]:
    """Every amount of a version by what stands beside it; equal texts are added up."""
    sums = {_("On-the-road price"): version.on_the_road}
    for row in (*sum_rows(version), *payment_rows(version)):
        sums[row.text] = sums.get(row.text, NOTHING) + row.amount
    return sums
