"""What the open drive prints and leads to, and what a loan shows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.testdrives import commands
from db.nouns import Noun
from db.vocabulary import Role
from tests.app.testdrives.store import Showroom
from tests.ui.testdrives.cars import come_back, drive, lend
from ui.testdrives.page import DrivesPage

OpenPage = Callable[..., DrivesPage]


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


def test_who_drove_is_quoted_a_car(
    qtbot: QtBot, showroom: Showroom, open_page: OpenPage, opened: list[tuple[str, int]]
) -> None:
    key = come_back(showroom)
    page = open_page()
    page.open_drive(key)
    qtbot.waitUntil(lambda: page.panel.findChild(QWidget, "quote_car") is not None)
    qtbot.mouseClick(page.panel.findChild(QWidget, "quote_car"), Qt.MouseButton.LeftButton)
    assert opened == [(Noun.QUOTE_WISH, drive(showroom, key).person_id)]


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
