"""A loan car by keys.

Lent with the order's promised time, handed out, kept longer, taken back; the order waits for it.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.fleet import queries as fleet
from app.permissions import Actor
from app.service.commands import opening
from db.tables.fleet import DemoCar
from db.vocabulary import BookingState, FuelLevel, LicenceClass, Role
from tests import make as makers
from tests.make import NOON
from tests.ui.parts.kit import commit

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
NUMBER = "110105199003070033"


@pytest.fixture
def car(make: Any, records: Any, manager: Actor) -> int:
    def build(session: Any, **facts: Any) -> DemoCar:
        trim = makers.trim(session, "1.6XL CVT", model=makers.car_model(session, "轩逸"))
        return makers.demo_car(session, "京AD12345", trim_id=trim.id, odometer=1000, lent=True)

    return int(make(build))


@pytest.fixture
def here(open_page: Any, known: int, car: int, records: Any, manager: Actor) -> Any:
    records.act(opening.promise, known, NOON + timedelta(hours=4), by=manager, at=NOON)
    made = open_page()
    made.page.open_order(known)
    made.wait()
    made.loan = made.section("loan")
    made.wait()
    return made


def loans(here: Any) -> tuple[fleet.LoanRow, ...]:
    viewer = here.page.work.actor
    with here.records.read() as session:
        return fleet.loans(session, here.page.order_id, now=NOON, viewer=viewer)


def lend(here: Any) -> None:
    here.loan.lend["car_id"].setFocus()
    QTest.keyClicks(here.loan.lend["car_id"], "12345")
    here.key(ENTER)
    here.key(ENTER, CONTROL)


def hand_out(here: Any, expires: date = date(2030, 6, 1)) -> None:
    form = here.loan.out
    form.start()
    QTest.keyClicks(form["number"], NUMBER)
    form["licence_class"].set_value(LicenceClass.C1)
    form["expires_on"].set_value(expires)
    form["fuel"].set_value(FuelLevel.FULL)
    form["km"].setFocus()
    QTest.keyClicks(form["km"], "1003")
    here.key(ENTER, CONTROL)
    here.wait()


def test_the_promised_time_is_the_time_it_is_due_back_and_only_free_lent_cars_are_offered(
    here: Any, car: int
) -> None:
    form = here.loan.lend
    assert form.value()["ends_at"].strftime("%H:%M") == "16:00"
    lend(here)
    told = loans(here)[0]
    assert (told.state, told.driver, told.ends_at) == (
        BookingState.BOOKED,
        "张伟",
        NOON + timedelta(hours=4),
    )
    assert here.loan.out.isVisible() and not form.isVisible()
    assert "京A·D12345" in here.loan.told.text()


def test_out_and_back_by_keys(here: Any) -> None:
    lend(here)
    hand_out(here)
    assert loans(here)[0].state is BookingState.OUT
    back = here.loan.back
    assert back.isVisible()
    back.start()
    QTest.keyClicks(back["km"], "1001")
    here.key(ENTER, CONTROL)
    assert "1,003" in back.message("km")
    back["km"].set_value(1060)
    commit(back["damage"], "左后门划痕")
    back["km"].setFocus()
    here.key(ENTER, CONTROL)
    told = loans(here)[0]
    assert (told.state, told.back.km, told.damage) == (BookingState.BACK, 1060, "左后门划痕")
    assert here.loan.lend.isVisible() and "57 km" in here.loan.earlier.text()


def test_an_expired_licence_stops_the_car_and_the_manager_answers_for_it(here: Any) -> None:
    lend(here)
    hand_out(here, date(2026, 11, 20))
    assert loans(here)[0].state is BookingState.BOOKED
    assert "2026-11-20" in here.loan.warned.text() and here.loan.answer.isVisible()
    assert here.loan.out["km"].value() == 1003, "what was typed stays"
    QTest.mouseClick(here.loan.answer, Qt.MouseButton.LeftButton)
    commit(here.loan.confirm.findChild(QWidget, "confirm_reason"), "老客户，换证中")
    QTest.mouseClick(here.loan.confirm.findChild(QWidget, "confirm_act"), Qt.MouseButton.LeftButton)
    here.wait()
    assert "老客户" in here.loan.warned.text()
    here.loan.out["km"].setFocus()
    here.key(ENTER, CONTROL)
    here.wait()
    assert loans(here)[0].state is BookingState.OUT


def test_the_car_is_kept_longer_and_called_off(here: Any) -> None:
    lend(here)
    QTest.mouseClick(here.loan.other_time, Qt.MouseButton.LeftButton)
    here.loan.longer["ends_at"].set_value(
        (NOON + timedelta(hours=6)).astimezone().replace(tzinfo=None)
    )
    here.loan.longer["ends_at"].setFocus()
    here.key(ENTER, CONTROL)
    assert loans(here)[0].ends_at == NOON + timedelta(hours=6)
    QTest.mouseClick(here.loan.off, Qt.MouseButton.LeftButton)
    commit(here.loan.confirm.findChild(QWidget, "confirm_reason"), "改乘出租车")
    QTest.mouseClick(here.loan.confirm.findChild(QWidget, "confirm_act"), Qt.MouseButton.LeftButton)
    here.wait()
    assert (
        loans(here)[0].state is BookingState.CANCELLED and "改乘出租车" in here.loan.earlier.text()
    )


def test_without_a_free_car_the_form_says_so(
    here: Any, records: Any, manager: Actor, car: int
) -> None:
    def retire(session: Any, *, by: Actor, at: Any) -> None:
        session.get_one(DemoCar, car).lent = False

    records.act(retire, by=manager, at=NOON)
    here.page.reload()
    here.wait()
    here.wait()
    assert "No car that may be lent" in here.loan.lend.message("car_id")


def test_the_hand_over_says_that_the_loan_car_is_out(here: Any) -> None:
    lend(here)
    hand_out(here)
    here.wait()
    assert any(check.code == "loan" for check in here.sheet().checks)


def test_who_may_not_lend_reads_only(open_page: Any, known: int, car: int) -> None:
    made = open_page(Role.TECHNICIAN)
    made.page.open_order(known)
    made.wait()
    section = made.section("loan")
    made.wait()
    assert not section.lend.isVisible() and not section.off.isVisible()
