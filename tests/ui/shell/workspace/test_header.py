"""The header gives way in order and never covers one part with another."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.permissions import Actor
from app.text import use
from db.vocabulary import Role
from tests.ui.parts.kit import press, show
from tests.ui.shell.workspace.test_navigation import ALL
from ui.shell.workspace.header import WindowHeader
from ui.shell.workspace.navigation import Navigation

LONGEST = Actor(1, "欧阳娜娜", frozenset({Role.MANAGER}), "PC")


def header(qtbot: QtBot, wide: int, *, practice: bool = True, desks: int = 22) -> WindowHeader:
    window = QWidget()
    made = WindowHeader(Navigation(ALL[:desks], LONGEST), LONGEST, QMenu(), practice=practice)
    made.setParent(window)
    show(qtbot, window, wide, 200)
    made.setGeometry(0, 0, wide, made.height())
    made.mark("today")
    made.window_of_test = window
    return made


def places(made: WindowHeader) -> dict[str, QRect]:
    parts = [*made.row.findChildren(QWidget), made.find, made.person, made._product]
    return {
        part.objectName() or "product": QRect(part.mapTo(made, QPoint(0, 0)), part.size())
        for part in parts
        if part.isVisible()
    }


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("desks", [7, 22])
@pytest.mark.parametrize("wide", [911, 1024, 1093, 1280, 1366, 1920])
def test_nothing_is_cut_and_nothing_overlaps(
    qtbot: QtBot, wide: int, desks: int, language: str
) -> None:
    use(language)
    made = header(qtbot, wide, desks=desks)
    seen = places(made)
    for name, place in seen.items():
        assert made.rect().contains(place), name
        others = {one: rect for one, rect in seen.items() if one != name}
        assert not [one for one, rect in others.items() if rect.intersects(place)], name
    for part in (made.find, made.person, *made.row.findChildren(QWidget)):
        if part.isVisible():
            assert part.width() >= part.sizeHint().width(), part.objectName()


def test_search_then_tabs_then_the_person_give_way(qtbot: QtBot) -> None:
    made = header(qtbot, 1366)
    stages = []
    for wide in range(1600, 480, -4):
        made.setGeometry(0, 0, wide, made.height())
        shown = len(made.row.shown())
        stages.append((made.find.is_small, shown < 6, made.person.is_small))
    began = [next(at for at, one in enumerate(stages) if one[part]) for part in range(3)]
    assert 0 < began[0] < began[1] < began[2]


def test_what_has_no_room_is_under_more_and_the_desk_in_front_is_not(qtbot: QtBot) -> None:
    made = header(qtbot, 640)
    made.mark("settings")
    shown = made.row.shown()
    assert "settings" in shown and len(shown) < 6
    with qtbot.waitSignal(made.tab_chosen) as chosen:
        qtbot.mouseClick(made.row.more, Qt.MouseButton.LeftButton)
        menu = made.row.findChild(QMenu, "moreTabs")
        hidden = [action.objectName() for action in menu.actions()]
        assert set(hidden) | set(shown) == set(made.row.names())
        menu.actions()[0].trigger()
    assert chosen.args == [hidden[0]]
    menu.close()


def test_ctrl_k_begins_the_search_over_the_window(qtbot: QtBot) -> None:
    made = header(qtbot, 1093)
    window = made.window_of_test
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert made.search.hasFocus()
    palette = made.search.parentWidget()
    assert palette.parentWidget() is window and palette.size() == window.size()
    press(window, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    made.search.begin()
    made.hide()
    assert not palette.isVisible(), "nobody searches behind a locked screen"


@pytest.mark.parametrize("wide", [911, 1093, 1366])
def test_overdue_numbers_stand_on_the_areas_and_cut_nothing(qtbot: QtBot, wide: int) -> None:
    use("zh_CN")
    made = header(qtbot, wide)
    tabs = made.navigation.tabs
    late, calm = tabs[1], tabs[2]
    made.show_overdue({late.desks[0].name: 2, late.desks[-1].name: 10})
    assert made.row.button(late.name).accessibleName() == f"{late.title}, 12 项逾期"
    assert made.row.button(calm.name).accessibleName() == calm.title
    for part in (made.find, made.person, *made.row.findChildren(QWidget)):
        if part.isVisible():
            assert made.rect().contains(QRect(part.mapTo(made, QPoint(0, 0)), part.size()))
            assert part.width() >= part.sizeHint().width(), part.objectName()
    made.show_overdue({})
    assert made.row.button(late.name).accessibleName() == late.title
