"""What a manager is told of lists that colleagues saved as files (A14 of the privacy rules)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app import settings
from app.admin import export_commands, today
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.today_spec import AskedDay, TodayItem
from db.nouns import Noun
from db.tables.admin import Audit
from db.vocabulary import Act, Role
from tests import make as makers
from tests.make import NOON

MANAGER = frozenset({Role.MANAGER})


@pytest.fixture
def clerk(make: Any) -> Actor:
    roles = (Role.CARE,)
    return Actor(make(makers.staff, "赵静", *roles), "赵静", frozenset(roles), "客服1")


def _told(records: Records, at: datetime, viewer: Actor) -> tuple[TodayItem, ...]:
    with records.read() as session:
        return today.exports(session, AskedDay(viewer, at, settings.load(session)))


def test_the_manager_reads_who_saved_how_many_lines_on_which_day(
    act: Any, records: Records, clerk: Actor
) -> None:
    boss = Actor(0, "王敏", MANAGER, "")
    act(export_commands.export_list, "people", 120, by=clerk)
    act(export_commands.export_list, "orders", 30, by=clerk, at=NOON + timedelta(hours=1))
    act(export_commands.export_list, "people", 7, by=clerk, at=NOON + timedelta(days=1))
    first, second = _told(records, NOON + timedelta(days=1, hours=1), boss)
    assert (first.who, first.what) == ("赵静", "150 lines saved")
    assert first.why.startswith("2 files · Customers · Repair orders")
    assert (second.who, second.what) == ("赵静", "7 lines saved")


def test_what_was_seen_is_gone_until_the_colleague_saves_more(
    act: Any, records: Records, clerk: Actor
) -> None:
    boss = Actor(0, "王敏", MANAGER, "")
    act(export_commands.export_list, "people", 120, by=clerk)
    (item,) = _told(records, NOON, boss)
    command, arguments = item.act.command
    act(command, *arguments)
    assert _told(records, NOON, boss) == ()
    act(export_commands.export_list, "people", 5, by=clerk)
    (again,) = _told(records, NOON, boss)
    assert again.what == "125 lines saved"
    with records.read() as session:
        seen = session.scalars(select(Audit).where(Audit.act == Act.SEE)).one()
    assert (seen.noun, seen.noun_id) == (Noun.AUDIT, item.opens[1])


def test_own_files_are_told_to_others_only_and_nobody_else_may_mark_them(
    act: Any, records: Records, clerk: Actor
) -> None:
    act(export_commands.export_list, "people", 3, by=clerk)
    assert _told(records, NOON, clerk) == ()
    with pytest.raises(Refused, match="permission"):
        act(export_commands.see_exports, 1, by=clerk)
    assert today.LISTS[0].roles == ()
    assert not clerk.may(*today.LISTS[0].roles)


def test_after_a_week_the_history_alone_tells(act: Any, records: Records, clerk: Actor) -> None:
    boss = Actor(0, "王敏", MANAGER, "")
    act(export_commands.export_list, "people", 3, by=clerk)
    assert len(_told(records, NOON + timedelta(days=7), boss)) == 1
    assert _told(records, NOON + timedelta(days=7, seconds=1), boss) == ()
