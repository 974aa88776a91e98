"""The work plans' lines that reception serves, each told as it happens in the shop."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.admin import queries as house
from app.admin.commands import save_settings
from app.errors import Refused
from app.permissions import Actor
from app.prospects import commands as prospects
from app.prospects import queries as contacts
from app.reception import commands, queries
from app.reception.register_day import register_day
from app.reception.rules import Rate, SalesStep
from app.reception.values import NewVisit
from db.vocabulary import CallResult, ContactWay, LossReason, Role
from tests import make as makers
from tests.make import NOON

TODAY = date(2026, 11, 21)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def desk(make: Callable[..., int]) -> Actor:
    return Actor(
        make(makers.staff, "王小敏", Role.RECEPTION), "王小敏", frozenset({Role.RECEPTION}), "前台1"
    )


@pytest.fixture
def li(make: Callable[..., int]) -> Actor:
    return Actor(make(makers.staff, "李强"), "李强", frozenset({Role.CONSULTANT}), "展厅1")


@pytest.fixture
def level(records: Any) -> Callable[[str], int]:
    with records.read() as session:
        return {one.code: one.id for one in house.levels(session)}.__getitem__


def test_s001_the_steps_of_the_sales_process_are_ticked_on_the_visit(
    act: Any, desk: Actor, li: Actor, records: Any
) -> None:
    visit = act(
        commands.register, NewVisit(name="张女士", consultant_id=li.staff_id), by=desk
    ).visit_id
    for step in (SalesStep.NEEDS, SalesStep.WALK_ROUND, SalesStep.QUOTE):
        act(commands.take_step, visit, step, by=li)
    with records.read() as session:
        found = queries.opened(session, visit, viewer=li)
    assert found is not None and found.steps == {
        SalesStep.NEEDS,
        SalesStep.WALK_ROUND,
        SalesStep.QUOTE,
    }


def test_s003_of_ten_visitors_seven_leave_a_number_and_the_target_is_met(
    act: Any, desk: Actor, records: Any
) -> None:
    for at in range(10):
        phone = f"1380013800{at}" if at < 7 else None
        act(commands.register, NewVisit(phone=phone, left_at=NOON), by=desk)
    with records.read() as session:
        told = queries.desk(session, day=TODAY, at=NOON, viewer=desk)
        sheet = register_day(session, TODAY)
    assert told.tally.rate == Rate(7, 10) == sheet.tally.rate == told.month
    assert told.tally.rate.meets(sheet.target)
    act(commands.register, NewVisit(left_at=NOON), by=desk)
    with records.read() as session:
        assert not register_day(session, TODAY).tally.rate.meets(sheet.target)


def test_s003_nobody_is_forced_to_leave_a_contact_even_where_the_source_is_asked_for(
    act: Any, desk: Actor, make: Any
) -> None:
    act(save_settings, {"source_required": True})
    with pytest.raises(Refused, match=r"visit\.no_source"):
        act(commands.register, NewVisit(), by=desk)
    assert act(commands.register, NewVisit(source_id=make(makers.source)), by=desk).visit_id


def test_s003_nobody_is_left_in_the_showroom_when_the_day_is_signed_off(
    act: Any, desk: Actor, records: Any
) -> None:
    visit = act(commands.register, NewVisit(name="张女士"), by=desk).visit_id
    with pytest.raises(Refused, match=r"day\.inside"):
        act(commands.review_day, TODAY)
    act(commands.see_out, visit, by=desk, at=NOON + 41 * MINUTE)
    assert act(commands.review_day, TODAY, at=NOON + 60 * MINUTE) == 1
    with pytest.raises(Refused, match=r"visit\.reviewed"):
        act(commands.cancel, visit, "想删掉", by=desk)


def test_s004_every_prospect_has_a_level_and_the_level_says_when_to_call(
    act: Any, desk: Actor, li: Actor, level: Any, records: Any
) -> None:
    given = {"H": 1, "A": 3, "B": 7, "C": 15}
    for at, (code, days) in enumerate(given.items()):
        visit = NewVisit(phone=f"1390013900{at}", level_id=level(code), consultant_id=li.staff_id)
        assert act(commands.register, visit, by=desk).due_at == NOON + days * DAY
    with records.read() as session:
        waiting = contacts.due(session, NOON + 30 * DAY, at=NOON, staff_id=li.staff_id)
    assert [one.level for one in waiting] == ["H", "A", "B", "C"]


def test_s006_a_contact_follows_a_contact_until_the_prospect_is_closed(
    act: Any, desk: Actor, li: Actor, level: Any, records: Any
) -> None:
    visit = NewVisit(
        phone="13800138000", name="张伟", level_id=level("B"), consultant_id=li.staff_id
    )
    act(commands.register, visit, by=desk)
    at = NOON
    for result in (CallResult.NO_ANSWER, CallResult.REACHED):
        with records.read() as session:
            [contact] = contacts.due(session, at + 30 * DAY, at=at)
        at = contact.due_at
        assert (
            act(
                prospects.complete_follow_up,
                prospects.Outcome(contact.id, ContactWay.PHONE, result, "已联系"),
                by=li,
                at=at,
            )
            > at
        )
    prospect = contact.prospect_id
    loss = prospects.Loss(prospect, LossReason.RIVAL_MODEL, "购买其他品牌")
    act(prospects.ask_loss, loss, by=li, at=at)
    act(prospects.confirm_loss, prospects.LossAnswer(prospect), at=at)
    with records.read() as session:
        assert contacts.due(session, at + 400 * DAY, at=at) == []
