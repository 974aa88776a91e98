"""The desk of the prospects: a contact in three presses, a new one with whose it is."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.permissions import Actor
from app.prospects.live_list import ProspectRow, live_prospects
from app.prospects.operations import ContactOutcome, record_contact
from app.records import Records
from db.vocabulary import CallResult, ContactWay, Role
from tests import make as makers
from tests.make import NOON
from ui.prospects.page import ProspectsPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def li(make: Any) -> Actor:
    role = Role.CONSULTANT
    return Actor(make(makers.staff, "李强", role), "李强", frozenset({role}), "前台1")


@pytest.fixture
def prospect(act: Any, make: Any, li: Actor) -> int:
    """张伟, whom 李强 looks after."""
    person, level = make(makers.person, "张伟", "13800138000"), make(makers.level, "Z", 3)
    wish = ContactOutcome(person, li.staff_id, ContactWay.IN_STORE, level)
    return int(act(record_contact, wish, by=li).prospect_id)


@pytest.fixture
def open_page(qtbot: QtBot, records: Records, make_shell: Any) -> Callable[..., ProspectsPage]:
    def show(who: Actor) -> ProspectsPage:
        page = ProspectsPage(make_shell(records, *who.roles, staff_id=who.staff_id))
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.show()
        settle(qtbot, page)
        return page

    return show


def settle(qtbot: QtBot, page: ProspectsPage) -> None:
    for _turn in range(3):
        qtbot.waitUntil(lambda: not page.work.busy)
        qtbot.wait(10)


def rows(records: Records, viewer: Actor) -> list[ProspectRow]:
    with records.read() as session:
        return live_prospects(session, viewer, at=NOON)


def test_a_contact_is_noted_in_three_presses_beside_the_list(
    qtbot: QtBot, open_page: Any, records: Records, li: Actor, prospect: int, presses: Any
) -> None:
    page = open_page(li)
    page.list.table.select(prospect)
    settle(qtbot, page)
    presses.count = 0
    panel = page.list.panel
    qtbot.mouseClick(panel.steps.steps["contact"], LEFT)
    settle(qtbot, page)
    form = panel.step_forms["contact"].form
    result = form["result"].findChildren(QPushButton)[0]
    qtbot.mouseClick(result, LEFT)
    qtbot.mouseClick(form.submit_button, LEFT)
    settle(qtbot, page)
    assert presses.count == 3
    assert form["result"].options()[0][0] is CallResult.REACHED
    assert [row.last_at for row in rows(records, li)] == [NOON]
    assert page.list.panel.row.id == prospect, "the list is not left"
    assert any("Reached" in text for text in panel.history.texts())
    assert page.quotas.figures["calls"].value() == "1 / 30"


def test_the_filters_count_and_narrow_by_level_and_by_consultant(
    qtbot: QtBot, open_page: Any, prospect: int, manager: Actor, act: Any, make: Any
) -> None:
    person, level = make(makers.person, "钱多", "13900139000"), make(makers.level, "Y", 9)
    wish = ContactOutcome(person, manager.staff_id, ContactWay.IN_STORE, level)
    act(record_contact, wish, by=manager)
    page = open_page(manager)
    told = {text for _name, text in page.list.filter.switch.options()}
    assert {"All 2", "Overdue 0", "Z 1", "Y 1"} <= told
    page.list.filter.whose.set_value(manager.staff_id)
    page.list.filter.whose.edited.emit()
    settle(qtbot, page)
    assert page.list.table.count() == 1
    assert page.quotas.figures["live"].value() == "1 / 100"
    page.list.filter.switch.set_value(f"level_{level}")
    page.list.filter.switch.edited.emit()
    assert [page.list.table.row(0).name, page.list.table.count()] == ["钱多", 1]


def test_whose_a_customer_is_stands_there_before_it_is_saved(
    qtbot: QtBot, open_page: Any, make: Any, records: Records, prospect: int, li: Actor
) -> None:
    role = Role.CONSULTANT
    zhao = Actor(make(makers.staff, "赵敏", role), "赵敏", frozenset({role}), "前台1")
    page = open_page(zhao)
    page.add()
    settle(qtbot, page)
    form, person = page.list.form, rows(records, li)[0].person_id
    page.list.panel.finder.setFocus()
    qtbot.keyClicks(page.list.panel.finder, "13800138000")
    settle(qtbot, page)
    qtbot.keyClick(page.list.panel.finder, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert form["who"].value() == person
    assert "李强" in form.message("who") and "2026-12-22" in form.message("who")
    form["level_id"].set_value(form["level_id"].options()[0][0])
    form.submit()
    settle(qtbot, page)
    assert "李强" in form.message("who") and rows(records, zhao) == []
