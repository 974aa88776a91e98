"""The list of live prospects: whose, how urgent, where."""

from datetime import timedelta
from typing import Any

import pytest

from app.permissions import Actor
from app.prospects import commands
from app.prospects.live_list import ProspectRow, live_prospects
from app.prospects.operations import ContactOutcome, record_contact
from app.prospects.quotas import Quota, quotas
from app.records import Records
from app.urgency import Urgency
from db.vocabulary import CallResult, ContactWay, Role
from tests import make as makers
from tests.make import NOON

DAY = timedelta(days=1)


@pytest.fixture
def li(make: Any) -> Actor:
    role = Role.CONSULTANT
    return Actor(make(makers.staff, "李强", role), "李强", frozenset({role}), "前台1")


@pytest.fixture
def level(make: Any) -> int:
    return int(make(makers.level, "Z", 3))


def begin(act: Any, make: Any, owner: Actor, level: int, name: str, **more: Any) -> int:
    person = make(makers.person, name, **more)
    wish = ContactOutcome(person, owner.staff_id, ContactWay.IN_STORE, level)
    return int(act(record_contact, wish, by=owner).prospect_id)


def rows(records: Records, viewer: Actor, at: Any = NOON) -> list[ProspectRow]:
    with records.read() as session:
        return live_prospects(session, viewer, at=at)


def test_a_consultant_sees_their_own_and_a_manager_all_the_next_contact_first(
    act: Any, make: Any, records: Records, li: Actor, level: int, manager: Actor
) -> None:
    mine = begin(
        act, make, li, level, "张伟", phone="13800138000", address="北京市海淀区中关村 1 号"
    )
    theirs = begin(act, make, manager, level, "钱多", phone="13900139000")
    [row] = rows(records, li)
    assert (row.id, row.phone, row.area, row.level) == (mine, "138 0013 8000", "海淀", "Z")
    assert [one.id for one in rows(records, manager)] == [mine, theirs]


def test_a_contact_is_overdue_from_its_minute_and_never_of_who_said_no(
    act: Any, make: Any, records: Records, li: Actor, level: int
) -> None:
    begin(act, make, li, level, "张伟")
    begin(act, make, li, level, "钱多", do_not_contact=True)
    due = NOON + 3 * DAY
    told = [[row.urgency for row in rows(records, li, at)] for at in (NOON, due, due + 3 * DAY)]
    assert told == [
        [Urgency.LATER, None],
        [Urgency.OVERDUE, None],
        [Urgency.CRITICAL, None],
    ]
    assert [row.may_contact for row in rows(records, li)] == [True, False]


def test_the_quotas_count_what_was_made_today_and_this_week(
    act: Any, make: Any, records: Records, li: Actor, level: int, manager: Actor
) -> None:
    found = begin(act, make, li, level, "张伟")
    monday = NOON - timedelta(days=NOON.weekday())
    for way, at in (
        (ContactWay.HOME_VISIT, monday - DAY),
        (ContactWay.HOME_VISIT, monday),
        (ContactWay.PHONE, NOON - DAY),
        (ContactWay.PHONE, NOON),
        (ContactWay.WECHAT, NOON),
    ):
        made = commands.Outcome(None, way, CallResult.REACHED, prospect_id=found)
        act(commands.complete_follow_up, made, by=li, at=at)
    with records.read() as session:
        own = quotas(session, li, at=NOON)
        all_of_them = quotas(session, manager, at=NOON)
        other = quotas(session, manager, at=NOON, staff_id=manager.staff_id)
    assert (own.live, own.calls, own.visits) == (Quota(1, 100), Quota(1, 30), Quota(1, 20))
    assert all_of_them.calls == Quota(1, 30 * all_of_them.consultants)
    assert (other.live.count, other.calls.count, other.calls.is_met) == (0, 0, False)
