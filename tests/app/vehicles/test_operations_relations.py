"""Owner, bearer and payer of a car with their days.

A sold car keeps its history, and the old owner's number stays with the old owner.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app import search
from app.errors import Refused
from app.identity import phone as phones
from app.people import commands as people
from app.people import queries as files
from app.people.operations import Contact
from app.permissions import Actor
from app.records import Records
from app.service import papers
from app.service.commands import opening
from app.service.queries.facts import order_facts
from app.service.queries.sheet import sheet
from app.service.values import Intake, NewOrder
from app.vehicles import commands, queries
from app.vehicles.commands import NewRelation
from app.vehicles.operations import NewVehicle, RelationChange
from db.nouns import Noun
from db.tables.vehicles import Plate, VehicleRelation
from db.vocabulary import PaperKind, Relation, Role, Stage
from tests import make as makers
from tests.make import NOON

Act = Callable[..., Any]
TODAY = date(2026, 11, 21)
OLD, NEW = "13800138000", "13900139000"


@pytest.fixture
def sold(act: Act) -> tuple[int, int, int]:
    """A car, its seller and its buyer: repaired twice before the sale, once after it."""
    seller = act(people.add, {"name": "张伟", "phone": OLD}, at=NOON - timedelta(days=900))
    buyer = act(people.add, {"name": "王芳", "phone": NEW})
    car = act(
        commands.add,
        NewVehicle("京A12345", owner=Contact(person_id=seller)),
        at=NOON - timedelta(days=900),
    )
    for days in (700, 300):
        act(_repair, car, seller, at=NOON - timedelta(days=days))
    act(commands.change_keeper, car, NewRelation(buyer, Relation.OWNER, date(2026, 6, 1)))
    act(_repair, car, buyer, at=NOON - timedelta(days=10))
    return car, seller, buyer


def _repair(session: Any, car: int, customer: int, *, by: Any, at: Any) -> int:
    row = session.get(makers.Vehicle, car)
    return int(
        makers.repair_order(
            session, row, by=1, at=at, customer_id=customer, stage=Stage.DELIVERED, odometer_in=100
        ).id
    )


def _spans(records: Records, car: int) -> list[tuple[str, Relation, date, date | None]]:
    with records.read() as session:
        record = queries.record(session, car)
        assert record is not None
        return [(one.name, one.relation, one.from_on, one.until_on) for one in record.keepers]


def test_a_sale_ends_the_old_owner_on_its_day(sold: tuple[int, int, int], records: Records) -> None:
    since = (NOON - timedelta(days=900)).date()
    day = date(2026, 6, 1)
    assert _spans(records, sold[0]) == [
        ("王芳", Relation.OWNER, day, None),
        ("张伟", Relation.OWNER, since, day),
    ]


def test_the_new_owner_reads_the_whole_technical_history_and_no_old_number(
    sold: tuple[int, int, int], records: Records
) -> None:
    car, seller, buyer = sold
    with records.read() as session:
        record, mine = queries.record(session, car, today=TODAY), files.record(session, buyer)
        notes = [
            hit
            for text in ("京A12345", "张伟", NEW)
            for group in search.find(session, text, clear=True)
            for hit in group.hits
        ]
    assert record is not None and mine is not None
    assert record.orders == 3 and [event.kind for event in mine.events] == [
        "order",
        "inherited",
        "inherited",
    ]
    assert (mine.orders, mine.last_seen) == (
        1,
        NOON - timedelta(days=10),
    ), "what was before is nobody's but the car's"
    told = repr((record, mine, [hit for hit in notes if (hit.kind, hit.id) != ("person", seller)]))
    assert (
        NEW in told
        and OLD not in told
        and phones.masked(OLD) not in told
        and phones.shown(OLD) not in told
    )


@pytest.mark.parametrize(
    "kind", [PaperKind.REPAIR_CONTRACT, PaperKind.WORKSHOP_COPY, PaperKind.SETTLEMENT_LIST]
)
def test_no_paper_of_a_later_order_names_the_old_owner(
    act: Act, sold: tuple[int, int, int], records: Records, kind: PaperKind
) -> None:
    order = act(opening.open_order, NewOrder("京A12345", "保养"))
    with records.read() as session:
        facts = order_facts(session, order, kind=kind, by="王敏", at=NOON)
    assert facts.order.customer is not None and facts.order.customer.name == "王芳"
    assert "张伟" not in repr(facts) and OLD not in repr(facts)
    assert papers.build(facts, kind).startswith(b"%PDF")


def test_bearers_stand_side_by_side_and_a_payer_replaces_the_one_before(
    act: Act, sold: tuple[int, int, int], records: Records
) -> None:
    car, seller, _buyer = sold
    for relation in (Relation.BRINGER, Relation.PAYER):
        act(commands.change_keeper, car, NewRelation(seller, relation))
        act(commands.change_keeper, car, NewRelation(Contact("李娜", "13700137000"), relation))
    now = [
        (name, relation) for name, relation, _since, until in _spans(records, car) if until is None
    ]
    assert sorted(now) == sorted(
        [
            ("王芳", Relation.OWNER),
            ("张伟", Relation.BRINGER),
            ("李娜", Relation.BRINGER),
            ("李娜", Relation.PAYER),
        ]
    )


@pytest.mark.parametrize(
    ("turn", "code", "field"),
    [
        (NewRelation(None, Relation.OWNER), "keeper.nobody", "who"),
        (NewRelation(2, Relation.OWNER), "keeper.already", "who"),
        (NewRelation(1, Relation.OWNER, date(2026, 11, 22)), "turn.future", "on"),
        (NewRelation(1, Relation.OWNER, date(2026, 5, 31)), "turn.before", "on"),
        (NewRelation(Contact("李娜", "1"), Relation.OWNER), "phone.length", "phone"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    act: Act, sold: tuple[int, int, int], records: Records, turn: NewRelation, code: str, field: str
) -> None:
    before = _spans(records, sold[0])
    with pytest.raises(Refused) as refused:
        act(commands.change_keeper, sold[0], turn)
    assert refused.value.field == field and (refused.value.code == code or code.startswith("phone"))
    assert _spans(records, sold[0]) == before


class Undone(Exception):
    """Ends a trial: nothing of it is kept."""


CHANGES = st.lists(
    st.tuples(st.sampled_from([*Relation, "plate"]), st.integers(1, 4), st.integers(0, 30)),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=CHANGES)
def test_changes_taken_back_in_turn_leave_every_row_as_it_was(act: Act, changes: list[Any]) -> None:
    with pytest.raises(Undone):
        act(_try, changes)


def _try(session: Any, changes: list[Any], *, by: Any, at: Any) -> None:
    car = commands.add(
        session,
        NewVehicle("京A12345", owner=Contact("车主", "13800000009")),
        by=by,
        at=at - timedelta(days=60),
    )
    who = [makers.person(session, name).id for name in ("甲", "乙", "丙", "丁")]
    stack: list[tuple[Any, str, RelationChange]] = []
    for kind, one, days in changes:
        day = TODAY - timedelta(days=days)
        before = _rows(session)
        try:
            if kind == "plate":
                made = commands.change_plate(session, car, f"京B0000{one}", on=day, by=by, at=at)
            else:
                made = commands.change_keeper(
                    session, car, NewRelation(who[one - 1], kind, day), by=by, at=at
                )
        except Refused:
            assert _rows(session) == before
            continue
        stack.append((before, "plate" if kind == "plate" else "keeper", made))
        _check(session, car)
    while stack:
        before, noun, made = stack.pop()
        commands.take_back(session, car, made, noun=noun, by=by, at=at)
        assert _rows(session) == before
    raise Undone


def _rows(session: Any) -> Any:
    session.flush()
    keepers = select(
        VehicleRelation.vehicle_id,
        VehicleRelation.person_id,
        VehicleRelation.relation,
        VehicleRelation.from_on,
        VehicleRelation.until_on,
    ).order_by(VehicleRelation.id)
    plates = select(Plate.vehicle_id, Plate.number, Plate.from_on, Plate.until_on).order_by(
        Plate.id
    )
    return [tuple(row) for wanted in (keepers, plates) for row in session.execute(wanted)]


def _check(session: Any, car: int) -> None:
    """One owner, one payer and one plate at a time, and no span that ends before it began."""
    keepers = session.scalars(
        select(VehicleRelation).where(VehicleRelation.vehicle_id == car)
    ).all()
    for relation in (Relation.OWNER, Relation.PAYER):
        assert sum(one.relation is relation and one.until_on is None for one in keepers) <= 1
    plates = session.scalars(select(Plate).where(Plate.vehicle_id == car)).all()
    assert sum(one.until_on is None for one in plates) == 1
    assert all(one.until_on is None or one.from_on <= one.until_on for one in [*keepers, *plates])


def test_what_was_changed_further_cannot_be_taken_back(
    act: Act, sold: tuple[int, int, int]
) -> None:
    car, seller, _buyer = sold
    first = act(commands.change_keeper, car, NewRelation(seller, Relation.PAYER))
    act(commands.change_keeper, car, NewRelation(Contact("李娜", "13700137000"), Relation.PAYER))
    with pytest.raises(Refused, match=r"keeper\.changed_since"):
        act(commands.take_back, car, first, noun=Noun.KEEPER)


def test_an_end_is_an_end_and_can_be_taken_back(
    act: Act, sold: tuple[int, int, int], records: Records
) -> None:
    car = sold[0]
    with records.read() as session:
        owner = queries.record(session, car).keepers[0]
    before = _spans(records, car)
    kept = act(commands.end_keeper, owner.id)
    with records.read() as session:
        assert queries.owner_of(session, car) is None
    with pytest.raises(Refused, match=r"keeper\.over"):
        act(commands.end_keeper, owner.id)
    act(commands.take_back, car, kept, noun=Noun.KEEPER)
    assert _spans(records, car) == before


def test_a_plate_changes_on_its_day_and_the_old_one_finds_the_car(
    act: Act, sold: tuple[int, int, int], records: Records
) -> None:
    car = sold[0]
    kept = act(commands.change_plate, car, "京AD12345", on=date(2026, 11, 1))
    with records.read() as session:
        former = queries.by_plate(session, "京A·12345")
        spans = [(one.number, one.until_on) for one in queries.record(session, car).plates]
        hit = next(
            hit
            for group in search.find(session, "京A12345")
            for hit in group.hits
            if group.noun == Noun.VEHICLE
        )
    assert (
        former is not None
        and former.former
        and former.plate == "京AD12345"
        and "formerly" in hit.note
    )
    assert spans == [("京AD12345", None), ("京A12345", date(2026, 11, 1))]
    act(commands.take_back, car, kept, noun=Noun.PLATE)
    with records.read() as session:
        assert [one.number for one in queries.record(session, car).plates] == ["京A12345"]
        assert search.find_ids(session, Noun.VEHICLE, "京AD12345", limit=5) == []


@pytest.mark.parametrize("plate", [None, "京A12345", "京"])
def test_a_plate_that_is_none_is_refused_at_its_field(
    act: Act, sold: tuple[int, int, int], plate: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        act(commands.change_plate, sold[0], plate)
    assert refused.value.field == "plate"


def test_a_cashier_changes_no_owner(act: Act, sold: tuple[int, int, int]) -> None:
    cashier = Actor(0, "收银", frozenset({Role.CASHIER}), "财务")
    with pytest.raises(Refused, match=r"permission\.denied"):
        act(commands.change_keeper, sold[0], NewRelation(sold[1], Relation.OWNER), by=cashier)


def test_a_bearer_is_called_and_a_payer_is_billed(
    act: Act, sold: tuple[int, int, int], records: Records
) -> None:
    car = sold[0]
    act(
        commands.change_keeper,
        car,
        NewRelation(Contact("东方租赁公司", "010-62345678"), Relation.PAYER),
    )
    intake = Intake(bringer_name="李师傅", bringer_phone="13611112222")
    order = act(opening.open_order, NewOrder("京A12345", "保养", intake=intake))
    with records.read() as session:
        read = sheet(session, order)
        facts = order_facts(session, order, kind=PaperKind.SETTLEMENT_LIST, by="王敏", at=NOON)
    assert read is not None and read.pick_up == ("李师傅", "13611112222")
    assert (
        read.payer is not None
        and read.payer.name == "东方租赁公司"
        and read.customer is not None
        and read.customer.name == "王芳"
    )
    assert "东方租赁公司" in _text(papers.build(facts, PaperKind.SETTLEMENT_LIST))
    plain = act(opening.open_order, NewOrder("京B12345", owner=Contact("陈明", "13511112222")))
    with records.read() as session:
        assert sheet(session, plain).pick_up == ("陈明", "13511112222")


def _text(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_a_wash_with_a_plate_alone_and_a_later_order_are_one_car(
    act: Act, records: Records
) -> None:
    first = act(opening.open_order, NewOrder("京c 88888"))
    act(_leave, first)
    vin = "LSVAA4182E2184847"
    second = act(
        opening.open_order,
        NewOrder(
            "京C·88888", "异响", owner=Contact("陈明", "13511112222"), vin=vin, model_name="骐达"
        ),
    )
    with records.read() as session:
        one, two = sheet(session, first), sheet(session, second)
        hit = queries.by_plate(session, "京C88888")
        assert queries.count(session) == 1
    assert one is not None and two is not None and one.car.id == two.car.id
    assert hit is not None and (hit.vin, hit.model, hit.owner) == (vin, "骐达", "陈明")


def _leave(session: Any, order: int, *, by: Any, at: Any) -> None:
    session.get(makers.RepairOrder, order).stage = Stage.DELIVERED
    session.flush()
