"""What the stock tells the registries: search, scanner, erasure, incomplete files."""

from datetime import timedelta
from typing import Any

from app import search
from app.records import Records
from app.scanned import scanned
from app.stock import commands, hold_commands, spec
from app.stock.values import Leaving, NewHold
from app.vehicles import queries as vehicles
from db.nouns import Noun
from db.stock_words import LeftHow
from db.tables.stock import CarHold, StockCar
from tests import make as makers
from tests.app.stock.conftest import VINS, AddCar
from tests.make import NOON


def test_vin_stock_number_and_key_find_the_one_car_and_lead_to_the_stock(
    add_car: AddCar, act: Any, records: Records
) -> None:
    car = add_car(key_number="K0317")
    for text in (VINS[0][-6:], "C261121-001", "K0317"):
        with records.read() as session:
            (group,) = search.find(session, text)
        assert [(hit.kind, hit.opens) for hit in group.hits] == [
            (Noun.VEHICLE, (Noun.STOCK_CAR, car))
        ]
    with records.read() as session:
        read = scanned(session, VINS[0])
    assert read is not None and read.opens == (Noun.STOCK_CAR, car)
    act(commands.leave, car, Leaving(how=LeftHow.SOLD, reason="系统启用前的合同"))
    with records.read() as session:
        assert search.find(session, "K0317") == []
        assert scanned(session, VINS[0]).opens is None  # type: ignore[union-attr]  # it is there


def test_customers_cars_are_listed_without_those_for_sale(
    add_car: AddCar, act: Any, make: Any, records: Records
) -> None:
    car, other = add_car(), make(makers.vehicle, "京A12345")

    def touch(session: Any, *, by: Any, at: Any) -> None:
        search.rebuild(session)

    act(touch)
    with records.read() as session:
        assert (vehicles.ids(session), vehicles.count(session)) == ([other], 1)
    act(commands.leave, car, Leaving(how=LeftHow.SOLD, reason="系统启用前的合同"))
    with records.read() as session:
        assert vehicles.count(session) == 2


def test_who_is_erased_has_no_car_reserved(
    add_car: AddCar, act: Any, make: Any, records: Records, li: Any
) -> None:
    person = make(makers.person, "张伟")
    hold = act(hold_commands.reserve, add_car(), NewHold(person_id=person), by=li)

    def end(session: Any, *, by: Any, at: Any) -> None:
        spec.end_holds(session, [person], at)

    act(end, at=NOON + timedelta(hours=1))
    with records.read() as session:
        assert session.get_one(CarHold, hold).ended_at == NOON + timedelta(hours=1)


def test_a_car_for_sale_offers_its_place_in_the_stock(
    add_car: AddCar, act: Any, records: Records
) -> None:
    car = add_car()
    with records.read() as session:
        vehicle = session.get_one(StockCar, car).vehicle_id
        (offer,) = spec.stock_offer(session, vehicle)
    assert (offer.noun, offer.record_id) == (Noun.STOCK_CAR, car)
