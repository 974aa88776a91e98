"""A booking outside the opening hours is warned of, and made all the same."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.people.lookup import PersonHit
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


def hit(key: int, name: str, phone: str, owner: int | None) -> PersonHit:
    return PersonHit(key, name, None, phone, None, "", "", owner, "")


def test_name_and_consultant_of_a_known_number_follow_the_number(open_page: OpenPage) -> None:
    """What was typed or chosen by hand stays."""
    form = open_page().bookings.new
    mine, other = form._lists.consultants[0].id, form._lists.consultants[1].id
    form._consultant = mine
    form.begin()

    def known(person: PersonHit | None) -> tuple[object, object]:
        form.know(person, action="", then=None)
        return form["name"].value(), form["consultant_id"].value()

    assert known(hit(1, "张伟", "13800138000", other)) == ("张伟", other)
    assert known(hit(2, "李怡", "13900139000", None)) == ("李怡", mine)
    assert known(None) == (None, mine)
    form["name"].set_value("王先生")
    form["consultant_id"].set_value(other)
    assert known(hit(2, "李怡", "13900139000", mine)) == ("王先生", other)
    assert known(None) == ("王先生", other)
