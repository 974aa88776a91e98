"""Cars for sale: added once, arrived, looked after, gone; each with its undo."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app import search
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.stock import commands, hold_commands, queries
from app.stock.facts import StockRow
from app.stock.values import Leaving, NewHold, StockEntry
from db.nouns import Noun
from db.stock_words import CertificatePlace, LeftHow, StockState
from db.tables.vehicles import Vehicle
from tests import make as makers
from tests.app.stock.conftest import TODAY, VINS, AddCar
from tests.make import NOON


def row_of(records: Records, viewer: Actor, car_id: int) -> StockRow:
    with records.read() as session:
        rows = queries.stock(session, viewer, at=NOON)
    return next(row for row in rows if row.id == car_id)


def test_a_car_stands_in_the_stock_once(add_car: AddCar, records: Records, manager: Actor) -> None:
    car = add_car(place="A3", key_number="17")
    row = row_of(records, manager, car)
    assert (row.number, row.vin, row.state) == ("C261121-001", VINS[0], StockState.IN_STOCK)
    assert (row.list_price, row.days, row.band) == (Decimal(129_900), 0, "0–30")
    with pytest.raises(Refused) as refused:
        add_car()
    assert (refused.value.code, refused.value.field) == ("stock.known", "vin")


def test_a_new_car_needs_its_vin_and_version(act: Any, version: int) -> None:
    for entry, field in (
        (StockEntry(trim_id=version), "vin"),
        (StockEntry(vin=VINS[0]), "trim_id"),
    ):
        with pytest.raises(Refused) as refused:
            act(commands.save_car, entry)
        assert refused.value.field == field


def test_arrival_and_care_are_noted_by_a_consultant_and_taken_back(
    add_car: AddCar, act: Any, records: Records, li: Actor
) -> None:
    car = add_car(arrived_on=None, expected_on=TODAY - timedelta(days=1))
    assert row_of(records, li, car).is_late
    act(commands.arrive, car, by=li)
    assert row_of(records, li, car).cared_on == TODAY
    act(commands.take_back_arrival, car, by=li)
    assert row_of(records, li, car).state is StockState.IN_TRANSIT
    act(commands.arrive, car, by=li)
    before = act(commands.note_care, car, by=li, at=NOON + timedelta(days=30))
    act(commands.take_back_care, car, before, by=li)
    assert row_of(records, li, car).cared_on == TODAY


def test_what_a_car_has_cost_is_read_by_managers_alone(
    add_car: AddCar, records: Records, manager: Actor, li: Actor
) -> None:
    begun = TODAY - timedelta(days=117)
    car = add_car(purchase_price=Decimal(150_000), payment_on=begun)
    own, other = row_of(records, manager, car), row_of(records, li, car)
    assert (own.purchase_price, own.interest) == (Decimal(150_000), Decimal("1425.00"))
    assert (other.purchase_price, other.interest) == (None, None)
    assert other.floor_price == Decimal(124_900)


def test_a_sale_without_the_certificate_needs_a_reason(
    add_car: AddCar, act: Any, records: Records, manager: Actor
) -> None:
    car = add_car(certificate=CertificatePlace.BANK)
    with pytest.raises(Refused) as refused:
        act(commands.leave, car, Leaving(how=LeftHow.SOLD))
    assert refused.value.field == "reason" and "At the bank" in refused.value.text()
    act(commands.leave, car, Leaving(how=LeftHow.SOLD, reason="银行当天送证"))
    row = row_of(records, manager, car)
    assert (row.left_how, row.override_reason, row.override_by) == (
        LeftHow.SOLD,
        "银行当天送证",
        "王敏",
    )
    act(commands.come_back, car)
    assert row_of(records, manager, car).override_reason is None


def test_a_sale_ends_the_reservation_and_its_undo_brings_both_back(
    add_car: AddCar, act: Any, records: Records, li: Actor, manager: Actor
) -> None:
    car = add_car()
    act(hold_commands.reserve, car, NewHold(note="王先生"), by=li)
    with pytest.raises(Refused, match=r"hold\.taken"):
        act(commands.leave, car, Leaving(how=LeftHow.TRANSFERRED))
    hold = act(commands.leave, car, Leaving(how=LeftHow.SOLD, reason="系统启用前的合同"))
    assert row_of(records, manager, car).state is StockState.LEFT
    act(commands.come_back, car, hold)
    assert row_of(records, manager, car).held_for == "王先生"


def test_a_car_that_was_sold_and_comes_back_is_the_same_vehicle(
    add_car: AddCar, act: Any, records: Records, manager: Actor
) -> None:
    first = add_car()
    act(commands.leave, first, Leaving(how=LeftHow.SOLD, reason="系统启用前的合同"))
    again = add_car()
    rows = [row_of(records, manager, one) for one in (first, again)]
    assert rows[0].vehicle_id == rows[1].vehicle_id and rows[0].number != rows[1].number
    with pytest.raises(Refused, match=r"stock\.known"):
        act(commands.come_back, first)


def test_only_a_new_car_can_be_taken_back(
    add_car: AddCar, act: Any, make: Any, records: Records, manager: Actor
) -> None:
    """Its file goes along, and is no more found; what was known before or reserved stays."""
    first = add_car()
    vin = row_of(records, manager, first).vin
    act(commands.remove_car, first)
    with records.read() as session:
        assert session.scalar(select(Vehicle.id).where(Vehicle.vin == vin)) is None
        assert search.find_ids(session, Noun.VEHICLE, vin, limit=5) == []
        assert search.check(session) == []
    known = make(makers.vehicle, vin=VINS[2])
    act(commands.remove_car, add_car(2))
    with records.read() as session:
        assert session.get(Vehicle, known) is not None
    held = add_car(1)
    act(hold_commands.release, act(hold_commands.reserve, held, NewHold(note="王先生")))
    with pytest.raises(Refused, match=r"stock\.changed"):
        act(commands.remove_car, held)
    car = add_car()
    act(commands.move_certificate, car, CertificatePlace.BANK)
    with pytest.raises(Refused, match=r"stock\.changed"):
        act(commands.remove_car, car)


def test_prices_and_leaving_are_the_managers(add_car: AddCar, act: Any, li: Actor) -> None:
    car = add_car()
    for command, told in (
        (commands.leave, (car, Leaving(how=LeftHow.SOLD, reason="系统启用前的合同"))),
        (commands.save_car, (StockEntry(id=car),)),
        (commands.move_certificate, (car, CertificatePlace.BANK)),
    ):
        with pytest.raises(Refused, match=r"permission\.denied"):
            act(command, *told, by=li)
