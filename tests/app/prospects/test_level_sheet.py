"""The month of levels: what is planned, contacted, missed, ordered and lost, and its paper."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.permissions import Actor
from app.prospects import commands, live_commands
from app.prospects.commands import Loss, LossAnswer, Outcome
from app.prospects.level_sheet import LevelMonth, level_month
from app.prospects.operations import ContactOutcome, record_contact
from app.prospects.papers.level_sheet import level_sheet
from app.records import Records
from app.text import use
from db.vocabulary import CallResult, ContactWay, LossReason, ProspectState, Role
from tests import make as makers
from tests.app.prospects.buying import buy
from tests.make import NOON
from tests.query_plans import plans_of

DAY, TODAY = timedelta(days=1), NOON.date()
HEAD, PRINTED = StoreHead("东风日产示范店"), Printed(NOON, "王敏")


@pytest.fixture
def li(make: Any) -> Actor:
    role = Role.CONSULTANT
    return Actor(make(makers.staff, "李强", role), "李强", frozenset({role}), "前台1")


@pytest.fixture
def level(make: Any) -> int:
    return int(make(makers.level, "Z", 3))


def begin(act: Any, make: Any, owner: Actor, level: int, at: Any, name: str = "张伟") -> int:
    person = make(makers.person, name, "13800138000")
    wish = ContactOutcome(person, owner.staff_id, ContactWay.IN_STORE, level)
    return int(act(record_contact, wish, by=owner, at=at).prospect_id)


def called(prospect: int) -> Outcome:
    reached = CallResult.REACHED
    return Outcome(None, ContactWay.PHONE, reached, "周末来看车", prospect_id=prospect)


def month(records: Records, viewer: Actor, day: date = TODAY, at: Any = NOON) -> LevelMonth:
    with records.read() as session:
        return level_month(session, day, viewer=viewer, at=at)


def test_letters_rings_and_dots_follow_from_what_was_recorded(
    act: Any, make: Any, records: Records, li: Actor, level: int
) -> None:
    """Opened on the 11th, due on the 14th, called on the 16th, raised on the 17th, due later."""
    prospect = begin(act, make, li, level, NOON - 10 * DAY)
    act(commands.complete_follow_up, called(prospect), by=li, at=NOON - 5 * DAY)
    hot = make(makers.level, "Y", 6)
    act(live_commands.change_level, prospect, hot, reason="要订车", by=li, at=NOON - 4 * DAY)
    [row] = month(records, li).rows
    assert dict(row.letters) == {11: "Z", 16: "Z"}
    assert (row.missed, row.planned, row.closed_day) == ({14}, {23}, None)
    assert (row.opening, row.closing) == ("Z", "Y")
    [late] = month(records, li, at=NOON + 4 * DAY).rows
    assert (late.missed, late.planned) == ({14, 23}, set())


def test_what_ended_in_the_month_says_how_and_is_not_carried_over(
    act: Any, make: Any, records: Records, li: Actor, level: int, manager: Actor
) -> None:
    won = begin(act, make, li, level, NOON - 3 * DAY, "钱多")
    lost = begin(act, make, li, level, NOON - 3 * DAY, "孙立")
    begin(act, make, li, level, NOON - 3 * DAY, "周全")
    act(buy, won, by=li)
    act(commands.ask_loss, Loss(lost, LossReason.PRICE), by=li)
    act(commands.confirm_loss, LossAnswer(lost), by=manager)
    told = month(records, manager)
    states = {row.name: (row.state, row.closed_day) for row in told.rows}
    assert states == {
        "钱多": (ProspectState.WON, 21),
        "孙立": (ProspectState.LOST, 21),
        "周全": (ProspectState.OPEN, None),
    }
    assert told.carried == 1
    following = month(records, manager, TODAY + 15 * DAY)
    assert [row.name for row in following.rows] == ["周全"]
    before = month(records, manager, TODAY - 31 * DAY)
    assert before.rows == ()


def test_another_consultant_reads_nothing_of_it(
    act: Any, make: Any, records: Records, li: Actor, level: int
) -> None:
    begin(act, make, li, level, NOON)
    other = Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台1")
    assert month(records, other).rows == ()


@pytest.mark.sqlite_only("pages are drawn from the same facts")
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_sheet_stays_readable_from_no_row_to_many(
    act: Any, make: Any, records: Records, li: Actor, level: int, language: str
) -> None:
    prospect = begin(act, make, li, level, NOON - 10 * DAY)
    act(commands.complete_follow_up, called(prospect), by=li, at=NOON - 5 * DAY)
    use(language)
    told = replace(month(records, li), language=language)
    counts = {}
    for count in (0, 1, 40):
        pdf = level_sheet(replace(told, rows=told.rows * count), HEAD, printed=PRINTED)
        counts[count] = pages.page_count(pdf)
        text = pages.page_text(pdf, 0)
        assert ("张伟" in text) is (count > 0) and "L2611" in text
    assert counts == {0: 1, 1: 1, 40: 3}


@pytest.mark.sqlite_only("the plans of a file")
def test_a_month_reads_no_whole_table(records: Records) -> None:
    manager = Actor(1, "王敏", frozenset({Role.MANAGER}), "前台1")
    with records.read() as session:
        plans = plans_of(session, lambda: level_month(session, TODAY, viewer=manager, at=NOON))
    growing = ("prospect", "level_change", "follow_up", "person", "consent")
    assert [
        (name, text) for text, plan in plans for name in growing if f"SCAN {name}'" in plan
    ] == []
