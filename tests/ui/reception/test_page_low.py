"""The visitors page in the lowest window: the register keeps several rows in view."""

from typing import Any

from pytestqt.qtbot import QtBot

from db.vocabulary import Role
from ui import theme

HOUR = 60


def test_the_register_gives_its_acts_to_the_menu_and_gets_rows(
    qtbot: QtBot, page: Any, write: Any, settled: Any
) -> None:
    for at in range(6):
        write(HOUR + at, name=f"王{at}")
    shown = page(Role.RECEPTION)
    register = shown.register_list
    tall = register.table.view.viewport().height()
    assert not register.panels["turns"].isHidden() and register._more.isHidden()
    shown.resize(1093, 538)
    settled(shown.work)
    assert register._more.isVisible()
    assert all(one.isHidden() for one in register.panels.values())
    enough = 2.5 * theme.size("row")
    qtbot.waitUntil(lambda: register.table.view.viewport().height() >= enough)
    shown.resize(1366, 692)
    settled(shown.work)
    assert register._more.isHidden() and not register.panels["turns"].isHidden()
    qtbot.waitUntil(lambda: register.table.view.viewport().height() == tall)


def test_no_line_for_steps_stands_there_while_nobody_is_chosen(
    page: Any, write: Any, settled: Any
) -> None:
    write(HOUR, name="王一")
    write(HOUR + 1, name="王二")
    shown = page(Role.RECEPTION)
    shown.resize(1093, 538)
    settled(shown.work)
    assert shown.inside.strip.isHidden()
    shown.inside.table.view.selectRow(0)
    settled(shown.work)
    assert shown.inside.strip.isVisible() and shown.inside.strip.chips.isVisible()


def test_a_finished_call_tells_its_whole_time(page: Any) -> None:
    """A time is wider than the word for who is still in the store."""
    shown = page(Role.RECEPTION)
    [left] = [one for one in shown.register_list.table.columns if one.key == "left_at"]
    assert "00:00" in left.widest()
