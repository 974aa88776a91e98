"""The store's customer files, as the work plans ask for them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from app import search
from app.people import commands, queries
from app.people.operations import Contact
from app.records import Records
from app.vehicles import commands as cars
from app.vehicles import operations
from app.vehicles import queries as vehicles
from app.vehicles.incomplete import incomplete
from app.vehicles.operations import NewVehicle
from db.nouns import Noun
from db.vocabulary import CustomerClass, PersonKind, Relation, Stage
from tests import make as makers
from tests.make import NOON

Act = Callable[..., Any]


def test_s006_the_file_of_a_prospect_becomes_the_file_of_an_owner(
    act: Act, records: Records
) -> None:
    person = act(commands.add, {"name": "张伟", "phone": "138 0013 8000"})
    car = act(
        cars.add,
        NewVehicle("京A12345", model_name="轩逸", owner=Contact(person_id=person)),
        at=NOON + timedelta(days=3),
    )
    with records.read() as session:
        record = queries.record(session, person)
        assert record is not None and [(one.id, one.relation) for one in record.cars] == [
            (car, Relation.OWNER)
        ]


def test_s034_a_fleet_is_told_from_a_private_customer(act: Act, records: Records) -> None:
    fleet = act(
        commands.add,
        {"name": "东方出租汽车有限公司", "phone": "010-62345678", "kind": PersonKind.COMPANY},
    )
    with records.read() as session:
        assert search.find_ids(session, Noun.PERSON, "dongfang", limit=5) == [fleet]
        card = queries.card(session, fleet)
        assert card is not None and card.kind is PersonKind.COMPANY


def test_s071_every_customer_may_have_one_of_four_classes(act: Act, records: Records) -> None:
    assert len(CustomerClass) == 4
    person = act(
        commands.add, {"name": "张伟", "phone": "13800138000", "customer_class": CustomerClass.VIP}
    )
    with records.read() as session:
        card = queries.card(session, person)
        assert card is not None and card.customer_class is CustomerClass.VIP


def test_s074_the_file_holds_who_which_car_and_all_that_happened(
    act: Act, records: Records
) -> None:
    facts = {
        "name": "张伟",
        "phone": "13800138000",
        "address": "中山路 1 号",
        "note": "希望周末保养",
    }
    person = act(commands.add, facts)
    car = act(cars.add, NewVehicle("京A12345", model_name="轩逸", owner=Contact(person_id=person)))

    def repair(session: Any, *, by: Any, at: Any) -> None:
        row = session.get(operations.Vehicle, car)
        makers.repair_order(
            session,
            row,
            by=1,
            at=at,
            customer_id=person,
            number="W261121-001",
            stage=Stage.DELIVERED,
        )

    act(repair)
    with records.read() as session:
        file, hit = (
            queries.record(session, person),
            vehicles.by_plate(session, "京A·12345", today=date(2026, 11, 22)),
        )
    assert file is not None and hit is not None
    assert (file.card.name, file.card.phones, file.card.address, file.note) == (
        "张伟",
        ("13800138000",),
        "中山路 1 号",
        "希望周末保养",
    )
    assert [(event.kind, event.title) for event in file.events] == [("order", "W261121-001")]
    assert (hit.model, hit.owner, hit.days_since) == ("轩逸", "张伟", 1)


def test_s074_a_sold_car_keeps_its_history_and_not_the_old_owners_number(
    act: Act, records: Records
) -> None:
    seller = act(commands.add, {"name": "张伟", "phone": "13800138000"})
    buyer = act(commands.add, {"name": "王芳", "phone": "13900139000"})
    car = act(cars.add, NewVehicle("京A12345", owner=Contact(person_id=seller)))
    act(
        cars.change_keeper,
        car,
        cars.NewRelation(buyer, Relation.OWNER),
        at=NOON + timedelta(days=9),
    )
    act(cars.change_plate, car, "京AD12345", at=NOON + timedelta(days=9))
    with records.read() as session:
        record = vehicles.record(session, car)
        assert record is not None
        assert [(one.name, one.phone) for one in record.keepers] == [
            ("王芳", "13900139000"),
            ("张伟", None),
        ]
        assert search.find_ids(session, Noun.VEHICLE, "京A12345", limit=5) == [car]


def test_s074_a_file_is_complete_two_days_after_the_delivery_or_its_consultant_is_asked(
    act: Act, records: Records
) -> None:
    person = act(commands.add, {"name": "张先生", "phone": "13800138000"})
    car = act(cars.add, NewVehicle("京A12345", model_name="轩逸", owner=Contact(person_id=person)))

    def deliver(session: Any, *, by: Any, at: Any) -> None:
        row, left = session.get(operations.Vehicle, car), at - timedelta(days=3)
        makers.repair_order(
            session,
            row,
            by=1,
            at=left,
            customer_id=person,
            delivered_at=left,
            stage=Stage.DELIVERED,
        )

    act(deliver)
    with records.read() as session:
        asked = [
            (one.staff, one.missing, one.late) for one in incomplete(session, today=NOON.date())
        ]
        version = queries.card(session, person).version
    assert asked == [("王敏", ("Name", "VIN"), 1)]
    act(commands.edit, person, {"name": "张伟"}, version=version)
    act(cars.add, NewVehicle("京A12345", "LSVAA4182E2184847"))
    with records.read() as session:
        assert incomplete(session, today=NOON.date()) == []
