"""Two files of one person become one, and undoing that leaves no trace in any table."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app import search
from app.errors import Conflict, Refused
from app.people import commands, merging, queries
from app.people.commands import MergeChoice
from app.permissions import Actor
from app.records import Records
from db.tables.base import Base
from db.tables.people import Consent, Licence, Person, Phone
from db.tables.prospects import FollowUp, LevelChange, Prospect
from db.tables.vehicles import VehicleRelation
from db.vocabulary import BookingKind, ConsentPurpose, LicenceClass, ProspectState, Relation, Role
from tests import make as makers
from tests.make import NOON

Act = Callable[..., Any]
TRIES = 200 if os.environ.get("DEALER_DESK_NIGHTLY") else 16
KEPT_FOR_EVER = {"audit", "merge"}
PHONES = st.lists(
    st.sampled_from(["13800138000", "13900139000", "01062345678"]), unique=True, max_size=3
)
WRITTEN = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
"""What a command takes."""
TEXT = st.none() | st.text(WRITTEN, min_size=1, max_size=8)
FILES = st.fixed_dictionaries(
    {
        "name": st.text(WRITTEN, max_size=6),
        "phones": PHONES,
        "note": TEXT,
        "address": TEXT,
        "born_on": st.none() | st.dates(date(1930, 1, 1), date(2005, 1, 1)),
        "do_not_contact": st.booleans(),
        "licence": st.booleans(),
        "wish": st.none() | st.booleans(),
        "cars": st.lists(
            st.tuples(st.integers(0, 1), st.sampled_from(Relation), st.booleans()), max_size=3
        ),
        "visits": st.integers(0, 2),
        "consents": st.lists(st.booleans(), max_size=2),
        "calls": st.integers(0, 2),
        "drives": st.integers(0, 2),
        "orders": st.lists(st.sampled_from(["customer_id", "payer_id", "bringer"]), max_size=3),
    }
)
TAKES = st.sets(st.sampled_from([*merging.FIELDS, "licence", "prospect"])).map(frozenset)


class Undone(Exception):
    """Ends a trial: nothing of it is kept."""


def _dump(session: Any) -> dict[str, list[Any]]:
    session.flush()
    tables = (table for table in Base.metadata.sorted_tables if table.name not in KEPT_FOR_EVER)
    return {
        table.name: [tuple(row) for row in session.execute(select(table).order_by(table.c.id))]
        for table in tables
    }


def _fill(session: Any, facts: dict[str, Any], *, by: Any, at: Any) -> int:
    more = {name: facts[name] for name in ("note", "address", "born_on", "do_not_contact")}
    person = makers.person(session, facts["name"], **more)
    for place, number in enumerate(facts["phones"]):
        session.add(Phone(person_id=person.id, number=number, position=place))
    if facts["licence"]:
        session.add(
            Licence(
                person_id=person.id,
                number="11010519491231002X",
                licence_class=LicenceClass.C1,
                expires_on=facts["born_on"],
            )
        )
    if facts["wish"] is not None:
        _wish(session, person, planned=facts["wish"])
    cars = list(session.scalars(select(makers.Vehicle.id).order_by(makers.Vehicle.id)))
    cars = cars or [makers.vehicle(session).id for _each in range(2)]
    for car, relation, over in facts["cars"]:
        until = date(2026, 5, 5) if over else None
        session.add(
            VehicleRelation(
                vehicle_id=cars[car],
                person_id=person.id,
                relation=relation,
                from_on=date(2020, 1, person.id % 28 + 1),
                until_on=until,
            )
        )
    for _each in range(facts["visits"]):
        makers.visit(session, by=1, person_id=person.id, purpose_id=1)
    _answers(session, person.id, facts)
    for place in range(facts["drives"]):
        when = NOON + timedelta(days=10 * person.id + place)
        makers.test_drive(
            session,
            makers.demo_car(session),
            by=1,
            at=when,
            person_id=person.id,
            licence_number="11010519491231002X",
        )
    _orders(session, person.id, facts["orders"])
    session.flush()
    return int(person.id)


def _answers(session: Any, person_id: int, facts: dict[str, Any]) -> None:
    """Consents given or withdrawn, and calls."""
    for withdrawn in facts["consents"]:
        given = Consent(
            person_id=person_id,
            purpose=ConsentPurpose.CAMPAIGN,
            notice_edition=1,
            way="签字",
            given_at=NOON,
            given_by=1,
        )
        given.withdrawn_at = NOON if withdrawn else None
        session.add(given)
    for _each in range(facts["calls"]):
        session.add(
            FollowUp(
                person_id=person_id,
                staff_id=1,
                due_at=NOON,
                done_at=NOON,
                done_by=1,
                content=facts["note"],
            )
        )


def _orders(session: Any, person_id: int, roles: list[str]) -> None:
    for role in roles:
        order = makers.repair_order(session, makers.vehicle(session), by=1)
        if role == "bringer":
            order.bringer_name, order.bringer_phone = "送修人", "13800138000"
        else:
            setattr(order, role, person_id)


def _wish(session: Any, person: Any, *, planned: bool) -> Any:
    wish = makers.prospect(
        session, person, session.get(makers.Staff, 1), session.get(makers.Level, 1)
    )
    session.add(LevelChange(prospect_id=wish.id, new_level_id=1, at=NOON, staff_id=1))
    if planned:
        session.add(
            FollowUp(
                person_id=person.id,
                prospect_id=wish.id,
                staff_id=1,
                due_at=NOON + timedelta(days=3),
            )
        )
    session.flush()
    return wish


def _wished(
    records: Records, stay: int, gone: int, takes: frozenset[str] = frozenset()
) -> MergeChoice:
    with records.read() as session:
        return MergeChoice(
            stay,
            gone,
            takes,
            (session.get(Person, stay).version, session.get(Person, gone).version),
        )


@settings(max_examples=TRIES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=FILES, other=FILES, takes=TAKES)
def test_undoing_a_merge_leaves_every_table_as_it_was(
    act: Act, one: Any, other: Any, takes: frozenset[str]
) -> None:
    with pytest.raises(Undone):
        act(_try, (one, other), takes)


def _try(session: Any, files: tuple[Any, Any], takes: frozenset[str], *, by: Any, at: Any) -> None:
    stay, gone = (_fill(session, facts, by=by, at=at) for facts in files)
    search.refresh(session, session.info["touched"], at)
    before, documents = _dump(session), search.check(session)
    wish = MergeChoice(stay, gone, takes, (1, 1))
    made = commands.merge(session, wish, by=by, at=at)
    search.refresh(session, session.info["touched"], at)
    assert search.check(session) == documents == []
    _look_at_merged(session, (stay, gone), files, takes)
    commands.unmerge(session, made, by=by, at=at)
    search.refresh(session, session.info["touched"], at)
    assert _dump(session) == before
    assert search.check(session) == []
    raise Undone


def _look_at_merged(
    session: Any, ids: tuple[int, int], files: tuple[Any, Any], takes: frozenset[str]
) -> None:
    stay, gone = ids
    one, other = files
    assert not [
        table.name
        for table, column in merging.leads()
        if session.scalars(select(table.c.id).where(column == gone)).first()
    ]
    card = queries.card(session, gone)
    assert card is not None and card.id == stay
    assert sorted(card.phones) == sorted({*one["phones"], *other["phones"]})
    assert card.name == (other if "name" in takes else one)["name"]
    assert card.do_not_contact is (one["do_not_contact"] or other["do_not_contact"])
    live = session.scalars(
        select(Prospect).where(Prospect.person_id == stay, Prospect.state == ProspectState.OPEN)
    ).all()
    assert len(live) == (one["wish"] is not None or other["wish"] is not None)
    record = queries.record(session, stay)
    assert record is not None
    happened = {"visit": "visits", "drive": "drives", "follow_up": "calls"}
    assert all(
        sum(event.kind == kind for event in record.events) == one[name] + other[name]
        for kind, name in happened.items()
    )
    assert record.orders == sum(role != "bringer" for facts in files for role in facts["orders"])
    told = [facts["cars"] for facts in files]
    kept = session.execute(
        select(
            VehicleRelation.vehicle_id, VehicleRelation.relation, VehicleRelation.until_on
        ).where(VehicleRelation.person_id == stay)
    ).all()
    now = {(car, relation) for cars in told for car, relation, over in cars if not over}
    assert len({row[:2] for row in kept if row.until_on is None}) == len(now)


@pytest.fixture
def pair(act: Act) -> tuple[int, int]:
    facts = {
        "note": None,
        "address": None,
        "born_on": None,
        "do_not_contact": False,
        "licence": False,
        "cars": [],
        "visits": 1,
        "consents": [],
        "calls": 0,
        "drives": 0,
        "orders": [],
    }
    return (
        act(_fill, facts | {"name": "张伟", "phones": ["13800138000"], "wish": True}),
        act(
            _fill,
            facts
            | {"name": "张先生", "phones": ["13900139000"], "wish": True, "do_not_contact": True},
        ),
    )


def test_what_happened_since_stays_with_the_file_that_stayed(
    act: Act, records: Records, pair: tuple[int, int]
) -> None:
    stay, gone = pair
    made = act(commands.merge, _wished(records, stay, gone, frozenset({"name"})))
    with records.read() as session:
        version = queries.card(session, stay).version
    act(commands.edit, stay, {"name": "张伟强"}, version=version)
    act(makers_visit, stay)
    act(commands.unmerge, made)
    with records.read() as session:
        left, right = queries.record(session, stay), queries.record(session, gone)
    assert (left.card.name, left.visits, left.card.phones) == ("张伟强", 2, ("13800138000",))
    assert (right.card.name, right.visits, right.card.phones) == ("张先生", 1, ("13900139000",))
    assert right.card.do_not_contact and not left.card.do_not_contact


def makers_visit(session: Any, person_id: int, *, by: Any, at: Any) -> None:
    makers.visit(session, by=1, person_id=person_id, purpose_id=1)


def test_the_search_forgets_the_numbers_that_a_merge_only_lent(act: Act, records: Records) -> None:
    """Each in its own gesture, and the file that stays takes nothing but a number."""
    stay = act(commands.add, {"name": "陈女士", "phone": "13900139001"})
    gone = act(commands.add, {"name": "陈女士", "phone": "13900139000"})
    made = act(commands.merge, _wished(records, stay, gone))
    with records.read() as session:
        assert search.find_ids(session, "person", "13900139000", limit=9) == [stay]
        assert search.check(session) == []
    act(commands.unmerge, made)
    with records.read() as session:
        assert search.find_ids(session, "person", "13900139000", limit=9) == [gone]
        assert search.check(session) == []


def test_a_window_opened_on_the_merged_file_does_not_write_on_the_old_one(
    act: Act, records: Records, pair: tuple[int, int]
) -> None:
    made = act(commands.merge, _wished(records, *pair))
    with records.read() as session:
        version = queries.card(session, pair[0]).version
    act(commands.unmerge, made)
    with pytest.raises(Conflict):
        act(commands.edit, pair[0], {"name": "张伟强"}, version=version)


def test_a_merge_is_undone_once_and_the_latest_first(
    act: Act, records: Records, pair: tuple[int, int]
) -> None:
    stay, gone = pair
    third = act(commands.add, {"name": "张伟", "phone": "13700137000"})
    first = act(commands.merge, _wished(records, stay, gone))
    second = act(commands.merge, _wished(records, third, stay))
    with records.read() as session:
        assert queries.record(session, gone).card.id == third
    with pytest.raises(Refused, match=r"merge\.later"):
        act(commands.unmerge, first)
    act(commands.unmerge, second)
    act(commands.unmerge, first)
    with pytest.raises(Refused, match=r"merge\.undone"):
        act(commands.unmerge, first)


def test_two_files_that_went_into_one_come_out_in_turn(
    act: Act, records: Records, pair: tuple[int, int]
) -> None:
    stay, gone = pair
    before = _told(records, stay)
    third = act(commands.add, {"name": "张伟明", "phone": "13700137000"})
    first = act(commands.merge, _wished(records, stay, gone, frozenset({"name"})))
    second = act(commands.merge, _wished(records, stay, third, frozenset({"name"})))
    with pytest.raises(Refused, match=r"merge\.later"):
        act(commands.unmerge, first)
    act(commands.unmerge, second)
    act(commands.unmerge, first)
    assert _told(records, stay) == before


def _told(records: Records, person_id: int) -> Any:
    with records.read() as session:
        return queries.card(session, person_id)


def test_a_new_wish_is_not_doubled_by_undoing(
    act: Act, records: Records, pair: tuple[int, int]
) -> None:
    stay, gone = pair
    made = act(commands.merge, _wished(records, stay, gone, frozenset({"prospect"})))

    def buy_and_wish_again(session: Any, *, by: Any, at: Any) -> None:
        won = session.scalars(
            select(Prospect).where(Prospect.person_id == stay, Prospect.state == ProspectState.OPEN)
        ).one()
        won.state = ProspectState.WON
        session.flush()
        _wish(session, session.get(Person, stay), planned=False)

    act(buy_and_wish_again)
    act(commands.unmerge, made)
    with records.read() as session:
        states = session.scalars(
            select(Prospect.state).where(Prospect.person_id == stay).order_by(Prospect.id)
        ).all()
        assert states == [ProspectState.MERGED, ProspectState.OPEN]
        assert session.scalars(select(Prospect.state).where(Prospect.person_id == gone)).all() == [
            ProspectState.WON
        ]


def test_what_may_not_be_merged(act: Act, records: Records, pair: tuple[int, int]) -> None:
    stay, gone = pair
    with pytest.raises(Refused, match=r"merge\.same"):
        act(commands.merge, _wished(records, stay, stay))
    with pytest.raises(Conflict):
        act(commands.merge, MergeChoice(stay, gone, frozenset(), (9, 9)))
    with pytest.raises(Refused, match=r"permission\.denied"):
        act(
            commands.merge,
            _wished(records, stay, gone),
            by=Actor(0, "李强", frozenset({Role.CONSULTANT}), "前台1"),
        )
    one = act(
        commands.add, {"name": "张伟", "phone": "13700137000", "id_number": "11010519491231002X"}
    )
    two = act(
        commands.add, {"name": "张伟", "phone": "13600136000", "id_number": "110105194912310038"}
    )
    with pytest.raises(Refused, match=r"merge\.two_people"):
        act(commands.merge, _wished(records, one, two))


def test_the_preview_tells_what_moves_and_who_else_it_may_be(
    act: Act, records: Records, pair: tuple[int, int]
) -> None:
    stay, gone = pair
    third = act(commands.add, {"name": "王芳", "phone": "13900139000"})
    with records.read() as session:
        preview = queries.merge_preview(session, stay, gone)
        assert preview is not None and preview.moves == {
            "visit": 1,
            "follow_up": 1,
            "prospect": 1,
            "phone": 1,
        }
        assert merging.twins(session, gone) == [third]
        assert merging.twins(session, third) == [gone]
        assert merging.twins(session, stay, "先生") == [gone]


def test_the_preview_counts_a_loan_car_as_no_test_drive(
    act: Act, records: Records, pair: tuple[int, int]
) -> None:
    stay, gone = pair
    act(makers_bookings, gone)
    with records.read() as session:
        preview = queries.merge_preview(session, stay, gone)
    assert preview is not None
    assert (preview.moves[BookingKind.DRIVE], preview.moves[BookingKind.LOAN]) == (1, 2)
    assert "car_booking" not in preview.moves


def makers_bookings(session: Any, person_id: int, *, by: Any, at: Any) -> None:
    """One test drive and two loan cars of one customer."""
    car = makers.demo_car(session)
    order = makers.repair_order(session, makers.vehicle(session), by=1)
    makers.test_drive(session, car, by=1, person_id=person_id)
    for day in (1, 2):
        start = NOON + timedelta(days=day)
        makers.loan(session, car, order, by=1, at=start, person_id=person_id)


@pytest.mark.parametrize(
    "needs", ["len(list(merging.leads())) > 4", "len(redaction.METADATA.sorted_tables) > 30"]
)
def test_every_table_is_known_before_any_other_desk_was_opened(needs: str) -> None:
    program = f"from app.people import merging, redaction; assert {needs}"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
