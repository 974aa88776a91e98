"""A quotation takes an appraisal's value; its car becomes stock with the same file, once (E7)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.sales import (
    appraisal_commands,
    commands,
    delivery_commands,
    discount_rules,
    matching,
    order_commands,
)
from app.sales.order_values import CancelEntry, SaleChangeEntry, SaleStepEntry
from app.stock import commands as stock_commands
from app.stock import hold_commands
from app.stock import queries as stock_queries
from app.stock.facts import StockRow
from app.stock.values import NewHold, StockEntry
from app.vehicles import commands as vehicle_commands
from app.vehicles.operations import NewVehicle
from db.sales_words import (
    AppraisalState,
    CancelCause,
    DiscountCause,
    QuoteState,
    SaleBlock,
    SaleStepKind,
)
from db.tables.vehicles import VehicleRelation
from tests.app.sales.order_store import SaleStore
from tests.app.sales.store import FLOOR, LIST
from tests.make import NOON

TAKEN = SaleStepEntry(SaleStepKind.TRADE_IN)


def used(sales: SaleStore) -> list[StockRow]:
    with sales.quotes.records.read() as session:
        rows = stock_queries.stock(session, sales.quotes.manager, at=NOON)
    return [row for row in rows if row.appraisal_id is not None]


def owners(sales: SaleStore, vehicle_id: int) -> list[tuple[int, bool]]:
    """Who owned a car, and whether that is over."""
    wanted = select(VehicleRelation).where(VehicleRelation.vehicle_id == vehicle_id)
    with sales.quotes.records.read() as session:
        return [(row.person_id, row.until_on is not None) for row in session.scalars(wanted)]


def test_a_quotation_takes_value_and_car_without_typing(sales: SaleStore) -> None:
    key = sales.appraise()
    row = sales.quotes.quote(appraisal_id=key)
    newest = row.newest
    assert (newest.amounts.trade_in, newest.trade_in_car) == (47_800, "骐达 2015 款 · 粤B·12345")
    told = sales.appraisal(key)
    assert (told.state, told.quote_number) == (AppraisalState.QUOTED, row.number)
    haggled = sales.quotes.quote(appraisal_id=key, trade_in=Decimal(49_000))
    assert haggled.newest.amounts.trade_in == 49_000


def test_what_is_paid_above_the_appraisal_is_given_away_like_a_discount(sales: SaleStore) -> None:
    """Up to the floor it is the consultant's to give, then it is asked for with its cause."""
    key, room = sales.appraise(), LIST - FLOOR
    free = sales.quotes.quote(appraisal_id=key, trade_in=47_800 + room)
    assert free.newest.amounts.trade_in_beyond == room and free.newest.request is None
    typed = {"appraisal_id": key, "trade_in": 47_800 + room + 300}
    with pytest.raises(Refused, match=r"quote\.below"):
        sales.quotes.quote(**typed)
    row = sales.quotes.quote(**typed, cause=DiscountCause.RIVAL, override_reason="他店收得高")
    assert row.state is QuoteState.ASKED
    assert discount_rules.gap_of(row.newest) == 300
    assert row.newest.amounts.trade_in_beyond == room + 300


def test_a_trade_in_that_nobody_appraised_is_given_away_like_a_discount(sales: SaleStore) -> None:
    room = LIST - FLOOR
    assert sales.quotes.quote(trade_in=room).newest.request is None
    with pytest.raises(Refused, match=r"quote\.below"):
        sales.quotes.quote(trade_in=room + 1)
    row = sales.quotes.quote(trade_in=Decimal(40_000), cause=DiscountCause.RIVAL)
    assert row.state is QuoteState.ASKED
    assert discount_rules.gap_of(row.newest) == 40_000 - room
    with pytest.raises(Refused, match=r"discount\.waits"):
        sales.act(order_commands.save_order, sales.entry(row.id))


def test_an_offer_is_taken_while_it_holds(sales: SaleStore) -> None:
    key, quotes = sales.appraise(), sales.quotes
    late = NOON + timedelta(days=8)
    with pytest.raises(Refused, match=r"quote\.old_appraisal"):
        quotes.quote(appraisal_id=key, at=late)
    row = quotes.quote(appraisal_id=key)
    # a version that had it keeps it
    entry = quotes.entry(id=row.id, version=row.version, appraisal_id=key)
    sales.act(commands.save_quote, entry, at=late)
    other = sales.appraise(plate="粤B54321", vin=None)
    sales.act(appraisal_commands.decline, other)
    with pytest.raises(Refused, match=r"quote\.no_appraisal"):
        quotes.quote(appraisal_id=other)


def test_the_traded_car_becomes_stock_with_its_file_once(sales: SaleStore) -> None:
    key = sales.appraise()
    order = sales.place(appraisal_id=key, trade_in=Decimal(49_000))
    told = sales.appraisal(key)
    assert told.state is AppraisalState.AGREED
    with pytest.raises(Refused, match=r"appraisal\.agreed"):
        sales.act(appraisal_commands.decline, key)
    sales.approve(order)
    assert SaleBlock.TRADE_IN in sales.row(order).blocks
    step = sales.act(delivery_commands.note_step, order, TAKEN)
    assert SaleBlock.TRADE_IN not in sales.row(order).blocks
    (car,) = used(sales)
    assert (car.vehicle_id, car.purchase_price) == (told.vehicle_id, 49_000)
    assert (car.arrived_on, car.appraisal_number) == (NOON.date(), told.number)
    assert owners(sales, told.vehicle_id) == [(sales.quotes.person, True)]
    assert sales.appraisal(key).stock_number == car.number
    kept = StockEntry(id=car.id, version=car.version, place="B区3")
    sales.act(stock_commands.save_car, kept, by=sales.quotes.manager)
    second = sales.place(appraisal_id=None, trade_in=Decimal(1), trade_in_car="另一台")
    sales.act(delivery_commands.take_back_step, step)
    assert used(sales) == []
    assert owners(sales, told.vehicle_id) == [(sales.quotes.person, False)]
    sales.act(delivery_commands.note_step, order, TAKEN)
    sales.approve(second)
    sales.act(delivery_commands.note_step, second, TAKEN)  # typed by hand: no appraisal, no car
    assert len(used(sales)) == 1


def test_one_car_is_traded_in_for_one_order(sales: SaleStore) -> None:
    """Also where another order would take it over by a change; a cancelled order frees it."""
    key, quotes = sales.appraise(), sales.quotes
    one, other = (quotes.quote(appraisal_id=key).id for _one in range(2))
    changing = sales.place()
    version = quotes.entry(id=sales.row(changing).quote_id, version=1, appraisal_id=key)
    sales.act(commands.save_quote, version)
    first = sales.act(order_commands.save_order, sales.entry(one))
    reason = SaleChangeEntry("客户要置换")
    for command, *args in (
        (order_commands.save_order, sales.entry(other)),
        (order_commands.change, changing, reason),
    ):
        with pytest.raises(Refused, match=r"sale\.car_promised") as told:
            sales.act(command, *args)
        assert told.value.facts["number"] == sales.row(first).number
    sales.act(order_commands.cancel, first, CancelEntry(CancelCause.CUSTOMER, "不买了"))
    sales.act(order_commands.change, changing, reason)


def test_the_order_keeps_the_car_that_stands_here(sales: SaleStore) -> None:
    order = sales.place(appraisal_id=sales.appraise())
    sales.approve(order)
    step = sales.act(delivery_commands.note_step, order, TAKEN)
    row, quotes = sales.row(order), sales.quotes
    entry = quotes.entry(id=row.quote_id, version=1, discount=Decimal(1_000))
    sales.act(commands.save_quote, entry)
    with pytest.raises(Refused, match=r"sale\.traded_in"):
        sales.act(order_commands.change, order, SaleChangeEntry("客户不置换"))
    ends = CancelEntry(CancelCause.CUSTOMER, "不买了")
    with pytest.raises(Refused, match=r"sale\.traded_in"):
        sales.act(order_commands.cancel, order, ends)
    hold = sales.act(hold_commands.reserve, used(sales)[0].id, NewHold(note="二手车客户"))
    with pytest.raises(Refused, match=r"appraisal\.used"):
        sales.act(delivery_commands.take_back_step, step)
    assert hold
    # it stays here: the store has bought it, and the order may end
    sales.act(order_commands.cancel, order, ends)
    assert sales.row(order).to_pay_back == 47_800


def test_a_traded_car_is_no_new_one(sales: SaleStore) -> None:
    """The same version as a new car: neither offered for an order nor proposed from the maker."""
    car, known = sales.car(), NewVehicle(plate="粤B12345", trim_id=sales.quotes.petrol)
    sales.act(vehicle_commands.add, known, by=sales.quotes.manager)
    key = sales.appraise()
    order = sales.place(appraisal_id=key)
    sales.approve(order)
    sales.act(delivery_commands.note_step, order, TAKEN)
    (taken,) = used(sales)
    assert taken.trim_id == sales.quotes.petrol
    with sales.quotes.records.read() as session:
        assert [one.id for one in matching.free_cars(session, at=NOON)] == [car]
    with pytest.raises(Refused, match=r"sale\.used_car"):
        sales.act(delivery_commands.give_car, order, taken.id)


def test_without_a_vin_the_car_is_not_taken(sales: SaleStore) -> None:
    order = sales.place(appraisal_id=sales.appraise(vin=None))
    sales.approve(order)
    with pytest.raises(Refused, match=r"appraisal\.no_vin"):
        sales.act(delivery_commands.note_step, order, TAKEN)
