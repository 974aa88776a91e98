"""A car's file: edited with care, its plates and people dated."""

from collections.abc import Callable
from typing import Any

import pytest

from app.errors import Conflict, Refused
from app.people.operations import Contact
from app.permissions import Actor
from app.records import Records
from app.vehicles import commands, queries
from app.vehicles.operations import NewVehicle
from db.plate_words import PlateKind
from db.vocabulary import Role

Act = Callable[..., Any]
VIN = "LSVAA4182E2184847"


def _version(records: Records, car: int) -> int:
    with records.read() as session:
        record = queries.record(session, car)
        assert record is not None
        return record.version


def test_an_edit_writes_what_it_names(act: Act, records: Records) -> None:
    car = act(commands.add, NewVehicle("京A12345", VIN, "轩逸", colour="白", odometer=100))
    act(
        commands.edit,
        car,
        {"colour": "", "odometer": 12000, "plate": "京AD12345", "vin": VIN.lower()},
        version=_version(records, car),
    )
    with records.read() as session:
        record = queries.record(session, car)
    assert (
        record is not None
        and record.hit.colour is None
        and record.hit.odometer == 12000
        and record.hit.model == "轩逸"
    )
    assert [(plate.number, plate.kind) for plate in record.plates] == [
        ("京AD12345", PlateKind.NEV_SMALL),
        ("京A12345", PlateKind.CIVIL),
    ]


def test_an_edit_of_an_old_version_is_a_conflict(act: Act, records: Records) -> None:
    car = act(commands.add, NewVehicle("京A12345"))
    version = _version(records, car)
    act(commands.edit, car, {"colour": "白"}, version=version)
    with pytest.raises(Conflict):
        act(commands.edit, car, {"colour": "黑"}, version=version)


@pytest.mark.parametrize(
    "facts", [{"vin": VIN}, {"vin": "LSV"}, {"plate": "京A11111"}, {"plate": "京"}]
)
def test_what_another_car_has_is_refused_beside_its_field(
    act: Act, records: Records, facts: dict[str, Any]
) -> None:
    act(commands.add, NewVehicle("京A11111", VIN))
    car = act(commands.add, NewVehicle("京A22222"))
    with pytest.raises(Refused) as refused:
        act(commands.edit, car, facts, version=_version(records, car))
    assert refused.value.field == next(iter(facts))


def test_a_known_plate_or_vin_is_told_in_any_writing(act: Act, records: Records) -> None:
    car = act(commands.add, NewVehicle("京A12345", VIN, owner=Contact("张伟", "13800138000")))
    act(commands.change_plate, car, "京AD12345")
    with records.read() as session:
        for plate, vin, former in (
            ("京ａ·ｄ12345", None, False),
            ("京A 12345", None, True),
            (None, f"*{VIN.lower()}*", False),
        ):
            hit = queries.known_as(session, plate, vin)
            assert hit is not None and hit.id == car
            assert plate is None or hit.former is former
        assert queries.known_as(session, "京AD12345", besides=car) is None


def test_a_car_without_a_plate_keeps_none(act: Act, records: Records) -> None:
    first = act(commands.add, NewVehicle("无牌", VIN))
    second = act(commands.add, NewVehicle("无牌", "LGBH52E04EY000018"))
    assert first != second
    with records.read() as session:
        assert [row.plate for row in queries.rows(session, [first, second])] == ["", ""]


def test_a_cashier_changes_no_plate(act: Act) -> None:
    car = act(commands.add, NewVehicle("京A12345"))
    with pytest.raises(Refused) as refused:
        act(
            commands.change_plate,
            car,
            "京A54321",
            by=Actor(0, "收银", frozenset({Role.CASHIER}), "财务"),
        )
    assert refused.value.code == "permission.denied"
