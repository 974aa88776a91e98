"""Who was lost in a month and why, and the paper on which it is analysed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.permissions import Actor
from app.prospects import commands
from app.prospects.commands import Loss, LossAnswer
from app.prospects.loss_sheet import LossSheet, loss_sheet
from app.prospects.operations import ContactOutcome, record_contact
from app.prospects.papers.loss_sheet import loss_sheet as draw
from app.records import Records
from db.vocabulary import ContactWay, LossReason, LossState, Role
from tests import make as makers
from tests.make import NOON

DAY, TODAY = timedelta(days=1), NOON.date()


@pytest.fixture
def li(make: Any) -> Actor:
    role = Role.CONSULTANT
    return Actor(make(makers.staff, "李强", role), "李强", frozenset({role}), "前台1")


@pytest.fixture
def lost(act: Any, make: Any, li: Actor, manager: Actor) -> list[int]:
    """One lost last month, then one that waits, one sent back, one that is confirmed."""
    level = make(makers.level, "Z", 3)
    begun = []
    for at, name in enumerate(("钱多", "孙立", "周全", "吴用")):
        person = make(makers.person, name, f"1380013800{at}")
        wish = ContactOutcome(person, li.staff_id, ContactWay.IN_STORE, level)
        begun.append(int(act(record_contact, wish, by=li, at=NOON - 40 * DAY).prospect_id))
    rival = {"rival": "某牌 SUV", "rival_price": Decimal(128_800), "note": "家人喜欢"}
    days = (30, 2, 2, 1)
    for prospect, ago in zip(begun, days, strict=True):
        loss = Loss(prospect, LossReason.PRICE, **rival)
        act(commands.ask_loss, loss, by=li, at=NOON - ago * DAY)
    act(commands.refuse_loss, LossAnswer(begun[2], words="再约试驾"), by=manager)
    act(commands.confirm_loss, LossAnswer(begun[3]), by=manager)
    return begun


def sheet(records: Records, viewer: Actor, day: date = TODAY) -> LossSheet:
    with records.read() as session:
        return loss_sheet(session, day, viewer=viewer, at=NOON)


def test_what_was_reported_in_the_month_is_listed_but_for_what_came_back(
    lost: list[int], records: Records, manager: Actor
) -> None:
    told = sheet(records, manager)
    assert [row.name for row in told.rows] == ["孙立", "吴用"]
    assert [told.count(one) for one in (LossState.WAITING, LossState.LOST)] == [1, 1]
    assert told.by_rival == [("某牌 SUV", 2)] and len(told.by_reason) == 1
    before = sheet(records, manager, TODAY - 30 * DAY)
    assert [row.name for row in before.rows] == ["钱多"]


def test_a_colleague_reads_no_loss_of_another(lost: list[int], records: Records, make: Any) -> None:
    other = Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台1")
    assert sheet(records, other).rows == ()


@pytest.mark.sqlite_only("pages are drawn from the same facts")
def test_the_paper_stays_readable_from_no_row_to_many(
    lost: list[int], records: Records, manager: Actor
) -> None:
    told, counts = sheet(records, manager), {}
    for count in (0, 1, 20):
        facts = replace(told, rows=told.rows * count)
        pdf = draw(facts, StoreHead("示范店"), printed=Printed(NOON, "王敏"))
        counts[count] = pages.page_count(pdf)
        text = pages.page_text(pdf, 0)
        assert ("吴用" in text) is (count > 0) and "F2611" in text and "钱多" not in text
    assert counts == {0: 1, 1: 1, 20: 2}


@pytest.mark.sqlite_only("pages are drawn from the same facts")
def test_counts_add_up_to_the_losses_that_are_listed(
    lost: list[int], records: Records, manager: Actor
) -> None:
    told = sheet(records, manager)
    rows = tuple(replace(told.rows[0], rival=f"品牌 {nth}") for nth in range(9))
    pdf = draw(replace(told, rows=rows), StoreHead("示范店"), printed=Printed(NOON, "王敏"))
    text = pages.page_text(pdf, pages.page_count(pdf) - 1)
    assert text.count(" 1 (11 %)") == 6 and "Others 3 (33 %)" in text
