"""Bookings and typing for the tests of the test-drive page."""

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.fleet.values import Outing, Return
from app.permissions import Actor
from app.testdrives import commands
from db.tables.fleet import TestDrive
from db.vocabulary import BookingState, FuelLevel
from tests import make as makers
from tests.app.testdrives.store import Showroom
from tests.make import NOON
from ui.testdrives.page import DrivesPage


def drive(showroom: Showroom, drive_id: int) -> TestDrive:
    """A drive as it is stored."""
    with showroom.records.read() as session:
        return session.get_one(TestDrive, drive_id)


def send_out(showroom: Showroom, minutes_ago: int = 30, **more: Any) -> int:
    """A drive of half an hour that left so long ago."""
    left = NOON - timedelta(minutes=minutes_ago)
    key = int(showroom.act(commands.book, showroom.wanted(-minutes_ago, **more), at=left))
    showroom.note_licence(key)
    showroom.sign(key)
    showroom.act(commands.send_out, key, Outing(1003, FuelLevel.FULL), at=left)
    return key


def come_back(showroom: Showroom) -> int:
    """A drive of 张伟 that is over."""
    key = send_out(showroom, 60)
    back = Return(1010, FuelLevel.HALF)
    showroom.act(commands.take_back, key, back, at=NOON - timedelta(minutes=20))
    return key


def lend(showroom: Showroom) -> str:
    """The manual car is out with a repair order until 16:00."""

    def write(session: Any, *, by: Actor, at: datetime) -> str:
        order = makers.repair_order(
            session, makers.vehicle(session, "京B11111"), by=1, number="W261121-007"
        )
        car, person = (
            session.get_one(makers.DemoCar, showroom.manual),
            makers.person(session, "司马相如", "13600136000"),
        )
        facts = {
            "person_id": person.id,
            "state": BookingState.OUT,
            "out_at": at,
            "out_km": 1000,
            "number": "L261121-001",
        }
        makers.loan(session, car, order, by=1, minutes=240, **facts)
        return str(order.number)

    return str(showroom.act(write))


def at(page: DrivesPage, now: datetime) -> None:
    """Set the clock of the page."""
    page.work._clock = lambda: now
    page.tick()


def commit(widget: QWidget, words: str) -> None:
    """Type Chinese as an input method hands it over."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)
