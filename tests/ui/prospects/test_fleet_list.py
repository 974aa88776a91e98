"""Fleet projects in the window: begun with somebody new, contacted, lost, printed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.people.operations import Contact
from app.permissions import Actor
from app.prospects import project_commands
from app.prospects.project_commands import ProjectValue
from app.prospects.project_list import ProjectRow, projects
from app.records import Records
from app.sales.commands import save_quote
from app.sales.values import QuoteEntry
from db.nouns import Noun
from db.project_words import FleetKind, FleetResult, FleetStage
from db.vocabulary import CallResult, PaperKind, Role
from tests import make as makers
from tests.make import NOON
from ui.prospects.desk import FLEET
from ui.prospects.page import ProspectsPage


@pytest.fixture
def li(make: Any) -> Actor:
    role = Role.CONSULTANT
    return Actor(make(makers.staff, "李强", role), "李强", frozenset({role}), "前台1")


@pytest.fixture
def open_page(qtbot: QtBot, records: Records, make_shell: Any) -> Callable[..., ProspectsPage]:
    def show(who: Actor) -> ProspectsPage:
        page = ProspectsPage(make_shell(records, *who.roles, staff_id=who.staff_id))
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.open_section(FLEET)
        page.show()
        settle(qtbot, page)
        return page

    return show


@pytest.fixture
def begun(act: Any, li: Actor) -> int:
    who = Contact(name="海淀区机关事务局", phone="01082345678")
    value = ProjectValue(None, who, FleetKind.GOVERNMENT, "公务用车更新", 20)
    return int(act(project_commands.save_project, value, by=li))


def settle(qtbot: QtBot, page: ProspectsPage) -> None:
    for _turn in range(3):
        qtbot.waitUntil(lambda: not page.work.busy)
        qtbot.wait(10)


def rows(records: Records, viewer: Actor) -> list[ProjectRow]:
    with records.read() as session:
        return projects(session, viewer, at=NOON)


def test_a_project_is_begun_with_a_new_company(
    qtbot: QtBot, open_page: Any, records: Records, li: Actor
) -> None:
    page = open_page(li)
    page.add()
    settle(qtbot, page)
    form = page.list.form
    assert form.rows["owner_id"].isHidden(), "only a manager chooses whose it is"
    page.list.panel.finder.setFocus()
    qtbot.keyClicks(page.list.panel.finder, "YSTAXI")
    settle(qtbot, page)
    qtbot.keyClick(page.list.panel.finder, Qt.Key.Key_Return)
    told = {"title": "出租车换新", "kind": FleetKind.INDUSTRY, "cars": 60}
    for name, value in (told | {"stage": FleetStage.TENDER}).items():
        form[name].set_value(value)
    form.submit()
    settle(qtbot, page)
    [row] = rows(records, li)
    assert (row.customer, row.cars, row.stage) == ("YSTAXI", 60, FleetStage.TENDER)
    assert page.list.panel.row.id == row.id


def test_contact_result_and_reopening_are_steps_of_the_panel(
    qtbot: QtBot, open_page: Any, records: Records, li: Actor, begun: int
) -> None:
    page = open_page(li)
    page.show_record(Noun.FLEET_PROJECT, begun)
    settle(qtbot, page)
    page.contact()
    panel = page.list.panel
    panel.step_forms["contact"].form.set_value({"result": CallResult.REACHED, "content": "要标书"})
    panel.step_forms["contact"].form.submit()
    settle(qtbot, page)
    assert any("要标书" in text for text in panel.history.texts())
    panel.take("early_result")
    told = {"result": FleetResult.LOST, "note": "价高"}
    panel.step_forms["early_result"].form.set_value(told)
    panel.step_forms["early_result"].form.submit()
    settle(qtbot, page)
    assert [row.state.value for row in rows(records, li)] == ["lost"]
    panel.take("reopen")
    settle(qtbot, page)
    assert [row.state.value for row in rows(records, li)] == ["early_design"]


def test_the_sheet_of_the_chosen_project_is_printed(
    qtbot: QtBot, open_page: Any, li: Actor, begun: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, asked = open_page(li), []
    printing = page.shell.printing
    monkeypatch.setattr(printing, "print", lambda task, *_more, **_about: asked.append(task))
    page.print_card()
    assert asked == [], "nothing is chosen"
    page.list.table.select(begun)
    settle(qtbot, page)
    page.print_card()
    assert [task.kind for task in asked] == [PaperKind.PROJECT_SHEET]


def test_cars_are_quoted_from_the_project_and_listed_in_it(
    qtbot: QtBot, open_page: Any, records: Records, act: Any, make: Any, li: Actor, begun: int
) -> None:
    trim = make(makers.trim, "2.0L XL")
    [row] = rows(records, li)
    asked = {"who": row.person_id, "trim_id": trim, "car_price": Decimal(120_000)}
    quote = act(save_quote, QuoteEntry(**asked, fleet_project_id=begun, cars=12), by=li)
    page, opened = open_page(li), []
    page.list.panel.shell.open_record = lambda noun, key: opened.append((noun, key))
    page.show_record(Noun.FLEET_PROJECT, begun)
    settle(qtbot, page)
    panel = page.list.panel
    panel.quoting.click()
    assert panel.fleet.sales.count() == 1
    panel.fleet.sales.activated.emit(panel.fleet.sales.row(0))
    assert opened == [(Noun.PROJECT_WISH, begun), (Noun.QUOTE, quote)]
