"""Merges the file of a car known by its plate into that by VIN.

Used inside this desk's commands. Orders, plates and relations move to the file with the VIN, and
whoever asks for the other one gets that file.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.local_time import local_day
from db.nouns import Noun
from db.tables.appraisals import Appraisal
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle, VehicleRelation
from db.vocabulary import Relation

FILLABLE = tuple(
    column.name
    for column in Vehicle.__table__.columns
    if column.nullable and column.name not in ("vin", "odometer", "merged_into")
)
"""What may be unknown, and is taken from whoever knows it."""
TELLING = ("engine_number", "trim_id", "model_name", "registered_on")


def may_join(stay: Vehicle, gone: Vehicle) -> bool:
    """True when a file with a VIN and one without may be the same car.

    That is: nothing that both know differs.
    """
    if stay.id == gone.id or gone.merged_into is not None or not stay.vin or gone.vin:
        return False
    known = ((getattr(stay, name), getattr(gone, name)) for name in TELLING)
    return all(not mine or not theirs or mine == theirs for mine, theirs in known)


def join(session: Session, stay: Vehicle, gone: Vehicle, *, at: datetime) -> None:
    """Moves everything; a blank never overwrites what is known."""
    odometer = _newest_reading(session, stay, gone)
    for order in session.scalars(select(RepairOrder).where(RepairOrder.vehicle_id == gone.id)):
        order.vehicle_id = stay.id
    for appraisal in session.scalars(select(Appraisal).where(Appraisal.vehicle_id == gone.id)):
        appraisal.vehicle_id = stay.id
    for plate in list(gone.plates):
        plate.vehicle = stay
    _join_relations(session, stay, gone, at=at)
    _fill(stay, gone)
    stay.odometer = odometer
    gone.merged_into = stay.id
    session.flush()
    for one in (stay, gone):
        session.expire(one, ["plates"])
        audit.touched(session, Noun.VEHICLE, one.id)


def _fill(stay: Vehicle, gone: Vehicle) -> None:
    for name in FILLABLE:
        if getattr(stay, name) is None:
            setattr(stay, name, getattr(gone, name))
    stay.bought_here = stay.bought_here or gone.bought_here


def _newest_reading(session: Session, stay: Vehicle, gone: Vehicle) -> int | None:
    """The odometer of the file whose car was in the shop last; the higher one of two without."""
    newest = dict(
        session.execute(
            select(RepairOrder.vehicle_id, func.max(RepairOrder.id))
            .where(RepairOrder.vehicle_id.in_((stay.id, gone.id)))
            .group_by(RepairOrder.vehicle_id)
        ).all()
    )
    known = [one for one in (stay, gone) if one.odometer is not None]
    last = max(known, key=lambda one: (newest.get(one.id, 0), one.odometer), default=None)
    return None if last is None else last.odometer


def _join_relations(session: Session, stay: Vehicle, gone: Vehicle, *, at: datetime) -> None:
    """Moves the people around the car.

    Who is the same to both is so once, from the earlier day. Beside a known owner somebody else
    only brings the car.
    """
    current = {row.relation: row for row in _relations(session, stay) if row.until_on is None}
    for row in _relations(session, gone):
        row.vehicle_id = stay.id
        known = current.get(row.relation)
        if row.until_on is None and known is not None:
            _join_relation(session, known, row, at=at)


def _join_relation(
    session: Session, known: VehicleRelation, row: VehicleRelation, *, at: datetime
) -> None:
    if known.person_id == row.person_id:
        known.from_on = min(known.from_on, row.from_on)
        session.delete(row)
    elif row.relation is Relation.OWNER:
        row.relation = Relation.BRINGER
    elif row.relation is Relation.PAYER:
        row.until_on = max(row.from_on, local_day(at))


def _relations(session: Session, car: Vehicle) -> list[VehicleRelation]:
    of_car = select(VehicleRelation).where(VehicleRelation.vehicle_id == car.id)
    return list(session.scalars(of_car.order_by(VehicleRelation.id)))
