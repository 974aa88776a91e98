"""The search box in the shell.

Who comes to it for the first time finds the questions put together.
"""

from types import SimpleNamespace
from typing import Any

from pytestqt.qtbot import QtBot

from app import search
from ui.parts.search import SearchBox
from ui.shell.workspace.search_controller import SearchController


def test_the_first_key_waits_no_longer_than_the_second(qtbot: QtBot) -> None:
    asked: list[Any] = []
    work: Any = SimpleNamespace(
        records=None, ask=lambda query, *_given, **_more: asked.append(query)
    )
    box = SearchBox()
    qtbot.addWidget(box)
    finding = SearchController(box, work)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    box.clearFocus()
    box.setFocus()
    assert asked == [], "no store is open yet"
    work.records = object()
    for _ in range(2):
        box.clearFocus()
        box.setFocus()
    assert asked == [search.prepare]
    assert finding.parent() is box
