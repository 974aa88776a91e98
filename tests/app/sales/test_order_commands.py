"""An order from placing to its end: who may do what, in which order, and what is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from app.errors import Conflict, Refused
from app.sales import commands, delivery_commands, order_commands
from app.sales.order_values import CancelEntry, SaleChangeEntry
from app.sales.values import QuoteEntry
from db.sales_words import CancelCause, SaleBlock, SaleState
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import FollowUp, Prospect
from db.tables.sale_orders import SaleOrder
from db.vocabulary import ProspectState
from tests import make as makers
from tests.app.sales.order_store import DEPOSIT, PROMISED, TODAY, SaleStore
from tests.make import NOON

ACCESSORIES = (("全车膜", Decimal(2_680)),)


def test_an_order_is_its_quotation_and_waits_for_the_manager(sales: SaleStore) -> None:
    order = sales.place(accessories=ACCESSORIES)
    row = sales.row(order)
    assert (row.number, row.state) == ("D261121-001", SaleState.WAITS_FOR_MANAGER)
    assert row.on_the_road == row.agreed.on_the_road
    assert row.contract_price == 139_900 + 2_680
    assert (row.deposit, row.promised_on, row.due) == (DEPOSIT, PROMISED, row.on_the_road)


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"deposit": Decimal(30_000)}, "deposit"),
        ({"promised_on": None}, "promised_on"),
        ({"promised_on": TODAY - timedelta(days=1)}, "promised_on"),
        ({"quote_id": None}, "quote_id"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(sales: SaleStore, wrong: dict, field: str) -> None:
    entry = replace(sales.entry(sales.quotes.quote().id), **wrong)
    with pytest.raises(Refused) as refusal:
        sales.act(order_commands.save_order, entry)
    assert refusal.value.field == field


def test_a_quotation_is_ordered_once_and_only_while_it_holds(sales: SaleStore) -> None:
    quote = sales.quotes.quote()
    late = NOON + timedelta(days=8)
    entry = sales.entry(quote.id)
    with pytest.raises(Refused, match=r"sale\.expired"):
        sales.act(order_commands.save_order, entry, at=late)
    with pytest.raises(Refused, match=r"quote\.not_own"):
        sales.act(order_commands.save_order, entry, by=sales.quotes.colleague)
    sales.act(order_commands.save_order, entry)
    with pytest.raises(Refused, match=r"sale\.ordered"):
        sales.act(order_commands.save_order, entry)


def test_an_ordered_quotation_is_not_called_off(sales: SaleStore) -> None:
    order = sales.place()
    with pytest.raises(Refused, match=r"quote\.ordered") as refusal:
        sales.act(commands.withdraw, sales.row(order).quote_id)
    assert "D261121-001" in refusal.value.text()


def test_the_manager_comes_first_then_finance(sales: SaleStore) -> None:
    order = sales.place()
    with pytest.raises(Refused, match=r"sale\.state"):
        sales.act(order_commands.check_finance, order, by=sales.cashier)
    with pytest.raises(Refused, match="permission"):
        sales.act(order_commands.approve, order)
    sales.act(order_commands.approve, order, by=sales.quotes.manager)
    with pytest.raises(Refused, match=r"sale\.state") as refusal:
        sales.act(order_commands.approve, order, by=sales.quotes.manager)
    assert sales.quotes.manager.name in refusal.value.text()
    sales.act(order_commands.check_finance, order, by=sales.cashier)
    assert sales.row(order).state is SaleState.WAITS_FOR_CAR


def test_who_approved_an_order_does_not_check_it_while_somebody_else_could(
    sales: SaleStore, make: Callable[..., int]
) -> None:
    order, manager = sales.place(), sales.quotes.manager
    sales.act(order_commands.approve, order, by=manager)
    with pytest.raises(Refused, match=r"sale\.own_approval") as refusal:
        sales.act(order_commands.check_finance, order, by=manager)
    assert sales.cashier.name in refusal.value.text()
    make(leave, sales.cashier.staff_id)
    sales.act(order_commands.check_finance, order, by=manager)
    assert sales.row(order).state is SaleState.WAITS_FOR_CAR


def leave(session: Any, staff_id: int) -> Staff:
    """This colleague works here no more."""
    person = session.get_one(Staff, staff_id)
    person.active = False
    return person


def test_what_was_sent_back_is_put_forward_again(sales: SaleStore) -> None:
    order = sales.place()
    sales.act(order_commands.approve, order, by=sales.quotes.manager)
    with pytest.raises(Refused, match=r"sale\.no_reason"):
        sales.act(order_commands.send_back, order, " ", by=sales.cashier)
    sales.act(order_commands.send_back, order, "贷款利率不对", by=sales.cashier)
    row = sales.row(order)
    assert (row.state, row.approved_at) == (SaleState.REJECTED, None)
    quote = QuoteEntry(id=row.quote_id, trim_id=sales.quotes.petrol, discount=Decimal(1_000))
    sales.act(commands.save_quote, quote)
    entry = replace(sales.entry(row.quote_id), id=order, version=row.version)
    sales.act(order_commands.save_order, entry)
    row = sales.row(order)
    assert (row.state, row.agreed.number) == (SaleState.WAITS_FOR_MANAGER, 2)
    with pytest.raises(Conflict):
        sales.act(order_commands.save_order, entry)


def test_a_signature_needs_the_printed_paper_and_ends_the_enquiry(
    sales: SaleStore, make: Any
) -> None:
    make(enquiry, sales.quotes.person, sales.quotes.consultant.staff_id)
    order = sales.place()
    sales.approve(order)
    with pytest.raises(Refused, match=r"sale\.not_printed"):
        sales.act(order_commands.sign, order)
    sales.sign(order)
    assert sales.row(order).signed_at == NOON
    assert _prospect_state(sales) is ProspectState.WON
    assert _planned(sales) == []
    sales.act(order_commands.take_back_signature, order)
    assert sales.row(order).signed_at is None
    assert _prospect_state(sales) is ProspectState.OPEN
    assert _planned(sales) == [NOON + timedelta(days=3)]


def test_a_change_is_numbered_and_voids_what_was_approved_and_signed(sales: SaleStore) -> None:
    order, car = sales.place(colour="墨玉黑"), sales.car()
    sales.approve(order)
    sales.sign(order)
    sales.act(delivery_commands.give_car, order, car)
    with pytest.raises(Refused, match=r"sale\.no_version"):
        sales.act(order_commands.change, order, SaleChangeEntry("想要白色"))
    before = sales.row(order)
    other = QuoteEntry(id=before.quote_id, trim_id=sales.quotes.petrol, colour="珠光白")
    sales.act(commands.save_quote, other)
    assert sales.act(order_commands.change, order, SaleChangeEntry("想要白色")) == 1
    row = sales.row(order)
    assert (row.state, row.valid_signature_at) == (SaleState.WAITS_FOR_MANAGER, None)
    assert row.signed_at == NOON, "the day of the order is that of the first signature"
    assert (row.stock_car_id, row.agreed.colour) == (None, "珠光白")
    (made,) = row.changes
    assert (made.old_version_id, made.new_version_id) == (
        before.quote_version_id,
        row.quote_version_id,
    )
    sales.approve(order)
    with pytest.raises(Refused, match=r"sale\.not_printed"):
        sales.act(order_commands.sign, order)
    sales.sign(order)


def test_a_change_that_wants_the_same_car_leaves_it(sales: SaleStore) -> None:
    order, car = sales.place(colour="墨玉黑"), sales.car()
    sales.approve(order)
    sales.act(delivery_commands.give_car, order, car)
    quote = sales.row(order).quote_id
    cheaper = QuoteEntry(
        id=quote, trim_id=sales.quotes.petrol, colour="墨玉黑", discount=Decimal(500)
    )
    sales.act(commands.save_quote, cheaper)
    sales.act(order_commands.change, order, SaleChangeEntry("再优惠五百"))
    assert sales.row(order).stock_car_id == car


def test_a_signed_order_is_cancelled_by_a_manager_and_frees_its_car(sales: SaleStore) -> None:
    order, car = sales.ready()
    entry = CancelEntry(CancelCause.CUSTOMER, "工作调动，不买了")
    with pytest.raises(Refused, match=r"sale\.signed"):
        sales.act(order_commands.cancel, order, entry)
    with pytest.raises(Refused, match=r"sale\.no_reason"):
        sales.act(order_commands.cancel, order, CancelEntry(), by=sales.quotes.manager)
    sales.act(order_commands.cancel, order, entry, by=sales.quotes.manager)
    row = sales.row(order)
    assert (row.state, row.due) == (SaleState.CANCELLED, 0)
    # the buyer loses the binding deposit and gets back the rest
    assert row.to_pay_back == row.paid - DEPOSIT
    again = sales.place()
    sales.approve(again)
    sales.act(delivery_commands.give_car, again, car)


def test_a_new_order_is_taken_back_until_something_was_done_with_it(sales: SaleStore) -> None:
    order = sales.place()
    sales.act(order_commands.withdraw_order, order)
    with sales.quotes.records.read() as session:
        assert session.scalar(select(func.count(SaleOrder.id))) == 0
    order = sales.place()
    sales.act(order_commands.approve, order, by=sales.quotes.manager)
    with pytest.raises(Refused, match=r"sale\.changed"):
        sales.act(order_commands.withdraw_order, order)
    assert SaleBlock.MANAGER not in sales.row(order).blocks


def _prospect_state(sales: SaleStore) -> ProspectState:
    with sales.quotes.records.read() as session:
        found = session.scalar(select(Prospect.state))
        assert found is not None
        return found


def _planned(sales: SaleStore) -> list[datetime]:
    """When the customer is contacted next."""
    with sales.quotes.records.read() as session:
        waits = select(FollowUp.due_at).where(FollowUp.done_at.is_(None))
        return list(session.scalars(waits))


def enquiry(session: Any, person_id: int, owner_id: int) -> Prospect:
    """A live wish to buy."""
    person, owner = session.get_one(Person, person_id), session.get_one(Staff, owner_id)
    return makers.prospect(session, person, owner, makers.level(session))
