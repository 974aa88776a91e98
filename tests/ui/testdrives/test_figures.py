"""The signing rate of a month, and the rows that it was counted from."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.fleet.values import Return
from app.testdrives import commands
from app.testdrives.values import Opinion
from db.tables.prospects import Prospect
from db.tables.store_lists import Level
from db.vocabulary import FuelLevel, ProspectState
from tests.app.testdrives.store import Showroom
from tests.make import NOON
from tests.ui.testdrives.cars import send_out
from ui.testdrives.page import DrivesPage

OpenPage = Callable[..., DrivesPage]


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
