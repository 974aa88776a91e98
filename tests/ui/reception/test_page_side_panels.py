"""The panels of rotation, sources and steps, and the notice at the end of the day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.people import queries as people
from app.reception import commands
from app.reception.rules import SalesStep
from db.nouns import Noun
from db.tables.people import Person
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON
from tests.ui.reception.keyboard import here, visits

MINUTE = timedelta(minutes=1)
LEFT = Qt.MouseButton.LeftButton
NOVEMBER = {"begins_on": date(2026, 11, 1), "ends_on": date(2026, 11, 21)}


def _click(qtbot: QtBot, table: Any, row: int, key: str) -> None:
    column = next(at for at, one in enumerate(table.columns) if one.key == key)
    qtbot.mouseClick(
        table.view.viewport(),
        LEFT,
        pos=table.view.visualRect(table.view.model().index(row, column)).center(),
    )


def test_one_click_takes_a_consultant_off_duty_and_another_the_turn(
    qtbot: QtBot, page: Any, team: Any, make: Any, settled: Any
) -> None:
    receptionist = make(makers.staff, "王小敏", Role.RECEPTION)
    shown = page(Role.RECEPTION, staff_id=receptionist)
    qtbot.mouseClick(shown.findChild(QWidget, "turns"), LEFT)
    settled(shown.work)
    table = shown.beside["turns"].table
    names = [table.row(at).name for at in range(table.count())]
    assert [table.row(at).state for at in range(2)] == ["next", "free"] and table.view.hasFocus()
    _click(qtbot, table, 0, "duty")
    settled(shown.work)
    qtbot.waitUntil(lambda: [table.row(at).state for at in range(2)] == ["next", "away"])
    assert [table.row(at).name for at in range(2)] == [names[1], names[0]]
    qtbot.waitUntil(lambda: shown.visitor.form["consultant_id"].value() == team[names[1]])
    shown.shell.notices._toast._button.click()
    settled(shown.work)
    qtbot.waitUntil(lambda: table.row(0).name == names[0])


def test_every_turn_passed_over_today_is_listed_with_its_reason(
    qtbot: QtBot, page: Any, team: Any, write: Any, settled: Any
) -> None:
    write(20, consultant_id=team["赵敏"], turn_id=team["李强"], skip_reason="客户指定")
    shown = page(Role.RECEPTION)
    shown.beside["turns"].begin()
    settled(shown.work)
    row = shown.beside["turns"].skips.row(0)
    assert (row.name, row.reason, row.by) == ("李强", "客户指定", "王敏")


def test_figures_of_a_source_open_to_their_rows_and_these_to_their_records(
    qtbot: QtBot, page: Any, write: Any, make: Any, act: Any, levels: Any, settled: Any, opened: Any
) -> None:
    fair = make(makers.source, "车展", cost=Decimal(2000), position=-1, **NOVEMBER)
    visit = write(20, phone="13800138000", name="张伟", source_id=fair, level_id=levels["A"])
    write(10, phone="13800138001", source_id=fair)

    def order(session: Any, *, by: Any, at: Any) -> None:
        makers.signed_order(
            session, session.scalars(select(Person).where(Person.name == "张伟")).one(), at
        )

    act(order)
    shown = page(Role.RECEPTION)
    shown.beside["sources"].begin()
    settled(shown.work)
    panel = shown.beside["sources"]
    cells = [panel.table.view.model().index(0, at).data() for at in range(4)]
    assert cells == ["车展 · cost ¥2,000", "2 · ¥1,000 each", "1", "1 · ¥2,000 each"]
    assert not panel.rows.isVisible()
    for key, count in (("leads", 2), ("prospects", 1), ("orders", 1)):
        _click(qtbot, panel.table, 0, key)
        settled(shown.work)
        assert panel.rows.isVisible() and panel.rows.count() == count
    _click(qtbot, panel.rows, 0, "who")
    assert opened[-1][0] == "person"
    _click(qtbot, panel.table, 0, "leads")
    settled(shown.work)
    _click(qtbot, panel.rows, 1, "who")
    assert opened[-1] == ("visit", visit)
    qtbot.mouseClick(panel.findChild(QWidget, "segment_Last month"), LEFT)
    settled(shown.work)
    assert (panel.table.row(0).leads, panel.rows.count()) == (0, 0)


def test_a_step_is_one_click_beside_the_list_and_stands_in_the_customers_story(
    qtbot: QtBot, page: Any, write: Any, settled: Any, records: Any
) -> None:
    write(30, name="李女士")
    key = write(20, phone="13800138000", name="张伟")
    shown = page(Role.RECEPTION)
    strip = shown.inside.strip
    assert not strip.chips.isVisible(), "two are here and none is chosen"
    shown.inside.table.select(key)
    qtbot.waitUntil(strip.chips.isVisible)
    qtbot.mouseClick(strip.findChild(QWidget, "chip_Quoted"), LEFT)
    settled(shown.work)
    qtbot.waitUntil(lambda: shown.shown.steps == {key: frozenset({SalesStep.QUOTE})})
    with records.read() as session:
        person = session.scalar(people.select(people.Person.id))
        steps = [one for one in people.record(session, person).events if one.kind == "step"]
    assert [(one.at, one.title, one.note) for one in steps] == [(NOON, "Quoted", "王敏")]
    qtbot.mouseClick(strip.findChild(QWidget, "chip_Quoted"), LEFT)
    settled(shown.work)
    qtbot.waitUntil(lambda: shown.shown.steps == {})


def test_delete_strikes_a_row_out_and_a_reviewed_one_says_why_not(
    qtbot: QtBot, page: Any, write: Any, act: Any, settled: Any, records: Any, manager: Any
) -> None:
    key = write(30, name="张女士", left_at=NOON - 29 * MINUTE)
    shown = page(Role.RECEPTION)
    shown.register_list.table.setFocus()
    shown.register_list.table.select(key)
    qtbot.keyClick(here(), Qt.Key.Key_Delete)
    assert shown.confirm.isVisible()
    shown.confirm.hide()
    act(commands.review_day, NOON.astimezone().date())
    shown.work.changed.emit(frozenset({Noun.VISIT}))
    settled(shown.work)
    shown.register_list.table.setFocus()
    qtbot.keyClick(here(), Qt.Key.Key_Delete)
    settled(shown.work)
    assert "can only be corrected" in shown.shell.notices.last_line()
    assert [row.cancelled for row in visits(records, manager)] == [False]


def test_from_closing_time_on_the_page_says_who_was_left(
    qtbot: QtBot, page: Any, write: Any, settled: Any
) -> None:
    key = write(60, name="张女士")
    shown = page(Role.RECEPTION)
    assert not shown.closing.isVisible()
    closes = NOON.astimezone().replace(hour=18, minute=0)
    shown.work._clock = lambda: closes - MINUTE
    shown.tick()
    assert not shown.closing.isVisible()
    shown.work._clock = lambda: closes
    shown.tick()
    qtbot.waitUntil(shown.closing.isVisible)
    qtbot.mouseClick(shown.closing.findChild(QWidget, "banner_button"), LEFT)
    settled(shown.work)
    assert shown.rows.panel.isVisible() and shown.rows.panel.row.row.id == key


def test_whoever_was_forgotten_yesterday_is_said_all_day(page: Any, write: Any) -> None:
    write(60 * 24, name="张女士")
    shown = page(Role.RECEPTION)
    assert (
        "1 visitor of an earlier day" in shown.closing.findChild(QWidget, "banner").accessibleName()
    )


def test_leads_stand_beside_those_that_are_due(page: Any, make: Any, settled: Any) -> None:
    make(makers.source, "直播间", lead_target=60, position=-1)
    shown = page(Role.RECEPTION)
    shown.beside["sources"].begin()
    settled(shown.work)
    panel = shown.beside["sources"]
    due = panel.table.row(0).target
    cells = [panel.table.view.model().index(0, at).data() for at in range(2)]
    assert cells == ["直播间", f"0/{due:.0f}"] and due > 0
