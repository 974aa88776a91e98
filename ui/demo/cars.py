"""Cars that go out and change driver.

A booking dragged to another hour, a loan car while one's own is repaired, a car that is sold.
"""

from __future__ import annotations

from datetime import datetime

from app.fleet import queries as fleet
from app.labels import label
from app.people.lookup import by_phone
from app.service.queries.sheet import sheet
from app.testdrives import queries as drives
from app.text import N_
from app.vehicles import queries as vehicles
from db.vocabulary import BookingState, FuelLevel, OldParts, Relation, Stage
from ui.demo.day import DemoDay, DemoStep
from ui.demo.opening import ADVISOR, CONSULTANT, CUSTOMER, DEMO_PLATE, PHONE, PLATE
from ui.demo.service import open_section, pick_act, pick_order
from ui.keys import Key
from ui.parts.form import Form
from ui.testdrives.wall import Wall

BUYER, BUYER_PHONE = "刘洋", "13600136000"
BOOKED, DRAGGED = 15, 16


def drag_booking(day: DemoDay) -> None:
    """A booking of the afternoon is dragged one hour later."""
    day.sign_in(CONSULTANT)
    day.go("testdrives")
    day.do("book")
    form = day.form("booking")
    day.driver.answer(form["phone"], "13900139000")
    day.driver.choose(form["car_id"], DEMO_PLATE)
    day.driver.answer(form["starts_at"], f"{BOOKED}:00")
    day.driver.choose(form["consultant_id"], CONSULTANT)
    day.save()
    row = next(row for row in _drives(day) if row.state is BookingState.BOOKED)
    later = row.starts_at.replace(minute=0) + (row.ends_at - row.starts_at) * 2
    _drag(day, row, later)
    moved = next(one for one in _drives(day) if one.id == row.id)
    day.see(moved.starts_at == later, "the booking begins an hour later")
    day.photograph("test-drives-dragged")


def lend_car(day: DemoDay) -> None:
    """The repair takes until the evening.

    A demo car that may be lent goes out with the customer.
    """
    day.sign_in(ADVISOR)
    form = _loan_form(day, "lend")
    day.driver.choose(form["car_id"], DEMO_PLATE)
    day.driver.answer(form["ends_at"], "14:30")
    day.save()
    form = day.form("hand_out")
    day.driver.fill(form, km="3207", fuel=label(FuelLevel.THREE_QUARTERS))
    day.save()
    day.see(_loan(day).state is BookingState.OUT, "the loan car is out")
    day.photograph("loan-car")


def look_at_wall(day: DemoDay) -> None:
    """The wall shows which car is out until when, and no customer's name."""
    day.sign_in(CONSULTANT)
    day.go("testdrives")
    day.do("wall")
    wall = day.driver.find(Wall)
    out = [row for row in wall.rows if row.since]
    day.see(
        len(out) == 1 and CUSTOMER not in out[0].spoken(),
        "the car is out with somebody whose name is masked",
    )
    day.photograph("wall")
    day.driver.press(Key.LEAVE)


def refuse_hand_over(day: DemoDay) -> None:
    """While the loan car is out the order stays open."""
    day.sign_in(ADVISOR)
    form = open_section(day, "leaving", form="hand_over")
    day.driver.fill(form, odometer_out="41863", old_parts=label(OldParts.CUSTOMER_TOOK))
    day.save()
    day.see(
        day.ask(sheet, day.known["order"]).stage is Stage.READY,
        "the car is still here, as the loan car is still out",
    )
    day.photograph("loan-car-out")
    form = _loan_form(day, "take_back")
    day.driver.fill(form, km="3240", fuel=label(FuelLevel.HALF))
    day.save()
    day.see(all(not loan.is_open for loan in _loans(day)), "the loan car is back")


def sell_car(day: DemoDay) -> None:
    """The customer sold the car.

    The new owner reads what was done to it, and nothing about who had it.
    """
    day.driver.press(Key.SEARCH)
    day.driver.type(PLATE)
    day.driver.press("Return")
    day.do("keeper")
    form = day.form("keeper_form")
    day.driver.choose(form["who"], BUYER)
    day.driver.answer(form["who_phone"], BUYER_PHONE)
    day.save()
    day.see(day.ask(by_phone, BUYER_PHONE) is not None, "the buyer has a file")
    car = day.ask(vehicles.record, day.ask(vehicles.by_plate, PLATE).id)
    owned = [one for one in car.keepers if one.relation is Relation.OWNER and not one.until_on]
    owners = [one.name for one in owned]
    day.see(owners == [BUYER] and car.events, "the car has a new owner and keeps its history")
    day.see(PHONE not in repr(car), "nothing there tells the number of the owner before")
    day.photograph("car-sold")


def _drag(day: DemoDay, row: drives.DriveRow, later: datetime) -> None:
    """Drags the block of a drive to where it would be later."""
    timeline = day.go("testdrives").view.timeline
    begin = timeline.box_of(row.id).center()
    here, there = (timeline.spot_of(row.car_id, at) for at in (row.starts_at, later))
    day.driver.drag(timeline.viewport(), begin, to=begin + there - here)


def _loan_form(day: DemoDay, name: str) -> Form:
    """Behind the dots of the order."""
    pick_order(day)
    pick_act(day, "order_more", act="loan_car")
    return day.form(name)


def _drives(day: DemoDay) -> tuple[drives.DriveRow, ...]:
    return day.ask(
        drives.desk_day, day.today(), now=day.clock(), viewer=day.program.work.actor
    ).drives


def _loans(day: DemoDay) -> tuple[fleet.Loan, ...]:
    return day.ask(fleet.loans, day.known["order"], now=day.clock(), viewer=day.program.work.actor)


def _loan(day: DemoDay) -> fleet.Loan:
    return next(loan for loan in _loans(day) if loan.is_open)


STEPS = (
    DemoStep("10:50", N_("Drag a booking to another hour"), drag_booking),
    DemoStep("11:08", N_("Lend a car while the own one is here"), lend_car),
    DemoStep("11:09", N_("See on the wall which cars are out"), look_at_wall),
    DemoStep("14:12", N_("Keep the order open until the loan car is home"), refuse_hand_over),
    DemoStep("15:30", N_("Give the car to a new owner"), sell_car),
)
