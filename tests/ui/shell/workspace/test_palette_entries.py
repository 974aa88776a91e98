"""Ctrl+K finds desks and actions by name, by initials and by pinyin."""

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.permissions import Actor
from app.text import use
from db.vocabulary import Role
from ui.desks import DESKS
from ui.keys import TABS, Key
from ui.shell.workspace.navigation import Navigation
from ui.shell.workspace.palette_entries import PaletteEntries, of_menu, spellings

MANAGER = Actor(1, "王敏", frozenset({Role.MANAGER}), "PC")


def entries(*roles: Role) -> PaletteEntries:
    use("zh_CN")
    actor = Actor(1, "王敏", frozenset(roles), "PC")
    made = PaletteEntries(Navigation(DESKS, actor), actor)
    made.take_spellings(spellings(made.titles()))
    return made


@pytest.mark.parametrize("typed", ["维修", "wxgd", "weixiugong", "WX gd", "工单"])
def test_a_desk_is_found_however_it_is_typed(typed: str) -> None:
    found = entries(Role.MANAGER).desks(typed, "today")
    assert found[0].desk == "service"
    place = [desk.name for desk in Navigation(DESKS, MANAGER).desks].index("service")
    assert (found[0].note, found[0].key) == ("售后", TABS[place])


@pytest.mark.parametrize("typed", ["来店登记", "lddj", "laidiandengji"])
def test_an_action_is_found_with_its_key(typed: str) -> None:
    found = entries(Role.RECEPTION).actions(typed, "people")
    assert (found[0].desk, found[0].method, found[0].key) == (
        "reception",
        "register",
        Key.NEW_VISIT,
    )


def test_a_task_of_several_desks_is_offered_once_by_the_desk_in_front() -> None:
    found = entries(Role.MANAGER).actions("日报", "workshop")
    assert [one.desk for one in found] == ["workshop"]


def test_what_acts_on_a_chosen_row_is_offered_only_where_it_is_chosen() -> None:
    own = entries(Role.MANAGER)
    assert own.actions("合并", "service") == []
    assert [one.method for one in own.actions("合并", "people")] == ["merge"]


def test_nobody_is_offered_what_the_role_may_not_do() -> None:
    technician = entries(Role.TECHNICIAN)
    assert technician.actions("来店登记", "today") == []
    own = ["today", "workshop", "workbench", "stock", "board", "service"]
    assert [one.desk for one in technician.desks("", "today")] == own


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("备份", "data"),
        ("sjybf", "data"),
        ("peijian", "parts"),
        ("试驾车", "demo_cars"),
    ],
)
def test_a_part_of_the_settings_is_found_and_opened(typed: str, part: str) -> None:
    found = [one for one in entries(Role.MANAGER).desks(typed, "today") if one.part]
    assert [(one.desk, one.method, one.part) for one in found] == [
        ("settings", "open_section", part)
    ]
    assert not [one for one in entries(Role.RECEPTION).desks(typed, "today") if one.part]


def test_parts_and_the_menu_are_not_offered_before_anything_is_typed(qtbot: QtBot) -> None:
    own = entries(Role.MANAGER)
    assert not [one for one in own.desks("", "today") if one.part]
    assert own.of_the_menu("") == []


def test_what_the_menu_offers_is_found_and_done(qtbot: QtBot) -> None:
    use("zh_CN")
    done: list[str] = []
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("锁定\tCtrl+L").triggered.connect(lambda: done.append("lock"))
    light = menu.addMenu("浅色或深色")
    light.addAction("深色").triggered.connect(lambda: done.append("dark"))
    acts = tuple(of_menu(menu))
    own = PaletteEntries(Navigation(DESKS, MANAGER), MANAGER, acts)
    own.take_spellings(spellings(own.titles()))
    for typed, title, note, key in (
        ("suoding", "锁定", "", "Ctrl+L"),
        ("深色", "深色", "浅色或深色", ""),
    ):
        (found,) = own.of_the_menu(typed)
        assert (found.title, found.note, found.key) == (title, note, key)
        assert found.act is not None
        found.act()
    assert done == ["lock", "dark"]
    assert own.actions("suoding", "today") == []
