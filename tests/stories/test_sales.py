"""What the work plans ask of the sale of a car, told in the showroom's words."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.admin.second_person import SecondPersonNeeded
from app.admin.values import Approver
from app.errors import Refused
from app.local_time import local_day
from app.paper import pages
from app.prospects import queries as prospects
from app.sales import (
    change_paper,
    commands,
    contract_paper,
    delivery_commands,
    hand_over_paper,
    order_commands,
    order_paper_facts,
)
from app.sales.order_facts import SaleOrderPaper
from app.sales.order_paper_facts import PaperAsked
from app.sales.order_values import GivenSalePaper, SaleChangeEntry, SaleStepEntry
from app.sales.values import QuoteEntry
from app.stock import commands as stock
from app.text import use
from db.sales_words import LoanKind, SaleBlock, SaleState, SaleStepKind
from db.stock_words import CertificatePlace
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import FollowUp, Prospect
from db.tables.store_lists import Level
from db.vocabulary import PaperKind, ProspectState
from tests import make as makers
from tests.app.sales.order_store import (
    DEPOSIT,
    SaleStore,
    beginnings,
    sales_fixture,
    showroom_fixture,
)
from tests.app.sales.store import FLOOR, LIST
from tests.make import NOON, PASSWORD

__all__ = ["beginnings", "sales_fixture", "showroom_fixture"]
BLACK, WHITE = "墨玉黑", "珠光白"
LOAN = {
    "down_payment": Decimal(60_900),
    "months": 36,
    "loan_rate": Decimal("3.88"),
    "loan_kind": LoanKind.YEARLY_RATE,
}
DRAWN: dict[PaperKind, Callable[[SaleOrderPaper], bytes]] = {
    PaperKind.PURCHASE_CONTRACT: contract_paper.contract,
    PaperKind.ORDER_CHANGE: change_paper.order_change,
    PaperKind.SALE_RECEIPT: change_paper.receipt,
    PaperKind.DELIVERY_SHEET: hand_over_paper.hand_over,
}


def enquire(sales: SaleStore, make: Callable[..., int]) -> int:
    """The customer is a prospect of the consultant; returns the id."""

    def wish(session: Any) -> Prospect:
        person = session.get_one(Person, sales.quotes.person)
        owner = session.get_one(Staff, sales.quotes.consultant.staff_id)
        return makers.prospect(session, person, owner, session.scalars(select(Level)).first())

    return make(wish)


def printed(sales: SaleStore, order: int, kind: PaperKind, about: int) -> str:
    """Draws a paper, keeps it as given out, and returns what it says."""
    asked = PaperAsked(kind, about, sales.quotes.consultant.name, NOON)
    with sales.quotes.records.read() as session:
        facts = order_paper_facts.paper(session, order, asked, viewer=sales.quotes.consultant)
    pdf = DRAWN[kind](facts)
    given = GivenSalePaper(kind, about, facts.number, facts.clauses.edition or None, pdf)
    sales.act(order_commands.keep_paper, given)
    said = "".join(pages.page_text(pdf, page) for page in range(pages.page_count(pdf)))
    return "".join(said.split())


def sign_printed(sales: SaleStore, order: int) -> str:
    """Prints what is to be signed now, and has it signed."""
    said = printed(sales, order, *order_commands.signed_paper(sales.row(order)))
    sales.act(order_commands.sign, order)
    return said


def test_s210_quote_order_change_money_and_hand_over_are_one_file_with_its_papers(
    sales: SaleStore,
) -> None:
    """Quote and contract, order and order change, delivery: nothing is typed twice (S204)."""
    use("zh_CN")
    order = sales.place(colour=BLACK, discount=Decimal(2_000))
    sales.approve(order)
    said = sign_printed(sales, order)
    number = sales.row(order).number
    assert all(one in said for one in ("周雨桐", BLACK, number, f"{DEPOSIT:,.2f}"))

    sales.pay(order, DEPOSIT)
    (paid,) = sales.row(order).payments
    assert paid.number in printed(sales, order, PaperKind.SALE_RECEIPT, paid.id)

    quote = sales.row(order).quote_id
    wish = {"colour": WHITE, "discount": Decimal(2_000)}
    sales.act(commands.save_quote, QuoteEntry(id=quote, trim_id=sales.quotes.petrol, **wish))
    sales.act(order_commands.change, order, SaleChangeEntry("家人喜欢白色"))
    assert sales.row(order).state is SaleState.WAITS_FOR_MANAGER
    sales.approve(order)
    said = sign_printed(sales, order)
    assert all(one in said for one in (f"{number}-C1", BLACK, WHITE, "家人喜欢白色"))

    car = sales.car(colour=WHITE)
    sales.act(delivery_commands.give_car, order, car)
    sales.inspect(car)
    sales.arrange(order)
    sales.pay(order, sales.row(order).due)
    sales.invoice(order)
    assert sales.row(order).state is SaleState.READY
    sales.introduce(order)
    said = printed(sales, order, PaperKind.DELIVERY_SHEET, order)
    assert all(one in said for one in (sales.row(order).vin, "15公里", "周顾问"))
    sales.act(delivery_commands.hand_over, order)
    row = sales.row(order)
    assert (row.state, row.paid) == (SaleState.DELIVERED, row.on_the_road)


def test_s210_a_price_below_the_floor_is_refused_until_a_manager_signs_for_it(
    sales: SaleStore,
) -> None:
    """价格优惠申请: a reason, a manager's password, then the order as any other."""
    low = {"discount": LIST - FLOOR + 1}
    with pytest.raises(Refused, match=r"quote\.below"):
        sales.quotes.quote(**low)
    reasoned = {**low, "override_reason": "同款他店报价更低"}
    with pytest.raises(SecondPersonNeeded):
        sales.quotes.quote(**reasoned)
    colleague = Approver(sales.quotes.colleague.staff_id, PASSWORD)
    with pytest.raises(Refused, match=r"second\.role"):
        sales.quotes.quote(**reasoned, approver=colleague)
    signed = Approver(sales.quotes.manager.staff_id, PASSWORD)
    row = sales.row(sales.place(**reasoned, approver=signed))
    assert row.agreed.signed_by == sales.quotes.manager.name
    assert row.state is SaleState.WAITS_FOR_MANAGER, "the order itself is approved as any other"


WORK: dict[SaleBlock, Callable[[SaleStore, int, int], Any]] = {
    SaleBlock.SIGNATURE: lambda sales, order, _car: sales.sign(order),
    SaleBlock.CERTIFICATE: lambda sales, _order, car: sales.act(
        stock.move_certificate, car, CertificatePlace.HERE, by=sales.quotes.manager
    ),
    SaleBlock.PDI: lambda sales, _order, car: sales.inspect(car),
    SaleBlock.PAYMENT: lambda sales, order, _car: sales.pay(order, sales.row(order).due),
}
"""Contract, certificate, inspection, money: what brings each of them about."""


@pytest.mark.parametrize("missing", WORK, ids=lambda block: block.value)
def test_s063_no_car_leaves_without_contract_payment_inspection_and_certificate(
    sales: SaleStore, missing: SaleBlock
) -> None:
    order, car = sales.place(), sales.car()
    sales.approve(order)
    sales.act(delivery_commands.give_car, order, car)
    sales.act(stock.move_certificate, car, CertificatePlace.BANK, by=sales.quotes.manager)
    sales.arrange(order)
    for block, work in WORK.items():
        if block is not missing:
            work(sales, order, car)
    assert sales.row(order).blocks == (missing, SaleBlock.INVOICE)
    for by in (sales.quotes.consultant, sales.quotes.manager):
        with pytest.raises(Refused, match=r"sale\.missing"):
            sales.act(delivery_commands.hand_over, order, by=by)
    WORK[missing](sales, order, car)
    assert sales.row(order).blocks == (SaleBlock.INVOICE,)
    sales.invoice(order)
    sales.hand_over(order)
    assert sales.row(order).state is SaleState.DELIVERED


def test_s004_s058_whoever_has_signed_is_no_prospect_any_more(
    sales: SaleStore, make: Callable[..., int]
) -> None:
    """A spot check of levels finds nobody who has bought, and a signature taken back returns it."""
    wish = enquire(sales, make)
    order = sales.place()
    sales.approve(order)
    assert _state(sales, wish) is ProspectState.OPEN, "an order alone is no sale"
    sales.sign(order)
    assert _state(sales, wish) is ProspectState.WON
    later = NOON + timedelta(days=400)
    with sales.quotes.records.read() as session:
        assert not prospects.due(session, later, at=NOON), "nobody is asked to call"
    sales.act(order_commands.take_back_signature, order)
    assert _state(sales, wish) is ProspectState.OPEN


def test_s015_s050_a_loan_is_granted_before_the_car_leaves_and_its_day_and_number_are_kept(
    sales: SaleStore,
) -> None:
    """消费贷款, 车贷后期跟踪: the bank pays its part, the file knows when, by whom, which one."""
    order, car = sales.place(**LOAN), sales.car()
    sales.approve(order)
    sales.sign(order)
    sales.act(delivery_commands.give_car, order, car)
    sales.inspect(car)
    borrowed = LIST - LOAN["down_payment"]
    assert sales.row(order).due == sales.row(order).on_the_road - borrowed
    sales.pay(order, sales.row(order).due)
    sales.invoice(order)
    assert sales.row(order).blocks == (SaleBlock.LOAN,)
    granted = SaleStepEntry(SaleStepKind.LOAN, NOON.date(), "DK20261121-88")
    sales.act(delivery_commands.note_step, order, granted)
    sales.hand_over(order)
    (step,) = (one for one in sales.row(order).steps if one.kind is SaleStepKind.LOAN)
    told = (step.done_on, step.reference, step.staff)
    assert told == (NOON.date(), "DK20261121-88", sales.quotes.consultant.name)


def test_s045_s059_insurance_tax_and_plate_are_arranged_with_their_days(sales: SaleStore) -> None:
    """The insurance before the car leaves; the plate may follow, and stays open until it does."""
    more = {"insurance": (("交强险", Decimal(950)),), "plate_fee": Decimal(500)}
    order = sales.place(**more)
    wanted = {SaleStepKind.INSURANCE, SaleStepKind.TAX, SaleStepKind.PLATE}
    assert sales.row(order).open_steps == wanted
    assert SaleBlock.INSURANCE in sales.row(order).blocks
    sales.approve(order)
    sales.act(delivery_commands.note_step, order, SaleStepEntry(SaleStepKind.INSURANCE))
    assert SaleBlock.INSURANCE not in sales.row(order).blocks
    entry = SaleStepEntry(SaleStepKind.PLATE, NOON.date(), "粤B12345")
    sales.act(delivery_commands.note_step, order, entry, by=sales.cashier)
    assert sales.row(order).open_steps == {SaleStepKind.TAX}
    told = {one.kind: (one.done_on, one.reference) for one in sales.row(order).steps}
    assert told[SaleStepKind.PLATE] == (NOON.date(), "粤B12345")


def test_s006_s120_the_buyer_has_an_advisor_from_the_first_day_and_is_called(
    sales: SaleStore,
) -> None:
    """The consultant who sold calls; the advisor is named at the hand-over."""
    order, _car = sales.ready()
    due = sales.hand_over(order)
    assert sales.row(order).advisor == "周顾问"
    with sales.quotes.records.read() as session:
        (call,) = session.scalars(select(FollowUp).where(FollowUp.sale_order_id == order)).all()
        assert (call.person_id, call.staff_id, call.due_at, call.done_at) == (
            sales.quotes.person,
            sales.quotes.consultant.staff_id,
            due,
            None,
        )
    assert local_day(due) > NOON.date()


def _state(sales: SaleStore, prospect: int) -> ProspectState:
    with sales.quotes.records.read() as session:
        return session.get_one(Prospect, prospect).state
