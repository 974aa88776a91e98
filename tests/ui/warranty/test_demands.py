"""A demand is taken, answered and finished on its page."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.local_time import local_day
from app.records import Records
from app.warranty.queries import demands
from app.warranty.queries.demands import DemandRow
from db.tables.vehicles import Vehicle
from db.vocabulary import Role
from db.warranty_words import CarUse, DemandAnswer, DemandKind, DemandState
from tests import make as makers
from tests.make import NOON
from ui.warranty.demands import DemandsPage


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[DemandsPage], None]:
    def wait(page: DemandsPage) -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: not page.work.busy, timeout=10_000)
            qtbot.wait(10)

    return wait


@pytest.fixture
def page(qtbot: QtBot, records: Records, make_shell: Any, make: Any, settled: Any) -> DemandsPage:
    def build(session: Any, **_facts: Any) -> Vehicle:
        return makers.vehicle(
            session,
            "京A12345",
            car_use=CarUse.PRIVATE,
            invoiced_on=date(2025, 12, 1),
            invoice_price=Decimal("168800.00"),
            odometer=8_650,
        )

    make(build)
    shown = DemandsPage(make_shell(records, Role.MANAGER, staff_id=1))
    qtbot.addWidget(shown)
    shown.resize(1093, 614)
    shown.show()
    settled(shown)
    return shown


def rows(page: DemandsPage, records: Records) -> list[DemandRow]:
    with records.read() as session:
        return demands.demands(session, at=NOON)


def test_a_demand_is_taken_answered_and_finished(
    page: DemandsPage, records: Records, settled: Any
) -> None:
    page.add()
    panel = page.list.panel
    typed = {
        "car": "京A·12345",
        "kind": DemandKind.RETURN,
        "received_on": local_day(NOON),
        "words": "三个月修了四次",
    }
    panel.form.set_value(typed)
    panel.form.submitted.emit()
    settled(page)
    (row,) = rows(page, records)
    assert (row.state, row.words) == (DemandState.TO_ANSWER, "三个月修了四次")
    assert row.compensation == Decimal("7300.60"), "168,800 x 0.005 x 8.65"
    page.list.open(row.id)
    settled(page)
    told = " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())
    assert "7,300.60" in told
    panel.take("answer")
    answer = panel.step_forms["answer"].form
    answer.set_value({"answer": DemandAnswer.ACCEPTED, "answered_on": local_day(NOON)})
    answer.submitted.emit()
    settled(page)
    assert rows(page, records)[0].state is DemandState.TO_FINISH
    panel.take("finish")
    settled(page)
    assert rows(page, records)[0].state is DemandState.FINISHED
