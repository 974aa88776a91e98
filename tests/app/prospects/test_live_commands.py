"""A prospect is begun by hand, regraded, and taken over only when its time has run out."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.errors import Refused
from app.people.operations import Contact
from app.permissions import Actor
from app.prospects import commands, live_commands
from app.prospects.commands import Outcome
from app.prospects.history import prospect_history
from app.prospects.live_commands import ProspectValue
from app.prospects.live_list import ownership
from app.prospects.queries import live
from app.records import Records
from db.tables.people import Person
from db.tables.prospects import FollowUp, Prospect
from db.vocabulary import CallResult, ContactWay, ProspectState, Role
from tests import make as makers
from tests.app.prospects.buying import buy
from tests.make import NOON

DAY = timedelta(days=1)


def consultant(make: Any, name: str) -> Actor:
    role = Role.CONSULTANT
    return Actor(make(makers.staff, name, role), name, frozenset({role}), "前台1")


@pytest.fixture
def li(make: Any) -> Actor:
    return consultant(make, "李强")


@pytest.fixture
def zhao(make: Any) -> Actor:
    return consultant(make, "赵敏")


@pytest.fixture
def wish(make: Any) -> ProspectValue:
    """张伟 wants a car within days."""
    level = make(makers.level, "Z", 3)
    return ProspectValue(None, make(makers.person, "张伟", "13800138000"), level)


@pytest.fixture
def prospect(act: Any, wish: ProspectValue, li: Actor) -> int:
    return int(act(live_commands.save_prospect, wish, by=li))


def test_a_new_prospect_is_whose_it_was_typed_by_and_planned_by_its_level(
    records: Records, prospect: int, li: Actor, wish: ProspectValue
) -> None:
    with records.read() as session:
        row = session.get_one(Prospect, prospect)
        assert (row.owner_id, row.level_id) == (li.staff_id, wish.level_id)
        found = live(session, row.person_id)
    assert found is not None and found.due_at == NOON + 3 * DAY


def test_somebody_new_gets_a_file_with_the_prospect(
    act: Any, records: Records, li: Actor, wish: ProspectValue
) -> None:
    new = replace(wish, who=Contact(name="钱多", phone="13900139000"))
    found = act(live_commands.save_prospect, new, by=li)
    with records.read() as session:
        person = session.get_one(Person, session.get_one(Prospect, found).person_id)
        assert (person.name, person.phones[0].number) == ("钱多", "13900139000")


@pytest.mark.parametrize(
    ("without", "field"), [({"who": None}, "who"), ({"level_id": None}, "level_id")]
)
def test_who_and_how_soon_are_asked_beside_their_fields(
    act: Any, li: Actor, wish: ProspectValue, without: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        act(live_commands.save_prospect, replace(wish, **without), by=li)
    assert refused.value.field == field


def test_another_consultant_sees_whose_it_is_and_may_have_it_only_after_that_day(
    act: Any, records: Records, prospect: int, wish: ProspectValue, li: Actor, zhao: Actor
) -> None:
    with records.read() as session:
        owned = ownership(session, wish.who, at=NOON)
        later = ownership(session, wish.who, at=NOON + 32 * DAY)
    assert owned is not None and later is not None
    assert (owned.owner, owned.is_free, later.is_free) == ("李强", False, True)
    with pytest.raises(Refused, match=r"prospect\.kept") as refused:
        act(live_commands.save_prospect, wish, by=zhao)
    assert refused.value.facts["until"] == owned.until
    assert act(live_commands.save_prospect, wish, by=zhao, at=NOON + 32 * DAY) == prospect
    with records.read() as session:
        found = live(session, wish.who)
        assert found is not None and found.owner == "赵敏"
        [planned] = session.query(FollowUp).filter(FollowUp.done_at.is_(None))
        assert planned.staff_id == zhao.staff_id, "the planned contact goes along"


def test_the_same_customer_is_not_entered_twice(
    act: Any, prospect: int, wish: Any, li: Any
) -> None:
    with pytest.raises(Refused, match=r"prospect\.known"):
        act(live_commands.save_prospect, wish, by=li)


def test_who_said_no_is_not_begun_and_only_met_in_the_store(
    act: Any, records: Records, prospect: int, wish: ProspectValue, li: Actor
) -> None:
    def refuse(session: Any, *, by: Actor, at: Any) -> None:
        session.get_one(Person, wish.who).do_not_contact = True

    act(refuse)
    call = Outcome(None, ContactWay.PHONE, CallResult.REACHED, prospect_id=prospect)
    with pytest.raises(Refused, match=r"contact\.refused"):
        act(commands.complete_follow_up, call, by=li)
    act(commands.complete_follow_up, replace(call, way=ContactWay.IN_STORE), by=li)
    act(buy, prospect, by=li)
    with pytest.raises(Refused, match=r"prospect\.no_contact"):
        act(live_commands.save_prospect, wish, by=li)


def test_only_a_manager_gives_a_new_prospect_to_somebody(
    act: Any, records: Records, wish: ProspectValue, li: Actor, zhao: Actor, manager: Actor
) -> None:
    given = replace(wish, owner_id=zhao.staff_id)
    with pytest.raises(Refused, match=r"prospect\.owner"):
        act(live_commands.save_prospect, given, by=li)
    found = act(live_commands.save_prospect, given, by=manager)
    with records.read() as session:
        assert session.get_one(Prospect, found).owner_id == zhao.staff_id


def test_another_level_needs_a_reason_and_plans_anew(
    act: Any, records: Records, make: Any, prospect: int, wish: ProspectValue, li: Actor
) -> None:
    hot = make(makers.level, "Y", 1)
    stranger = consultant(make, "赵敏")
    with pytest.raises(Refused, match=r"prospect\.not_yours"):
        act(live_commands.change_level, prospect, hot, reason="他说的", by=stranger)
    with pytest.raises(Refused, match=r"level\.same"):
        act(live_commands.change_level, prospect, wish.level_id, reason="x", by=li)
    with pytest.raises(Refused, match=r"level\.no_reason"):
        act(live_commands.change_level, prospect, hot, reason="  ", by=li)
    due = act(live_commands.change_level, prospect, hot, reason="本周交定金", by=li)
    assert due == NOON + DAY
    with records.read() as session:
        told = prospect_history(session, prospect, viewer=li)
    assert told is not None
    assert [(one.new, one.reason) for one in told.gradings] == [("Y", "本周交定金"), ("Z", "")]


def test_a_contact_that_nobody_planned_takes_the_place_of_the_planned_one(
    act: Any, records: Records, prospect: int, li: Actor, zhao: Actor
) -> None:
    came = Outcome(None, ContactWay.WECHAT, None, "问价", prospect_id=prospect)
    with pytest.raises(Refused, match=r"contact\.no_result"):
        act(commands.complete_follow_up, came, by=li)
    came = replace(came, result=CallResult.REACHED, next_way=ContactWay.HOME_VISIT)
    with pytest.raises(Refused, match=r"prospect\.not_yours"):
        act(commands.complete_follow_up, came, by=zhao)
    due = act(commands.complete_follow_up, came, by=li, at=NOON + DAY)
    assert due == NOON + 4 * DAY
    with records.read() as session:
        [planned] = session.query(FollowUp).filter(FollowUp.done_at.is_(None))
        assert (planned.due_at, planned.way) == (due, ContactWay.HOME_VISIT)
        told = prospect_history(session, prospect, viewer=li)
        assert told is not None and [one.content for one in told.contacts] == ["问价"]
        assert prospect_history(session, prospect, viewer=zhao) is None, "not hers to read"


def test_a_prospect_begun_by_mistake_is_taken_back_at_once_and_never_later(
    act: Any, records: Records, prospect: int, li: Actor
) -> None:
    with pytest.raises(Refused, match=r"prospect\.not_new"):
        act(live_commands.take_back_prospect, prospect, by=li, at=NOON + DAY)
    act(live_commands.take_back_prospect, prospect, by=li)
    with records.read() as session:
        assert session.get_one(Prospect, prospect).state is ProspectState.MERGED
        assert session.query(FollowUp).count() == 0
