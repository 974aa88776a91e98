"""Faults by keys, what the car's repairs count, recalls done or waived."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.service.commands import papers
from app.service.values import GivenOut
from app.warranty import commands
from app.warranty.queries import rights
from app.warranty.queries.repair_record import RecordState, RepairRecord
from app.warranty.values import FaultCodeValue, RecallValue
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import PaperKind, ServiceType
from db.warranty_words import CarUse
from tests.make import NOON
from ui.service.record_strip import RecordStrip

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
VIN = "LGBH52E0XKY012345"


@pytest.fixture
def here(open_page: Any, known: int, records: Any, manager: Any) -> Any:
    def tell(session: Any, *, by: Any, at: Any) -> None:
        order = session.get_one(RepairOrder, known)
        order.service_type = ServiceType.WARRANTY
        car = session.get_one(Vehicle, order.vehicle_id)
        car.vin, car.car_use, car.invoiced_on = VIN, CarUse.PRIVATE, date(2025, 12, 1)

    records.act(tell, by=manager, at=NOON)
    code = FaultCodeValue("E12", "怠速抖动")
    records.act(commands.save_fault_code, code, by=manager, at=NOON)
    made = open_page()
    made.page.open_order(known)
    made.wait()
    made.rights = made.section("warranty")
    made.wait()
    return made


def found(here: Any) -> rights.OrderRights:
    with here.records.read() as session:
        return rights.order_rights(session, here.page.order_id, at=NOON)


def test_a_fault_is_added_by_keys(here: Any) -> None:
    here.rights.form["fault_code_id"].setFocus()
    QTest.keyClicks(here.rights.form["fault_code_id"], "E12")
    here.key(ENTER)
    here.key(ENTER, CONTROL)
    assert [row.code for row in found(here).faults] == ["E12"]
    told = here.rights.counted.text().splitlines()
    assert told[:3] == [
        "Warranty rules: order 43",
        "Exchange and return by counts until 2027-12-01 or 50,000 km",
        "Warranty until 2028-12-01 or 60,000 km",
    ]
    assert told[3].startswith("Days in repair: ")
    assert told[4] == "Fault E12: 1"


def test_the_customer_is_helped_with_money(here: Any) -> None:
    here.rights.support["travel_money"].set_value(Decimal(120))
    here.rights.support["towed"].set_value(True)
    here.rights.support.submitted.emit()
    here.wait()
    noted = found(here)
    assert (noted.towed, str(noted.travel_money)) == (True, "120.00")


def test_a_recall_is_shown_and_noted_as_done(here: Any, records: Any, manager: Any) -> None:
    assert not here.rights.done.isVisible()
    recall = RecallValue("S2026M0012", "气囊", date(2026, 11, 1), vins=VIN)
    records.act(commands.save_recall, recall, by=manager, at=NOON)
    here.page.reload()
    here.wait()
    here.wait()
    assert here.rights.recalls.text() == "Recall S2026M0012 气囊 is open"
    codes = [check.code for check in here.sheet().checks if check.stops]
    assert "recall" in codes
    here.rights.done.click()
    here.wait()
    here.wait()
    assert not here.rights.recalls.isVisible()
    assert "recall" not in [check.code for check in here.sheet().checks]


def test_only_a_warranty_repair_has_a_record(here: Any) -> None:
    names = [act.name for act in here.page.order_panel._papers()]
    assert "print_repair_record" in names


def test_the_record_is_told_as_missing_then_as_unsigned_then_as_signed(
    here: Any, records: Any, manager: Any
) -> None:
    strip = here.rights.record_strip
    assert strip.told.text() == "The repair record is not printed yet: the customer gets a copy."
    assert not strip.sign.isVisible()
    paper = GivenOut(PaperKind.REPAIR_RECORD, b"%PDF", 1)
    records.act(papers.keep_paper, here.page.order_id, paper, by=manager, at=NOON)
    here.page.reload()
    here.wait()
    here.wait()
    waits = "The repair record waits for the signatures of customer and repairer."
    assert strip.told.text() == waits
    assert "record_unsigned" in [check.code for check in here.sheet().checks]
    strip.sign.click()
    here.wait()
    here.wait()
    assert strip.told.text().startswith("The repair record was signed on ")
    assert not strip.sign.isVisible()
    assert "record_unsigned" not in [check.code for check in here.sheet().checks]


def test_the_record_is_hidden_before_its_answer_and_where_none_is_needed(qtbot: Any) -> None:
    strip = RecordStrip()
    qtbot.addWidget(strip)
    assert strip.isHidden()
    strip.show_record(RepairRecord(RecordState.UNSIGNED), may_sign=False)
    assert not strip.isHidden() and strip.sign.isHidden()
    strip.show_record(None, may_sign=True)
    assert strip.isHidden()
