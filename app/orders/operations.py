"""Moves orders and their promised times, for commands that check the roles."""

from collections import Counter
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app import order_money
from app.errors import Refused
from app.fleet import operations as fleet
from app.orders import bays, check_operations, quality_state, rules, sublets
from app.orders import clock_operations as clocks
from app.permissions import Actor
from app.text import N_
from db.money_words import PayerKind
from db.tables.admin import Staff
from db.tables.bills import Settlement
from db.tables.service import (
    LabourLine,
    OtherLine,
    PartLine,
    PromiseChange,
    RepairOrder,
    StageChange,
)
from db.tables.vehicles import Vehicle
from db.vocabulary import LineState, Role, Stage

T = TypeVar("T")
WORKERS = frozenset({Role.TECHNICIAN, Role.CONTROLLER})


def find(session: Session, order_id: int) -> RepairOrder:
    """The order; Refused where it does not exist."""
    order = session.get(RepairOrder, order_id)
    if order is None:
        raise Refused("order.unknown", N_("This order does not exist any more."))
    return hold(session, order)


def hold(session: Session, thing: T) -> T:
    """Keeps the last record of its kind in the session.

    The next step of the same gesture then finds it by its id without a question.
    """
    session.info.setdefault("held", {})[type(thing)] = thing
    return thing


def bills(session: Session, order_id: int) -> dict[PayerKind, Settlement]:
    """The bills of an order that were not reversed, by who pays them."""
    found = session.scalars(_bills(), {"order_id": order_id})
    return {row.payer: row for row in found}


def is_settled(session: Session, order_id: int) -> bool:
    """True where an order has its bills, and none of them waits to be made anew."""
    return session.scalar(_settled(), {"order_id": order_id}) is not None


def move(
    session: Session,
    order: RepairOrder,
    stage: Stage,
    *,
    reason: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Moves an order to another stage; a move to its own stage changes nothing."""
    if stage is order.stage:
        return
    rules.check_move(order.stage, stage, reason=reason, now=_circumstances(session, order, stage))
    if order.stage is Stage.QUALITY_CHECK and stage in rules.UNCHECKED:
        check_operations.pass_by_move(session, order, by=by, at=at)
    if order.stage in rules.FINISHED and stage is Stage.IN_WORK:
        check_operations.void_certificate(session, order.id, reason, at=at)
    clocks.follow_move(session, order, stage, at=at)
    if stage in (Stage.DELIVERED, Stage.CANCELLED):
        fleet.close_loans(session, order.id, because=order.number)
    sublets.follow_move(session, order, stage, at=at)
    step(session, order, stage, reason=reason, by=by, at=at)
    if stage in rules.LEAVES_BAY:
        order.bay_id = None
    if stage is Stage.CANCELLED:
        order.cancelled_reason = reason
        _take_reading_back(session, order)


def step(
    session: Session,
    order: RepairOrder,
    stage: Stage,
    *,
    reason: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Writes one step without checking it: the first of an order, and those of `move`."""
    old = order.stage if order.id is not None and _has_steps(session, order) else None
    order.stage, order.stage_since = stage, at
    session.flush()
    change = StageChange(order_id=order.id, old_stage=old, new_stage=stage, at=at)
    change.reason, change.staff_id = reason, by.staff_id
    session.add(change)


def promise(
    session: Session,
    order: RepairOrder,
    until: datetime | None,
    *,
    reason: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Gives or moves the promised time; a moved one needs a reason."""
    if until == order.promised_at and order.id is not None:
        return
    if until is not None:
        rules.check_promise(until, received=order.received_at)
    rules.check_promise_reason(order.promised_at, reason)
    change = PromiseChange(order_id=order.id, new_promise=until, at=at, staff_id=by.staff_id)
    change.old_promise, change.reason = order.promised_at, reason
    session.add(change)
    order.promised_at = until


def assign(
    session: Session, order: RepairOrder, *, technician_id: int | None, bay_id: int | None
) -> None:
    """Sets technician and bay, None for nobody and nowhere.

    Refused for closed orders, and where another car is in the bay.
    """
    rules.check_open(order.stage)
    if technician_id is not None and technician_id != order.technician_id:
        _check_technician(session, technician_id)
    if bay_id is not None and bay_id != order.bay_id:
        bays.check_free(session, bay_id, beside=order.id)
    order.technician_id, order.bay_id = technician_id, bay_id


def reading_before(session: Session, order: RepairOrder) -> int | None:
    """The car's odometer as it stood before this order's own reading."""
    car = session.get_one(Vehicle, order.vehicle_id)
    return order.odometer_before if _has_its_reading(order, car) else car.odometer


def keep_reading(session: Session, order: RepairOrder, reading: int | None) -> None:
    """The reading at arrival, also the car's from now on; one noted before is taken back."""
    order.odometer_before = reading_before(session, order)
    order.odometer_in = reading
    car = session.get_one(Vehicle, order.vehicle_id)
    car.odometer = order.odometer_before if reading is None else reading


def days_since_reading(session: Session, order: RepairOrder, *, at: datetime) -> int:
    """Days since another order read the odometer of its car, else since the car has a file."""
    others = {"vehicle_id": order.vehicle_id, "order_id": order.id}
    last = session.scalar(_last_reading(), others)
    since = last or session.get_one(Vehicle, order.vehicle_id).created_at
    return max(0, (at - since).days)


def _take_reading_back(session: Session, order: RepairOrder) -> None:
    """A cancelled order leaves the car with the reading before it."""
    car = session.get_one(Vehicle, order.vehicle_id)
    if _has_its_reading(order, car):
        car.odometer = order.odometer_before


def _has_its_reading(order: RepairOrder, car: Vehicle) -> bool:
    return order.odometer_in is not None and car.odometer == order.odometer_in


def is_worker(session: Session, staff_id: int | None) -> bool:
    """True for somebody who works here and may be given a car."""
    worker = session.get(Staff, staff_id) if staff_id is not None else None
    return worker is not None and worker.active and bool(worker.roles & WORKERS)


def _check_technician(session: Session, staff_id: int) -> None:
    if not is_worker(session, staff_id):
        message = N_("Choose a technician who works here.")
        raise Refused("order.technician", message, field="technician_id")


def _circumstances(session: Session, order: RepairOrder, stage: Stage) -> rules.Circumstances:
    return rules.Circumstances(
        quality_check=bool(quality_state.quality_state(session, order.id).asked),
        settled=is_settled(session, order.id),
        paid=_has_money(session, order) if stage is Stage.CANCELLED else False,
        **_answers(session, order),
    )


def _answers(session: Session, order: RepairOrder) -> dict[str, int]:
    """How much is agreed to and left to do, and how many lines wait for an answer."""
    of_order = {"order_id": order.id}
    labour = session.execute(_jobs(), of_order).all()
    states = Counter(job.state for job in labour)
    agreed = [job.finished_at for job in labour if rules.may_work_on(job.state)]
    for table in (PartLine, OtherLine):
        states.update(session.scalars(_states(table), of_order))
    to_do = sum(end is None for end in agreed) if agreed else states[LineState.APPROVED]
    return {"to_do": to_do, "proposed": states[LineState.PROPOSED]}


def _has_money(session: Session, order: RepairOrder) -> bool:
    return order_money.has_money(session, order.id)


def _has_steps(session: Session, order: RepairOrder) -> bool:
    return session.scalar(_first_step(), {"order_id": order.id}) is not None


# Built once each: building these statements costs more than running them.


@cache
def _bills() -> Select[Settlement]:
    of_order = select(Settlement).where(Settlement.order_id == bindparam("order_id"))
    return of_order.where(order_money.STANDS).order_by(Settlement.id)


@cache
def _settled() -> Select[int]:
    this = RepairOrder.id == bindparam("order_id")
    return select(RepairOrder.id).where(this, order_money.is_settled())


@cache
def _last_reading() -> Select[datetime]:
    others = select(RepairOrder.received_at).where(
        RepairOrder.vehicle_id == bindparam("vehicle_id"),
        RepairOrder.id != bindparam("order_id"),
        RepairOrder.odometer_in.is_not(None),
        RepairOrder.stage != Stage.CANCELLED,
    )
    return others.order_by(RepairOrder.id.desc()).limit(1)


@cache
def _jobs() -> Select[LineState, datetime | None]:
    jobs = select(LabourLine.state, LabourLine.finished_at)
    return jobs.where(LabourLine.order_id == bindparam("order_id"))


@cache
def _states(table: type[PartLine | OtherLine]) -> Select[Any]:
    return select(table.state).where(table.order_id == bindparam("order_id"))


@cache
def _first_step() -> Select[int]:
    return select(StageChange.id).where(StageChange.order_id == bindparam("order_id")).limit(1)
