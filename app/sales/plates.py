"""Brings the number plate that an order notes to the file of its car."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app import audit
from app.people import operations as people
from app.vehicles import operations as vehicles
from app.vehicles.lookup import carried, current_plates
from db.nouns import Noun
from db.tables.vehicles import Vehicle


def carry(session: Session, vehicle_id: int, noted: str, *, on: date, at: datetime) -> None:
    """From its day on the car carries the noted plate, which is also its first registration."""
    car, number = session.get_one(Vehicle, vehicle_id), vehicles.plate_number(noted, "reference")
    if number is None:
        return
    vehicles.carry(session, car, number, at=at, on=on)
    car.registered_on = car.registered_on or on
    _tell(session, car)


def take_off(session: Session, vehicle_id: int, noted: str, *, on: date) -> None:
    """Undo of `carry`, while the car carries this plate since that day.

    What it replaced, such as the temporary plate, is on the car again.
    """
    car, number = session.get_one(Vehicle, vehicle_id), vehicles.plate_number(noted, "reference")
    for plate in current_plates(car):
        if plate.number == number and plate.from_on == on:
            session.delete(plate)
            _put_back(session, car, on)
            car.registered_on = None if car.registered_on == on else car.registered_on
    session.flush()
    session.expire(car, ["plates"])
    _tell(session, car)


def _put_back(session: Session, car: Vehicle, on: date) -> None:
    """The last plate that ended on this day, unless another car carries it now."""
    ended = [plate for plate in car.plates if plate.until_on == on]
    last = max(ended, key=lambda plate: plate.id, default=None)
    if last is not None and carried(session, last.number) is None:
        last.until_on = None


def _tell(session: Session, car: Vehicle) -> None:
    session.flush()
    audit.touched(session, Noun.VEHICLE, car.id)
    people.step(session, car, car.version, because_of="plate")
