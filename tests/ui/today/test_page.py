"""The first tab in the window.

Counts equal to the lists, one key to the record, a contact noted in three clicks.
"""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.admin import commands as house
from app.prospects import commands
from app.prospects import queries as prospects
from app.prospects.commands import Loss, LossAnswer
from app.records import Records
from db.nouns import Noun
from db.tables.prospects import FollowUp, Prospect
from db.tables.reception import Visit
from db.vocabulary import CallResult, LossReason, ProspectState, Role
from tests import make as makers
from tests.make import NOON
from ui.parts.act_list import ActRow
from ui.today.page import TodayPage


def _call(shown: TodayPage, settled: Any) -> None:
    """Enter on the first row."""
    shown.list.press(shown.list.rows()[0].id)
    settled(shown.work)


def _spot(shown: TodayPage, noun: str, on_button: bool) -> Any:
    """Where to press: the button of a row, or beside it."""
    lines = shown.list
    place = next(
        at for at, one in enumerate(lines.entries) if isinstance(one, ActRow) and one.id[0] == noun
    )
    index = lines.model().index(place, 0)
    lines.scrollTo(index)
    rect = lines.visualRect(index)
    return lines.itemDelegate().act_rect(rect).center() if on_button else rect.center()


def test_the_head_counts_what_is_overdue_and_says_with_what_to_begin(
    page: Any, contact: int
) -> None:
    shown = page()
    assert [row.who for row in shown.list.rows()] == ["张伟"]
    told = shown.greeting.findChild(QLabel, "what_counts").text()
    assert told == "Saturday, 21 November · 1 overdue, begin with 张伟"
    assert shown.list.rows()[0].first


def test_reception_has_no_calls_to_make(page: Any, contact: int) -> None:
    """Roles come from the store at every write; what is shown follows the person signed in."""
    assert page(Role.RECEPTION).list.rows() == ()


def test_the_rest_of_a_long_list_is_folded_and_one_press_shows_it(
    page: Any, contact: int, make: Any
) -> None:
    for name in "赵钱孙李周":
        make(_due_contact, name)
    shown = page()
    assert len(shown.list.rows()) == 4
    fold = shown.list.entries[-1]
    assert (fold.text, shown.list.entries[0].text) == ("2 more: Contacts due", "Overdue 6")
    shown.list.unfolded.emit(fold.key)
    assert len(shown.list.rows()) == 6


def test_a_visitor_is_checked_out_in_one_click_and_back_in_one(
    qtbot: QtBot, page: Any, make: Any, records: Records, settled: Any
) -> None:
    visit = make(makers.visit, by=1, consultant_id=1, at=NOON - timedelta(minutes=95))
    shown = page()
    viewport = shown.list.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=_spot(shown, "visit", True))
    settled(shown.work)

    def left() -> Any:
        with records.read() as session:
            return session.get_one(Visit, visit).left_at

    assert left() == NOON
    shown.shell.notices._toast._button.click()
    settled(shown.work)
    assert left() is None


def test_mine_leaves_what_others_look_after(page: Any, contact: int, make: Any) -> None:
    other = make(makers.staff, "赵敏", Role.CONSULTANT)
    make(_due_contact, "钱进", other)
    shown = page()
    assert shown.whose.isVisible() and len(shown.list.rows()) == 2
    shown.whose.set_value("mine")
    shown.whose.edited.emit()
    assert [row.who for row in shown.list.rows()] == ["张伟"]


def test_a_new_store_is_led_by_steps_and_each_button_goes_where_it_is_done(
    qtbot: QtBot, page: Any, settled: Any, make: Any
) -> None:
    shown = page()
    asked: list[tuple[str, str]] = []
    shown.shell.open_desk = lambda desk, part: asked.append((desk, part))
    assert shown.set_up.isVisible() and not shown.list.isVisible()
    for name in ("do_models", "do_first_visitor"):
        qtbot.mouseClick(shown.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)
    assert asked == [("settings", "models"), ("reception", "new_visit")]
    qtbot.mouseClick(shown.findChild(QAbstractButton, "skip_set_up"), Qt.MouseButton.LeftButton)
    settled(shown.work)
    assert not shown.set_up.isVisible()
    assert "Nothing waits" in shown._stack.currentWidget().sentence.text()


def _due_contact(session: Any, name: str, staff_id: int = 1) -> Any:
    person = makers.person(session, name)
    makers.sales_consent(session, person)
    due_at = NOON - timedelta(hours=1)
    row = FollowUp(person_id=person.id, staff_id=staff_id, due_at=due_at)
    session.add(row)
    session.flush()
    return row


def test_a_contact_is_noted_in_three_clicks(
    qtbot: QtBot, page: Any, contact: int, records: Records, settled: Any, presses: Any
) -> None:
    """The button of the row, the result, save.

    The way is a phone call unless said otherwise.
    """
    shown = page()
    viewport = shown.list.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=_spot(shown, "follow_up", True))
    settled(shown.work)
    assert shown.panel.isVisible()
    buttons = shown.panel.form["result"].findChildren(QAbstractButton)
    qtbot.mouseClick(
        next(button for button in buttons if button.text() == "Reached"), Qt.MouseButton.LeftButton
    )
    shown.panel.form["content"].set_value("Wants to compare two colours")  # else it is suspicious
    qtbot.mouseClick(shown.panel.form.submit_button, Qt.MouseButton.LeftButton)
    settled(shown.work)
    with records.read() as session:
        row = session.get_one(FollowUp, contact)
        assert (row.result, row.done_at) == (CallResult.REACHED, NOON)
    qtbot.waitUntil(lambda: shown.list.rows() == ())
    assert shown.panel is None
    assert 0 < presses.count <= 3


def test_a_contact_without_a_result_is_asked_for_it_and_keeps_what_was_typed(
    qtbot: QtBot, page: Any, contact: int, settled: Any
) -> None:
    shown = page()
    _call(shown, settled)
    shown.panel.form["content"].set_value("likes white")
    qtbot.mouseClick(shown.panel.form.submit_button, Qt.MouseButton.LeftButton)
    settled(shown.work)
    assert shown.panel.form["content"].value() == "likes white"
    assert shown.panel.form.message("result")


def test_enter_on_a_car_opens_its_order(
    qtbot: QtBot, page: Any, make: Any, opened: list[tuple[str, int]]
) -> None:
    key = make(
        lambda session: makers.repair_order(
            session, makers.vehicle(session), by=1, promised_at=NOON
        )
    )
    shown = page()
    shown.list.select(("repair_order", key, 0))
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    shown.open_record()
    assert opened == [("repair_order", key)] * 2


def _move_clock(shown: TodayPage, settled: Any, at: Any) -> None:
    """The clock of the machine goes on, the page looks at it by itself."""
    shown.work._clock = lambda: at
    shown.findChild(QTimer).timeout.emit()
    settled(shown.work)


def test_a_contact_turns_overdue_at_the_very_minute(page: Any, contact: int, settled: Any) -> None:
    shown = page()
    due, minute = NOON - timedelta(hours=2), timedelta(minutes=1)

    def seen() -> tuple[str, str]:
        return shown.list.entries[0].text, shown.list.rows()[0].tone

    _move_clock(shown, settled, due - minute)
    assert seen() == ("Now and within the hour 1", "neutral")
    _move_clock(shown, settled, due)
    assert seen() == ("Overdue 1", "bad")


def test_a_visitor_turns_long_at_the_minute_that_the_store_has_set(
    page: Any, make: Any, settled: Any, act: Any
) -> None:
    make(makers.visit, by=1, at=NOON, consultant_id=1)
    act(house.save_settings, {"long_visit": 45})
    shown = page()
    for minutes, told in ((44, []), (45, ["45 min · long"])):
        _move_clock(shown, settled, NOON + timedelta(minutes=minutes))
        assert [row.why for row in shown.list.rows()] == told


def test_one_click_beside_a_button_opens_the_record(
    qtbot: QtBot, page: Any, make: Any, contact: int, opened: list[tuple[str, int]], settled: Any
) -> None:
    visit = make(makers.visit, by=1)
    order = make(
        lambda session: makers.repair_order(
            session, makers.vehicle(session), by=1, promised_at=NOON
        )
    )
    drive = make(
        lambda session: makers.test_drive(session, makers.demo_car(session), by=1, consultant_id=1)
    )
    shown = page()
    for noun in ("visit", "repair_order", "car_booking", "follow_up"):
        spot = _spot(shown, noun, False)
        qtbot.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settled(shown.work)
    assert opened == [("visit", visit), ("repair_order", order), ("car_booking", drive)]
    assert shown.panel.isVisible() and shown.panel.row.id == contact


def test_another_level_after_the_talk_asks_why_and_plans_anew(
    qtbot: QtBot, page: Any, contact: int, records: Records, settled: Any
) -> None:
    shown = page()
    _call(shown, settled)
    form = shown.panel.form
    assert (
        form["level_id"].value() == shown.panel.row.level_id
        and not form["level_reason"].isVisible()
    )
    for button in (
        _button(form["level_id"], "H"),
        _button(form["result"], "Reached"),
        form.submit_button,
    ):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settled(shown.work)
    assert "Give a reason" in form.message("level_reason") and form["level_reason"].isVisible()
    qtbot.keyClicks(form["level_reason"], "wants to order")
    qtbot.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    settled(shown.work)
    with records.read() as session:
        [following] = prospects.due(session, NOON + timedelta(days=9), at=NOON)
    assert (following.level, following.due_at) == ("H", NOON + timedelta(days=1))


def test_the_page_looks_at_the_clock_when_the_minute_begins(page: Any) -> None:
    shown = page()
    timer = shown.findChild(QTimer)
    assert 40_000 < timer.remainingTime() <= 60_020
    shown.work._clock = lambda: NOON + timedelta(seconds=45)
    timer._aim()
    assert 10_000 < timer.remainingTime() <= 15_020


def _button(field: Any, text: str) -> QAbstractButton:
    return next(button for button in field.findChildren(QAbstractButton) if button.text() == text)


def test_the_contact_leads_to_a_quotation(
    qtbot: QtBot, page: Any, contact: int, opened: list[Any], records: Records, settled: Any
) -> None:
    shown = page()
    _call(shown, settled)
    button = shown.panel.findChild(QAbstractButton, "quote_car")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with records.read() as session:
        assert opened == [(Noun.QUOTE_WISH, session.get_one(FollowUp, contact).person_id)]


def test_who_will_not_buy_is_reported_from_the_contact(
    qtbot: QtBot, page: Any, contact: int, opened: list[Any], records: Records, settled: Any
) -> None:
    shown = page()
    _call(shown, settled)
    button = shown.panel.findChild(QAbstractButton, "report_loss")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with records.read() as session:
        assert opened == [(Noun.LOSS, session.get_one(FollowUp, contact).prospect_id)]


def test_who_only_calls_reports_no_loss(page: Any, contact: int, settled: Any) -> None:
    shown = page(Role.CARE)
    _call(shown, settled)
    assert not shown.panel.findChild(QAbstractButton, "report_loss").isVisible()


def test_a_loss_is_confirmed_in_its_row_and_taken_back(
    qtbot: QtBot, page: Any, contact: int, act: Any, settled: Any, records: Records
) -> None:
    act(commands.ask_loss, Loss(1, LossReason.PRICE))
    shown = page()
    shown.list.press(("loss", 1, 0))
    settled(shown.work)

    def state() -> Any:
        with records.read() as session:
            return session.get_one(Prospect, 1).state

    assert state() is ProspectState.LOST
    shown.shell.notices._toast._button.click()
    settled(shown.work)
    assert state() is ProspectState.LOSS_ASKED


def test_a_loss_sent_back_stands_with_what_the_manager_says(
    page: Any, contact: int, act: Any
) -> None:
    act(commands.ask_loss, Loss(1, LossReason.PRICE))
    act(commands.refuse_loss, LossAnswer(1, words="送一次保养"))
    rows = {row.id: row.why for row in page().list.rows()}
    assert rows[("loss", 1, 0)] == "送一次保养"


def test_the_first_answer_takes_the_cursor_from_nobody_who_types(
    contact: int, page: Any, settled: Any, qtbot: QtBot
) -> None:
    """On a loaded PC the answer may come after somebody has begun to write."""
    shown = page()
    field = QLineEdit(shown)
    field.show()
    field.setFocus()
    shown.day = None
    shown.reload()
    settled(shown.work)
    assert shown.day is not None and field.hasFocus()
    field.clearFocus()
    shown.day = None
    shown.reload()
    settled(shown.work)
    qtbot.waitUntil(shown.list.hasFocus)  # it comes a turn after the answer
