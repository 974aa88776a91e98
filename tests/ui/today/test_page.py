"""The first tab in the window.

Counts equal to the lists, one key to the record, a contact noted in three clicks.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.admin import commands as house
from app.prospects import commands
from app.prospects import queries as prospects
from app.prospects.commands import Loss, LossAnswer
from app.records import Records
from db.nouns import Noun
from db.tables.prospects import FollowUp
from db.vocabulary import CallResult, LossReason, Role
from tests import make as makers
from tests.make import NOON
from ui.today.page import TodayPage


@pytest.fixture
def contact(make: Callable[..., int]) -> int:
    def fill(session: Any) -> Any:
        person = makers.person(session, "张伟", "13800138000")
        prospect = makers.prospect(
            session, person, session.get_one(makers.Staff, 1), makers.level(session, "Z", 3)
        )
        row = FollowUp(
            person_id=person.id,
            prospect_id=prospect.id,
            staff_id=1,
            due_at=NOON - timedelta(hours=2),
        )
        session.add(row)
        session.flush()
        return row

    return make(fill)


@pytest.fixture
def page(qtbot: QtBot, records: Records, make_shell: Any, settled: Any) -> Callable[..., TodayPage]:
    def open_page(*roles: Role) -> TodayPage:
        shown = TodayPage(make_shell(records, *roles))
        qtbot.addWidget(shown)
        shown.resize(1366, 700)
        shown.show()
        settled(shown.work)
        return shown

    return open_page


def test_counts_are_the_lengths_of_the_lists(page: Any, contact: int) -> None:
    shown = page()
    assert shown.tables["contacts"].count() == 1
    assert shown.figures["contacts"].value() == "1"


def test_reception_has_no_calls_to_make(qtbot: QtBot, page: Any, contact: int) -> None:
    """Roles come from the store at every write; what is shown follows the person signed in."""
    shown = page(Role.RECEPTION)
    qtbot.waitUntil(lambda: shown._cards["inside"].isVisible())
    assert not shown._cards["contacts"].isVisible()


def test_a_contact_is_noted_in_three_clicks(
    qtbot: QtBot, page: Any, contact: int, records: Records, settled: Any, presses: Any
) -> None:
    """The line (a double click), the result, save.

    The way is a phone call unless said otherwise.
    """
    shown = page()
    lines = shown.tables["contacts"].view
    spot = lines.visualRect(lines.model().index(0, 0)).center()
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settled(shown.work)
    assert shown.panel.isVisible()
    buttons = shown.panel.form["result"].findChildren(QAbstractButton)
    qtbot.mouseClick(
        next(button for button in buttons if button.text() == "Reached"), Qt.MouseButton.LeftButton
    )
    qtbot.mouseClick(shown.panel.form.submit_button, Qt.MouseButton.LeftButton)
    settled(shown.work)
    with records.read() as session:
        row = session.get_one(FollowUp, contact)
        assert (row.result, row.done_at) == (CallResult.REACHED, NOON)
    assert shown.tables["contacts"].count() == 0
    assert 0 < presses.count <= 3


def test_a_contact_without_a_result_is_asked_for_it_and_keeps_what_was_typed(
    qtbot: QtBot, page: Any, contact: int, settled: Any
) -> None:
    shown = page()
    shown.note_contact()
    shown.panel.form["content"].set_value("likes white")
    qtbot.mouseClick(shown.panel.form.submit_button, Qt.MouseButton.LeftButton)
    assert shown.panel.form["content"].value() == "likes white"
    assert shown.panel.form.message("result")


def test_enter_on_a_car_opens_its_order(
    qtbot: QtBot, page: Any, make: Any, opened: list[tuple[str, int]], settled: Any
) -> None:
    key = make(
        lambda session: makers.repair_order(
            session, makers.vehicle(session), by=1, promised_at=NOON
        )
    )
    shown = page()
    shown.tables["hand_overs"].select(key)
    qtbot.keyClick(shown.tables["hand_overs"].view, Qt.Key.Key_Return)
    assert opened == [("repair_order", key)]


def _move_clock(shown: TodayPage, settled: Any, at: Any) -> None:
    """The clock of the machine goes on, the page looks at it by itself."""
    shown.work._clock = lambda: at
    shown.findChild(QTimer).timeout.emit()
    settled(shown.work)


def test_a_contact_turns_overdue_and_critical_at_the_very_minute(
    page: Any, contact: int, settled: Any, act: Any
) -> None:
    shown = page()
    table = shown.tables["contacts"]
    state = next(column for column in table.columns if column.key == "urgency")

    def seen() -> tuple[str, str]:
        return state.shown(table.row(0)), state.tone(table.row(0))

    due, minute = NOON - timedelta(hours=2), timedelta(minutes=1)
    _move_clock(shown, settled, due - minute)
    assert (seen(), shown.figures["contacts"].value()) == (("Due today", "accent"), "0")
    _move_clock(shown, settled, due)
    assert (seen(), shown.figures["contacts"].value()) == (("Overdue", "warn"), "1")
    _move_clock(shown, settled, due + timedelta(days=3) - minute)
    assert seen() == ("Overdue", "warn"), "another whole interval of level Z"
    _move_clock(shown, settled, due + timedelta(days=3))
    assert seen() == ("Long overdue", "bad")
    act(house.save_settings, {"critical_days": 5})
    _move_clock(shown, settled, due + timedelta(days=5) - minute)
    assert seen() == ("Overdue", "warn"), "the store's own threshold"
    _move_clock(shown, settled, due + timedelta(days=5))
    assert seen() == ("Long overdue", "bad")


def test_a_visitor_turns_long_at_the_minute_that_the_store_has_set(
    page: Any, make: Any, settled: Any, act: Any
) -> None:
    make(makers.visit, by=1, at=NOON)
    act(house.save_settings, {"long_visit": 45})
    shown = page()
    table = shown.tables["inside"]
    stay = next(column for column in table.columns if column.key == "minutes")
    for minutes, told in ((44, ("44 min", "neutral")), (45, ("45 min · long", "bad"))):
        _move_clock(shown, settled, NOON + timedelta(minutes=minutes))
        assert (stay.shown(table.row(0)), stay.tone(table.row(0))) == told


def test_one_click_on_any_line_opens_its_record(
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
    for name in ("inside", "hand_overs", "drives", "contacts"):
        table = shown.tables[name]
        spot = table.view.visualRect(table.view.model().index(0, 1)).center()
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settled(shown.work)
    assert opened == [("visit", visit), ("repair_order", order), ("car_booking", drive)]
    assert shown.panel.isVisible() and shown.panel.row.id == contact


def test_another_level_after_the_talk_asks_why_and_plans_anew(
    qtbot: QtBot, page: Any, contact: int, records: Records, settled: Any
) -> None:
    shown = page()
    shown.note_contact()
    settled(shown.work)
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


def test_who_has_ordered_is_off_the_list_in_one_click_and_back_in_one(
    qtbot: QtBot, page: Any, contact: int, settled: Any
) -> None:
    shown = page()
    shown.note_contact()
    settled(shown.work)
    qtbot.mouseClick(
        shown.panel.findChild(QAbstractButton, "has_ordered"), Qt.MouseButton.LeftButton
    )
    settled(shown.work)
    qtbot.waitUntil(lambda: shown.tables["contacts"].count() == 0)
    shown.shell.notices._toast._button.click()
    settled(shown.work)
    with shown.work.records.read() as session:
        assert len(prospects.due(session, NOON + timedelta(days=9), at=NOON)) == 1


def test_the_page_looks_at_the_clock_when_the_minute_begins(page: Any) -> None:
    shown = page()
    timer = shown.findChild(QTimer)
    assert 40_000 < timer.remainingTime() <= 60_020
    shown.work._clock = lambda: NOON + timedelta(seconds=45)
    timer._aim()
    assert 10_000 < timer.remainingTime() <= 15_020


def _button(field: Any, text: str) -> QAbstractButton:
    return next(button for button in field.findChildren(QAbstractButton) if button.text() == text)


def test_who_will_not_buy_is_reported_from_the_contact(
    qtbot: QtBot, page: Any, contact: int, opened: list[Any], records: Records
) -> None:
    shown = page()
    shown.note_contact()
    button = shown.panel.findChild(QAbstractButton, "report_loss")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with records.read() as session:
        assert opened == [(Noun.LOSS, session.get_one(FollowUp, contact).prospect_id)]


def test_who_only_calls_reports_no_loss(page: Any, contact: int, settled: Any) -> None:
    shown = page(Role.CARE)
    shown.note_contact()
    settled(shown.work)
    assert not shown.panel.findChild(QAbstractButton, "report_loss").isVisible()


def test_losses_to_confirm_stand_in_today_only_while_there_are_any(
    qtbot: QtBot, page: Any, contact: int, act: Any, opened: Any, settled: Any
) -> None:
    shown = page()
    assert not shown._cards["losses_to_confirm"].isVisible()
    act(commands.ask_loss, Loss(1, LossReason.PRICE))
    shown.reload()
    settled(shown.work)
    table = shown.tables["losses_to_confirm"]
    qtbot.waitUntil(table.isVisible)
    assert table.count() == 1
    table.setFocus()
    table.view.selectRow(0)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened == [("loss", 1)]
    act(commands.refuse_loss, LossAnswer(1, words="送一次保养"))
    shown.reload()
    settled(shown.work)
    assert not shown._cards["losses_to_confirm"].isVisible()
    qtbot.waitUntil(shown.tables["losses_sent_back"].isVisible)
