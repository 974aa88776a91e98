"""A reception page on a real store, with two consultants and two models."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.admin import queries as house
from app.reception import commands
from app.reception.values import NewVisit
from app.records import Records
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON
from ui.reception.desk import DESK
from ui.reception.page import ReceptionPage
from ui.shell.keys.actions import equip

MINUTE = timedelta(minutes=1)


@pytest.fixture
def team(make: Callable[..., int]) -> dict[str, int]:
    ids = {name: make(makers.staff, name) for name in ("李强", "赵敏")}
    return ids | {"轩逸": make(makers.car_model, "轩逸"), "天籁": make(makers.car_model, "天籁")}


@pytest.fixture
def levels(records: Records) -> dict[str, int]:
    with records.read() as session:
        return {one.code: one.id for one in house.levels(session)}


@pytest.fixture
def write(act: Any) -> Callable[..., int]:
    def run(minutes: float = 0, **facts: Any) -> int:
        return act(commands.register, NewVisit(**facts), at=NOON - minutes * MINUTE).visit_id

    return run


@pytest.fixture
def page(
    qtbot: QtBot, records: Records, make_shell: Any, settled: Any, team: Any
) -> Callable[..., ReceptionPage]:
    def open_page(*roles: Role, **facts: Any) -> ReceptionPage:
        shown = ReceptionPage(make_shell(records, *roles, **facts))
        qtbot.addWidget(shown)
        equip(shown, DESK, actor=shown.work.actor)
        shown.resize(1366, 692)
        shown.show()
        shown.activateWindow()
        qtbot.waitUntil(shown.isActiveWindow)
        settled(shown.work)
        shown.take_focus()
        return shown

    return open_page
