"""One car looked up for other desks' commands: by plate, by VIN, its owner, who pays."""

from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.identity import plate as plates
from app.identity import vin as vins
from app.people import queries as people
from db.tables.people import Person
from db.tables.service import LabourLine, PartLine, RepairOrder
from db.tables.vehicles import Plate, Vehicle, VehicleRelation
from db.vocabulary import LineState, Relation, Stage


def find_by_plate(session: Session, text: str) -> Vehicle | None:
    """The car that carries this plate, else the one that carried it last."""
    number = plates.normalise(text)
    if not number:
        return None
    carried = (
        select(Plate)
        .where(Plate.number == number)
        .order_by(Plate.until_on.is_not(None), Plate.from_on.desc(), Plate.id.desc())
    )
    found = session.scalars(carried.limit(1)).first()
    return None if found is None else stayed(session, found.vehicle)


def find_by_vin(session: Session, text: str) -> Vehicle | None:
    """The car with this VIN."""
    found = session.scalars(select(Vehicle).where(Vehicle.vin == vins.normalise(text))).first()
    return None if found is None else stayed(session, found)


def stayed(session: Session, car: Vehicle) -> Vehicle:
    """The car itself, or the one into which it was merged."""
    while car.merged_into is not None:
        car = session.get_one(Vehicle, car.merged_into)
    return car


def plate_of(car: Vehicle) -> Plate | None:
    """The plate a car carries now."""
    return next((plate for plate in car.plates if plate.until_on is None), None)


def model_of(car: Vehicle) -> str:
    """Model and trim, else what was typed."""
    return (
        f"{car.trim.model.name} {car.trim.name}" if car.trim is not None else car.model_name or ""
    )


def owner_of(session: Session, vehicle_id: int) -> Person | None:
    """Who owns the car now."""
    wanted = select(Person).join(VehicleRelation, VehicleRelation.person_id == Person.id)
    wanted = wanted.where(
        VehicleRelation.vehicle_id == vehicle_id,
        VehicleRelation.relation == Relation.OWNER,
        VehicleRelation.until_on.is_(None),
    )
    return session.scalars(wanted.order_by(VehicleRelation.id.desc()).limit(1)).first()


def payer_of(session: Session, vehicle_id: int) -> int | None:
    """Who pays for the car now where that is not its owner: a company, an insurer."""
    wanted = select(VehicleRelation.person_id).where(
        VehicleRelation.vehicle_id == vehicle_id,
        VehicleRelation.relation == Relation.PAYER,
        VehicleRelation.until_on.is_(None),
    )
    return session.scalar(wanted.order_by(VehicleRelation.id.desc()).limit(1))


def warnings(
    session: Session, vehicle_id: int, owner_id: int | None
) -> tuple[tuple[str, ...], Decimal]:
    """What the owner's file wants everybody to know first, and what earlier bills of the car still
    want.
    """
    return alerts(session, owner_id), people.unpaid(session, RepairOrder.vehicle_id == vehicle_id)


def open_advice(session: Session, vehicle_id: int) -> int:
    """Lines that the customer declined so far: they are offered again at the next visit."""
    orders = (
        select(RepairOrder.id)
        .where(RepairOrder.vehicle_id == vehicle_id, RepairOrder.stage != Stage.CANCELLED)
        .scalar_subquery()
    )
    return sum(
        session.scalar(
            select(func.count()).where(line.order_id.in_(orders), line.state == LineState.DECLINED)
        )
        or 0
        for line in (LabourLine, PartLine)
    )


def alerts(session: Session, owner_id: int | None) -> tuple[str, ...]:
    """What the owner's file wants everybody to know first."""
    owner = session.get(Person, owner_id) if owner_id else None
    return (owner.alert,) if owner is not None and owner.alert else ()
