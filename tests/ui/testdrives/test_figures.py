"""The signing rate of a month, and the rows that it was counted from."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from app.permissions import Actor
from db.nouns import Noun
from db.tables.fleet import TestDrive
from db.tables.people import Person
from tests import make as makers
from tests.app.testdrives.store import Showroom
from tests.ui.testdrives.cars import come_back
from ui.testdrives.page import DrivesPage

OpenPage = Callable[..., DrivesPage]


def test_the_signing_rate_leads_down_to_drives_and_orders(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage, opened: list[Any]
) -> None:
    drive = come_back(showroom)

    def order(session: Session, *, by: Actor, at: datetime) -> int:
        buyer = session.get_one(TestDrive, drive).person_id
        return int(makers.signed_order(session, session.get_one(Person, buyer), at).id)

    page = open_page()
    assert "0 %" in page.view.rate.text()
    signed = showroom.act(order)
    page.reload()
    qtbot.waitUntil(lambda: "100 %" in page.view.rate.text())
    qtbot.mouseClick(page.view.rate, Qt.MouseButton.LeftButton)
    month = page.modes.month
    qtbot.waitUntil(lambda: month.isVisible() and month.rows.count() == 2)
    qtbot.keyClick(month.people.view, Qt.Key.Key_Down)
    assert "李强" in month.told.text() and "100 %" in month.told.text()
    assert {month.rows.row(at).what for at in range(2)} == {"Ordered a car", "Test drive"}
    month.rows.select(f"order{signed}")
    qtbot.keyClick(month.rows.view, Qt.Key.Key_Return)
    assert opened == [(Noun.SALE_ORDER, signed)]
    month.rows.select(f"drive{drive}")
    qtbot.keyClick(month.rows.view, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            page.view.isVisible() and page.one.drive is not None and page.one.drive.row.id == drive
        )
    )


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
