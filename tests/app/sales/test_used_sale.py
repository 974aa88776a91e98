"""One used car is quoted, ordered and sold once, at its own price, without steps of a new one."""

from decimal import Decimal

import pytest

from app.errors import Refused
from app.permissions import Actor
from app.sales import commands, delivery_commands, hand_over_paper, order_commands, quoted_car
from app.sales import contract_paper as contracts
from app.sales.board import count_board
from app.sales.order_facts import told_step
from app.sales.order_paper_facts import PaperAsked, paper
from app.sales.order_values import CancelEntry, CarHandOver, SaleChangeEntry, SaleStepEntry
from app.sales.papers import quotation
from app.sales.quoted_car import UsedCar
from app.stock import hold_commands, price_commands, recondition_commands
from app.stock.values import NewHold, StepBegin, StepEnd
from db.sales_words import CancelCause, SaleState, SaleStepKind
from db.stock_words import ReconditioningKind, StockState
from db.tables.stock import StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import PaperKind
from tests import make as makers
from tests.app.paper.make import text_of
from tests.app.sales.order_store import SaleStore
from tests.app.sales.test_trade_in import owners, used
from tests.beginnings import maker
from tests.make import NOON

TAKEN = SaleStepEntry(SaleStepKind.TRADE_IN)


def take_in(sales: SaleStore, **typed: object) -> int:
    """The appraised car of another make stands here for 47,800; 52,000 are asked."""
    order = sales.place(appraisal_id=sales.appraise(condition="左前门补漆", **typed))
    sales.approve(order)
    sales.act(delivery_commands.note_step, order, TAKEN)
    return used(sales)[-1].id


def quote(sales: SaleStore, car: int, **more: object) -> int:
    return sales.quotes.quote(trim_id=None, stock_car_id=car, **more).id


def told(sales: SaleStore, car: int) -> UsedCar:
    with sales.quotes.records.read() as session:
        return quoted_car.used_car(session, car)


def printed(sales: SaleStore, order: int, kind: PaperKind, viewer: Actor) -> str:
    draw = {
        PaperKind.PURCHASE_CONTRACT: contracts.contract,
        PaperKind.DELIVERY_SHEET: hand_over_paper.hand_over,
    }
    with sales.quotes.records.read() as session:
        facts = paper(session, order, PaperAsked(kind, order, "李强", NOON), viewer=viewer)
    return text_of(draw[kind](facts))


def test_a_quotation_names_the_car_at_its_asking_price_without_purchase_tax(
    sales: SaleStore,
) -> None:
    car = take_in(sales)
    row = sales.quotes.quote(trim_id=None, stock_car_id=car, plate_fee=Decimal(300))
    newest = row.newest
    assert (row.car, newest.trim_id, newest.stock_car_id) == ("骐达 2015 款", None, car)
    assert newest.on_the_road == 52_300
    assert newest.amounts.tax == 0
    assert "粤B·12345" in newest.details
    assert "86,400" in newest.details
    text = text_of(quotation(sales.quotes.to_print(newest.id)))
    assert "LGBG22E0" in text
    assert "左前门补漆" in text
    for typed in ({"tax": Decimal(1)}, {"trim_id": sales.quotes.petrol}):
        with pytest.raises(Refused, match=r"quote\.(used_tax|two_cars)"):
            sales.quotes.quote(**({"trim_id": None, "stock_car_id": car} | typed))
    with pytest.raises(Refused, match=r"quote\.not_used"):
        quote(sales, sales.car())


def test_the_floor_is_what_the_car_has_cost(sales: SaleStore) -> None:
    car, manager = take_in(sales), sales.quotes.manager
    begin = StepBegin(ReconditioningKind.PAINT, "钣喷车间")
    step = sales.act(recondition_commands.begin_step, car, begin)
    sales.act(recondition_commands.finish_step, step, StepEnd(Decimal(1_200)))
    assert told(sales, car).cost == 49_000
    quote(sales, car, discount=Decimal(3_000))
    with pytest.raises(Refused, match=r"quote\.below"):
        quote(sales, car, discount=Decimal(3_001))
    assert sales.act(price_commands.ask_price, car, Decimal(55_000), by=manager) == 52_000
    quote(sales, car, discount=Decimal(6_000))
    (row,) = used(sales)
    assert (row.list_price, row.floor_price) == (55_000, None)
    with pytest.raises(Refused, match=r"price\.new_car"):
        sales.act(price_commands.ask_price, sales.car(), Decimal(1), by=manager)


def test_the_order_has_exactly_this_car_and_nobody_else(sales: SaleStore) -> None:
    car = take_in(sales)
    first, second = quote(sales, car), quote(sales, car)
    order = sales.act(order_commands.save_order, sales.entry(first))
    assert sales.row(order).stock_car_id == car
    assert used(sales)[0].state is StockState.ALLOCATED
    with pytest.raises(Refused, match=r"sale\.car_taken"):
        sales.act(order_commands.save_order, sales.entry(second))
    sales.approve(order)
    for command, which in (
        (delivery_commands.give_car, sales.car()),
        (delivery_commands.take_back_car, None),
    ):
        with pytest.raises(Refused, match=r"sale\.one_car"):
            sales.act(command, order, which)
    sales.act(order_commands.cancel, order, CancelEntry(CancelCause.AGREED, "不买了"))
    other = sales.act(order_commands.save_order, sales.entry(second))
    assert sales.row(other).stock_car_id == car


def test_a_reservation_for_somebody_else_stops_the_order(sales: SaleStore) -> None:
    car = take_in(sales)
    number = quote(sales, car)
    stranger = maker(sales.quotes.records)(makers.person, "别的客户", "13900139000")
    kept = NewHold(person_id=stranger)
    sales.act(hold_commands.reserve, car, kept, by=sales.quotes.colleague)
    with pytest.raises(Refused, match=r"hold\.taken"):
        sales.act(order_commands.save_order, sales.entry(number))


def test_a_change_to_a_new_car_frees_the_used_one_and_back(sales: SaleStore) -> None:
    car, quotes = take_in(sales), sales.quotes
    order = sales.act(order_commands.save_order, sales.entry(quote(sales, car)))
    key = sales.row(order).quote_id
    sales.act(commands.save_quote, quotes.entry(id=key, version=1))
    sales.act(order_commands.change, order, SaleChangeEntry("改买新车"))
    assert sales.row(order).stock_car_id is None
    assert used(sales)[0].state is StockState.IN_STOCK
    again = quotes.entry(id=key, version=2, trim_id=None, stock_car_id=car)
    sales.act(commands.save_quote, again)
    sales.act(order_commands.change, order, SaleChangeEntry("还是二手车"))
    assert sales.row(order).stock_car_id == car


def test_it_is_sold_with_its_own_papers_and_the_file_keeps_its_first_sale(
    sales: SaleStore,
) -> None:
    car, manager = take_in(sales), sales.quotes.manager
    order = sales.act(order_commands.save_order, sales.entry(quote(sales, car)))
    sales.approve(order)
    assert sales.row(order).state is SaleState.PREPARED
    text = printed(sales, order, PaperKind.PURCHASE_CONTRACT, manager)
    assert "二手车交易规范" in text
    assert "86,400" in text
    sales.sign(order)
    sales.inspect(car)
    sales.pay(order, sales.row(order).due)
    sales.invoice(order)
    assert sales.row(order).state is SaleState.READY
    assert told_step(sales.row(order), SaleStepKind.PLATE) == "Ownership transfer"
    with pytest.raises(Refused, match=r"sale\.odometer"):
        sales.hand_over(order)
    entry = CarHandOver(sales.advisor, 86_412)
    sales.act(delivery_commands.prepare_hand_over, order, entry)
    assert "Used-car sales invoice" in printed(sales, order, PaperKind.DELIVERY_SHEET, manager)
    sales.print_sheet(order)
    sales.act(delivery_commands.hand_over, order)
    vehicle_id = sales.row(order).vehicle_id
    assert vehicle_id is not None
    assert owners(sales, vehicle_id)[-1] == (sales.quotes.person, False)
    with sales.quotes.records.read() as session:
        assert session.get_one(StockCar, car).left_on == NOON.date()
        assert session.get_one(Vehicle, vehicle_id).delivered_on is None
        board = count_board(session, NOON.date())
    assert "骐达 2015 款" in {one.model for one in board.entries if one.number.startswith("D")}
    with pytest.raises(Refused, match=r"quote\.car_left"):
        quote(sales, car)
