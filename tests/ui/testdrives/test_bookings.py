"""A car is blocked and freed by keys, and both can be undone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.people.operations import Contact
from app.text import use
from tests.app.testdrives.store import Showroom
from tests.make import NOON
from tests.ui.parts.kit import commit, press
from ui.parts.timeline import TimeBlock
from ui.shell.keys.actions import equip
from ui.testdrives.page import DrivesPage

OpenPage = Callable[..., DrivesPage]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(open_page: OpenPage) -> DrivesPage:
    made = open_page()
    equip(made, made.desk, actor=made.work.actor)
    return made


@pytest.fixture
def told(page: DrivesPage) -> list[tuple[str, Any]]:
    """Every quiet line with its undo."""
    lines: list[tuple[str, Any]] = []
    page.shell.notices.say = lambda words, *_more, undo=None, **_named: lines.append((words, undo))  # type: ignore[method-assign]
    return lines


def hatched(page: DrivesPage) -> list[TimeBlock]:
    return [block for block in page.view.timeline._blocks if block.hatched]


def fill(qtbot: QtBot, page: DrivesPage, reason: str = "首保", start: str = "13:00") -> Any:
    """Shift+F6, the car by its plate, from when until when, why; saved by Ctrl+Enter."""
    qtbot.keyClick(page, Qt.Key.Key_F6, SHIFT)
    form = page.bookings.blocking
    assert form["car_id"].hasFocus()
    qtbot.keyClicks(form["car_id"], "D12345")
    press(form, ENTER)
    qtbot.keyClicks(form["starts_at"], f"2026-11-21 {start}")
    press(form["starts_at"], ENTER)
    qtbot.keyClicks(form["ends_at"], "2026-11-21 16:00")
    press(form["ends_at"], ENTER)
    commit(form["reason"], reason)
    save(qtbot, page, form)
    return form


def save(qtbot: QtBot, page: DrivesPage, form: Any) -> None:
    press(form, ENTER, CONTROL)
    qtbot.waitUntil(lambda: not page.work.busy)


def test_a_car_is_blocked_by_keys_and_undo_frees_it(
    qtbot: QtBot, page: DrivesPage, told: list[tuple[str, Any]]
) -> None:
    form = fill(qtbot, page)
    qtbot.waitUntil(lambda: bool(hatched(page)))
    shown = hatched(page)[0]
    assert (shown.title, shown.subtitle) == ("首保", "Blocked")
    assert (shown.start, shown.end) == (NOON + timedelta(hours=1), NOON + timedelta(hours=4))
    qtbot.waitUntil(lambda: page.panel.body() is page.one)
    assert form["reason"].value() is None and form.submit_button.isEnabled()
    words, undo = told[-1]
    assert words == "The car is blocked."
    undo()
    qtbot.waitUntil(lambda: not hatched(page))


def test_a_reason_is_asked_for_and_an_hour_that_was_clicked_is_taken(
    qtbot: QtBot, page: DrivesPage, showroom: Showroom
) -> None:
    page.block()
    form = page.bookings.blocking
    spot = page.view.timeline.spot_of(showroom.manual, NOON + timedelta(hours=1))
    qtbot.mouseClick(page.view.timeline.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert form["car_id"].value() == showroom.manual
    qtbot.keyClicks(form["ends_at"], "2026-11-21 16:00")
    save(qtbot, page, form)
    assert form.message("reason") and form.submit_button.isEnabled()
    commit(form["reason"], "首保")
    save(qtbot, page, form)
    qtbot.waitUntil(lambda: bool(hatched(page)))


def test_a_booking_in_its_way_is_named_beside_the_time(
    qtbot: QtBot, page: DrivesPage, showroom: Showroom
) -> None:
    showroom.book(90, contact=Contact("欧阳婷婷", "13900139000"))
    use("zh_CN")
    form = fill(qtbot, page)
    assert "已被预约" in form.message("starts_at") and "欧阳婷婷" in form.message("starts_at")
    assert form["reason"].value() == "首保" and not hatched(page)


def test_a_block_is_freed_blocked_again_and_each_can_be_taken_back(
    qtbot: QtBot, page: DrivesPage, told: list[tuple[str, Any]]
) -> None:
    fill(qtbot, page)

    def push(name: str) -> None:
        def seen() -> list[QWidget]:
            return [one for one in page.panel.findChildren(QWidget, name) if one.isVisible()]

        qtbot.waitUntil(lambda: bool(seen()) and not page.work.busy)
        seen()[0].setFocus()
        press(page, Qt.Key.Key_Space)

    push("free_car")
    qtbot.waitUntil(lambda: not hatched(page) and told[-1][0] == "The car is free again.")
    told[-1][1]()
    qtbot.waitUntil(lambda: bool(hatched(page)))
    push("free_car")
    push("block_again")
    qtbot.waitUntil(lambda: bool(hatched(page)) and told[-1][0] == "Blocked again.")
    told[-1][1]()
    qtbot.waitUntil(lambda: not hatched(page))


def test_the_list_calls_a_block_blocked_and_not_booked(qtbot: QtBot, page: DrivesPage) -> None:
    fill(qtbot, page)
    qtbot.waitUntil(lambda: page.view.table.count() == 1)
    line = page.view.table.row(0)
    column = next(column for column in page.view.table.columns if column.key == "state")
    assert column.text(column.get(line)) == "Blocked" and column.tone(line) == "neutral"
