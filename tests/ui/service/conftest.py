"""The service page in a window, with people and prices."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.people.operations import Contact
from app.permissions import Actor
from app.records import Records
from app.service.commands import opening
from app.service.queries.sheet import OrderSheet, sheet
from app.service.values import Intake, NewOrder
from db.vocabulary import ApprovalMedium, Role, Stage
from tests import make as makers
from tests.make import NOON
from tests.ui.parts.kit import commit, press, show
from ui.service.page import ServicePage
from ui.shell.keys.actions import equip

WIDE = (1366, 692)
CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


class Open:
    """The page as a person meets it: keys go to whatever has the focus."""

    def __init__(self, page: ServicePage, records: Records, settled: Callable[..., None]) -> None:
        self.page, self.records, self._settled = page, records, settled

    def key(self, key: Any, modifiers: Any = None) -> None:
        press(self.page, key, *([modifiers] if modifiers is not None else []))
        self.wait()

    def wait(self) -> None:
        QApplication.processEvents()
        self._settled(self.page.work)
        QApplication.processEvents()

    def focus(self) -> Any:
        return self.page.window().focusWidget()

    def section(self, name: str) -> Any:
        self.page.order_panel.open_section(name)
        self.wait()
        return self.page.order_panel.sections[name]

    def sheet(self, order_id: int | None = None) -> OrderSheet:
        with self.records.read() as session:
            found = sheet(session, order_id or self.page.order_id or 0)
        assert found is not None
        return found


@pytest.fixture
def known(records: Records, manager: Actor) -> int:
    """京A12345 of 张伟 is in the shop with 40,000 km."""
    new = NewOrder(
        "京A12345",
        "刹车有异响",
        owner=Contact("张伟", "13800138000"),
        model_name="轩逸 1.6XL",
        intake=Intake(odometer=40000),
    )
    return int(records.act(opening.open_order, new, by=manager, at=NOON))


@pytest.fixture
def prices(make: Callable[..., int]) -> None:
    make(makers.labour_item, "BY001", name="更换机油机滤")
    make(makers.part, "15208-65F0A", name="机油滤清器")
    make(makers.staff, "赵师傅", Role.TECHNICIAN)


@pytest.fixture
def open_page(qtbot: QtBot, records: Records, make_shell: Any, settled: Any) -> Callable[..., Open]:
    def opened(*roles: Role) -> Open:
        page = ServicePage(make_shell(records, *(roles or (Role.MANAGER, Role.ADVISOR))))
        equip(page, page.desk, actor=page.work.actor)
        show(qtbot, page, *WIDE)
        here = Open(page, records, settled)
        here.wait()
        return here

    return opened


@pytest.fixture
def yuan() -> Callable[[str], Decimal]:
    return Decimal


@pytest.fixture
def here(open_page: Any, known: int, prices: None) -> Any:
    made = open_page()
    made.page.open_order(known)
    made.wait()
    made.printed = []
    made.page.shell.printing.show = lambda paper, **more: made.printed.append((paper, more))
    return made


def priced(here: Any) -> None:
    section = here.section("lines")
    section.add(section.form.block)
    commit(here.focus(), "by001")
    here.key(ENTER)
    here.key(ENTER, CONTROL)


def agree(here: Any) -> None:
    section = here.section("approval")
    section.form["medium"].set_value(ApprovalMedium.PHONE)
    section.form["given_by"].setFocus()
    here.key(ENTER, CONTROL)


def move(here: Any, *stages: Stage) -> None:
    for stage in stages:
        here.page.work.act(opening.move, here.page.order_id, stage)
        here.wait()
