"""The numbers behind the tabs: who reads the lists of Today anyway counts them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.today import queries
from db.tables.prospects import FollowUp
from ui.desks import DESKS
from ui.today.overdue_watch import OverdueWatch
from ui.today.page import TodayPage


class Workspace(QObject):
    """As much of the window as the watch needs; it goes with Today, its only page."""

    overdue = Signal(object)
    desks = DESKS

    def __init__(self, shown: TodayPage) -> None:
        super().__init__(shown)
        self._shown = shown
        self.told: list[dict[str, int]] = []
        self.overdue.connect(lambda counts: self.told.append(dict(counts)))

    def page(self, _name: str) -> TodayPage:
        return self._shown


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions of the watch."""
    found: list[str] = []
    query = queries.overdue_nouns
    monkeypatch.setattr(
        queries,
        "overdue_nouns",
        lambda *args, **more: (found.append("asked"), query(*args, **more))[1],
    )
    return found


def _call(act: Callable[..., Any], key: int, minutes: int) -> None:
    """Somebody puts the contact off."""

    def later(session: Any, *, by: Any, at: Any) -> None:
        session.get_one(FollowUp, key).due_at = at + timedelta(minutes=minutes)

    act(later)


def test_today_in_front_counts_for_the_watch_and_behind_another_page_it_asks(
    page: Any,
    contact: int,
    act: Any,
    asked: list[str],
    settled: Any,
    qtbot: QtBot,
) -> None:
    shown = page()
    workspace = Workspace(shown)
    watch = OverdueWatch(shown.shell, workspace)  # type: ignore[arg-type]
    shown.reload()
    settled(shown.work)
    assert (workspace.told, asked) == ([{"people": 1}], []), "Today has read them"
    _call(act, contact, 60)
    qtbot.waitUntil(lambda: workspace.told[-1] == {})
    assert asked == [], "and reads them after a change"
    shown.hide()
    _call(act, contact, -60)
    qtbot.waitUntil(lambda: workspace.told[-1] == {"people": 1})
    assert asked == ["asked"]
    watch.ask()
    settled(shown.work)
    assert asked == ["asked"] * 2
