"""A customer page with two files, and a hand that types through the input method."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.people.operations import Contact
from app.records import Records
from app.vehicles import operations
from app.vehicles.operations import NewVehicle
from db.vocabulary import Role, Stage
from tests import make as makers
from ui.people.page import PeoplePage
from ui.shell.workspace.page import Shell

Act = Callable[..., Any]


@pytest.fixture
def files(act: Act) -> tuple[int, int]:
    """张伟 and a colleague of the same road, each with a car.

    张伟 was here yesterday and has an order.
    """

    def fill(session: Any, *, by: Any, at: Any) -> tuple[int, int]:
        car = operations.find_or_add(
            session,
            NewVehicle("京A12345", model_name="轩逸", owner=Contact("张伟", "13800138000")),
            by=by,
            at=at,
        )
        operations.find_or_add(
            session,
            NewVehicle("京B77777", model_name="骐达", owner=Contact("李娜", "13900139000")),
            by=by,
            at=at,
        )
        makers.visit(session, by=1, at=at - timedelta(days=1), person_id=1)
        makers.repair_order(
            session,
            car,
            by=1,
            at=at - timedelta(hours=2),
            customer_id=1,
            number="W261121-001",
            stage=Stage.IN_WORK,
        )
        return 1, car.id

    found = act(fill)
    return int(found[0]), int(found[1])


@pytest.fixture
def open_page(
    qtbot: QtBot, records: Records, make_shell: Callable[..., Shell], settled: Callable[..., None]
) -> Iterator[Callable[..., PeoplePage]]:
    pages: list[PeoplePage] = []

    def build(*roles: Role) -> PeoplePage:
        page = PeoplePage(make_shell(records, *roles))
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.show()
        page.activateWindow()
        page.take_focus()
        settled(page.shell)
        return page

    yield build


@pytest.fixture
def write(settled: Callable[..., None]) -> Callable[[PeoplePage, str], None]:
    """Commits a text through the input method into whatever has the focus."""

    def commit(page: PeoplePage, text: str) -> None:
        target = page.focusWidget()
        assert target is not None
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)
        settled(page.shell)

    return commit
