"""One file per car, whatever its plate was."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.errors import Refused
from app.people.operations import Contact
from app.records import Records
from app.vehicles import operations, queries
from app.vehicles.operations import NewVehicle
from db.plate_words import PlateKind
from db.vocabulary import Relation, Stage
from tests import make as makers
from tests.make import NOON

Act = Callable[..., Any]
VIN = "LSVAA4182E2184847"


def _keep(session: Any, new: NewVehicle, *, by: Any, at: Any) -> int:
    return operations.find_or_add(session, new, by=by, at=at).id


def test_a_plate_is_enough_and_is_completed_later(act: Act, records: Records) -> None:
    first = act(_keep, NewVehicle("京A·12345"))
    assert act(_keep, NewVehicle("京a 12345", VIN, "轩逸", odometer=12000)) == first
    assert act(_keep, NewVehicle(vin=VIN, model_name="骐达", odometer=9000)) == first
    with records.read() as session:
        hit = queries.by_plate(session, "京A12345")
    assert hit is not None and (hit.vin, hit.model, hit.odometer) == (VIN, "轩逸", 12000)


def test_an_old_plate_finds_the_car_as_former(act: Act, records: Records) -> None:
    first = act(_keep, NewVehicle("京A12345", VIN))
    assert act(_keep, NewVehicle("京AD12345", VIN), at=NOON + timedelta(days=3)) == first
    with records.read() as session:
        old, new = queries.by_plate(session, "京A12345"), queries.by_plate(session, "京AD12345")
    assert old is not None and new is not None
    assert (old.id, old.former, new.former, old.plate) == (first, True, False, "京AD12345")


def test_a_plate_that_another_car_carries_is_refused(act: Act) -> None:
    act(_keep, NewVehicle("京A12345", VIN))
    for new, field in (
        (NewVehicle("京A12345", "LGBH52E04EY000018"), "vin"),
        (NewVehicle("京A1234"), "plate"),
        (NewVehicle("京C12345", "AGH30"), "vin"),
        (NewVehicle("京C12345", owner=Contact("某" * 121)), "name"),
        (NewVehicle(), "plate"),
    ):
        with pytest.raises(Refused) as refused:
            act(_keep, new)
        assert refused.value.field == field
    act(_keep, NewVehicle("京B12345", "LGBH52E04EY000018"))
    with pytest.raises(Refused) as refused:
        act(_keep, NewVehicle("京A12345", "LGBH52E04EY000018"))
    assert refused.value.code == "vehicle.plate_taken"


def test_two_cars_carry_a_temporary_plate_that_nobody_wrote_down(
    act: Act, records: Records
) -> None:
    first = act(_keep, NewVehicle("临牌"))
    second = act(_keep, NewVehicle("临牌", VIN))
    assert first != second, "临牌 names no car"
    with records.read() as session:
        hits = [queries.by_id(session, one) for one in (first, second)]
        assert queries.by_plate(session, "临牌") is None
    assert [hit.plate for hit in hits if hit] == ["临牌", "临牌"], "as written"
    assert act(_keep, NewVehicle("京A12345", VIN)) == second
    with records.read() as session:
        hit = queries.by_id(session, second)
    assert hit is not None and hit.plate == "京A12345"


def test_a_car_on_trial_and_an_import_without_vin_have_files(act: Act, records: Records) -> None:
    car = act(_keep, NewVehicle("京A1234试", "AGH30-0123456", owner=Contact("某" * 120)))
    assert act(_keep, NewVehicle("京a·1234 试")) == car
    assert act(_keep, NewVehicle(vin="agh30-0123456")) == car
    with records.read() as session:
        hit = queries.by_id(session, car)
    assert hit is not None
    assert (hit.plate, hit.vin, hit.owner) == ("京A1234试", "AGH30-0123456", "某" * 120)


def test_who_brings_a_car_does_not_become_its_owner(act: Act, records: Records) -> None:
    car = act(_keep, NewVehicle("京A12345", owner=Contact("张伟", "13800138000")))
    act(_keep, NewVehicle("京A12345", owner=Contact("李娜", "13900139000")))
    with records.read() as session:
        hit = queries.by_id(session, car)
    assert hit is not None and (hit.owner, hit.owner_phone) == ("张伟", "13800138000")


def test_a_new_owner_ends_the_old_one(act: Act, make: Callable[..., int], records: Records) -> None:
    car = act(_keep, NewVehicle("京A12345", owner=Contact("张伟", "13800138000")))
    buyer = make(makers.person, "王芳")

    def sell(session: Any, *, by: Any, at: Any) -> None:
        operations.keep_relation(session, car, buyer, relation=Relation.OWNER, at=at)

    act(sell)
    with records.read() as session:
        hit = queries.by_id(session, car)
    assert hit is not None and hit.owner == "王芳" and hit.owner_phone is None


def test_the_order_in_the_shop_and_the_days_since_are_told(act: Act, records: Records) -> None:
    car = act(_keep, NewVehicle("京A12345"))

    def open_order(session: Any, *, by: Any, at: Any) -> str:
        old = makers.repair_order(
            session,
            session.get(operations.Vehicle, car),
            by=1,
            at=at - timedelta(days=90),
            stage=Stage.DELIVERED,
        )
        new = makers.repair_order(
            session, session.get(operations.Vehicle, car), by=1, at=at - timedelta(days=2)
        )
        assert old.id != new.id
        return str(new.number)

    number = act(open_order)
    with records.read() as session:
        hit = queries.by_plate(session, "京A12345", today=date(2026, 11, 21))
    assert hit is not None and (hit.open_order_number, hit.days_since, hit.open_advice) == (
        number,
        2,
        0,
    )


@pytest.mark.parametrize(
    ("plate", "kind"),
    [
        ("京A12345", PlateKind.CIVIL),
        ("京AD12345", PlateKind.NEV_SMALL),
        ("粤Z1234港", PlateKind.HONG_KONG_MACAU),
        ("无牌", PlateKind.NONE),
    ],
)
def test_kinds_of_plates_are_told_apart(plate: str, kind: PlateKind) -> None:
    assert operations.plate_kind(plate) is kind
