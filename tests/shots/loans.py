"""Loan cars on an order: kept, longer, given back, gone out."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.fleet import commands as lending
from app.fleet import queries as fleet
from app.fleet.values import Lending, LicenceSeen, Outing
from app.permissions import Actor
from db.tables.fleet import CarBooking, DemoCar
from db.vocabulary import BookingState, FuelLevel, LicenceClass
from tests.make import AFTERNOON
from tests.shots.steps import EVENING, OTHER, act, open_same_order
from tests.shots.studio import Studio
from ui.service.order_panel import LOAN


def _lent_cars(studio: Studio) -> tuple[fleet.FreeCar, ...]:
    """Every demo car of the practice store may be lent; one drive of this evening is called off."""

    def lend_all(session: Any, *, by: Actor, at: datetime) -> None:
        for car in session.scalars(select(DemoCar)):
            car.lent = True
        session.flush()
        if not fleet.free_cars(session, AFTERNOON, EVENING):
            later = (CarBooking.starts_at >= AFTERNOON) & (CarBooking.starts_at < EVENING)
            booked = select(CarBooking).where(later, CarBooking.state == BookingState.BOOKED)
            for booking in session.scalars(booked):
                booking.state = BookingState.CANCELLED

    act(studio, lend_all)
    with studio.program.work.records.read() as session:
        return fleet.free_cars(session, AFTERNOON, EVENING)


def _odometer(studio: Studio, car_id: int) -> int:
    with studio.program.work.records.read() as session:
        return session.get_one(DemoCar, car_id).odometer


def loan_kept(studio: Studio) -> None:
    """A car is kept for the second order, once.

    The pictures of the other languages find it there.
    """
    page = open_same_order(studio, "kept", 1)
    order_id = page.order_id
    with studio.program.work.records.read() as session:
        kept = fleet.loans(session, order_id, now=AFTERNOON, viewer=OTHER)
    if not any(loan.state is BookingState.BOOKED for loan in kept):
        act(studio, lending.lend, order_id, Lending(_lent_cars(studio)[0].id, EVENING))
    page.order_panel.open_section(LOAN)


def loan_longer(studio: Studio) -> None:
    loan_kept(studio)
    studio.driver.push("loan_longer")


def loan_off(studio: Studio) -> None:
    loan_kept(studio)
    studio.driver.push("loan_off")


def loan_out(studio: Studio) -> None:
    """The same for the third order, whose car has gone out."""
    page = open_same_order(studio, "out", 2)
    order_id = page.order_id
    with studio.program.work.records.read() as session:
        out = fleet.loans(session, order_id, now=AFTERNOON, viewer=OTHER)
    if not out:
        car = _lent_cars(studio)[0]
        loan_id = act(studio, lending.lend, order_id, Lending(car.id, EVENING))
        act(
            studio,
            lending.note_licence,
            loan_id,
            LicenceSeen("110101199003078515", LicenceClass.C1, long_term=True),
        )
        act(studio, lending.hand_out, loan_id, Outing(_odometer(studio, car.id), FuelLevel.FULL))
    page.order_panel.open_section(LOAN)
