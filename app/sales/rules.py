"""Adds up a quotation: one function for each sum, for form, list and paper alike."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from app.errors import Refused
from app.sales.loan_rules import CENT, NOTHING, CarLoan, instalments
from app.text import N_
from db.sales_words import QuoteLineKind, QuoteState
from db.vocabulary import Energy

EXPIRING_DAYS = 2
"""So many days before its end a quotation counts as one that expires."""


@dataclass(frozen=True, slots=True)
class AmountLine:
    """One thing beside the car, with its name and amount."""

    kind: QuoteLineKind
    text: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Amounts:
    """All that a quotation adds up; a trade-in is something that the customer pays with."""

    car_price: Decimal
    discount: Decimal = NOTHING
    tax: Decimal = NOTHING
    plate_fee: Decimal = NOTHING
    trade_in: Decimal = NOTHING
    lines: tuple[AmountLine, ...] = ()
    loan: CarLoan | None = None
    trade_in_beyond: Decimal = NOTHING
    """What of the trade-in lies above the offer of its appraisal: given away like a discount."""


@dataclass(frozen=True, slots=True)
class TaxRates:
    """Percents of VAT in the price and of the vehicle purchase tax on what is left of it."""

    vat: int = 13
    tax: int = 10


RATES = TaxRates()
"""What the law says since 2019."""


@dataclass(frozen=True, slots=True)
class TaxRelief:
    """What is taken off the purchase tax of a new-energy car: percent of it, and at most."""

    first: date
    last: date
    percent: Decimal
    most: Decimal


RELIEFS = (
    TaxRelief(date(2024, 1, 1), date(2025, 12, 31), Decimal(100), Decimal(30_000)),
    TaxRelief(date(2026, 1, 1), date(2027, 12, 31), Decimal(50), Decimal(15_000)),
)
"""公告 no. 10 of 2023 (财政部, 税务总局, 工业和信息化部); afterwards the full tax."""


def purchase_tax(bare: Decimal, energy: Energy, *, on: date, rates: TaxRates = RATES) -> Decimal:
    """车辆购置税 of a car bought on a day, from its price with VAT.

    Relief is for electric cars; a plug-in hybrid of the official list is typed over.
    """
    full = _cents(bare * rates.tax / (100 + rates.vat))
    relief = next((one for one in RELIEFS if one.first <= on <= one.last), None)
    if energy is not Energy.ELECTRIC or relief is None:
        return full
    return full - min(_cents(full * relief.percent / 100), relief.most)


def bare_price(quote: Amounts) -> Decimal:
    """What the invoice of the car will say."""
    return quote.car_price - quote.discount


def of_kind(quote: Amounts, kind: QuoteLineKind) -> Decimal:
    """The sum of the lines of one kind."""
    return sum((one.amount for one in quote.lines if one.kind is kind), NOTHING)


def on_the_road(quote: Amounts) -> Decimal:
    """落地价: car, accessories, insurance, tax, plate and named fees; gifts cost nothing."""
    charged = (kind for kind in QuoteLineKind if kind is not QuoteLineKind.GIFT)
    lines = sum((of_kind(quote, kind) for kind in charged), NOTHING)
    return bare_price(quote) + lines + quote.tax + quote.plate_fee


def borrowed(quote: Amounts) -> Decimal:
    """What a loan pays of the car; 0 without one."""
    return NOTHING if quote.loan is None else bare_price(quote) - quote.loan.down_payment


def monthly(quote: Amounts) -> tuple[Decimal, ...]:
    """The instalments of the loan; none without one."""
    return () if quote.loan is None else instalments(borrowed(quote), quote.loan)


def loan_cost(quote: Amounts) -> Decimal:
    """Interest or fees of all instalments together."""
    return sum(monthly(quote), NOTHING) - borrowed(quote)


def before_delivery(quote: Amounts) -> Decimal:
    """What the customer pays here before driving away."""
    return on_the_road(quote) - quote.trade_in - borrowed(quote)


def floor_gap(quote: Amounts, floor: Decimal | None) -> Decimal:
    """By how much the net price is below the floor price of the day."""
    return NOTHING if floor is None else max(floor - net_price(quote), NOTHING)


def net_price(quote: Amounts) -> Decimal:
    """What is left for the car without gifts and what is paid above an appraisal."""
    given = of_kind(quote, QuoteLineKind.GIFT) + quote.trade_in_beyond
    return bare_price(quote) - given


def state_of(valid_until: date, withdrawn_at: datetime | None, *, today: date) -> QuoteState:
    """How a quotation stands on a day; its last day counts."""
    if withdrawn_at is not None:
        return QuoteState.WITHDRAWN
    return QuoteState.OPEN if today <= valid_until else QuoteState.EXPIRED


def is_expiring(valid_until: date, *, today: date) -> bool:
    """True for the last days of a quotation that is still valid."""
    return 0 <= (valid_until - today).days <= EXPIRING_DAYS


def check(quote: Amounts) -> None:
    """Refused for what cannot be added up, beside the field that is wrong."""
    if quote.discount > quote.car_price:
        message = N_("The discount is more than the price of the car.")
        raise Refused("quote.discount", message, field="discount")
    if quote.loan is not None and quote.loan.down_payment >= bare_price(quote):
        message = N_("The down payment covers the whole car: leave the loan out.")
        raise Refused("quote.down_payment", message, field="down_payment")
    if before_delivery(quote) < 0:
        message = N_("Trade-in and loan are more than the on-the-road price.")
        raise Refused("quote.paid_over", message, field="trade_in" if quote.trade_in else None)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
