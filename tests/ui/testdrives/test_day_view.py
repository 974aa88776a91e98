"""The filter of all days, and bookings that are dragged on the timeline."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.people.operations import Contact
from tests.app.testdrives.store import Showroom
from tests.make import NOON
from tests.ui.testdrives.cars import commit, drive, lend
from ui.shell.keys.actions import equip
from ui.testdrives.page import DrivesPage

OpenPage = Callable[..., DrivesPage]


@pytest.mark.parametrize(
    "words", ["T261121-002", "李娜", "0139", "139 0013-9000", "京A12345", "京A·12345"]
)
def test_the_filter_finds_number_name_phone_and_plate_of_any_day(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage, words: str
) -> None:
    showroom.book()
    key = showroom.book(60 * 24 * 3, contact=Contact("李娜", "13900139000"), car_id=showroom.manual)
    page = open_page()
    equip(page, page.desk, actor=page.work.actor)
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.view.filter.hasFocus()
    commit(page.view.filter, words)
    qtbot.waitUntil(lambda: page.view.table.count() == 1 and page.view.table.row(0).id == key)
    assert "2026-11-24" in next(
        column for column in page.view.table.columns if column.key == "starts_at"
    ).second(page.view.table.row(0))
    page.view.filter.clear()
    page.view.filter_again()
    qtbot.waitUntil(lambda: page.view.table.row(0) is not None and page.view.table.row(0).id != key)


@pytest.mark.parametrize("words", ["%", "_", "\\", "'; --", "<b>", "𬭎"])
def test_a_strange_filter_finds_nothing_and_breaks_nothing(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage, words: str
) -> None:
    showroom.book()
    page = open_page()
    commit(page.view.filter, words)
    qtbot.waitUntil(lambda: page.view._found == ())
    assert page.view.table.count() == 0


def drag(qtbot: QtBot, page: DrivesPage, key: int, to: datetime, car: int) -> None:
    """A block by real mouse events: pressed, moved in steps, let go."""
    timeline = page.view.timeline
    box = timeline.box_of(key)
    begin, shift = box.center(), timeline.spot_of(car, to) - QPoint(box.left(), box.center().y())
    qtbot.mousePress(timeline.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for part in (4, 3, 2, 1):
        qtbot.mouseMove(timeline.viewport(), begin + QPoint(shift.x() // part, shift.y() // part))
    qtbot.mouseRelease(timeline.viewport(), Qt.MouseButton.LeftButton, pos=begin + shift)


def test_a_drag_into_the_time_to_get_ready_says_why_and_springs_back(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    showroom.book(contact=Contact("李娜"))
    key = showroom.book(120)
    page = open_page()
    before = page.view.timeline.box_of(key)
    drag(qtbot, page, key, NOON + timedelta(minutes=30), showroom.automatic)
    qtbot.waitUntil(lambda: "李娜" in page.shell.notices.last_line())
    qtbot.waitUntil(lambda: not page.work.busy)
    assert drive(showroom, key).starts_at == NOON + timedelta(minutes=120)
    assert page.view.timeline.box_of(key) == before and page.view.timeline._ghost is None
    drag(qtbot, page, key, NOON + timedelta(minutes=45), showroom.automatic)
    qtbot.waitUntil(lambda: drive(showroom, key).starts_at == NOON + timedelta(minutes=45))


def test_undo_after_a_drag_puts_time_and_car_back(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = showroom.book()
    page = open_page()
    told: list[Any] = []
    page.shell.notices.say = lambda words, *_more, **named: told.append((words, named))  # type: ignore[method-assign]
    drag(qtbot, page, key, NOON + timedelta(minutes=90), showroom.manual)
    qtbot.waitUntil(lambda: drive(showroom, key).car_id == showroom.manual and bool(told))
    assert "13:30" in told[-1][0]
    told[-1][1]["undo"]()
    qtbot.waitUntil(
        lambda: (
            (drive(showroom, key).car_id, drive(showroom, key).starts_at)
            == (showroom.automatic, NOON)
        )
    )


def test_a_drag_onto_a_loan_is_refused_naming_its_order(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    order = lend(showroom)
    key = showroom.book(60)
    page = open_page()
    drag(qtbot, page, key, NOON + timedelta(minutes=60), showroom.manual)
    qtbot.waitUntil(lambda: order in page.shell.notices.last_line())
    assert drive(showroom, key).car_id == showroom.automatic
