"""Use cases of the warranty rights: faults of orders, demands, recalls, the lists behind them."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.local_time import local_day
from app.orders import operations as orders
from app.orders.rules import check_not_cancelled, check_open
from app.people.recalls import open_recalls
from app.permissions import Actor, allow
from app.text import N_
from app.vehicles.lookup import find_by_plate, find_by_vin, owner_of
from app.warranty import checks
from app.warranty.queries.repair_record import RecordState, record_of
from app.warranty.values import (
    DemandReply,
    DemandValue,
    FaultCodeValue,
    OrderFaultValue,
    RecallValue,
    SupportValue,
)
from db.tables.vehicles import Vehicle
from db.tables.warranty import FaultCode, OrderFault, Recall, RecallCar, WarrantyDemand
from db.vocabulary import Role
from db.warranty_words import DemandAnswer

Row = TypeVar("Row", FaultCode, OrderFault, WarrantyDemand, Recall)
SERVICE = (Role.ADVISOR, Role.CONTROLLER)
LISTS = (Role.CONTROLLER, Role.MANAGER, Role.ADMINISTRATOR)
CALLERS = (Role.ADVISOR, Role.CARE, Role.RECEPTION)
GONE = N_("This entry does not exist any more.")


@allow(*SERVICE)
def save_fault(
    session: Session, order_id: int, value: OrderFaultValue, *, by: Actor, at: datetime
) -> int:
    """Adds a fault to an order or changes it; each code stands there once. Returns its id."""
    order = orders.find(session, order_id)
    checks.check_fault(value)
    fault = _opened(session, OrderFault, value.id, value.version)
    same = select(OrderFault.id).where(
        OrderFault.order_id == order.id, OrderFault.fault_code_id == value.fault_code_id
    )
    if session.scalar(same) not in (None, fault.id):
        message = N_("This fault stands in the order already.")
        raise Refused("order_fault.twice", message, field="fault_code_id")
    fault.order_id = order.id
    for name in ("fault_code_id", "replaced", "not_cured", "transport_from", "transport_until"):
        setattr(fault, name, getattr(value, name))
    session.add(fault)
    session.flush()
    return fault.id


@allow(*SERVICE)
def remove_fault(
    session: Session, order_id: int, fault_id: int, *, by: Actor, at: datetime
) -> None:
    """Takes a fault out of an order that is still open."""
    check_open(orders.find(session, order_id).stage)
    session.delete(_found(session, OrderFault, fault_id))


@allow(*SERVICE)
def note_support(
    session: Session,
    order_id: int,
    value: SupportValue,
    *,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Notes that the car was towed in, and the travel money paid instead of a loan car."""
    order = orders.find(session, order_id)
    check_open(order.stage)
    check_seen(version, order.version)
    order.towed, order.travel_money = value.towed, value.travel_money


@allow(*SERVICE)
def sign_record(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """Notes that customer and repairer signed the repair record as it was printed last."""
    order = orders.find(session, order_id)
    check_not_cancelled(order.stage)
    record = record_of(session, order)
    if record is None or record.state is RecordState.NOT_PRINTED:
        message = N_("Print the repair record first: customer and repairer sign it.")
        raise Refused("repair_record.not_printed", message)
    if record.state is RecordState.UNSIGNED:
        order.record_signed_at = at


@allow(*SERVICE)
def unsign_record(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """Takes back the note that the repair record was signed."""
    orders.find(session, order_id).record_signed_at = None


@allow(*SERVICE)
def finish_recalls(session: Session, order_id: int, *, by: Actor, at: datetime) -> list[int]:
    """The recall work of the car was done with this order. Returns what was noted as done."""
    order = orders.find(session, order_id)
    check_open(order.stage)
    car, done = session.get_one(Vehicle, order.vehicle_id), []
    for one in open_recalls(session, car):
        if one.id is None:
            car.recall = None
            continue
        row = session.get_one(RecallCar, one.id)
        row.done_on, row.order_id = local_day(at), order.id
        done.append(row.id)
    return done


@allow(Role.MANAGER)
def waive_recall(
    session: Session, order_id: int, reason: str | None, *, by: Actor, at: datetime
) -> None:
    """The car may leave although a recall is open; the manager says why."""
    order = orders.find(session, order_id)
    check_open(order.stage)
    order.recall_waived = checks.required(reason, "reason")


@allow(*CALLERS)
def save_demand(session: Session, value: DemandValue, *, by: Actor, at: datetime) -> int:
    """Takes a demand of a buyer, or corrects it while it is not answered. Returns its id."""
    checks.check_demand(value, today=local_day(at))
    demand = _opened(session, WarrantyDemand, value.id, value.version)
    if demand.answer is not None:
        message = N_("This demand was answered: what was demanded stays as it is.")
        raise Refused("demand.answered", message)
    car = find_by_plate(session, value.car or "") or find_by_vin(session, value.car or "")
    if car is None:
        message = N_("No car has this plate or VIN here. Enter it under Customers first.")
        raise Refused("demand.car", message, field="car")
    owner = owner_of(session, car.id)
    demand.vehicle_id, demand.person_id = car.id, owner.id if owner is not None else None
    demand.kind = value.kind  # type: ignore[assignment]  # checked above
    demand.received_on = value.received_on  # type: ignore[assignment]  # checked above
    demand.words = (value.words or "").strip()
    demand.taken_by = demand.taken_by or by.staff_id
    session.add(demand)
    session.flush()
    return demand.id


@allow(Role.MANAGER)
def answer_demand(
    session: Session, demand_id: int, reply: DemandReply, *, by: Actor, at: datetime
) -> None:
    """Answers a demand; a refusal needs its reason (article 28)."""
    demand = _found(session, WarrantyDemand, demand_id)
    check_seen(reply.version, demand.version)
    checks.check_reply(reply, received_on=demand.received_on, today=local_day(at))
    demand.answer, demand.answered_on = reply.answer, reply.answered_on
    demand.reason = reply.reason
    if reply.answer is DemandAnswer.REFUSED:
        demand.finished_on = reply.answered_on


@allow(Role.MANAGER)
def open_demand_again(session: Session, demand_id: int, *, by: Actor, at: datetime) -> None:
    """Takes the answer of a demand back."""
    demand = _found(session, WarrantyDemand, demand_id)
    demand.answer = demand.answered_on = demand.reason = demand.finished_on = None


@allow(*CALLERS)
def finish_demand(
    session: Session, demand_id: int, *, back: bool = False, by: Actor, at: datetime
) -> None:
    """What was demanded is done; `back` takes that back."""
    demand = _found(session, WarrantyDemand, demand_id)
    if demand.answer is not DemandAnswer.ACCEPTED:
        raise Refused("demand.not_accepted", N_("Answer the demand first."))
    demand.finished_on = None if back else local_day(at)


@allow(*LISTS)
def save_fault_code(session: Session, value: FaultCodeValue, *, by: Actor, at: datetime) -> int:
    """Adds a fault code or changes it; a code names one fault only. Returns its id."""
    code = checks.required(value.code, "code").upper()
    row = _opened(session, FaultCode, value.id, value.version)
    taken = select(FaultCode.id).where(FaultCode.code == code, FaultCode.id != (value.id or 0))
    if session.scalar(taken) is not None:
        message = N_("Another fault has the code {taken}.")
        raise Refused("fault_code.taken", message, field="code", taken=code)
    row.code, row.name = code, checks.required(value.name, "name")
    row.part, row.serious = value.part, value.serious
    session.add(row)
    session.flush()
    return row.id


@allow(*LISTS)
def retire_fault_code(
    session: Session, code_id: int, *, active: bool = False, by: Actor, at: datetime
) -> None:
    """Takes a fault code out of use, or back into it with `active`."""
    _found(session, FaultCode, code_id).active = active


@allow(*LISTS, Role.ADVISOR)
def save_recall(session: Session, value: RecallValue, *, by: Actor, at: datetime) -> int:
    """Adds a recall or changes it with its cars; what was done stays. Returns its id."""
    number, named = checks.required(value.number, "number"), checks.required(value.name, "name")
    if value.since is None:
        raise Refused("recall.since", checks.MISSING, field="since")
    row = _opened(session, Recall, value.id, value.version)
    taken = select(Recall.id).where(Recall.number == number, Recall.id != (value.id or 0))
    if session.scalar(taken) is not None:
        message = N_("The recall {taken} is in the list already.")
        raise Refused("recall.taken", message, field="number", taken=number)
    row.number, row.name, row.remedy, row.since = number, named, value.remedy, value.since
    session.add(row)
    session.flush()
    _keep_cars(session, row.id, checks.listed_vins(value.vins))
    return row.id


def _keep_cars(session: Session, recall_id: int, wanted: list[str]) -> None:
    """The cars of a recall are those listed; a car whose work is done stays in any case."""
    there = session.scalars(select(RecallCar).where(RecallCar.recall_id == recall_id)).all()
    for one in there:
        if one.vin not in wanted and one.done_on is None:
            session.delete(one)
    known = {one.vin for one in there}
    session.add_all(RecallCar(recall_id=recall_id, vin=vin) for vin in wanted if vin not in known)


@allow(*LISTS)
def retire_recall(
    session: Session, recall_id: int, *, active: bool = False, by: Actor, at: datetime
) -> None:
    """Ends a recall: its cars are not stopped any more. `active` takes that back."""
    _found(session, Recall, recall_id).active = active


def _opened(session: Session, table: type[Row], key: int | None, version: int | None) -> Row:
    """The row that a form was read from, or a new one; Conflict where it was saved since."""
    row = table() if key is None else _found(session, table, key)
    check_seen(version, row.version)
    return row


def _found(session: Session, table: type[Row], key: int) -> Row:
    row = session.get(table, key)
    if row is None:
        raise Refused(f"{table.__tablename__}.unknown", GONE)
    return row
