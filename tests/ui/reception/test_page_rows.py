"""A written row opened in the panel: mended, corrected, struck out, its steps ticked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.reception import commands, queries
from db.nouns import Noun
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON
from tests.ui.reception.keyboard import commit, here, visits
from ui.parts.merge_view import MergeView
from ui.reception.page import ReceptionPage

MINUTE = timedelta(minutes=1)
CTRL = Qt.KeyboardModifier.ControlModifier


def test_enter_opens_a_row_and_saving_mends_it(
    qtbot: QtBot, page: Any, write: Any, settled: Any, records: Any, manager: Any
) -> None:
    key = write(30, name="张女士", phone="13800138000")
    shown = page(Role.MANAGER)
    table = shown.register_list.table
    table.setFocus()
    table.select(key)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    settled(shown.work)
    form = shown.rows.panel.form
    assert form is not None and form.isVisible() and here() is form["name"]
    form["left_at"].setFocus()
    qtbot.keyClicks(form["left_at"], "1155")
    qtbot.keyClick(form["left_at"], Qt.Key.Key_Return, CTRL)
    settled(shown.work)
    [row] = visits(records, manager)
    assert row.left_at is not None and row.person_id is not None and row.kept
    assert shown.new_panel.isVisible()


def test_another_consultant_for_a_written_row_asks_why_the_turn_is_passed(
    qtbot: QtBot, page: Any, write: Any, settled: Any, make: Any, records: Any, manager: Any
) -> None:
    zhao, sun = make(makers.staff, "赵敏"), make(makers.staff, "孙丽")
    key = write(30, name="张女士")
    shown = page(Role.MANAGER)
    shown.rows.open(key)
    settled(shown.work)
    form = shown.rows.panel.form
    turn = shown.rows.panel._turn
    other = next(one for one in (zhao, sun) if one != turn)
    form["consultant_id"].set_value(turn)
    form.changed.emit()
    assert not form["skip_reason"].isVisible()
    form["consultant_id"].set_value(other)
    form.changed.emit()
    qtbot.waitUntil(form["skip_reason"].isVisible)
    form.submit()
    settled(shown.work)
    assert "another consultant's turn" in form.message("skip_reason")
    commit(form["skip_reason"], "客户指定")
    qtbot.keyClick(form["skip_reason"], Qt.Key.Key_Return, CTRL)
    settled(shown.work)
    [row] = visits(records, manager)
    assert row.consultant_id == other


def test_esc_leaves_an_opened_row_and_keeps_what_was_typed(
    qtbot: QtBot, page: Any, write: Any, settled: Any
) -> None:
    key = write(30, name="张女士")
    shown = page(Role.RECEPTION)
    shown.rows.open(key)
    settled(shown.work)
    commit(shown.rows.panel.form["name"], "张小姐")
    qtbot.keyClick(shown.rows.panel.form["name"], Qt.Key.Key_Escape)
    assert shown.new_panel.isVisible()
    shown.rows.open(key)
    settled(shown.work)
    assert "张小姐" in shown.rows.panel.form["name"].text()


def test_a_reviewed_row_is_corrected_beside_itself(
    page: Any, write: Any, settled: Any, act: Any, records: Any, manager: Any
) -> None:
    key = write(30, name="张女士", left_at=NOON - 29 * MINUTE)
    act(commands.review_day, date(2026, 11, 21))
    shown = page(Role.MANAGER)
    shown.rows.open(key)
    settled(shown.work)
    form = shown.rows.panel.form
    assert "correction" in form.submit_button.text()
    shown.rows.panel.findChild(QWidget, "cancel_visit").click()
    settled(shown.work)
    assert (
        not shown.confirm.isVisible() and "can only be corrected" in shown.shell.notices.last_line()
    )
    form["party_size"].set_value(3)
    form.submit()
    settled(shown.work)
    assert [(row.party_size, row.corrected) for row in visits(records, manager)] == [
        (1, True),
        (3, False),
    ]


def test_another_level_asks_why_in_an_opened_row(
    page: Any, write: Any, settled: Any, levels: Any, records: Any, manager: Any
) -> None:
    key = write(30, phone="13800138000", level_id=levels["A"])
    shown = page(Role.MANAGER)
    shown.rows.open(key)
    settled(shown.work)
    form = shown.rows.panel.form
    form["level_id"].set_value(levels["H"])
    form["level_id"].edited.emit()
    form.submit()
    settled(shown.work)
    assert "Give a reason" in form.message("level_reason") and form["level_reason"].isVisible()
    commit(form["level_reason"], "本周交定金")
    form.submit()
    settled(shown.work)
    assert [row.level for row in visits(records, manager)] == ["H"]


def test_a_visit_opened_from_elsewhere_waits_for_the_lists(
    qtbot: QtBot, records: Any, make_shell: Any, write: Any, settled: Any
) -> None:
    key = write(30, name="张女士")
    shown = ReceptionPage(make_shell(records))
    qtbot.addWidget(shown)
    shown.show_record(Noun.VISIT, key)
    shown.show()
    settled(shown.work)
    assert shown.rows.panel.isVisible() and shown.rows.panel.row.row.id == key


def test_striking_out_asks_for_the_reason(
    qtbot: QtBot, page: Any, write: Any, settled: Any, records: Any, manager: Any
) -> None:
    key = write(30, name="张女士")
    shown = page(Role.RECEPTION, staff_id=1)
    shown.rows.open(key)
    settled(shown.work)
    qtbot.mouseClick(shown.rows.panel.findChild(QWidget, "cancel_visit"), Qt.MouseButton.LeftButton)
    assert shown.confirm.isVisible()
    commit(here(), "重复登记")
    qtbot.mouseClick(shown.confirm.findChild(QWidget, "confirm_act"), Qt.MouseButton.LeftButton)
    settled(shown.work)
    assert [row.cancelled for row in visits(records, manager)] == [True]


def test_steps_are_one_click_each(
    qtbot: QtBot, page: Any, write: Any, settled: Any, records: Any, manager: Any
) -> None:
    key = write(30, name="张女士")
    shown = page(Role.RECEPTION)
    shown.rows.open(key)
    settled(shown.work)
    qtbot.mouseClick(shown.rows.panel.findChild(QWidget, "chip_Quoted"), Qt.MouseButton.LeftButton)
    settled(shown.work)
    with records.read() as session:
        found = queries.opened(session, key, viewer=manager)
    assert [step.value for step in found.steps] == ["quote"]


def test_a_version_saved_meanwhile_is_told_and_nothing_typed_is_lost(
    page: Any, write: Any, settled: Any, act: Any, records: Any, manager: Any
) -> None:
    key = write(30, name="张女士")
    shown = page(Role.MANAGER)
    shown.rows.open(key)
    settled(shown.work)
    with records.read() as session:
        mine = queries.opened(session, key, viewer=manager)
    other = commands.Changed(key, mine.row.version, replace(mine.visit, party_size=5))
    act(commands.amend, other)
    form = shown.rows.panel.form
    commit(form["rivals"], "CR-V")
    form.submit()
    settled(shown.work)
    with records.read() as session:
        now = queries.opened(session, key, viewer=manager).visit
    assert (now.rivals, now.party_size) == ("CR-V", 5), (
        "they have changed different fields: nothing is to be asked"
    )


def test_a_field_that_both_have_changed_is_asked_and_the_choice_is_saved(
    page: Any, write: Any, settled: Any, act: Any, records: Any, manager: Any
) -> None:
    key = write(30, name="张女士")
    shown = page(Role.MANAGER)
    shown.rows.open(key)
    settled(shown.work)
    with records.read() as session:
        mine = queries.opened(session, key, viewer=manager)
    act(commands.amend, commands.Changed(key, mine.row.version, replace(mine.visit, rivals="途观")))
    form = shown.rows.panel.form
    commit(form["rivals"], "CR-V")
    form.submit()
    settled(shown.work)
    view = form.findChild(MergeView)
    assert view.isVisibleTo(form) and view.choices() == {"rivals": "mine"}
    form.submit()
    settled(shown.work)
    with records.read() as session:
        assert queries.opened(session, key, viewer=manager).visit.rivals == "CR-V"
