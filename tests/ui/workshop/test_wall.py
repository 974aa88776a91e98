"""The wall shows every car and no name: it lives through a lost store and shows what changed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.errors import Cause, Trouble
from app.records import Records
from app.text import use
from app.workshop import commands, titles
from app.workshop.titles import TitleEntry
from db.quality_words import ColumnColour
from db.vocabulary import Sex, Stage
from tests import make as makers
from tests.make import NOON
from ui.workshop.board_view import BoardView
from ui.workshop.page import BoardPage
from ui.workshop.wall import BoardWall


@pytest.fixture
def order(make: Callable[..., int]) -> Callable[..., int]:
    def made(plate: str, owner: str = "王丽", **facts: Any) -> int:
        def maker(session: Any) -> Any:
            person = makers.person(session, owner, "13800138000")
            person.sex = Sex.FEMALE
            session.flush()
            vehicle = makers.vehicle(session, plate)
            more = {"plate": plate, "customer_id": person.id} | facts
            return makers.repair_order(session, vehicle, by=1, **more)

        return make(maker)

    return made


@pytest.fixture
def shown(qtbot: Any, records: Records, make_shell: Any, settled: Any) -> Callable[[], BoardPage]:
    def open_page() -> BoardPage:
        page = BoardPage(make_shell(records))
        qtbot.addWidget(page)
        page.resize(1366, 700)
        page.show()
        settled(page.work)
        return page

    return open_page


def _texts(wall: BoardWall, stage: Stage) -> str:
    cards = wall.board.list_of(stage.value).cards.cards
    return " ".join(f"{card.title} {card.lines} {card.tooltip}" for card in cards)


def test_the_wall_says_ms_wang_and_no_name_and_no_number(
    shown: Any, order: Any, settled: Any, qtbot: Any
) -> None:
    order("京A12345", waits_in_store=True, stage=Stage.IN_WORK)
    page = shown()
    page.show_wall()
    wall = page.findChild(BoardWall)
    settled(page.work)
    said = _texts(wall, Stage.IN_WORK)
    assert "京A·12345" in said and "Ms 王 waits" in said
    assert "王丽" not in said and "1380" not in said
    page.work.act(commands.move, wall.day.rows[0].id, Stage.WAITING)
    settled(page.work)
    assert _texts(wall, Stage.IN_WORK) == "" and "12345" in _texts(wall, Stage.WAITING)
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert not wall.isVisible()


def test_the_wall_outlives_a_lost_store_and_a_new_day(
    shown: Any, order: Any, settled: Any, qtbot: Any, records: Records, manager: Any
) -> None:
    """It says as of when it knows, keeps its cards, and goes on by itself."""
    order("京A12345", stage=Stage.IN_WORK, promised_at=NOON + timedelta(hours=2))
    page = shown()
    page.show_wall()
    wall, work = page.findChild(BoardWall), page.work
    settled(work)
    assert wall.clock.text() == "12:00" and wall.late.text() == ""
    work.connection.lose(Trouble(Cause.SERVER, "db.local:5432/store"))
    assert wall.clock.text().startswith("as of") and "12345" in _texts(wall, Stage.IN_WORK)
    records.act(commands.move, wall.day.rows[0].id, Stage.WAITING, by=manager, at=NOON)
    work.connection.find()
    qtbot.waitUntil(lambda: "12345" in _texts(wall, Stage.WAITING))
    settled(work)
    assert wall.clock.text() == "12:00"
    work._clock = lambda: NOON + timedelta(days=1)
    wall.ask()
    settled(work)
    assert wall.late.text() == "1 late" and wall.clock.text() == "12:00"


def test_where_customers_look_the_middle_of_plates_is_hidden(
    shown: Any, order: Any, settled: Any, records: Records, manager: Any
) -> None:
    """E-MK-01: 京A***45."""
    from app.admin import commands as house

    records.act(house.save_settings, {"wall_hides_plates": True}, by=manager, at=NOON)
    order("京A12345", stage=Stage.IN_WORK)
    page = shown()
    page.show_wall()
    settled(page.work)
    wall = page.findChild(BoardWall)
    wall.ask()
    settled(page.work)
    assert "京A***45" in _texts(wall, Stage.IN_WORK)


def test_titles_folds_and_filters_are_seen_and_remembered(
    shown: Any, order: Any, settled: Any, records: Records, manager: Any
) -> None:
    order("京A11111", stage=Stage.IN_WORK, stage_since=NOON - timedelta(hours=1))
    order("京A22222", "李明", stage=Stage.IN_WORK, stage_since=NOON - timedelta(hours=3))
    entry = TitleEntry(Stage.IN_WORK, "施工中", ColumnColour.BLUE)
    records.act(titles.save_title, entry, by=manager, at=NOON)
    page = shown()
    settled(page.work)
    assert page.board.list_of("in_work").accessibleName().startswith("施工中 2")
    longest = BoardView(longest_first=True)
    page.view_button.choose(longest)
    cards = page.board.list_of("in_work").cards.cards
    assert [card.title for card in cards] == ["京A·22222", "京A·11111"]
    page.view_button.choose(longest.with_fold(Stage.IN_WORK))
    assert page.board.list_of("in_work").folded_title == "施工中"
    assert page.board.list_of("in_work").folded_count == "2"
    kept = page.recall("board_view")
    assert BoardView.restored(kept) == longest.with_fold(Stage.IN_WORK)


def test_the_way_back_is_told_at_first_and_then_the_wall_has_no_controls(
    shown: Any, settled: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    use("en")
    monkeypatch.setattr("ui.shell.wall.HINT_MS", 50)
    page = shown()
    page.show_wall()
    wall = page.findChild(BoardWall)
    assert wall.hint.isVisible() and wall.hint.text() == "Press Esc to exit"
    qtbot.waitUntil(lambda: not wall.hint.isVisible())
    assert not [one for one in wall.findChildren(QAbstractButton) if one.isVisible()]
    wall.close()
