"""Decides on orders for cars: how one stands, what stops its hand-over, whose the deposit is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from app.errors import Refused
from app.formatting import money, show_date
from app.sales import rules
from app.sales.loan_rules import CENT, NOTHING
from app.sales.rules import Amounts
from app.text import N_, _
from db.sales_words import (
    CancelCause,
    DepositKind,
    QuoteLineKind,
    SaleBlock,
    SaleState,
    SaleStepKind,
)
from db.stock_words import CertificatePlace

DEPOSIT_SHARE = Decimal("0.20")
"""民法典 article 586: a binding deposit is at most 20 % of the value of the contract."""
OPEN_STATES = frozenset(SaleState) - {SaleState.DELIVERED, SaleState.CANCELLED}
WAITING = frozenset({SaleState.WAITS_FOR_MANAGER, SaleState.WAITS_FOR_FINANCE})
APPROVED = frozenset({SaleState.WAITS_FOR_CAR, SaleState.PREPARED, SaleState.READY})
ARRANGING = APPROVED | {SaleState.DELIVERED}
"""When insurance, loan, trade-in, tax and plate are arranged."""
UNAPPROVED = frozenset({SaleState.WAITS_FOR_MANAGER, SaleState.REJECTED})
BEFORE_HAND_OVER = {
    SaleStepKind.INSURANCE: SaleBlock.INSURANCE,
    SaleStepKind.LOAN: SaleBlock.LOAN,
    SaleStepKind.TRADE_IN: SaleBlock.TRADE_IN,
}
"""What must be arranged before the car leaves; tax and plate may follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleProgress:
    """How far an order has come, with what is due or was paid too much.

    `certificate` is None without a car.
    """

    is_approved: bool = False
    is_checked: bool = False
    is_rejected: bool = False
    is_signed: bool = False
    is_here: bool = False
    is_inspected: bool = False
    is_pdi_old: bool = False
    is_invoiced: bool = True
    is_delivered: bool = False
    is_cancelled: bool = False
    has_car: bool = False
    certificate: CertificatePlace | None = None
    due: Decimal = NOTHING
    overpaid: Decimal = NOTHING
    needed: frozenset[SaleStepKind] = frozenset()
    done: frozenset[SaleStepKind] = frozenset()


def blocks(order: SaleProgress) -> tuple[SaleBlock, ...]:
    """What is missing before the car may be handed over, in the order of the work."""
    open_steps = [
        block for kind, block in BEFORE_HAND_OVER.items() if kind in order.needed - order.done
    ]
    missing = {
        SaleBlock.MANAGER: not order.is_approved,
        SaleBlock.FINANCE: not order.is_checked,
        SaleBlock.SIGNATURE: not order.is_signed,
        SaleBlock.CAR: not order.has_car,
        SaleBlock.ARRIVAL: order.has_car and not order.is_here,
        SaleBlock.CERTIFICATE: order.has_car and order.certificate is not CertificatePlace.HERE,
        SaleBlock.PDI: order.has_car and not order.is_inspected and not order.is_pdi_old,
        SaleBlock.OLD_PDI: order.has_car and order.is_pdi_old,
        **dict.fromkeys(open_steps, True),
        SaleBlock.PAYMENT: order.due > 0,
        SaleBlock.REFUND: order.overpaid > 0,
        SaleBlock.INVOICE: order.has_car and not order.is_invoiced,
    }
    return tuple(block for block in SaleBlock if missing.get(block))


def state_of(order: SaleProgress) -> SaleState:
    """How an order stands."""
    chain = (
        (order.is_cancelled, SaleState.CANCELLED),
        (order.is_delivered, SaleState.DELIVERED),
        (order.is_rejected, SaleState.REJECTED),
        (not order.is_approved, SaleState.WAITS_FOR_MANAGER),
        (not order.is_checked, SaleState.WAITS_FOR_FINANCE),
        (not order.has_car, SaleState.WAITS_FOR_CAR),
        (bool(blocks(order)), SaleState.PREPARED),
    )
    return next((state for holds, state in chain if holds), SaleState.READY)


def needed_steps(quote: Amounts) -> frozenset[SaleStepKind]:
    """What has to be arranged for the buyer, as the version says."""
    wanted = {
        SaleStepKind.INSURANCE: rules.of_kind(quote, QuoteLineKind.INSURANCE) > 0,
        SaleStepKind.LOAN: quote.loan is not None,
        SaleStepKind.TRADE_IN: quote.trade_in > 0,
        SaleStepKind.TAX: quote.tax > 0,
        SaleStepKind.PLATE: quote.plate_fee > 0,
    }
    return frozenset(kind for kind, is_wanted in wanted.items() if is_wanted)


def arranged_for(kind: SaleStepKind, quote: Amounts) -> object:
    """What a step was arranged for; where that changes, it has to be arranged anew."""
    terms: dict[SaleStepKind, object] = {
        SaleStepKind.INSURANCE: rules.of_kind(quote, QuoteLineKind.INSURANCE),
        SaleStepKind.TRADE_IN: quote.trade_in,
        SaleStepKind.TAX: quote.tax,
        SaleStepKind.PLATE: quote.plate_fee > 0,
    }
    return terms.get(kind, (rules.borrowed(quote), quote.loan))


def contract_price(quote: Amounts) -> Decimal:
    """本合同价款: the car and its accessories; tax, insurance and plate are paid for others."""
    return rules.bare_price(quote) + rules.of_kind(quote, QuoteLineKind.ACCESSORY)


def deposit_cap(total: Decimal) -> Decimal:
    """The largest binding deposit of a contract, rounded down to the fen."""
    return (total * DEPOSIT_SHARE).quantize(CENT, ROUND_DOWN)


@dataclass(frozen=True, slots=True)
class DepositEffect:
    """What goes back of a deposit; the `excess` over the cap has no effect of a deposit."""

    cap: Decimal
    excess: Decimal
    buyer_breach_back: Decimal
    seller_breach_back: Decimal


def deposit_effect(total: Decimal, paid: Decimal, *, kind: DepositKind) -> DepositEffect:
    """定金: the buyer who steps back loses it, the seller pays it twice. 订金: it goes back."""
    if kind is DepositKind.PREPAYMENT:
        return DepositEffect(NOTHING, NOTHING, paid, paid)
    cap = deposit_cap(total)
    binding = min(paid, cap)
    excess = paid - binding
    return DepositEffect(cap, excess, excess, 2 * binding + excess)


@dataclass(frozen=True, slots=True)
class Deposit:
    """What was agreed as a deposit."""

    amount: Decimal
    kind: DepositKind


def money_back(
    cause: CancelCause, deposit: Deposit, *, total: Decimal, paid: Decimal, was_signed: bool
) -> Decimal:
    """What the customer gets back of a cancelled order; all of it if it was never signed."""
    held = min(paid, deposit.amount)
    effect = deposit_effect(total, held, kind=deposit.kind)
    back = {
        CancelCause.AGREED: held,
        CancelCause.CUSTOMER: effect.buyer_breach_back,
        CancelCause.STORE: effect.seller_breach_back,
    }
    return (back[cause] if was_signed else held) + paid - held


def still_due(quote: Amounts, paid: Decimal) -> Decimal:
    """What is to be paid here before the hand-over; never below 0."""
    return max(rules.before_delivery(quote) - paid, NOTHING)


def overpaid(quote: Amounts, paid: Decimal) -> Decimal:
    """What came in beyond the price, because a change made it less; never below 0."""
    return max(paid - rules.before_delivery(quote), NOTHING)


def next_payment(quote: Amounts, *, deposit: Decimal, paid: Decimal) -> Decimal:
    """What is paid next: the rest of the deposit, then the rest of all."""
    return deposit - paid if paid < deposit else still_due(quote, paid)


@dataclass(frozen=True, slots=True)
class PlannedPayment:
    """How the on-the-road price of a contract is paid; the four parts add up to it."""

    deposit: Decimal
    trade_in: Decimal
    loan: Decimal
    rest: Decimal


def planned_payment(quote: Amounts, deposit: Decimal) -> PlannedPayment:
    """Deposit at signing, the car traded in, the bank's loan, and the rest before the hand-over."""
    rest = rules.before_delivery(quote) - deposit
    return PlannedPayment(deposit, quote.trade_in, rules.borrowed(quote), rest)


def deposit_percent(total: Decimal, deposit: Decimal) -> Decimal:
    """How much of the contract price a deposit is, in percent with one decimal."""
    return (deposit * 100 / total).quantize(Decimal("0.1")) if total else NOTHING


def check_deposit(deposit: Deposit, quote: Amounts) -> None:
    """Refused beyond 20 % for a binding deposit, and beyond what is paid here."""
    cap = deposit_cap(contract_price(quote))
    if deposit.kind is DepositKind.EARNEST and deposit.amount > cap:
        message = N_(
            "A binding deposit is at most 20 % of the contract price: {cap}. Take less, or agree on"
            " an advance payment."
        )
        raise Refused("sale.deposit", message, field="deposit", cap=money(cap))
    if deposit.amount > rules.before_delivery(quote):
        message = N_("Only {amount} is paid here before the hand-over.")
        told = money(rules.before_delivery(quote))
        raise Refused("sale.deposit_total", message, field="deposit", amount=told)


def check_received(deposit: Deposit, before: Deposit, *, quote: Amounts, paid: Decimal) -> None:
    """Refused where a binding deposit that was received would be bound no more.

    Less than was received is possible as far as the price of the contract asks for it.
    """
    held = min(before.amount, paid)
    if before.kind is DepositKind.PREPAYMENT or held <= 0:
        return
    least = min(held, deposit_cap(contract_price(quote)), rules.before_delivery(quote))
    if deposit.kind is DepositKind.PREPAYMENT or deposit.amount < least:
        message = N_("{amount} was received as a binding deposit: {least} of it stays agreed.")
        told = {"amount": money(held), "least": money(least)}
        raise Refused("sale.deposit_received", message, field="deposit", **told)


def check_promise(promised_on: date | None, *, today: date) -> date:
    """The day; Refused where it is missing or over."""
    if promised_on is None:
        message = N_("By when is the car handed over? It stands in the contract.")
        raise Refused("sale.no_day", message, field="promised_on")
    if promised_on < today:
        message = N_("This day is over: choose today or a later one.")
        raise Refused("sale.past", message, field="promised_on")
    return promised_on


def check_free_by(promised_on: date, days: int, *, today: date) -> None:
    """Refused where the bank frees a certificate after the promised day."""
    free_on = today + timedelta(days=days)
    if promised_on < free_on:
        message = N_(
            "The certificate of this car is at the bank, and free on {free} at the earliest."
            " Promised is {day}: change the day of the order first, or choose another car."
        )
        told = {"free": show_date(free_on), "day": show_date(promised_on)}
        raise Refused("sale.certificate", message, field="stock_car_id", **told)


def check_prepared(advisor_id: int | None, odometer: int | None) -> None:
    """Refused before advisor and odometer are known: both stand on the confirmation."""
    if advisor_id is None:
        message = N_("Who looks after this customer in the workshop? Introduce the advisor.")
        raise Refused("sale.no_advisor", message, field="advisor_id")
    if odometer is None:
        message = N_("What does the odometer say? It stands on the hand-over confirmation.")
        raise Refused("sale.no_odometer", message, field="odometer")


def check_state(state: SaleState, allowed: Collection[SaleState], *, told: str) -> None:
    """Refused where an order stands otherwise; `told` says who did what meanwhile."""
    if state not in allowed:
        message = N_("This order stands at “{state}” by now. {told}")
        raise Refused("sale.state", message, state=_(state.label), told=told)


def wanted_colours(first: str, second: str) -> tuple[str, ...]:
    """The colours that were ordered, the first choice first; none where any will do."""
    return tuple(filter(None, (first, second))) if first else ()


def check_car(
    wanted: tuple[int | None, Collection[str]], car: tuple[int | None, str | None], *, name: str
) -> None:
    """Refused where version or colour are not what was ordered; `wanted` without colours: any."""
    (trim, colours), (its_trim, its_colour) = wanted, car
    if trim != its_trim:
        message = N_("{name} is another version than the order says. Change the order first.")
        raise Refused("sale.other_version", message, field="stock_car_id", name=name)
    if colours and (its_colour or "") not in colours:
        message = N_("{name} is {colour}; ordered is {wanted}. Change the order first.")
        told = {"name": name, "colour": its_colour or "?", "wanted": " / ".join(colours)}
        raise Refused("sale.other_colour", message, field="stock_car_id", **told)
