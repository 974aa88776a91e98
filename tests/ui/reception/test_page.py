"""The reception page by keys, clicks and an input method."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.admin.commands import save_settings
from app.settings import Settings
from app.text import use
from db.nouns import Noun
from db.vocabulary import Role, VisitKind
from tests import make as makers
from tests.make import NOON
from tests.ui.reception.keyboard import commit, here, visits

MINUTE = timedelta(minutes=1)
CTRL = Qt.KeyboardModifier.ControlModifier
HUMAN = 0.28
"""Seconds per key of somebody who types with care, measured at 3 to 4 keys a second; a syllable of
pinyin is its letters and a choice.
"""
THINKING = 1.5
"""Seconds before each field: the visitor is asked and answers."""
NOVEMBER = {"begins_on": date(2026, 11, 1), "ends_on": date(2026, 11, 21)}


def test_a_visitor_takes_four_fields_and_less_than_twenty_seconds(
    qtbot: QtBot, page: Any, records: Any, settled: Any, manager: Any, presses: Any
) -> None:
    shown = page(Role.RECEPTION)
    shown.register_list.table.setFocus()
    keys = 0

    def press(key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal keys
        keys += 1
        qtbot.keyClick(here(), key, modifier)

    press(Qt.Key.Key_F4)
    for digit in "13800138000":
        press(digit)
    press(Qt.Key.Key_Return)
    commit(here(), "张女士")
    keys += len("zhangnvshi") + 1
    press(Qt.Key.Key_Return)
    commit(here(), "轩")
    keys += len("xuan") + 1
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_A)
    press(Qt.Key.Key_Return, CTRL)
    settled(shown.work)
    [row] = visits(records, manager)
    assert (row.who, row.phone, row.model, row.level, row.party_size) == (
        "张女士",
        "138 0013 8000",
        "轩逸",
        "A",
        1,
    )
    assert row.consultant in ("李强", "赵敏") and row.source and row.purpose
    fields = 4
    assert keys * HUMAN + fields * THINKING <= 20, f"{keys} keys"
    assert presses.count >= keys - len("zhangnvshi") - len("xuan") - 2, (
        "the keys that were counted were pressed"
    )
    assert "Next contact 11-24" in shown.shell.notices.last_line()
    assert shown.visitor.form["phone"].value() is None and here() is shown.visitor.form["phone"]


def test_an_anonymous_visitor_is_two_keys(
    qtbot: QtBot, page: Any, records: Any, settled: Any, manager: Any
) -> None:
    shown = page(Role.RECEPTION)
    shown.register_list.table.setFocus()
    qtbot.keyClick(here(), Qt.Key.Key_F4)
    qtbot.keyClick(here(), Qt.Key.Key_Return, CTRL)
    settled(shown.work)
    [row] = visits(records, manager)
    assert (row.who, row.kept) == ("", False)
    assert shown.inside.table.count() == 1
    assert shown.figures.groups.value() == "1 group"
    assert shown.figures.kept.value() == "0/1 · 0 % · below 70 %"


def test_a_known_number_tells_at_once_who_it_is_and_who_looks_after_them(
    qtbot: QtBot, page: Any, write: Any, team: Any, levels: Any, settled: Any, opened: Any
) -> None:
    use("zh_CN")
    write(
        60 * 30,
        phone="13800138000",
        name="张伟",
        model_id=team["轩逸"],
        level_id=levels["A"],
        consultant_id=team["李强"],
    )
    shown = page(Role.RECEPTION)
    qtbot.keyClicks(shown.visitor.form["phone"], "138 0013 8000")
    settled(shown.work)
    assert (
        shown.visitor.form.message("phone")
        == "已建档：张伟 · 轩逸 · A 级 · 顾问 李强 · 归属至 2026年12月21日 · 再次来店"
    )
    assert shown.visitor.form["consultant_id"].value() == team["李强"]
    qtbot.keyClick(shown.visitor.form["phone"], Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert opened == [(Noun.PERSON, shown.visitor.known.person_id)]
    shown.visitor.form["consultant_id"].set_value(team["赵敏"])
    shown.visitor.form["consultant_id"].edited.emit()
    assert "由 李强 负责，归属至 2026年12月21日" in shown.visitor.form.message("consultant_id")
    shown.visitor.form["kind"].set_value(VisitKind.PHONE_IN)
    shown.visitor.form["kind"].edited.emit()
    assert "由 李强 负责" in shown.visitor.form.message("consultant_id"), (
        "a caller is told the same"
    )


def test_a_wrong_number_is_said_beside_its_field_and_kept(
    qtbot: QtBot, page: Any, settled: Any
) -> None:
    shown = page(Role.RECEPTION)
    form = shown.visitor.form
    qtbot.keyClicks(form["phone"], "1380013")
    commit(form["name"], "张女士")
    qtbot.keyClick(form["name"], Qt.Key.Key_Return, CTRL)
    settled(shown.work)
    assert "11 digits" in form.message("phone")
    assert (form["phone"].text(), form["name"].value()) == ("1380013", "张女士")
    assert form.submit_button.isEnabled()


def test_passing_over_a_turn_asks_for_the_reason(
    qtbot: QtBot, page: Any, team: Any, settled: Any, records: Any, manager: Any
) -> None:
    shown = page(Role.RECEPTION)
    form = shown.visitor.form
    turn = form["consultant_id"].value()
    other = next(team[name] for name in ("李强", "赵敏") if team[name] != turn)
    assert not form["skip_reason"].isVisible()
    form["consultant_id"].set_value(other)
    form["consultant_id"].edited.emit()
    assert form["skip_reason"].isVisible()
    qtbot.keyClick(form["phone"], Qt.Key.Key_Return, CTRL)
    settled(shown.work)
    assert "another consultant's turn" in form.message("skip_reason")
    commit(form["skip_reason"], "客户指定")
    qtbot.keyClick(form["skip_reason"], Qt.Key.Key_Return, CTRL)
    settled(shown.work)
    assert [row.consultant_id for row in visits(records, manager)] == [other]


def test_a_call_has_no_group_and_is_not_inside(
    qtbot: QtBot, page: Any, settled: Any, records: Any, manager: Any
) -> None:
    shown = page(Role.RECEPTION)
    qtbot.keyClick(shown.register_list.table.view, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert shown.visitor.form["kind"].value() is VisitKind.PHONE_IN
    qtbot.keyClicks(here(), "02082345678")
    qtbot.keyClick(here(), Qt.Key.Key_Return, CTRL)
    settled(shown.work)
    [row] = visits(records, manager)
    assert (row.kind, row.phone) == (VisitKind.PHONE_IN, "020-82345678")
    assert shown.inside.table.count() == 0


def test_one_click_or_one_key_writes_the_time_out_and_undo_takes_it_back(
    qtbot: QtBot, page: Any, write: Any, settled: Any
) -> None:
    write(41, name="张女士")
    shown = page(Role.RECEPTION)
    table = shown.inside.table
    last = len(table.columns) - 1
    spot = table.view.visualRect(table.view.model().index(0, last)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settled(shown.work)
    assert table.count() == 0
    shown.shell.notices._toast._button.click()
    settled(shown.work)
    assert table.count() == 1
    qtbot.keyClick(here(), Qt.Key.Key_T, CTRL)
    settled(shown.work)
    assert table.count() == 0


def test_minutes_go_on_without_taking_the_focus_and_a_long_visit_says_so(
    page: Any, write: Any
) -> None:
    write(89, name="张女士")
    shown = page(Role.RECEPTION)
    minutes = next(column for column in shown.inside.table.columns if column.key == "minutes")
    row = shown.inside.table.row(0)
    assert (minutes.value(row), minutes.tone(row)) == ("1 h 29 min", "neutral")
    shown.inside.table.select(row.id)
    shown.visitor.form["name"].setFocus()
    shown.work._clock = lambda: NOON + MINUTE
    shown.tick()
    assert (minutes.value(row), minutes.tone(row)) == ("1 h 30 min · long", "bad")
    assert here() is shown.visitor.form["name"]
    assert shown.inside.table.current().id == row.id


def test_whoever_was_left_inside_yesterday_is_pointed_out(page: Any, write: Any) -> None:
    write(60 * 24, name="张女士")
    shown = page(Role.RECEPTION)
    assert shown.figures.inside.value() == "1 · 1 from before"
    assert shown.inside.table.count() == 1 and shown.register_list.table.count() == 0


def test_what_is_typed_stays_while_a_colleague_saves(
    qtbot: QtBot, page: Any, write: Any, settled: Any
) -> None:
    shown = page(Role.RECEPTION)
    form = shown.visitor.form
    qtbot.keyClicks(form["phone"], "1380013")
    write(name="李女士")
    qtbot.waitUntil(lambda: shown.inside.table.count() == 1)
    assert form["phone"].text() == "1380013" and here() is form["phone"]


def test_filters_and_days(qtbot: QtBot, page: Any, write: Any, settled: Any) -> None:
    write(60 * 24, name="昨天的客户", left_at=NOON - 1439 * MINUTE)
    write(20, phone="13800138000")
    write(10, kind=VisitKind.PHONE_IN)
    shown = page(Role.RECEPTION)
    listed = shown.register_list
    counts = []
    for button in ("All", "Store visits", "Calls", "Contact captured", "Mine"):
        qtbot.mouseClick(listed.findChild(QWidget, f"segment_{button}"), Qt.MouseButton.LeftButton)
        counts.append(listed.table.count())
    assert counts == [2, 1, 1, 1, 2]
    listed.day.selectAll()
    qtbot.keyClicks(listed.day, "-1")
    qtbot.keyClick(listed.day, Qt.Key.Key_Return)
    settled(shown.work)
    assert [row.who for row in (listed.table.row(0),)] == ["昨天的客户"]
    assert shown.figures.groups.value() == "1 group"


def test_f9_shows_the_sheet_of_the_day_shown(
    qtbot: QtBot, page: Any, write: Any, settled: Any
) -> None:
    write(20, name="张女士")
    shown = page(Role.RECEPTION)
    qtbot.keyClick(here(), Qt.Key.Key_F9)
    settled(shown.work)
    preview = shown.shell.notices.parent().findChild(QWidget, "preview")
    assert preview is not None and preview.paper.pdf.startswith(b"%PDF")
    assert preview.paper.name == "visits-2026-11-21"


def test_a_draft_survives_the_page(qtbot: QtBot, page: Any) -> None:
    shown = page(Role.RECEPTION)
    qtbot.keyClicks(shown.visitor.form["phone"], "1380013")
    shown.shell.drafts.store_now()
    again = page(Role.RECEPTION)
    assert again.visitor.form["phone"].text().replace(" ", "") == "1380013"


def test_hostile_text_is_shown_as_it_was_typed(page: Any, write: Any) -> None:
    name = '<b>𬭎</b> & "x" 😀'
    write(5, name=name)
    shown = page(Role.RECEPTION)
    assert shown.inside.table.row(0).who == name
    assert shown.register_list.table.view.model().index(0, 2).data() == name


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_wider_than_a_small_screen(page: Any, write: Any, language: str) -> None:
    use(language)
    write(95, name="欧阳娜娜", phone="13800138000", party_size=3)
    shown = page(Role.MANAGER)
    assert shown.minimumSizeHint().width() <= 1366
    for table in (shown.inside.table, shown.register_list.table):
        assert table.view.horizontalScrollBar().maximum() == 0


def test_the_cost_of_a_lead_per_source_stands_in_the_panel_and_follows_the_day(
    qtbot: QtBot, page: Any, write: Any, make: Any, settled: Any
) -> None:
    fair = make(makers.source, "车展", cost=Decimal(2000), position=-1, **NOVEMBER)
    write(20, phone="13800138000", source_id=fair)
    shown = page(Role.RECEPTION)
    qtbot.mouseClick(shown.findChild(QWidget, "sources"), Qt.MouseButton.LeftButton)
    settled(shown.work)
    table = shown.beside["sources"].table
    assert shown.beside["sources"].isVisible() and table.view.hasFocus()
    cells = [table.view.model().index(0, at).data() for at in range(4)]
    assert cells == ["车展 · cost ¥2,000", "1 · ¥2,000 each", "0", "0"]
    write(10, phone="13800138001", source_id=fair)
    shown.work.changed.emit(frozenset({Noun.VISIT}))
    settled(shown.work)
    assert table.view.model().index(0, 1).data() == "2 · ¥1,000 each"
    assert table.view.horizontalScrollBar().maximum() == 0
    qtbot.mouseClick(
        shown.beside["sources"].findChild(QWidget, "sources_panel_close"), Qt.MouseButton.LeftButton
    )
    assert shown.new_panel.isVisible()


def test_where_the_source_is_asked_for_no_default_answers_for_the_visitor(
    qtbot: QtBot, page: Any, act: Any, settled: Any, records: Any, manager: Any
) -> None:
    shown = page(Role.RECEPTION)
    form = shown.visitor.form
    assert form["source_id"].value() is not None
    act(save_settings, {"source_required": True})
    shown.shell.settings = Settings({"source_required": True})
    shown.reload()
    settled(shown.work)
    qtbot.keyClick(form["phone"], Qt.Key.Key_Return, CTRL)
    settled(shown.work)
    assert "heard of the store" in form.message("source_id") and form["source_id"].isVisible()
    assert visits(records, manager) == []
    commit(form["source_id"], "自然")
    qtbot.keyClick(form["source_id"], Qt.Key.Key_Return)
    shown.reload()
    settled(shown.work)
    qtbot.keyClick(form["phone"], Qt.Key.Key_Return, CTRL)
    settled(shown.work)
    assert [row.source for row in visits(records, manager)] == ["自然到店"]
