"""The board counts what the tables of orders and cars hold, cell by cell and in all sums."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from sqlalchemy import event, func, select

from app.prospects.settings import SalesTargetSettings
from app.prospects.signed_orders import signed_on
from app.sales import delivery_commands, order_commands
from app.sales.board import board_of, count_board
from app.sales.board_facts import BoardCount, BoardShare, SalesBoard, from_json, to_json
from app.sales.order_values import CancelEntry
from db.nouns import Noun
from db.sales_words import CancelCause
from db.tables.sale_orders import SaleOrder
from db.tables.stock import StockCar
from tests.app.sales.order_store import TODAY, SaleStore
from tests.make import NOON

BLACK, WHITE = "墨玉黑", "珠光白"
DAY = timedelta(days=1)


def board(sales: SaleStore, day: date = TODAY) -> SalesBoard:
    with sales.quotes.records.read() as session:
        return board_of(session, day, at=NOON)


def counts(share: BoardShare) -> dict[str, int]:
    return {str(one): share.count(one) for one in BoardCount if share.count(one)}


def sell(sales: SaleStore) -> None:
    """One handed over, one signed with a car, one signed and cancelled, one waiting; three cars."""
    order, _car = sales.ready(colour=BLACK)
    sales.hand_over(order)
    for colour in (WHITE, WHITE):
        signed = sales.place(colour=colour)
        sales.approve(signed)
        sales.sign(signed)
    cancelled = CancelEntry(CancelCause.AGREED, "协商取消")
    sales.act(order_commands.cancel, signed, cancelled, by=sales.quotes.manager)
    sales.act(delivery_commands.give_car, signed - 1, sales.car(2, colour=WHITE))
    sales.car(3, colour=BLACK)
    sales.car(4, colour=WHITE, here=False)
    sales.place(colour=BLACK)


def test_every_number_equals_a_plain_count_of_the_tables(sales: SaleStore) -> None:
    sell(sales)
    lasts, live = SaleOrder.delivered_at.is_(None), SaleOrder.cancelled_at.is_(None)
    stands, first = StockCar.left_on.is_(None), TODAY.replace(day=1)
    wanted: dict[BoardCount, tuple[Any, Any]] = {
        BoardCount.ORDERED_DAY: (SaleOrder, signed_on(TODAY, to=TODAY)),
        BoardCount.ORDERED: (SaleOrder, signed_on(first, to=TODAY)),
        BoardCount.DELIVERED_DAY: (SaleOrder, SaleOrder.delivered_at.is_not(None)),
        BoardCount.DELIVERED: (SaleOrder, SaleOrder.delivered_at.is_not(None)),
        BoardCount.OPEN_ORDERS: (SaleOrder, live & lasts),
        BoardCount.IN_STOCK: (StockCar, stands & StockCar.arrived_on.is_not(None)),
        BoardCount.IN_TRANSIT: (StockCar, stands & StockCar.arrived_on.is_(None)),
    }
    with sales.quotes.records.read() as session:
        plain = {
            column: session.scalar(select(func.count()).select_from(table).where(condition))
            for column, (table, condition) in wanted.items()
        }
    told = board(sales)
    assert {column: told.store.count(column) for column in BoardCount} == plain
    assert plain == dict(zip(BoardCount, (2, 2, 1, 1, 2, 2, 1), strict=True))


def test_each_colour_has_its_own_and_all_sums_agree(sales: SaleStore) -> None:
    sell(sales)
    told = board(sales)
    (model,) = told.models
    whole, black, white = told.cars
    assert (whole.name, black.name, white.name) == (model, BLACK, WHITE)
    assert counts(black) == {str(one): 1 for one in BoardCount if one != "in_transit"}
    assert counts(white) == {
        "ordered_day": 1,
        "ordered": 1,
        "open_orders": 1,
        "in_stock": 1,
        "in_transit": 1,
    }
    for column in BoardCount:
        by_colour = black.count(column) + white.count(column)
        assert by_colour == whole.count(column) == told.store.count(column)
        assert len(set(told.store.of(column))) == told.store.count(column)


def test_who_sells_stands_on_the_board_against_the_targets_of_the_month(sales: SaleStore) -> None:
    sell(sales)
    told = board(sales)
    li, zhao = told.consultants
    assert (li.name, zhao.name) == ("李强", "赵敏")
    asked = SalesTargetSettings()
    assert (li.orders_target, li.deliveries_target) == (
        asked.orders_target,
        asked.deliveries_target,
    )
    assert told.store.orders_target == 2 * asked.orders_target
    assert counts(li) == {
        "ordered_day": 2,
        "ordered": 2,
        "delivered_day": 1,
        "delivered": 1,
        "open_orders": 2,
    }
    assert counts(zhao) == {}


def test_the_next_day_and_the_next_month_begin_with_nothing_sold(sales: SaleStore) -> None:
    sell(sales)
    stands = {"in_stock": 2, "in_transit": 1, "open_orders": 2}
    assert counts(board(sales, TODAY + DAY).store) == stands | {"ordered": 2, "delivered": 1}
    later = board(sales, date(2026, 12, 12))
    assert counts(later.store) == stands


def test_a_past_day_is_counted_as_it_was(sales: SaleStore) -> None:
    """Yesterday knew no order; the cars that have gone or come since stood as they did."""
    sell(sales)
    with sales.quotes.records.read() as session:
        told = count_board(session, TODAY - DAY)
    assert counts(told.store) == {"in_stock": 3, "in_transit": 1}
    cancelled = CancelEntry(CancelCause.AGREED, "协商取消")
    order = sales.place(colour=BLACK)
    more = {"by": sales.quotes.manager, "at": NOON + DAY}
    sales.act(order_commands.cancel, order, cancelled, **more)
    with sales.quotes.records.read() as session:
        assert count_board(session, TODAY).store.count(BoardCount.OPEN_ORDERS) == 3
        assert count_board(session, TODAY + DAY).store.count(BoardCount.OPEN_ORDERS) == 2


def test_handed_over_is_the_car_that_went(sales: SaleStore) -> None:
    quoted = sales.quotes.quote(colour=WHITE)
    second = sales.entry(quoted.id, second_colour=BLACK)
    order = sales.act(order_commands.save_order, second)
    sales.make_ready(order)
    sales.hand_over(order)
    _whole, black, white = board(sales).cars
    assert counts(black) == {"delivered_day": 1, "delivered": 1}
    assert counts(white) == {"ordered_day": 1, "ordered": 1}


def test_what_is_kept_is_the_whole_board_without_a_customer(sales: SaleStore) -> None:
    sell(sales)
    told = board(sales)
    kept = to_json(told)
    assert from_json(kept, TODAY) == told
    assert "周雨桐" not in kept and "13800138126" not in kept
    assert {one.opens[0] for one in told.entries} == {Noun.SALE_ORDER, Noun.STOCK_CAR}


def test_the_statements_of_orders_and_cars_are_built_once(sales: SaleStore) -> None:
    sell(sales)
    built: list[Any] = []

    def note(_connection: Any, statement: Any, *_more: Any) -> None:
        built.append(statement)

    with sales.quotes.records.read() as session:
        connection = session.connection()
        event.listen(connection, "before_execute", note)
        for back in range(3):
            count_board(session, TODAY - back * DAY)
        event.remove(connection, "before_execute", note)
    times = Counter(id(one) for one in built)
    assert [count for count in times.values() if count > 1] == [3, 3, 3, 3]
