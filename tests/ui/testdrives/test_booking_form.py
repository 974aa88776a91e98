"""A booking outside the opening hours is warned of, and made all the same."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.text import use
from tests.app.testdrives.store import Showroom
from tests.make import NOON
from tests.ui.testdrives.cars import drive
from ui.testdrives.page import DrivesPage

OpenPage = Callable[..., DrivesPage]


def test_a_time_outside_the_opening_hours_is_said_and_booked_all_the_same(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    page = open_page()
    form = page.bookings.new
    form["car_id"].set_value(showroom.automatic)
    qtbot.keyClicks(form["phone"], "13800138000")
    form["starts_at"].setFocus()
    form["starts_at"].selectAll()
    qtbot.keyClicks(form["starts_at"], "2026-11-22 06:30")
    qtbot.keyClick(form["starts_at"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "opening hours" in form.message("starts_at"))
    use("zh_CN")
    form.say_hours(page.shell.settings)
    assert "营业时间" in form.message("starts_at")
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.one.drive is not None)
    assert (drive(showroom, page.one.drive.row.id).starts_at - NOON) == timedelta(
        hours=18, minutes=30
    )
