"""The search box in the shell.

Who comes to it for the first time finds the questions put together.
"""

from types import SimpleNamespace
from typing import Any

from pytestqt.qtbot import QtBot

from app import search
from app.permissions import Actor
from db.nouns import Noun
from db.vocabulary import Role
from tests.make import NOON
from ui.desks import DESKS
from ui.icons import Icon
from ui.parts.search import ResultGroup, SearchBox
from ui.shell.workspace.navigation import Navigation
from ui.shell.workspace.search_controller import SearchController


def test_the_first_key_waits_no_longer_than_the_second(qtbot: QtBot) -> None:
    asked: list[Any] = []
    work: Any = SimpleNamespace(
        records=None, actor=None, ask=lambda query, *_given, **_more: asked.append(query)
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


def test_each_kind_of_record_stands_under_its_own_icon(qtbot: QtBot) -> None:
    shown: list[ResultGroup] = []
    found = [
        search.HitGroup(noun, noun.value, (SimpleNamespace(id=1, title="张", note="", opens=None),))
        for noun in (Noun.PERSON, Noun.VEHICLE, Noun.REPAIR_ORDER, Noun.SALE_ORDER)
    ]
    actor = Actor(1, "王敏", frozenset({Role.MANAGER}), "PC")
    work: Any = SimpleNamespace(
        records=object(),
        actor=actor,
        now=lambda: NOON,
        ask=lambda _query, *_given, then, **_more: then(found),
    )
    workspace: Any = SimpleNamespace(
        desks=DESKS, actor=actor, navigation=Navigation(DESKS, actor), desk=lambda: DESKS[0]
    )
    box = SearchBox()
    qtbot.addWidget(box)
    box.show_results = lambda _text, groups: shown.extend(groups)  # type: ignore[method-assign]
    SearchController(box, work, workspace)
    box.asked.emit("张")
    icons = {group.kind: group.icon for group in shown if group.hits and group.kind != "entry"}
    assert icons == {
        "person": Icon.USER,
        "vehicle": Icon.CAR,
        "repair_order": Icon.CLIPBOARD_LIST,
        "sale_order": Icon.HANDSHAKE,
    }
