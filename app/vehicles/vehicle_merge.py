"""A car that was first known by its plate alone turns out to be one that has a file by VIN.

The two become one.

Used inside this desk's commands. Nothing is asked again and nothing is lost: orders, plates and
keepers move to the file with the
VIN, and whoever asks for the other one is led there.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.local_time import local_day
from db.nouns import Noun
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle, VehicleRelation
from db.vocabulary import Relation

FILLABLE = ("engine_number", "trim_id", "model_name", "colour", "energy", "registered_on", "note")
TELLING = ("engine_number", "trim_id", "model_name", "registered_on")


def may_join(stay: Vehicle, gone: Vehicle) -> bool:
    """Whether a file with a VIN and one without may be the same car.

    Nothing that both know differs.
    """
    if stay.id == gone.id or gone.merged_into is not None or not stay.vin or gone.vin:
        return False
    known = ((getattr(stay, name), getattr(gone, name)) for name in TELLING)
    return all(not mine or not theirs or mine == theirs for mine, theirs in known)


def join(session: Session, stay: Vehicle, gone: Vehicle, *, at: datetime) -> None:
    """Moves everything; a blank never overwrites what is known."""
    for order in session.scalars(select(RepairOrder).where(RepairOrder.vehicle_id == gone.id)):
        order.vehicle_id = stay.id
    for plate in list(gone.plates):
        plate.vehicle = stay
    _join_keepers(session, stay, gone, at=at)
    for name in FILLABLE:
        if getattr(stay, name) is None:
            setattr(stay, name, getattr(gone, name))
    stay.odometer = max(
        (one.odometer for one in (stay, gone) if one.odometer is not None), default=None
    )
    stay.bought_here = stay.bought_here or gone.bought_here
    gone.merged_into = stay.id
    session.flush()
    for one in (stay, gone):
        session.expire(one, ["plates"])
        audit.touched(session, Noun.VEHICLE, one.id)


def _join_keepers(session: Session, stay: Vehicle, gone: Vehicle, *, at: datetime) -> None:
    """Who is the same to both is so once, from the earlier day.

    Beside a known owner somebody else only brings the car.
    """
    current = {
        keeper.relation: keeper for keeper in _keepers(session, stay) if keeper.until_on is None
    }
    for keeper in _keepers(session, gone):
        keeper.vehicle_id = stay.id
        known = current.get(keeper.relation)
        if keeper.until_on is not None or known is None:
            continue
        if known.person_id == keeper.person_id:
            known.from_on = min(known.from_on, keeper.from_on)
            session.delete(keeper)
        elif keeper.relation is Relation.OWNER:
            keeper.relation = Relation.BRINGER
        elif keeper.relation is Relation.PAYER:
            keeper.until_on = max(keeper.from_on, local_day(at))


def _keepers(session: Session, car: Vehicle) -> list[VehicleRelation]:
    return list(
        session.scalars(
            select(VehicleRelation)
            .where(VehicleRelation.vehicle_id == car.id)
            .order_by(VehicleRelation.id)
        )
    )
