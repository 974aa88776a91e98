"""A drive in the window by keys and mouse.

Booked, moved, noted, printed, sent out, taken back, asked about.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.fleet.values import Outing, Return
from app.people.operations import Contact
from app.testdrives import commands
from app.text import use
from db.vocabulary import BookingState, FuelLevel, LicenceClass, Role
from tests.app.testdrives.store import NUMBER, Showroom
from tests.make import NOON
from tests.ui.testdrives.cars import commit, drive
from ui.testdrives.page import DrivesPage

OpenPage = Callable[..., DrivesPage]
CONTROL = Qt.KeyboardModifier.ControlModifier


def save(qtbot: QtBot, page: DrivesPage, form: Any) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not page.work.busy)


def click_slot(qtbot: QtBot, page: DrivesPage, car_id: int, after: int) -> None:
    spot = page.view.timeline.spot_of(car_id, NOON + timedelta(minutes=after))
    qtbot.mouseClick(page.view.timeline.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def ready(showroom: Showroom) -> int:
    key = showroom.book()
    showroom.note_licence(key)
    showroom.sign(key)
    return key


def test_a_click_on_a_free_hour_and_a_number_book_a_drive(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    page = open_page()
    click_slot(qtbot, page, showroom.automatic, 60)
    form = page.bookings.new
    assert form["car_id"].value() == showroom.automatic
    assert form["phone"].hasFocus()
    qtbot.keyClicks(form["phone"], "138 0013-8000")
    qtbot.keyClick(form["phone"], Qt.Key.Key_Return)
    assert form["name"].hasFocus()
    commit(form["name"], "欧阳婷婷")
    save(qtbot, page, form)
    booked = drive(showroom, page.one.drive.row.id)
    assert (booked.starts_at, booked.ends_at, booked.consultant_id) == (
        NOON + timedelta(minutes=60),
        NOON + timedelta(minutes=90),
        showroom.li,
    )
    assert page.one.drive.row.customer == "欧阳婷婷"
    assert page.panel.body() is page.one
    assert page.shell.drafts.find("test_drive") is None


def test_a_conflict_stands_beside_the_time_and_keeps_what_was_typed(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    showroom.book(contact=Contact("张伟", "13900139000"))
    page = open_page()
    page.book()
    form = page.bookings.new
    form.at_slot(showroom.automatic, NOON + timedelta(minutes=30))
    commit(form["name"], "<b>李娜</b>")
    save(qtbot, page, form)
    assert "张伟" in form.message("starts_at") and "李强" in form.message("starts_at")
    assert form["name"].value() == "<b>李娜</b>"
    use("zh_CN")
    save(qtbot, page, form)
    assert "已被预约" in form.message("starts_at")


def test_a_known_number_fills_the_name_and_its_licence_warns(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    first = showroom.book(-15)
    showroom.note_licence(first, licence_class=LicenceClass.C2)
    page = open_page()
    form = page.bookings.new
    form["car_id"].set_value(showroom.manual)
    qtbot.keyClicks(form["phone"], "13800138000")
    qtbot.waitUntil(lambda: "C2" in form.message("way"))
    assert form["name"].value() == "张伟"
    assert "张伟" in form.message("phone")


def test_dragging_a_block_moves_the_booking_and_undo_puts_it_back(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = showroom.book()
    page = open_page()
    timeline = page.view.timeline
    begin = timeline.box_of(key).center()
    shift = timeline.spot_of(showroom.automatic, NOON + timedelta(minutes=90)) - timeline.spot_of(
        showroom.automatic, NOON
    )
    qtbot.mousePress(timeline.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for part in (3, 2, 1):
        qtbot.mouseMove(timeline.viewport(), begin + QPoint(shift.x() // part, shift.y() // part))
    qtbot.mouseRelease(timeline.viewport(), Qt.MouseButton.LeftButton, pos=begin + shift)
    qtbot.waitUntil(lambda: drive(showroom, key).starts_at == NOON + timedelta(minutes=90))
    qtbot.waitUntil(lambda: "13:30" in page.shell.notices.last_line())
    qtbot.waitUntil(lambda: not page.work.busy)
    page.bookings.move(page.view.table.row(0).row, (showroom.manual, NOON))
    qtbot.waitUntil(lambda: drive(showroom, key).car_id == showroom.manual)


def test_control_right_moves_by_a_quarter_and_a_conflict_stays_put(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = showroom.book()
    showroom.book(60, contact=Contact("李娜"))
    page = open_page()
    timeline = page.view.timeline
    timeline.setFocus()
    timeline.select(key)
    qtbot.keyClick(timeline, Qt.Key.Key_Right, CONTROL)
    qtbot.waitUntil(lambda: drive(showroom, key).starts_at == NOON + timedelta(minutes=15))
    qtbot.waitUntil(lambda: not page.work.busy)
    timeline.select(key)
    qtbot.keyClick(timeline, Qt.Key.Key_Right, CONTROL)
    qtbot.waitUntil(lambda: "李娜" in page.shell.notices.last_line())
    assert drive(showroom, key).starts_at == NOON + timedelta(minutes=15)


def test_the_licence_is_noted_by_keyboard_and_refused_beside_its_field(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = showroom.book()
    page = open_page()
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.one.step == "licence")
    form = page.one.forms["licence"]
    qtbot.keyClicks(form["number"], "110105199003070034")
    save(qtbot, page, form)
    assert form.message("number")
    form["number"].set_value(NUMBER)
    qtbot.keyClicks(form["licence_class"], "C1")
    qtbot.keyClick(form["licence_class"], Qt.Key.Key_Return)
    qtbot.keyClicks(form["expires_on"], "2030-06-01")
    save(qtbot, page, form)
    qtbot.waitUntil(lambda: page.one.step == "agreement")
    assert drive(showroom, key).licence_number == NUMBER


def test_the_agreement_is_printed_signed_and_reprinted_unchanged(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = showroom.book()
    showroom.note_licence(key)
    page = open_page()
    papers: list[bytes] = []
    page.shell.printing.show = lambda paper, **_more: papers.append(paper.pdf)  # type: ignore[method-assign]
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.one.step == "agreement" and page.one.print_button.isVisible())
    qtbot.mouseClick(page.one.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.one.sign_button.isVisible() and len(papers) == 1)
    qtbot.mouseClick(page.one.sign_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.one.step == "out")
    page.print_agreement()
    qtbot.waitUntil(lambda: len(papers) == 2)
    assert papers[0] == papers[1] and papers[0].startswith(b"%PDF")


def test_out_back_and_feedback_follow_each_other_in_the_panel(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = ready(showroom)
    page = open_page()
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.one.step == "out")
    out = page.one.forms["out"]
    qtbot.keyClicks(out["km"], "990")
    save(qtbot, page, out)
    assert "1,000" in out.message("km") and out["km"].text() == "990"
    out["km"].set_value(1004)
    save(qtbot, page, out)
    qtbot.waitUntil(lambda: page.one.step == "back" and not page.work.busy)
    back = page.one.forms["back"]
    qtbot.keyClicks(back["km"], "1000")
    save(qtbot, page, back)
    assert "1,004" in back.message("km")
    back["km"].set_value(1012)
    save(qtbot, page, back)
    qtbot.waitUntil(lambda: page.one.step == "feedback")
    feedback = page.one.forms["feedback"]
    save(qtbot, page, feedback)
    assert feedback.message("overall")
    qtbot.keyClicks(feedback["overall"], "4")
    save(qtbot, page, feedback)
    qtbot.waitUntil(lambda: page.one.step == "")
    assert drive(showroom, key).state is BookingState.BACK
    assert page.one.drive.opinion.overall == 4
    assert page.one.drive.opinion.wants_contact is None, "nobody asked, and that is no refusal"


def test_a_saved_step_stands_as_it_was_saved_until_the_next_one_is_shown(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ready(showroom)
    page = open_page()
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.one.step == "out" and not page.work.busy)
    out = page.one.forms["out"]
    out["km"].set_value(1004)
    with monkeypatch.context() as slow:
        slow.setattr(page.work, "ask", lambda *_args, **_more: None)  # nothing is read yet
        save(qtbot, page, out)
        assert drive(showroom, key).state is BookingState.OUT
        assert (page.one.step, out["km"].value()) == ("out", 1004)
        assert not out.submit_button.isEnabled()
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.one.step == "back" and not page.work.busy)
    assert out["km"].value() is None and out.submit_button.isEnabled()


def test_a_late_car_is_red_and_counted(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = showroom.act(commands.book, showroom.wanted(-60), at=NOON - timedelta(minutes=60))
    showroom.note_licence(key)
    showroom.sign(key)
    showroom.act(
        commands.send_out, key, Outing(1003, FuelLevel.FULL), at=NOON - timedelta(minutes=60)
    )
    page = open_page()
    late = page.findChild(QWidget, "drives_late")
    assert late.value() == "1"
    line = page.view.table.row(0)
    column = next(column for column in page.view.table.columns if column.key == "due")
    assert column.tone(line) == "bad" and "30 min late" in column.second(line)
    block = next(block for block in page.view.timeline._blocks if block.id == key)
    assert block.tone == "bad" and block.end == NOON
    showroom.act(commands.take_back, key, Return(1010, FuelLevel.FULL))
    page.reload()
    qtbot.waitUntil(lambda: late.value() == "0")


def test_cancelling_asks_why_and_can_be_taken_back(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    key = showroom.book()
    page = open_page()
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.panel.findChild(QWidget, "cancel_drive") is not None)
    qtbot.mouseClick(page.panel.findChild(QWidget, "cancel_drive"), Qt.MouseButton.LeftButton)
    act = page.confirm.findChild(QWidget, "confirm_act")
    assert page.confirm.isVisible() and not act.isEnabled()
    commit(page.confirm.findChild(QWidget, "confirm_reason"), "改天")
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: drive(showroom, key).state is BookingState.CANCELLED)
    assert drive(showroom, key).reason == "改天"
    qtbot.waitUntil(lambda: page.panel.findChild(QWidget, "restore_drive") is not None)
    qtbot.mouseClick(page.panel.findChild(QWidget, "restore_drive"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: drive(showroom, key).state is BookingState.BOOKED)


@pytest.mark.parametrize(("role", "shown"), [(Role.CONSULTANT, False), (Role.MANAGER, True)])
def test_only_a_manager_is_offered_to_answer_for_a_licence(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage, role: Role, shown: bool
) -> None:
    key = showroom.book(car_id=showroom.manual)
    showroom.note_licence(key, licence_class=LicenceClass.C2)
    page = open_page(role)
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.one.drive is not None and page.one.step == "agreement")
    assert page.one.override_button.isVisible() is shown


def test_the_draft_survives_the_page(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page()
    qtbot.keyClicks(page.bookings.new["phone"], "13900")
    page.shell.drafts.store_now()
    other = open_page()
    assert other.bookings.new["phone"].text().replace(" ", "") == "13900"


def test_clearing_keeps_the_stores_usual_answers(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    form = open_page().bookings.new
    usual = form.value()
    assert usual["minutes"] and usual["way"] and usual["route_id"]
    commit(form["name"], "欧阳婷婷")
    qtbot.mouseClick(form.clear_button, Qt.MouseButton.LeftButton)
    assert form.value() == usual


def test_the_days_are_switched_by_shorthand_and_the_register_opens(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage
) -> None:
    showroom.book(60 * 24, contact=Contact("李娜"))
    page = open_page()
    papers: list[Any] = []
    page.shell.printing.show = lambda paper, **_more: papers.append(paper)  # type: ignore[method-assign]
    page.view.date.setFocus()
    page.view.date.selectAll()
    qtbot.keyClicks(page.view.date, "+1")
    qtbot.keyClick(page.view.date, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.table.count() == 1)
    assert page.view.table.row(0).row.customer == "李娜"
    page.daily_sheet()
    qtbot.waitUntil(lambda: len(papers) == 1)
    assert papers[0].name == "testdrives-2026-11-22" and papers[0].pdf.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_input_button_and_table_has_a_name(open_page: OpenPage, language: str) -> None:
    use(language)
    page = open_page()
    for kind in (QAbstractButton, QLineEdit, QTableView):
        for widget in page.findChildren(kind):
            if widget.isVisible() and not widget.objectName().startswith("qt_"):
                assert widget.accessibleName(), widget.objectName()
