"""The wall shows who has which car, and how late it is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.fleet import commands as fleet_commands
from app.fleet.values import CarEntry, Return
from app.identity import plate as plates
from app.people.operations import Contact
from app.testdrives import commands
from db.vocabulary import BookingState, FuelLevel
from tests import make as makers
from tests.app.testdrives.store import Showroom
from tests.make import NOON
from tests.ui.testdrives.cars import at, drive, lend, send_out
from ui import theme
from ui.shell.keys.actions import equip
from ui.testdrives.page import DrivesPage

OpenPage = Callable[..., DrivesPage]
SECOND = timedelta(seconds=1)


def test_the_wall_tells_who_has_which_car_and_names_nobody(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    send_out(showroom, contact=Contact("欧阳婷婷", "13900139000"))
    order = lend(showroom)
    page = open_page()
    equip(page, page.desk, actor=page.work.actor)
    qtbot.keyClick(page, Qt.Key.Key_F11)
    wall = page.modes.wall
    qtbot.waitUntil(lambda: len(wall.rows) == 2)
    assert wall.isVisible() and not page.view.isVisible() and wall.hasFocus()
    drove, lent = wall.rows
    assert (drove.plate, drove.who, drove.consultant, drove.since[0], drove.due[0]) == (
        "京A·D12345",
        "欧*",
        "李强",
        "11:30",
        "12:00",
    )
    assert (lent.who, lent.kind, lent.due[0]) == ("司*", "Loan car", "16:00")
    spoken = wall.accessibleDescription()
    assert order not in spoken, "a number of an order is nobody else's business"
    assert "欧阳" not in spoken and "1390013" not in spoken and "司马" not in spoken
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.view.isVisible)


def test_a_car_is_late_on_the_wall_and_in_the_list_exactly_with_the_minute(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = send_out(showroom)
    page = open_page()
    page.show_wall()
    qtbot.waitUntil(lambda: len(page.modes.wall.rows) == 2)
    due = next(column for column in page.view.table.columns if column.key == "due")
    for after, tone, words in (
        (59 * SECOND, "neutral", ""),
        (60 * SECOND, "bad", "1 min late"),
        (119 * SECOND, "bad", "1 min late"),
    ):
        at(page, NOON + after)
        row, line = page.modes.wall.rows[0], page.view.table.row(0)
        assert (row.tone == "bad", row.icon == "circle-alert") == (tone == "bad", tone == "bad")
        assert (row.state == words) is bool(words)
        assert (due.tone(line), due.second(line)) == (tone, words)
    late = page.findChild(QWidget, "drives_late")
    assert late.value() == "1"
    showroom.act(
        commands.take_back, key, Return(1010, FuelLevel.FULL), at=NOON + timedelta(minutes=3)
    )
    page.reload()
    qtbot.waitUntil(lambda: page.modes.wall.rows[0].tone == "good")


def test_the_next_look_is_at_the_next_full_minute(showroom: Showroom, open_page: OpenPage) -> None:
    page = open_page()
    at(page, NOON + timedelta(seconds=42, milliseconds=500))
    assert page._clock.isActive() and page._clock.interval() == 17_500 + 30


def test_the_wall_refreshes_by_itself(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    page = open_page()
    page.show_wall()
    qtbot.waitUntil(lambda: len(page.modes.wall.rows) == 2)
    assert all(not row.who for row in page.modes.wall.rows)
    key = send_out(showroom)
    qtbot.waitUntil(lambda: page.modes.wall.rows[0].who == "张*")
    assert drive(showroom, key).state is BookingState.OUT


def test_the_wall_paints_every_row_at_every_size(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    send_out(showroom)
    page = open_page()
    page.show_wall()
    qtbot.waitUntil(lambda: len(page.modes.wall.rows) == 2)
    for size in ((1024, 600), (1366, 692), (1920, 1004)):
        page.resize(*size)
        assert not page.grab().isNull()
        for one, other in zip(
            page.modes.wall._cells(page.rect())[:-1],
            page.modes.wall._cells(page.rect())[1:],
            strict=True,
        ):
            assert one.right() < other.left()


def test_the_wall_counts_the_cars_for_which_it_has_no_room(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    for place in range(20):
        showroom.act(fleet_commands.save_car, CarEntry(f"京A22T{place:02}", 1), by=showroom.manager)
    later = showroom.act(commands.book, showroom.wanted(120))
    page = open_page()
    page.show_wall()
    wall = page.modes.wall
    qtbot.waitUntil(lambda: len(wall.rows) > 20)
    wall.resize(1280, 640)
    assert 1 < len(wall.seen()) < len(wall.rows)
    assert wall.rows[0].plate == plates.shown(drive_plate(showroom, later)), (
        "a car that somebody waits for stands before the idle ones"
    )
    wall.resize(1280, 3000)
    assert wall.seen() == wall.rows
    for high in range(500, 1100, 7):
        wall.resize(1900, high)
        wall.show_cars(wall._cars[:5], wall._now)
        assert len(wall.seen()) == 5, "five cars fit on every screen"


def drive_plate(showroom: Showroom, drive_id: int) -> str:
    with showroom.records.read() as session:
        return str(session.get_one(makers.DemoCar, drive(showroom, drive_id).car_id).plate)


def test_the_wall_has_the_whole_screen_and_gives_it_back(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    page, covered = open_page(), []
    page.modes.wall.seen_changed.connect(covered.append)
    page.show_wall()
    qtbot.waitUntil(lambda: len(page.modes.wall.rows) == 2)
    assert covered == [True]
    assert page.modes.wall._hint.isActive(), "Esc is told for the first seconds"
    page.hide()
    assert covered == [True, False], "another desk is no wall"
    page.show()
    qtbot.keyClick(page.modes.wall, Qt.Key.Key_Escape)
    assert covered == [True, False, True, False]


@pytest.mark.parametrize("wide", [800, 1366, 1920])
def test_no_plate_is_cut_on_a_narrow_wall(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage, wide: int
) -> None:
    page = open_page()
    page.show_wall()
    wall = page.modes.wall
    qtbot.waitUntil(lambda: len(wall.rows) == 2)
    area = QRect(0, 0, wide, 168)
    font = theme.font("body", scale=wall._scale(area), bold=True)
    room = wall._cells(area)[0].width()
    assert all(QFontMetrics(font).horizontalAdvance(row.plate) <= room for row in wall.rows)
