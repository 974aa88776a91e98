"""What the form of a quotation holds and the command takes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.admin.values import Approver
from app.errors import Refused
from app.sales import rules
from app.sales.loan_rules import NOTHING, CarLoan
from app.sales.rules import RATES, AmountLine, Amounts, TaxRates
from app.text import N_
from db.sales_words import DiscountCause, LoanKind, QuoteLineKind
from db.vocabulary import Energy

Named = tuple[str | None, Decimal | None]
"""A line as it is typed: its name and its amount."""


@dataclass(frozen=True, slots=True)
class QuoteBasis:
    """What the amounts depend on beside what is typed: fuel system, day, rates, list price.

    Without `energy` it is a used car, on which no purchase tax is paid again.
    """

    energy: Energy | None
    on: date
    rates: TaxRates = RATES
    list_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class QuoteEntry:
    """A quotation to be saved: a first version for the customer `who`, or the next one of `id`.

    Without a `car_price` the list price of the day counts, without a `tax` the rule of the year,
    without a `trade_in` what the appraisal offers. With a `cause` a price below the floor is asked
    for, else somebody signs for it at once. With `stock_car_id` it offers that used car. All
    amounts are those of one car; only in a fleet project it offers several `cars`.
    """

    who: int | None = None
    trim_id: int | None = None
    stock_car_id: int | None = None
    discount: Decimal | None = None
    cause: DiscountCause | None = None
    override_reason: str | None = None
    income: Decimal | None = None
    colour: str | None = None
    interior: str | None = None
    car_price: Decimal | None = None
    accessories: tuple[Named, ...] = ()
    gifts: tuple[Named, ...] = ()
    insurance: tuple[Named, ...] = ()
    tax: Decimal | None = None
    plate_fee: Decimal | None = None
    fees: tuple[Named, ...] = ()
    down_payment: Decimal | None = None
    months: int | None = None
    loan_kind: LoanKind | None = None
    loan_rate: Decimal | None = None
    appraisal_id: int | None = None
    trade_in: Decimal | None = None
    trade_in_car: str | None = None
    valid_until: date | None = None
    fleet_project_id: int | None = None
    cars: int | None = None
    id: int | None = None
    version: int | None = None
    approver: Approver | None = None

    @property
    def loan(self) -> CarLoan | None:
        """The loan that is typed; None without its months."""
        if not self.months:
            return None
        kind = self.loan_kind or LoanKind.YEARLY_RATE
        return CarLoan(self.down_payment or NOTHING, self.months, self.loan_rate or NOTHING, kind)

    @property
    def lines(self) -> tuple[AmountLine, ...]:
        """Every line that has an amount."""
        return tuple(
            AmountLine(kind, (text or "").strip(), amount)
            for kind, typed in self._typed()
            for text, amount in typed
            if amount is not None
        )

    def amounts(self, priced: QuoteBasis) -> Amounts:
        """All that is added up, also while it is being typed."""
        price = self.car_price if self.car_price is not None else priced.list_price or NOTHING
        discount, tax = self.discount or NOTHING, self.tax
        if tax is None:
            tax = _tax(max(price - discount, NOTHING), priced)
        more = (self.plate_fee or NOTHING, self.trade_in or NOTHING)
        return Amounts(price, discount, tax, *more, self.lines, self.loan)

    def check(self) -> None:
        """Refused where a line lacks its name or amount, or the loan its months.

        Price law (汽车销售管理办法, article 10): nothing is charged that is not named.
        """
        for kind, typed in self._typed():
            for text, amount in typed:
                if not (text or "").strip():
                    message = N_("What is it? An amount without a name may not be charged.")
                    raise Refused("quote.unnamed", message, field=FIELDS[kind])
                if amount is None:
                    message = N_("Enter the amount of {name}.")
                    raise Refused("quote.no_amount", message, field=FIELDS[kind], name=text)
                if not amount and kind is not QuoteLineKind.GIFT:
                    message = N_("{name} costs nothing: write it among the gifts, with its value.")
                    raise Refused("quote.free", message, field=FIELDS[kind], name=text)
        asked = (self.down_payment, self.loan_rate)
        if not self.months and any(one is not None for one in asked):
            message = N_("Over how many months? Leave down payment and rate out without a loan.")
            raise Refused("quote.months", message, field="months")

    def _typed(self) -> tuple[tuple[QuoteLineKind, tuple[Named, ...]], ...]:
        return tuple((kind, getattr(self, name)) for kind, name in FIELDS.items())


def _tax(bare: Decimal, priced: QuoteBasis) -> Decimal:
    if priced.energy is None:
        return NOTHING
    return rules.purchase_tax(bare, priced.energy, on=priced.on, rates=priced.rates)


FIELDS = {
    QuoteLineKind.ACCESSORY: "accessories",
    QuoteLineKind.GIFT: "gifts",
    QuoteLineKind.INSURANCE: "insurance",
    QuoteLineKind.FEE: "fees",
}
"""The field of the form that holds the lines of a kind, in the order of the paper."""


@dataclass(frozen=True, slots=True)
class GivenQuotation:
    """A quotation that a printer has taken."""

    version_id: int
    pdf: bytes


@dataclass(frozen=True, slots=True)
class GivenDiscount:
    """A decided discount request that a printer has taken."""

    request_id: int
    pdf: bytes
