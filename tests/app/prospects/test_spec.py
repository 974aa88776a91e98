"""Losses in Today: the manager's until they are answered, the consultant's until they are tried."""

from datetime import timedelta
from typing import Any

import pytest

from app import timeline
from app.permissions import Actor
from app.prospects import commands
from app.prospects.commands import Loss, LossAnswer, Outcome
from app.prospects.operations import ContactOutcome, record_contact
from app.records import Records
from app.today.queries import MyDay, my_day
from app.urgency import Urgency
from db.nouns import Noun
from db.tables.people import Person
from db.tables.prospects import FollowUp
from db.vocabulary import CallResult, ContactWay, LossReason, Role
from tests import make as makers
from tests.app.prospects.buying import buy
from tests.make import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def li(make: Any) -> Actor:
    return Actor(make(makers.staff, "李强"), "李强", frozenset({Role.CONSULTANT}), "前台1")


@pytest.fixture
def zhao(make: Any) -> Actor:
    return Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台1")


@pytest.fixture
def prospect(act: Any, make: Any, li: Actor) -> int:
    """张伟, whom 李强 looks after and will not win."""
    person, level = make(makers.person, "张伟", "13800138000"), make(makers.level, "Z", 3)
    wish = ContactOutcome(person, li.staff_id, ContactWay.IN_STORE, level)
    found = int(act(record_contact, wish, by=li, at=NOON - 2 * DAY).prospect_id)
    act(commands.ask_loss, Loss(found, LossReason.PRICE), by=li, at=NOON - HOUR)
    return found


@pytest.fixture
def day(records: Records) -> Any:
    def read(viewer: Actor, at: Any = NOON) -> MyDay:
        with records.read() as session:
            return my_day(session, viewer=viewer, at=at)

    return read


def ids(day: MyDay, name: str) -> list[int]:
    return [row.opens[1] for row in day.rows(name) or ()]


def test_a_reported_loss_waits_for_the_manager_until_it_is_confirmed(
    act: Any, day: Any, prospect: int, manager: Actor, li: Actor
) -> None:
    assert ids(day(manager), "losses_to_confirm") == [prospect]
    assert day(li).rows("losses_to_confirm") is None, "only managers confirm"
    act(commands.confirm_loss, LossAnswer(prospect))
    assert ids(day(manager), "losses_to_confirm") == []
    assert ids(day(li), "losses_sent_back") == []


def test_what_nobody_answered_the_next_day_is_overdue(
    day: Any, prospect: int, manager: Actor
) -> None:
    for days, urgency in ((0, Urgency.TODAY), (1, Urgency.TODAY), (2, Urgency.OVERDUE)):
        rows = day(manager, NOON + days * DAY).rows("losses_to_confirm")
        assert [row.urgency for row in rows] == [urgency]


def test_a_loss_sent_back_is_its_consultants_until_the_customer_was_called(
    act: Any, day: Any, records: Records, prospect: int, manager: Actor, li: Actor, zhao: Actor
) -> None:
    act(commands.refuse_loss, LossAnswer(prospect, words="送一次保养"))
    assert ids(day(manager), "losses_to_confirm") == []
    assert [row.why for row in day(li).rows("losses_sent_back")] == ["送一次保养"]
    for other in (zhao, manager):
        assert ids(day(other), "losses_sent_back") == []
    with records.read() as session:
        contact = session.query(FollowUp).filter_by(prospect_id=prospect, done_at=None).one().id
    outcome = Outcome(contact, ContactWay.PHONE, CallResult.REACHED)
    act(commands.complete_follow_up, outcome, by=li, at=NOON + HOUR)
    assert ids(day(li, NOON + 2 * HOUR), "losses_sent_back") == []


def test_a_call_made_while_the_loss_waited_does_not_hide_that_it_came_back(
    act: Any, day: Any, records: Records, prospect: int, li: Actor
) -> None:
    with records.read() as session:
        contact = session.query(FollowUp).filter_by(prospect_id=prospect, done_at=None).one().id
    outcome = Outcome(contact, ContactWay.PHONE, CallResult.NO_ANSWER)
    act(commands.complete_follow_up, outcome, by=li, at=NOON - HOUR / 2)
    act(commands.refuse_loss, LossAnswer(prospect, words="再试一次"))
    assert ids(day(li), "losses_sent_back") == [prospect]


def test_a_loss_asked_again_waits_for_the_manager_again(
    act: Any, day: Any, prospect: int, manager: Actor, li: Actor
) -> None:
    act(commands.refuse_loss, LossAnswer(prospect, words="送一次保养"))
    act(commands.ask_loss, Loss(prospect, LossReason.PRICE, "不要"), by=li, at=NOON + HOUR)
    assert ids(day(li), "losses_sent_back") == []
    assert ids(day(manager), "losses_to_confirm") == [prospect]


def test_the_file_of_a_customer_offers_the_loss_to_whose_prospect_it_is(
    act: Any, records: Records, prospect: int, manager: Actor, li: Actor, zhao: Actor
) -> None:
    def offered() -> Any:
        with records.read() as session:
            found = timeline.offers(session, Person, 1)
            return next((one for one in found if one.noun == Noun.LOSS), None)

    assert (offered().text, offered().record_id) == ("Open the reported loss", prospect)
    act(commands.take_back_loss, prospect, by=li)
    offer = offered()
    assert (offer.text, offer.noun) == ("Report a loss", "loss")
    allowed = {who.name for who in (manager, li, zhao) if offer.is_for(who)}
    assert allowed == {"王敏", "李强"}
    act(buy, prospect, by=li)
    assert offered() is None, "there is no open prospect"
