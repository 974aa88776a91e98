"""The screen on the wall, the month's signing rate, the filter of all days, and what the desk says
before it is too late.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.fleet import commands as fleet_commands
from app.fleet.values import CarEntry, Outing, Return
from app.identity import plate as plates
from app.people.operations import Contact
from app.permissions import Actor
from app.testdrives import commands
from app.testdrives.values import Opinion
from app.text import use
from db.tables.admin import Level
from db.tables.fleet import TestDrive
from db.tables.prospects import Prospect
from db.vocabulary import DriveState, FuelLevel, ProspectState, Role
from tests import make as makers
from tests.app.testdrives.store import Showroom
from tests.make import NOON
from ui.shell.keys.actions import equip
from ui.testdrives.page import DrivesPage

OpenPage = Callable[..., DrivesPage]
SECOND = timedelta(seconds=1)


def drive(showroom: Showroom, drive_id: int) -> TestDrive:
    with showroom.records.read() as session:
        return session.get_one(TestDrive, drive_id)


def send_out(showroom: Showroom, minutes_ago: int = 30, **more: Any) -> int:
    """A drive of half an hour that left so long ago."""
    left = NOON - timedelta(minutes=minutes_ago)
    key = int(showroom.act(commands.book, showroom.wanted(-minutes_ago, **more), at=left))
    showroom.note_licence(key)
    showroom.sign(key)
    showroom.act(commands.send_out, key, Outing(1003, FuelLevel.FULL), at=left)
    return key


def lend(showroom: Showroom) -> str:
    """The manual car is out with a repair order until 16:00."""

    def write(session: Any, *, by: Actor, at: datetime) -> str:
        order = makers.repair_order(
            session, makers.vehicle(session, "京B11111"), by=1, number="W261121-007"
        )
        car, person = (
            session.get_one(makers.DemoCar, showroom.manual),
            makers.person(session, "司马相如", "13600136000"),
        )
        facts = {
            "person_id": person.id,
            "state": DriveState.OUT,
            "out_at": at,
            "out_km": 1000,
            "number": "L261121-001",
        }
        makers.loan(session, car, order, by=1, minutes=240, **facts)
        return str(order.number)

    return str(showroom.act(write))


def at(page: DrivesPage, now: datetime) -> None:
    page.work._clock = lambda: now
    page.tick()


def commit(widget: QWidget, words: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


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
    assert (lent.who, lent.kind, lent.due[0]) == ("司*", f"Loan car · {order}", "16:00")
    spoken = wall.accessibleDescription()
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
    qtbot.waitUntil(lambda: page.modes.wall.rows[0].who == "张*", timeout=5000)
    assert drive(showroom, key).state is DriveState.OUT


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


def test_the_signing_rate_leads_down_to_its_rows(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = send_out(showroom, 60)
    showroom.act(
        commands.take_back, key, Return(1010, FuelLevel.HALF), at=NOON - timedelta(minutes=20)
    )
    with showroom.records.read() as session:
        level = session.scalars(select(Level.id).where(Level.code == "A")).one()
    showroom.act(commands.note_opinion, key, Opinion(5, level_id=level))
    page = open_page()
    assert "0 %" in page.view.rate.text()
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.panel.findChild(QWidget, "has_ordered") is not None)
    qtbot.mouseClick(page.panel.findChild(QWidget, "has_ordered"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "100 %" in page.view.rate.text())
    with showroom.records.read() as session:
        assert session.scalars(select(Prospect.state)).one() is ProspectState.WON
    qtbot.mouseClick(page.view.rate, Qt.MouseButton.LeftButton)
    month = page.modes.month
    qtbot.waitUntil(lambda: month.isVisible() and month.rows.count() == 2)
    qtbot.keyClick(month.people.view, Qt.Key.Key_Down)
    assert "李强" in month.told.text() and "100 %" in month.told.text()
    assert {month.rows.row(at).what for at in range(2)} == {"Ordered a car", "Test drive"}
    month.rows.select(f"drive{key}")
    qtbot.keyClick(month.rows.view, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            page.view.isVisible() and page.one.drive is not None and page.one.drive.row.id == key
        )
    )


def test_an_order_that_was_a_slip_is_taken_back(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = send_out(showroom, 60)
    showroom.act(
        commands.take_back, key, Return(1010, FuelLevel.HALF), at=NOON - timedelta(minutes=20)
    )
    with showroom.records.read() as session:
        level = session.scalars(select(Level.id).where(Level.code == "A")).one()
    showroom.act(commands.note_opinion, key, Opinion(5, level_id=level))
    page = open_page()
    told: list[Any] = []
    page.shell.notices.say = lambda words, *_more, **named: told.append((words, named))  # type: ignore[method-assign]
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.panel.findChild(QWidget, "has_ordered") is not None)
    qtbot.mouseClick(page.panel.findChild(QWidget, "has_ordered"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told))
    told[-1][1]["undo"]()
    qtbot.waitUntil(lambda: not page.work.busy)
    with showroom.records.read() as session:
        assert session.scalars(select(Prospect.state)).one() is ProspectState.OPEN


def test_months_are_walked_and_esc_goes_back(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    page = open_page()
    page.show_month()
    month = page.modes.month
    qtbot.waitUntil(lambda: month.isVisible() and month.month is not None)
    for name, wanted in (
        ("month_before", (2026, 10)),
        ("month_after", (2026, 11)),
        ("month_after", (2026, 12)),
        ("month_after", (2027, 1)),
    ):
        qtbot.mouseClick(month.findChild(QWidget, name), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda wanted=wanted: (month.month.year, month.month.month) == wanted)
    qtbot.keyClick(month, Qt.Key.Key_Escape)
    assert page.view.isVisible()


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


def test_a_licence_corrected_elsewhere_asks_for_another_paper_here(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    first, second = showroom.book(), showroom.book(120)
    for key in (first, second):
        showroom.note_licence(key)
    showroom.sign(first)
    page = open_page()
    page.open_drive(first)
    qtbot.waitUntil(lambda: page.one.step == "out")
    showroom.note_licence(second, expires_on=datetime(2031, 1, 1).date())
    page.reload()
    qtbot.waitUntil(lambda: page.one.step == "agreement")
    assert page.one.print_button.isVisible() and not page.one.sign_button.isVisible()
    assert "corrected" in page.one._advice.text()


def test_a_loan_is_shown_with_its_order_and_left_to_the_service_desk(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage, opened: list[tuple[str, int]]
) -> None:
    order = lend(showroom)
    page = open_page()
    block = next(block for block in page.view.timeline._blocks if block.resource == showroom.manual)
    assert order in block.subtitle and page.findChild(QWidget, "drives_today").value() == "0"
    page.open_drive(block.id)
    qtbot.waitUntil(lambda: page.panel.findChild(QWidget, "open_order") is not None)
    assert page.one.step == "" and not page.one.print_button.isVisible()
    qtbot.mouseClick(page.panel.findChild(QWidget, "open_order"), Qt.MouseButton.LeftButton)
    assert opened == [("repair_order", 1)]


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


def test_a_manager_prints_what_a_consultant_may_not(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = showroom.book()
    showroom.note_licence(key, expires_on=datetime(2026, 11, 20).date())
    page = open_page()
    papers: list[Any] = []
    page.shell.printing.show = lambda paper, **_more: papers.append(paper)  # type: ignore[method-assign]
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.one.step == "agreement")
    page.print_agreement()
    qtbot.waitUntil(lambda: "2026-11-20" in page.shell.notices.last_line())
    assert not papers and drive(showroom, key).agreement_edition is None
    showroom.act(commands.override_licence, key, "换证中", by=showroom.manager)
    page = open_page(Role.MANAGER)
    page.shell.printing.show = lambda paper, **_more: papers.append(paper)  # type: ignore[method-assign]
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.one.drive is not None)
    page.print_agreement()
    qtbot.waitUntil(lambda: len(papers) == 1)
