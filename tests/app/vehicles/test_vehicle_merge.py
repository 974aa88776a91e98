"""A car known by plate alone and one known by VIN alone turn out to be one.

The desk is never stopped by a “duplicate plate”.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app import search
from app.errors import Refused
from app.people.operations import Contact
from app.records import Records
from app.service.commands import opening
from app.service.values import NewOrder
from app.vehicles import commands, queries
from app.vehicles.commands import NewRelation
from app.vehicles.operations import NewVehicle
from db.nouns import Noun
from db.vocabulary import Relation
from tests.make import NOON

Act = Callable[..., Any]
VIN, PLATE = "LSVAA4182E2184847", "京A12345"
BUYER, DRIVER = Contact("张伟", "13800138000"), Contact("李娜", "13900139000")


@pytest.fixture
def two(act: Act) -> tuple[int, int]:
    """Sold without a plate, washed with nothing but its plate."""
    sold = act(commands.add, NewVehicle(vin=VIN, model_name="轩逸", owner=BUYER))
    washed = act(commands.add, NewVehicle(PLATE, colour="白", odometer=900, owner=DRIVER))
    act(opening.open_order, NewOrder(PLATE), at=NOON - timedelta(days=3))
    return sold, washed


def test_an_order_with_plate_and_vin_finds_one_car(
    act: Act, records: Records, two: tuple[int, int]
) -> None:
    act(opening.open_order, NewOrder(PLATE, vin=VIN))
    with records.read() as session:
        car, other = queries.record(session, two[0]), queries.record(session, two[1])
        hits = [
            (hit.kind, hit.id)
            for group in search.find(session, PLATE, clear=True)
            for hit in group.hits
            if hit.kind == "vehicle"
        ]
    assert car is not None and other is not None and other.hit.id == two[0], (
        "who asks for the quick entry is led on"
    )
    assert (car.hit.plate, car.hit.vin, car.hit.model, car.hit.colour, car.hit.odometer) == (
        PLATE,
        VIN,
        "轩逸",
        "白",
        900,
    )
    assert (car.orders, hits) == (2, [("vehicle", two[0])])
    assert {(one.name, one.relation) for one in car.keepers} == {
        ("张伟", Relation.OWNER),
        ("李娜", Relation.BRINGER),
    }


def test_the_plate_entered_in_the_file_does_the_same(
    act: Act, records: Records, two: tuple[int, int]
) -> None:
    with pytest.raises(Refused, match=r"vehicle\.known"):
        act(commands.edit, two[1], {"vin": VIN}, version=1)
    act(commands.edit, two[0], {"plate": PLATE}, version=1)
    with records.read() as session:
        car = queries.by_plate(session, PLATE)
    assert car is not None and car.id == two[0]


def test_what_both_know_otherwise_stays_apart(act: Act, two: tuple[int, int]) -> None:
    act(commands.edit, two[1], {"model_name": "骐达"}, version=1)
    with pytest.raises(Refused, match=r"vehicle\.plate_taken"):
        act(opening.open_order, NewOrder(PLATE, vin=VIN))


def test_a_plate_kept_for_the_next_car_leaves_the_old_one(act: Act, records: Records) -> None:
    old, new = (
        act(commands.add, NewVehicle(PLATE, VIN)),
        act(commands.add, NewVehicle(vin="LGBH52E04EY000018")),
    )
    kept = act(commands.change_plate, old, "无牌")
    act(commands.change_plate, new, PLATE)
    with records.read() as session:
        found, before = queries.by_plate(session, PLATE), queries.record(session, old)
    assert found is not None and found.id == new
    assert before is not None and (before.hit.plate, [one.number for one in before.plates]) == (
        "",
        [PLATE],
    )
    with pytest.raises(Refused, match=r"changed_since"):
        act(commands.take_back, old, kept, noun=Noun.PLATE)
    with pytest.raises(Refused, match=r"plate\.none"):
        act(commands.change_plate, old, "无牌")


def test_a_plate_taken_off_comes_back(act: Act, records: Records) -> None:
    car = act(commands.add, NewVehicle(PLATE, VIN))
    act(commands.take_back, car, act(commands.change_plate, car, "无牌照"), noun=Noun.PLATE)
    with records.read() as session:
        found = queries.by_id(session, car)
    assert found is not None and found.plate == PLATE


def test_an_owner_is_not_brought_back_beside_another(act: Act, records: Records) -> None:
    car = act(commands.add, NewVehicle(PLATE, owner=BUYER))
    with records.read() as session:
        record = queries.record(session, car)
    assert record is not None
    ended = act(commands.end_keeper, record.keepers[0].id)
    act(commands.change_keeper, car, NewRelation(DRIVER, Relation.OWNER))
    with pytest.raises(Refused, match=r"changed_since"):
        act(commands.take_back, car, ended, noun=Noun.KEEPER)
