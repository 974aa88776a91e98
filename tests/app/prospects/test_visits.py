"""Customers are visited by their class (S072); a due visit is planned with one press."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.errors import Refused
from app.local_time import local, local_day
from app.permissions import Actor
from app.prospects import live_commands, visit_rules
from app.prospects.commands import Outcome, complete_follow_up
from app.prospects.operations import ContactOutcome, record_contact
from app.prospects.queries import due
from app.prospects.visits import due_visits
from app.records import Records
from app.today.queries import my_day
from app.today_spec import TodayItem
from db.tables.people import Person
from db.vocabulary import CallResult, ContactWay, CustomerClass, Role
from tests import make as makers
from tests.app.prospects.buying import buy
from tests.make import NOON

DAY = timedelta(days=1)


@pytest.fixture
def li(make: Any) -> Actor:
    role = Role.CONSULTANT
    return Actor(make(makers.staff, "李强", role), "李强", frozenset({role}), "前台1")


@pytest.fixture
def prospect(act: Any, make: Any, li: Actor) -> int:
    """张伟, VIP, whom 李强 has received today."""

    def vip(session: Any) -> Person:
        return makers.person(session, "张伟", customer_class=CustomerClass.VIP)

    level = make(makers.level, "Z", 90)
    wish = ContactOutcome(make(vip), li.staff_id, ContactWay.IN_STORE, level)
    return int(act(record_contact, wish, by=li).prospect_id)


def visits(records: Records, viewer: Actor, at: datetime) -> tuple[TodayItem, ...]:
    with records.read() as session:
        return my_day(session, viewer=viewer, at=at).rows("visits_due") or ()


@pytest.mark.parametrize(
    ("last", "months", "due_on"),
    [
        (date(2026, 11, 21), 1, date(2026, 12, 21)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 5), 1, date(2028, 1, 5)),
    ],
)
def test_the_next_visit_is_on_the_same_day_of_a_later_month(
    last: date, months: int, due_on: date
) -> None:
    assert visit_rules.visit_on(last, months) == due_on


def test_visits_are_made_in_the_afternoon() -> None:
    morning, evening = datetime(2026, 11, 21, 9), datetime(2026, 11, 21, 17)
    assert visit_rules.visit_time(morning) == datetime(2026, 11, 21, 14)
    assert visit_rules.visit_time(evening) == datetime(2026, 11, 22, 14)


def test_a_vip_waits_for_a_visit_a_month_after_the_last_one_and_is_planned_at_once(
    act: Any, records: Records, prospect: int, li: Actor, manager: Actor
) -> None:
    month = NOON + 30 * DAY
    assert visits(records, li, month - DAY) == ()
    [item] = visits(records, li, month)
    assert (item.who, item.owner) == ("张伟", "李强")
    assert len(visits(records, manager, month)) == 1
    assert item.act.command is not None and item.act.undo is not None
    command, arguments = item.act.command
    act(command, *arguments, by=li, at=month)
    assert visits(records, li, month) == ()
    with records.read() as session:
        [planned] = due(session, month + 2 * DAY, at=month)
    assert (planned.way, planned.prospect_id) == (ContactWay.HOME_VISIT, prospect)
    assert local(planned.due_at).hour == 14
    command, arguments = item.act.undo
    act(command, *arguments, by=li, at=month)
    assert len(visits(records, li, month)) == 1
    made = Outcome(None, ContactWay.HOME_VISIT, CallResult.REACHED, "送台历", prospect_id=prospect)
    act(complete_follow_up, made, by=li, at=month)
    assert visits(records, li, month + 29 * DAY) == ()


def test_a_buyer_is_visited_by_who_sold_the_car_while_they_agree_to_it(
    act: Any, make: Any, records: Records, prospect: int, li: Actor
) -> None:
    act(buy, prospect, by=li)
    later = NOON + 40 * DAY
    assert visits(records, li, later) == (), "nobody asked whether they may be contacted"
    with records.read() as session:
        customer = session.query(Person).filter(Person.name == "张伟").one().id
    with pytest.raises(Refused, match=r"visit\.no_contact"):
        act(live_commands.plan_visit, customer, by=li, at=later)

    def agree(session: Any, *, by: Actor, at: datetime) -> int:
        person = session.query(Person).filter(Person.name == "张伟").one()
        makers.sales_consent(session, person)
        return int(person.id)

    person = act(agree)
    with records.read() as session:
        [visit] = due_visits(session, at=later)
    assert (visit.person_id, visit.last_on) == (person, local_day(NOON))
    zhao = make(makers.staff, "赵敏", Role.CONSULTANT)
    stranger = Actor(zhao, "赵敏", li.roles, "前台2")
    with pytest.raises(Refused, match=r"prospect\.not_yours"):
        act(live_commands.plan_visit, person, by=stranger, at=later)
    act(live_commands.plan_visit, person, by=li, at=later)
    with records.read() as session:
        assert [one.prospect_id for one in due(session, later + 2 * DAY, at=later)] == [None]
        assert due_visits(session, at=later) == []
