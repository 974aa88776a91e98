"""A file is complete two days after a delivery, or stands in the list of its consultant."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.people import commands
from app.records import Records
from app.vehicles import rules
from app.vehicles.incomplete import incomplete
from db.vocabulary import ProspectState, Stage
from tests import make as makers

Act = Callable[..., Any]
TODAY = date(2026, 11, 21)
VIN = "LSVAA4182E2184847"


def _deliver(session: Any, days: int, who: Any = None, *, by: Any, at: Any, **car: Any) -> int:
    vehicle = makers.vehicle(session, car.pop("plate", None), **car)
    left = at - timedelta(days=days)
    order = makers.repair_order(
        session, vehicle, by=1, at=left, delivered_at=left, stage=Stage.DELIVERED, customer_id=who
    )
    return int(order.vehicle_id)


def _list(records: Records) -> list[tuple[str, int, tuple[str, ...], str, int]]:
    with records.read() as session:
        return [
            (one.noun, one.record_id, one.missing, one.staff, one.late)
            for one in incomplete(session, today=TODAY)
        ]


def test_two_days_are_given_and_no_hour_more(act: Act, records: Records) -> None:
    act(_deliver, 2, plate="京A12345")
    assert _list(records) == []
    car = act(_deliver, 3, plate="京B12345")
    assert _list(records) == [("vehicle", car, ("Name", "Phone", "VIN", "Model"), "王敏", 1)]
    act(_deliver, 91, plate="京C12345")
    assert len(_list(records)) == 1


def test_a_file_leaves_the_list_when_it_is_complete(act: Act, records: Records) -> None:
    person = act(commands.add, {"name": "陈先生", "phone": "13611110000"})
    act(_deliver, 5, person, vin=VIN, model_name="轩逸")
    assert _list(records) == [("person", person, ("Name",), "王敏", 3)]
    act(commands.edit, person, {"name": "陈明"}, version=1)
    assert _list(records) == []


def test_a_buyer_signs_with_address_and_identity_number(act: Act, records: Records) -> None:
    person = act(commands.add, {"name": "陈明", "phone": "13611110000"})

    def buy(session: Any, *, by: Any, at: Any) -> None:
        staff, level = makers.staff(session, "李强"), makers.level(session)
        who = session.get(makers.Person, person)
        makers.prospect(
            session, who, staff, level, state=ProspectState.WON, closed_at=at - timedelta(days=4)
        )

    act(buy)
    assert _list(records) == [("person", person, ("Address", "Identity number"), "李强", 2)]


def test_who_was_forgotten_is_asked_for_nothing(act: Act, records: Records) -> None:
    person = act(commands.add, {"name": "陈先生", "phone": "13611110000"})
    act(_deliver, 5, person)
    act(commands.erase, person, "本人要求")
    assert _list(records) == []


@pytest.mark.parametrize(
    ("known", "lacks"),
    [
        ({"name": "张女士", "phone": True}, ("Name",)),
        ({"name": "张三", "phone": True}, ()),
        ({}, ("Name", "Phone")),
    ],
)
def test_a_form_of_address_is_no_name(known: dict[str, Any], lacks: tuple[str, ...]) -> None:
    assert rules.missing(known) == lacks


@pytest.mark.parametrize(("days", "lapsed"), [(0, False), (365, False), (366, True)])
def test_a_car_that_stays_away_for_a_year_has_lapsed(days: int, lapsed: bool) -> None:
    assert rules.is_lapsed(TODAY - timedelta(days=days), TODAY) is lapsed
    assert not rules.is_lapsed(None, TODAY)
