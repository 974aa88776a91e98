"""What the desks read of a car."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.identity import plate as plates
from app.moments import local_day
from app.vehicles import keeping
from db.tables.people import Person
from db.tables.service import LabourLine, PartLine, RepairOrder
from db.tables.vehicles import Keeper, Plate, Vehicle
from db.words import OPEN_STAGES, LineState, Relation, Stage


@dataclass(frozen=True, slots=True)
class VehicleHit:
    """What a desk must know when a car drives up. `former` says that the plate asked for is an old one of this car."""

    id: int
    plate: str
    former: bool
    vin: str | None
    model: str
    colour: str | None
    odometer: int | None
    owner_id: int | None
    owner: str
    owner_phone: str | None
    last_visit: datetime | None
    days_since: int | None
    open_order_id: int | None
    open_order_number: str
    open_advice: int


def by_plate(session: Session, text: str, *, today: date | None = None) -> VehicleHit | None:
    """The car with this plate, or the one that carried it; None where nobody knows it. `today` lets the days be counted."""
    car = keeping.find_by_plate(session, text)
    return None if car is None else _hit(session, car, asked=plates.normalise(text), today=today)


def by_id(session: Session, vehicle_id: int, *, today: date | None = None) -> VehicleHit | None:
    """The same for a car chosen from a list."""
    car = session.get(Vehicle, vehicle_id)
    return None if car is None else _hit(session, keeping.stayed(session, car), asked="", today=today)


def plate_of(car: Vehicle) -> Plate | None:
    """The plate a car carries now."""
    return next((plate for plate in car.plates if plate.until_on is None), None)


def model_of(car: Vehicle) -> str:
    """Model and trim, else what was typed."""
    return f"{car.trim.model.name} {car.trim.name}" if car.trim is not None else car.model_name or ""


def owner_of(session: Session, vehicle_id: int) -> Person | None:
    """Who owns the car now."""
    wanted = select(Person).join(Keeper, Keeper.person_id == Person.id)
    wanted = wanted.where(Keeper.vehicle_id == vehicle_id, Keeper.relation == Relation.OWNER, Keeper.until_on.is_(None))
    return session.scalars(wanted.order_by(Keeper.id.desc()).limit(1)).first()


def open_advice(session: Session, vehicle_id: int) -> int:
    """Lines that the customer declined so far: they are offered again at the next visit."""
    orders = select(RepairOrder.id).where(RepairOrder.vehicle_id == vehicle_id, RepairOrder.stage != Stage.CANCELLED).scalar_subquery()
    return sum(
        session.scalar(select(func.count()).where(line.order_id.in_(orders), line.state == LineState.DECLINED)) or 0
        for line in (LabourLine, PartLine)
    )


def _hit(session: Session, car: Vehicle, *, asked: str, today: date | None) -> VehicleHit:
    plate, owner = plate_of(car), owner_of(session, car.id)
    orders = select(RepairOrder.id, RepairOrder.number, RepairOrder.received_at).where(RepairOrder.vehicle_id == car.id)
    last = session.execute(orders.where(RepairOrder.stage != Stage.CANCELLED).order_by(RepairOrder.received_at.desc()).limit(1)).first()
    live = session.execute(orders.where(RepairOrder.stage.in_(OPEN_STAGES)).order_by(RepairOrder.id.desc()).limit(1)).first()
    number = plate.number if plate else ""
    return VehicleHit(
        id=car.id,
        plate=number,
        former=bool(asked) and asked != number,
        vin=car.vin,
        model=model_of(car),
        colour=car.colour,
        odometer=car.odometer,
        owner_id=owner.id if owner else None,
        owner=owner.name if owner else "",
        owner_phone=owner.phones[0].number if owner and owner.phones else None,
        last_visit=last.received_at if last else None,
        days_since=(today - local_day(last.received_at)).days if last and today else None,
        open_order_id=live.id if live else None,
        open_order_number=live.number if live else "",
        open_advice=open_advice(session, car.id),
    )
