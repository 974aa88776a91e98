"""A late car is announced once, and nobody is named in full."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.fleet import commands as fleet
from db.tables.fleet import Loan
from tests.app.testdrives.store import Showroom
from tests.make import NOON
from tests.ui.testdrives.cars import lend
from ui.desks import DESKS
from ui.shell.workspace.history import History
from ui.shell.workspace.navigation import Navigation
from ui.shell.workspace.workspace import Workspace
from ui.testdrives.late_alarm import LateAlarm


def test_a_late_car_is_said_once_at_the_minute_and_again_after_more_time(
    qtbot: QtBot, showroom: Showroom, make_shell: Callable[..., Any], settled: Callable[..., None]
) -> None:
    """No page of the desk is open: the alarm listens on every tab."""
    lend(showroom)
    with showroom.records.read() as session:
        key = session.scalars(select(Loan.id)).one()
    shell = make_shell(showroom.records)
    shell.work._clock = lambda: NOON + timedelta(minutes=240)
    alarm = LateAlarm(shell, shell.notices)
    settled(shell)
    assert shell.notices.last_line() == ""
    shell.work._clock = lambda: NOON + timedelta(minutes=241)
    alarm.look()
    settled(shell)
    assert "1 min late" in shell.notices.last_line()
    assert "司*" in shell.notices.last_line() and "司马相如" not in shell.notices.last_line(), (
        "it may stand over the wall"
    )
    shell.notices.say("…")
    alarm.look()
    settled(shell)
    assert shell.notices.last_line() == "…"
    showroom.act(fleet.postpone, key, NOON + timedelta(minutes=300), by=showroom.manager)
    shell.work._clock = lambda: NOON + timedelta(minutes=301)
    alarm.look()
    settled(shell)
    assert "1 min late" in shell.notices.last_line()
    shell.notices.say("…")
    shell.work.actor = None
    alarm._told.clear()
    alarm.look()
    settled(shell)
    assert shell.notices.last_line() == "…", "a locked screen tells nobody anything"


def test_every_tab_has_the_alarm_behind_it(
    qtbot: QtBot, showroom: Showroom, make_shell: Callable[..., Any]
) -> None:
    """Whoever has the desk has the watch, whether its page was ever opened or not."""
    lend(showroom)
    shell = make_shell(showroom.records)
    shell.work._clock = lambda: NOON + timedelta(minutes=250)
    navigation = Navigation(DESKS, shell.work.actor)
    workspace = Workspace(navigation, shell, shell.work.actor, History())
    qtbot.addWidget(workspace)
    workspace.begin()
    assert workspace.desk().name == "today"
    qtbot.waitUntil(lambda: "10 min late" in shell.notices.last_line())
    assert workspace.page("testdrives") is None
