"""Files are entered once, edited without treading on each other, and read on one page."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Conflict, Refused
from app.people import commands, queries, rules
from app.people.commands import LicenceFacts
from app.people.lookup import known_as
from app.permissions import Actor
from app.records import Records
from db.tables.bills import Payment
from db.tables.people import Consent
from db.tables.prospects import FollowUp, LevelChange
from db.tables.vehicles import VehicleRelation
from db.vocabulary import (
    CallResult,
    ConsentPurpose,
    LicenceClass,
    PaymentMethod,
    Relation,
    Role,
    Sex,
    Stage,
)
from tests import make as makers
from tests.make import NOON

Act = Callable[..., Any]
IDENTITY = "11010519491231002X"


def test_a_new_customer_is_found_again(act: Act, records: Records) -> None:
    made = act(
        commands.add,
        {
            "name": "张伟",
            "phone": "138 0013-8000",
            "other_phone": "010-62345678",
            "sex": Sex.MALE,
            "id_number": IDENTITY,
        },
    )
    with records.read() as session:
        card = queries.card(session, made)
        assert (
            card is not None
            and card.phones == ("13800138000", "01062345678")
            and card.id_number == IDENTITY
        )
        assert [hit.id for hit in known_as(session, "+86 138 0013 8000")] == [made]
        assert [hit.id for hit in known_as(session, None, "11010519491231002x")] == [made]
        assert known_as(session, "13800138000", besides=made) == []


@pytest.mark.parametrize("phone", ["138 0000-0000", "+8613800000000", "１３８００００００００"])
def test_the_same_name_and_number_is_not_entered_twice(act: Act, phone: str) -> None:
    act(commands.add, {"name": "张伟", "phone": "13800000000"})
    with pytest.raises(Refused) as refused:
        act(commands.add, {"name": "张 伟".replace(" ", ""), "phone": phone})
    assert (refused.value.code, refused.value.field) == ("person.known", "phone")
    assert act(commands.add, {"name": "李娜", "phone": phone})


def test_the_same_identity_number_is_not_entered_twice(act: Act) -> None:
    act(commands.add, {"name": "张伟", "id_number": IDENTITY})
    with pytest.raises(Refused) as refused:
        act(commands.add, {"name": "张维", "id_number": IDENTITY.lower()})
    assert refused.value.field == "id_number"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "", "phone": None}, "name"),
        ({"name": "张伟", "phone": "138"}, "phone"),
        ({"name": "张伟", "phone": None, "other_phone": "1"}, "other_phone"),
        ({"name": "张" * 121}, "name"),
        ({"name": "张伟", "id_number": "1"}, "id_number"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    act: Act, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        act(commands.add, facts)
    assert refused.value.field == field


def test_an_edit_writes_what_it_names_and_keeps_the_rest(act: Act, records: Records) -> None:
    made = act(
        commands.add,
        {
            "name": "张伟",
            "phone": "13800138000",
            "other_phone": "13900139000",
            "id_number": IDENTITY,
            "note": "旧",
        },
    )
    act(
        commands.edit,
        made,
        {"name": "张伟", "phone": "13900139000", "other_phone": None, "note": ""},
        version=_version(records, made),
    )
    with records.read() as session:
        record = queries.record(session, made)
    assert (
        record is not None
        and record.card.phones == ("13900139000",)
        and record.note is None
        and record.card.id_number == IDENTITY
    )


def test_an_edit_of_an_old_version_is_a_conflict(act: Act, records: Records) -> None:
    made = act(commands.add, {"name": "张伟", "phone": "13800138000"})
    version = _version(records, made)
    act(commands.edit, made, {"name": "张伟强", "phone": "13800138000"}, version=version)
    with pytest.raises(Conflict):
        act(commands.edit, made, {"name": "张小伟", "phone": "13800138000"}, version=version)
    act(
        commands.edit,
        made,
        {"name": "张伟", "phone": "13800138000"},
        version=_version(records, made),
    )


def test_a_licence_is_kept_and_corrected(act: Act, records: Records) -> None:
    made = act(commands.add, {"name": "张伟", "phone": "13800138000"})
    for facts, field in (
        (LicenceFacts(None, LicenceClass.C1), "number"),
        (LicenceFacts(IDENTITY, None), "licence_class"),
        (LicenceFacts(IDENTITY, LicenceClass.C1, date(2020, 1, 1), date(2019, 1, 1)), "expires_on"),
    ):
        with pytest.raises(Refused) as refused:
            act(commands.keep_licence, made, facts)
        assert refused.value.field == field
    act(
        commands.keep_licence,
        made,
        LicenceFacts(IDENTITY, LicenceClass.C2, date(2020, 1, 1), date(2026, 1, 1)),
    )
    act(
        commands.keep_licence,
        made,
        LicenceFacts(IDENTITY, LicenceClass.C1, date(2020, 1, 1), date(2026, 1, 1), long_term=True),
    )
    with records.read() as session:
        kept = queries.licence(session, made)
    assert kept is not None and (kept.licence_class, kept.expires_on, kept.long_term) == (
        LicenceClass.C1,
        None,
        True,
    )


def test_a_licence_that_somebody_saved_since_is_not_overwritten(act: Act, records: Records) -> None:
    made = act(commands.add, {"name": "张伟", "phone": "13800138000"})
    act(commands.keep_licence, made, LicenceFacts(IDENTITY, LicenceClass.C2), version=0)
    with pytest.raises(Conflict):
        act(commands.keep_licence, made, LicenceFacts(IDENTITY, LicenceClass.B1), version=0)
    with records.read() as session:
        kept = queries.licence(session, made)
    assert kept is not None and kept.licence_class is LicenceClass.C2
    act(commands.keep_licence, made, LicenceFacts(IDENTITY, LicenceClass.C1), version=kept.version)
    with pytest.raises(Conflict):
        act(
            commands.keep_licence,
            made,
            LicenceFacts(IDENTITY, LicenceClass.B1),
            version=kept.version,
        )
    with records.read() as session:
        again = queries.licence(session, made)
    assert again is not None and (again.licence_class, again.version) == (
        LicenceClass.C1,
        kept.version + 1,
    )


def test_a_technician_enters_no_customer(act: Act) -> None:
    with pytest.raises(Refused) as refused:
        act(
            commands.add,
            {"name": "张伟"},
            by=Actor(0, "技师", frozenset({Role.TECHNICIAN}), "车间"),
        )
    assert refused.value.code == "permission.denied"


def test_everything_stands_on_one_timeline(act: Act, records: Records) -> None:
    made = act(commands.add, {"name": "张伟", "phone": "13800138000"})
    act(_fill, made)
    with records.read() as session:
        record = queries.record(session, made)
    assert record is not None
    assert [event.kind for event in record.events] == [
        "consent",
        "follow_up",
        "level",
        "payment",
        "order",
        "drive",
        "visit",
    ]
    assert (record.visits, record.drives, record.orders, record.spent) == (
        1,
        1,
        1,
        Decimal("85.50"),
    )
    assert [(car.plate, car.relation) for car in record.cars] == [("京A12345", Relation.OWNER)]
    assert record.last_seen == NOON + timedelta(days=3)


def test_the_list_is_in_the_order_asked_for(act: Act, records: Records) -> None:
    first, second = (
        act(commands.add, {"name": name, "phone": phone})
        for name, phone in (("张伟", "13800138000"), ("李娜", "13900139000"))
    )
    with records.read() as session:
        assert queries.ids(session) == [second, first]
        assert queries.ids(session, "zw") == [first]
        assert [row.phone for row in queries.rows(session, [first, second])] == [
            "13800138000",
            "13900139000",
        ]


def test_who_may_read_a_number() -> None:
    desk = frozenset({Role.RECEPTION})
    assert rules.phone_for("13800138000", desk, own=True) == "138 0013 8000"
    assert rules.phone_for("13800138000", desk) == "138****8000", "safe by default"
    assert rules.phone_for("13800138000", frozenset({Role.CARE})) == "138 0013 8000"
    number = "11010519491231002X"
    assert rules.licence_for(number, desk) == "110105********002X"
    assert rules.licence_for(number, desk, own=True) == "110105 19491231 002X"
    assert rules.licence_for(number, frozenset({Role.ADVISOR}), own=True) == "110105********002X"
    assert rules.phone_for("13800138000", frozenset({Role.TECHNICIAN})) == "138****8000"
    assert rules.phone_for(None, frozenset({Role.MANAGER})) == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("张伟", "张伟", True),
        ("张先生", "张伟", True),
        ("李女士", "张伟", False),
        ("", "张伟", True),
        ("张伟", "张强", False),
        ("先生", "张伟", True),
    ],
)
def test_names_that_may_be_one_person(one: str, other: str, same: bool) -> None:
    assert rules.same_name(one, other) is rules.same_name(other, one) is same


def _version(records: Records, person_id: int) -> int:
    with records.read() as session:
        card = queries.card(session, person_id)
        assert card is not None
        return card.version


def _fill(session: Any, person_id: int, *, by: Any, at: Any) -> None:
    def day(number: int) -> Any:
        return at + timedelta(days=number)

    purpose, level = makers.purpose(session), makers.level(session)
    makers.visit(session, by=1, at=day(1), person_id=person_id, purpose_id=purpose.id)
    makers.test_drive(session, makers.demo_car(session), by=1, at=day(2), person_id=person_id)
    car = makers.vehicle(session, "京A12345")
    session.add(
        VehicleRelation(
            vehicle_id=car.id,
            person_id=person_id,
            relation=Relation.OWNER,
            from_on=date(2026, 1, 1),
        )
    )
    order = makers.repair_order(
        session, car, by=1, at=day(3), customer_id=person_id, stage=Stage.DELIVERED
    )
    session.add(
        Payment(
            number="P1",
            order_id=order.id,
            method=PaymentMethod.CASH,
            amount=Decimal("85.50"),
            at=day(4),
            taken_by=1,
        )
    )
    person = session.get(makers.Person, person_id)
    wish = makers.prospect(session, person, session.get(makers.Staff, 1), level)
    session.add(LevelChange(prospect_id=wish.id, new_level_id=level.id, at=day(5), staff_id=1))
    session.add(
        FollowUp(
            person_id=person_id,
            staff_id=1,
            due_at=day(6),
            done_at=day(6),
            result=CallResult.REACHED,
        )
    )
    session.add(FollowUp(person_id=person_id, staff_id=1, due_at=day(9)))
    session.add(
        Consent(
            person_id=person_id,
            purpose=ConsentPurpose.CAMPAIGN,
            notice_edition=1,
            way="书面",
            given_at=day(7),
            given_by=1,
        )
    )
