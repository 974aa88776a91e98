"""Draws the purchase contract 汽车买卖合同 of an order for a car (D2, D6, D8)."""

from collections.abc import Callable, Iterator

from app.admin.letterhead import letterhead
from app.formatting import joined, money, show_date, two_decimals
from app.identity import credit_code, person_id
from app.identity import phone as phones
from app.identity import plate as plates
from app.labels import label
from app.paper.closing import Signature
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.reprint import copy_of
from app.paper.table import PaperColumn, Rows
from app.sales import order_rules, rules
from app.sales.facts import SumPart, sum_rows
from app.sales.order_facts import SaleOrderPaper, SaleOrderRow
from app.sales.papers import COLUMNS, numbered, used_rows
from app.settings import StoreSettings
from app.text import N_, _, speaking
from db.sales_words import DepositKind
from db.vocabulary import PaperKind

PAYMENTS = (
    PaperColumn(N_("No."), 11, CENTRE),
    PaperColumn(N_("Part of the payment"), 62),
    PaperColumn(N_("How and when"), 76),
    PaperColumn(N_("Amount (¥)"), 30, RIGHT),
)
PARTIES = (1.0, 1.0)


def contract(facts: SaleOrderPaper) -> bytes:
    """The contract that was given out, marked as a copy, or the first one."""
    return as_given(facts, _contract)


def as_given(facts: SaleOrderPaper, draw: Callable[[SaleOrderPaper], Paper]) -> bytes:
    """The paper that was given out, marked as a copy, or the first one."""
    if facts.kept is not None:
        return copy_of(facts.kept.pdf, facts.printed.copy, language=facts.language)
    with speaking(facts.language):
        return draw(facts).build()


def begin(facts: SaleOrderPaper, kind: PaperKind, *, subtitle: str) -> Paper:
    """The head of a paper of an order, with customer, car and number."""
    row = facts.row
    return Paper(
        label(kind),
        facts.number,
        letterhead(facts.settings),
        facts.language,
        facts.printed,
        subject=joined(row.customer, row.car, money(row.on_the_road)),
        subtitle=subtitle,
    )


def car_rows(row: SaleOrderRow) -> list[list[Fact]]:
    """Version, colours and numbers of the car; what is not known yet is left out."""
    agreed = row.agreed
    engine = joined(label(agreed.energy), label(agreed.gearbox))
    second = _(" (second choice {colour})").format(colour=row.second_colour)
    colour = agreed.colour + (second if row.second_colour else "")
    return [
        [
            (_("Model and version"), Strong(agreed.called)),
            (_("Powertrain"), engine),
            (_("Quantity"), _("1 car")),
        ],
        [(_("Colour"), colour), (_("Interior colour"), agreed.interior)],
        [(_("VIN"), Strong(row.vin)), (_("Engine number"), row.engine_number)],
    ]


def buyer_rows(facts: SaleOrderPaper) -> list[list[Fact]]:
    """Who buys, with the number that is called; a company is named by its credit code."""
    row, number = facts.row, facts.id_number
    if facts.is_company:
        identity = (_("Credit code"), credit_code.shown(number))
    else:
        identity = (_("Identity number"), person_id.shown(number))
    return [
        [(_("Buyer"), Strong(row.customer)), (_("Telephone"), row.phone)],
        [identity, (_("Address"), facts.address)],
    ]


def _contract(facts: SaleOrderPaper) -> Paper:
    row = facts.row
    paper = begin(facts, PaperKind.PURCHASE_CONTRACT, subtitle=_("Two copies: seller and buyer"))
    by_hand = GridLook(PARTIES, _("Parties"), by_hand=True)
    paper.grid([*_seller(facts), *buyer_rows(facts)], by_hand)
    car = [*car_rows(row), *used_rows(row.agreed)]
    paper.grid(car, GridLook(name=_("Car"), by_hand=row.agreed.used is None))
    for title, rows, total in _prices(row):
        paper.table(COLUMNS, Rows(rows, [total]), name=title)
    paper.total(_("On-the-road price (RMB in capitals):"), row.on_the_road)
    planned = [[str(place), *one] for place, one in enumerate(_planned(row), 1)]
    total = ["", _("Together: the on-the-road price"), "", two_decimals(row.on_the_road)]
    paper.table(PAYMENTS, Rows(planned, [total]), name=_("How paid"))
    paper.grid(_hand_over(facts), GridLook(PARTIES, _("Hand over")))
    clauses = facts.clauses.clauses if row.agreed.used is None else tuple(used_clauses(row))
    paper.clauses([deposit_clause(row), *clauses], small=True)
    store = facts.settings.of(StoreSettings)
    return paper.signatures(
        [
            Signature(_("Seller (contract seal)"), store.store_name, seal=True),
            Signature(
                _("Buyer (signature)"),
                row.customer,
                _("Car, amounts and clauses were checked one by one."),
            ),
        ]
    )


def _seller(facts: SaleOrderPaper) -> list[list[Fact]]:
    store, row = facts.settings.of(StoreSettings), facts.row
    return [
        [(_("Seller"), Strong(store.store_name)), (_("Credit code"), store.store_credit_code)],
        [(_("Address"), store.store_address), (_("Consultant"), row.consultant)],
    ]


def _prices(row: SaleOrderRow) -> Iterator[tuple[str, list[list[str]], list[str]]]:
    """What the seller sells, then what is paid to others; each adds up by itself."""
    amounts, shown = row.agreed.amounts, list(sum_rows(row.agreed))
    sold = [one for one in shown if one.part is not SumPart.FEES and not one.is_sum]
    price = order_rules.contract_price(amounts)
    told = ["", _("Contract price (car and accessories)"), "", two_decimals(price)]
    yield _("Price of the sale"), list(numbered(sold)), told
    others = [one for one in shown if one.part is SumPart.FEES]
    if others:
        rest = rules.on_the_road(amounts) - price
        told = ["", _("Tax, insurance and services together"), "", two_decimals(rest)]
        yield _("Paid on"), list(numbered(others)), told


def _planned(row: SaleOrderRow) -> Iterator[list[str]]:
    """How the price is paid; without a deposit, a trade-in or a loan their rows are left out."""
    quote = row.agreed.amounts
    plan = order_rules.planned_payment(quote, row.deposit)
    if plan.deposit:
        share = order_rules.deposit_percent(row.contract_price, row.deposit)
        told = _("{percent} % of the contract price, at signing").format(percent=share)
        yield [label(row.deposit_kind), told, two_decimals(plan.deposit)]
    if plan.trade_in:
        told = joined(row.agreed.trade_in_car, _("handed in before the hand-over"))
        yield [_("Trade-in value"), told, two_decimals(plan.trade_in)]
    if quote.loan is not None:
        months = _("over {months} months").format(months=quote.loan.months)
        told = joined(months, _("paid by the bank once it has agreed"))
        yield [_("Loan"), told, two_decimals(plan.loan)]
    yield [_("Rest"), _("before the hand-over"), two_decimals(plan.rest)]


def _hand_over(facts: SaleOrderPaper) -> list[list[Fact]]:
    row, store = facts.row, facts.settings.of(StoreSettings)
    place = store.store_address or store.store_name
    return [
        [
            (_("Hand-over by"), Strong(show_date(row.promised_on))),
            (_("Place"), place),
        ],
        [(_("Telephone of the store"), _phone(store.store_phone)), *_certificate(row)],
    ]


def _certificate(row: SaleOrderRow) -> list[Fact]:
    """Of a new car: it leaves with its certificate, and not before."""
    if row.agreed.used is not None:
        return []
    return [(_("Certificate of conformity"), _("with the car, free of pledge"))]


def _phone(number: str) -> str:
    return phones.shown(number) if number else ""


def used_clauses(row: SaleOrderRow) -> Iterator[str]:
    """Terms of the sale of a used car; those of new cars speak of certificate and Sanbao."""
    used = row.agreed.used
    assert used is not None
    plate = plates.shown(used.plate) if used.plate else ""
    yield _(
        "Sold is one used car alone: VIN {vin}, {plate}. The seller has told the buyer all that it"
        " knows of its use, mileage, accidents, repairs and faults; it stands above."
    ).format(vin=used.vin, plate=joined(plate, used.kilometres))
    yield _(
        "The seller warrants that it may sell the car, that it is neither stolen nor put together"
        " of scrapped cars, and that no mortgage, seizure or unpaid fine stands in the way of its"
        " transfer. If the transfer fails for such a cause, the buyer may step back and gets back"
        " all that was paid."
    )
    yield _(
        "Seller and buyer have inspected the car together. Wear that fits its age and mileage is no"
        " fault. For an accident or a wrong mileage that the seller knew of and did not tell, it"
        " answers by law."
    )
    yield _(
        "Where the rules of the used-car trade (二手车交易规范) ask for a quality warranty, the"
        " seller gives it: at least 3 months or 5,000 km. A warranty of the maker runs on from the"
        " first sale."
    )
    yield _(
        "At the hand-over the buyer gets registration certificate, vehicle licence, proof of"
        " inspection, insurance papers, keys and the used-car sales invoice. Both go together to"
        " transfer the car; from the hand-over on its costs, fines and risks are the buyer's."
    )


def deposit_clause(row: SaleOrderRow) -> str:
    """What the deposit does, in the words of its kind alone (民法典 586, 587)."""
    amount = money(row.deposit)
    if not row.deposit:
        return _("No deposit is paid.")
    if row.deposit_kind is DepositKind.PREPAYMENT:
        return _(
            "The buyer pays {amount} in advance (订金). It is part of the price and goes back in"
            " full if the car is not sold."
        ).format(amount=amount)
    cap = money(order_rules.deposit_cap(row.contract_price))
    return _(
        "The buyer pays a binding deposit (定金) of {amount}, at most 20 % of the contract price"
        " ({cap}); it counts towards the price. A buyer in breach cannot claim it back, a seller in"
        " breach pays back twice the amount."
    ).format(amount=amount, cap=cap)
