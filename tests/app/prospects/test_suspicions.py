"""The manager's list of suspicious contacts, by colleague and day, until one has looked."""

from datetime import timedelta
from typing import Any

import pytest

from app.permissions import Actor
from app.prospects.commands import Outcome, complete_follow_up
from app.prospects.operations import ContactOutcome, record_contact
from app.records import Records
from app.today.queries import my_day
from app.today_spec import TodayItem
from db.vocabulary import CallResult, ContactWay, Role
from tests import make as makers
from tests.make import NOON


@pytest.fixture
def li(make: Any) -> Actor:
    role = Role.CONSULTANT
    return Actor(make(makers.staff, "李强", role), "李强", frozenset({role}), "前台1")


def waiting(records: Records, viewer: Actor, at: Any = NOON) -> tuple[TodayItem, ...] | None:
    with records.read() as session:
        return my_day(session, viewer=viewer, at=at).rows("contacts_to_check")


def test_a_contact_without_words_waits_for_a_manager_until_one_has_seen_it(
    act: Any, make: Any, records: Records, manager: Actor, li: Actor
) -> None:
    person, level = make(makers.person, "张伟", "13800138000"), make(makers.level, "Z", 3)
    wish = ContactOutcome(person, li.staff_id, ContactWay.IN_STORE, level)
    prospect = act(record_contact, wish, by=li).prospect_id
    assert waiting(records, manager) == ()
    made = Outcome(None, ContactWay.PHONE, CallResult.REACHED, "好", prospect_id=prospect)
    act(complete_follow_up, made, by=li)
    assert waiting(records, li) is None, "nobody judges their own contacts"
    [item] = waiting(records, manager) or ()
    assert (item.who, item.why) == ("李强", "nothing said 1 · 张伟")
    assert waiting(records, manager, NOON + timedelta(days=4)) == ()
    assert item.act.command is not None
    command, arguments = item.act.command
    act(command, *arguments, by=manager)
    assert waiting(records, manager) == ()
