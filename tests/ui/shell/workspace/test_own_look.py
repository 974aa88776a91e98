"""Another language or light builds the pages anew, and loses nothing that was typed."""

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import text
from app.admin import commands
from db.vocabulary import Role
from ui import theme


def test_a_change_of_language_keeps_place_and_draft(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    window.workspace.show_desk("board")
    page = window.workspace.page()
    page.form["who"].setFocus()
    qtbot.keyClicks(page.form["who"], "Zhang")
    window.speak("zh_CN")
    qtbot.waitUntil(lambda: text.language() == "zh_CN")
    again = window.workspace.page()
    assert again is not page
    assert again.form.value()["who"] == "Zhang"
    assert again.findChild(QWidget, "visit_submit").text().startswith("保存")
    assert window.workstation.language == "zh_CN"
    window.dress("dark")
    qtbot.waitUntil(lambda: theme.scheme() == "dark")
    assert window.workspace.page().form.value()["who"] == "Zhang"
    assert window.workstation.theme == "dark"


class Dressed(QWidget):
    """Counts how often Qt gives it another style."""

    times = 0

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            Dressed.times += 1
        super().changeEvent(event)


def test_what_goes_for_another_light_is_not_dressed_before(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    old = [window.header, window.status, window.workspace]
    probe = Dressed(window.workspace.page())
    probe.show()
    qtbot.waitUntil(probe.isVisible)
    Dressed.times = 0
    other = "light" if theme.scheme() == "dark" else "dark"
    window.dress(other)
    qtbot.waitUntil(lambda: theme.scheme() == other)
    assert not any(shiboken6.isValid(part) for part in (probe, *old))
    assert Dressed.times == 0
    assert window.is_open() and window.header.isVisible() and window.status.isVisible()


def test_who_asks_for_a_language_does_its_part_before_pages_go_one_by_one(
    enter, qtbot: QtBot
) -> None:
    window = enter(Role.MANAGER)
    for desk in window.workspace.desks:
        window.workspace.show_desk(desk.name)
    pages = [window.workspace.page(desk.name) for desk in window.workspace.desks]
    old, gone = window.header, []
    pages[0].destroyed.connect(lambda: gone.append(shiboken6.isValid(old)))
    window.speak("zh_CN")
    assert all(shiboken6.isValid(part) for part in (*pages, old)), "who asked is still running"
    qtbot.waitUntil(lambda: text.language() == "zh_CN")
    assert gone == [True], "a page that was not seen went before, by itself"
    assert not any(shiboken6.isValid(part) for part in (*pages, old))
    assert window.workspace.page() is not None and window.is_open()


def test_a_lock_while_the_language_changes_shows_nothing_behind_it(enter, qtbot: QtBot) -> None:
    window = enter(Role.MANAGER)
    with qtbot.waitSignal(window.rebuilt):
        window.speak("zh_CN")
        window.show_start_screen()
    assert not window.is_open()
    assert window.header is None or not window.header.isVisible()


def test_language_and_light_follow_the_person_and_the_door_keeps_those_of_the_pc(
    enter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[dict[str, str]] = []
    keep = lambda _session, _name, state, **_more: kept.append(dict(state))  # noqa: E731
    monkeypatch.setattr(commands, "keep_view", keep)
    window = enter(Role.RECEPTION)
    pc = (window.workstation.language, window.workstation.theme)
    window.workspace.show_desk("board")
    window.workspace.page().form["who"].setFocus()
    qtbot.keyClicks(window.workspace.page().form["who"], "Zhang")
    window.look.choose(window.shell_of_test, language="zh_CN")
    window.look.choose(window.shell_of_test, theme="dark")
    qtbot.waitUntil(lambda: theme.scheme() == "dark")
    assert (window.workstation.language, window.workstation.theme) == pc
    qtbot.waitUntil(lambda: kept[-1:] == [{"language": "zh_CN", "theme": "dark"}])
    window.show_start_screen()
    assert (text.language(), theme.scheme()) == (pc[0], "light")
    window.admit(window.shell_of_test)
    assert (text.language(), theme.scheme()) == ("zh_CN", "dark")
    again = window.workspace.page()
    assert again.objectName() == "page-board" and again.form.value()["who"] == "Zhang"
    window.shell_of_test.views.clear()
    window.show_start_screen()
    window.admit(window.shell_of_test)
    assert (text.language(), theme.scheme()) == (pc[0], "light")
