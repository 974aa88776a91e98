"""A rework is opened with the order that it does again, and the answer of its guarantee."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.admin.values import Approver
from app.permissions import Actor
from app.records import Records
from app.text import use
from db.vocabulary import Role, ServiceType
from tests import make as makers
from tests.app.service.store import Desk
from tests.app.service.test_commands_leaving import stay
from tests.make import NOON, PASSWORD
from tests.ui.parts.kit import commit, type_text

DAY = timedelta(days=1)


@pytest.fixture
def finished(records: Records, manager: Actor, make: Any) -> list[int]:
    """Two orders of 京C33333 that were handed over: an engine, later a second-level maintenance."""
    worker = make(makers.staff, "赵师傅", Role.TECHNICIAN)
    advisor = make(makers.staff, "林涛", Role.ADVISOR)
    technician = Actor(worker, "赵师傅", frozenset({Role.TECHNICIAN}), "")
    by = Actor(advisor, "林涛", frozenset({Role.ADVISOR}), "")
    signed = Approver(manager.staff_id, PASSWORD)
    desk = Desk(records, by, manager, manager, technician, signed, signed)
    return [
        stay(desk, ServiceType.ASSEMBLY, at=NOON - 50 * DAY, odometer=40_000),
        stay(desk, ServiceType.SECOND_LEVEL, at=NOON - 45 * DAY, odometer=41_000),
    ]


def test_the_past_orders_are_offered_with_their_guarantee(
    open_page: Any, finished: list[int], qtbot: QtBot
) -> None:
    """Second level: 30 days or 5,000 km, ended; the engine: 100 days or 20,000 km, holds."""
    use("en")
    here = open_page()
    here.key(Qt.Key.Key_F7)
    form = here.page.open_panel.form
    assert not form["reworked_id"].isVisible()
    commit(here.focus(), "京")
    type_text(here.focus(), "C33333")
    qtbot.waitUntil(lambda: here.page.open_panel._asked == "京C33333")
    here.wait()
    form["service_type"].set_value(ServiceType.REWORK)
    form["service_type"].edited.emit()
    assert form["reworked_id"].value() == finished[1]
    assert "2026-11-06" in form.message("reworked_id") and "ended" in form.message("reworked_id")
    form["reworked_id"].set_value(finished[0])
    form["reworked_id"].edited.emit()
    assert form.message("reworked_id") == (
        "Within the guarantee until 2027-01-10 / 60,000 km: no charge to the customer."
    )
    form["odometer"].set_value(60_001)
    form["odometer"].edited.emit()
    assert "ended" in form.message("reworked_id")
    form["odometer"].set_value(42_000)
    form.submit()
    here.wait()
    made = here.sheet()
    assert (made.service_type, made.intake.reworked_id) == (ServiceType.REWORK, finished[0])
    arrival = here.section("intake")
    here.wait()
    assert arrival.form["reworked_id"].value() == finished[0]
