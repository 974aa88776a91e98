"""Finds a car by plate or VIN, its owner, and who pays."""

from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, select, true
from sqlalchemy.orm import Session

from app.identity import plate as plates
from app.identity import vin as vins
from app.vehicles import rules
from db.tables.people import Person
from db.tables.service import LabourLine, OtherLine, PartLine, RepairOrder
from db.tables.stock import StockCar
from db.tables.vehicles import Plate, Vehicle, VehicleRelation
from db.vocabulary import Relation, Stage

CURRENT = VehicleRelation.until_on.is_(None)
"""What people are to cars now."""
CARRIED = Plate.until_on.is_(None)
"""Plates that cars carry now."""


def find_by_plate(session: Session, text: str) -> Vehicle | None:
    """The car that carries this plate, else the one that carried it last; or that has this VIN."""
    number = plates.normalise(text)
    if not number or plates.is_unnumbered(number):
        return None
    same = select(Plate).where(Plate.number == number)
    newest = same.order_by(Plate.until_on.is_not(None), Plate.from_on.desc(), Plate.id.desc())
    found = session.scalar(newest.limit(1))
    if found is None:
        return find_by_vin(session, text) if vins.is_whole(text) else None
    return stayed(session, found.vehicle)


def find_by_vin(session: Session, text: str) -> Vehicle | None:
    """The car with this VIN."""
    found = session.scalars(select(Vehicle).where(Vehicle.vin == vins.normalise(text))).first()
    return None if found is None else stayed(session, found)


def stayed(session: Session, car: Vehicle) -> Vehicle:
    """The car itself, or the one into which it was merged."""
    while car.merged_into is not None:
        car = session.get_one(Vehicle, car.merged_into)
    return car


def carried(session: Session, number: str) -> Plate | None:
    """The plate with this normal form, where some car carries it now.

    None for 临牌 and its like, which many cars carry at once.
    """
    if plates.is_unnumbered(number):
        return None
    return session.scalar(_carrying(), {"number": number})


@cache
def _carrying() -> Select[Plate]:
    """Built once, as `_newest`: building them costs more than running them."""
    plates_now = select(Plate).where(Plate.number == bindparam("number"), CARRIED)
    return plates_now.order_by(Plate.id.desc()).limit(1)


def current_plates(car: Vehicle) -> list[Plate]:
    """The plates that a car carries now: one or none, unless two were entered."""
    return [plate for plate in car.plates if plate.until_on is None]


def plate_of(car: Vehicle) -> Plate | None:
    """The plate a car carries now."""
    return next(iter(current_plates(car)), None)


def relations(vehicle_id: int, relation: Relation) -> Select[VehicleRelation]:
    """Who is this to the car now, newest first."""
    of_car = VehicleRelation.vehicle_id == vehicle_id
    current = select(VehicleRelation).where(of_car, VehicleRelation.relation == relation, CURRENT)
    return current.order_by(VehicleRelation.id.desc())


def model_of(car: Vehicle) -> str:
    """Model and trim, else what was typed."""
    return (
        f"{car.trim.model.name} {car.trim.name}" if car.trim is not None else car.model_name or ""
    )


def owner_of(session: Session, vehicle_id: int) -> Person | None:
    """Who owns the car now."""
    owner = session.scalar(_newest(), {"vehicle_id": vehicle_id, "relation": Relation.OWNER})
    return None if owner is None else session.get_one(Person, owner)


def payer_of(session: Session, vehicle_id: int) -> int | None:
    """Who pays for the car now where that is not its owner.

    A company, an insurer.
    """
    return session.scalar(_newest(), {"vehicle_id": vehicle_id, "relation": Relation.PAYER})


@cache
def _newest() -> Select[int]:
    of_car = VehicleRelation.vehicle_id == bindparam("vehicle_id")
    now = select(VehicleRelation.person_id).where(
        of_car, VehicleRelation.relation == bindparam("relation"), CURRENT
    )
    return now.order_by(VehicleRelation.id.desc()).limit(1)


def for_sale(session: Session) -> frozenset[int]:
    """The store's own cars, which have a desk of their own."""
    standing = select(StockCar.vehicle_id).where(StockCar.left_on.is_(None))
    return frozenset(session.scalars(standing))


def stands_alone(table: type[LabourLine | PartLine | OtherLine]) -> ColumnElement[bool]:
    """Lines that stand under no job: a job is offered with all its lines."""
    job = getattr(table, "job_id", None)
    return true() if job is None else job.is_(None)


def open_advice(session: Session, vehicle_id: int) -> int:
    """How many pieces of work were declined and not taken up since."""
    orders = select(RepairOrder.id).where(RepairOrder.vehicle_id == vehicle_id)
    orders = orders.where(RepairOrder.stage != Stage.CANCELLED)
    found = []
    for table in (LabourLine, PartLine, OtherLine):
        lines = select(table.name, table.order_id, table.state, RepairOrder.stage)
        own = lines.join(RepairOrder, RepairOrder.id == table.order_id).where(stands_alone(table))
        for row in session.execute(own.where(table.order_id.in_(orders))):
            again = rules.comes_back(row.state, row.stage)
            if again is not None:
                found.append(((table.__tablename__, row.name), row.order_id, again))
    return len(rules.still_open(found))
