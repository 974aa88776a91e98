"""Makes the warranty rights of the practice store: sales, faults, a recall and a demand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import local_day
from app.practice.customers import Owner
from app.practice.lists import PracticeLists
from app.vehicles.prices import price_on
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.tables.warranty import FaultCode, OrderFault, Recall, RecallCar, WarrantyDemand
from db.vocabulary import OPEN_STAGES, PersonKind, Role, ServiceType
from db.warranty_words import CarUse, DemandAnswer, DemandKind

RECALLED, DONE = 6, 2
"""Cars of the recall, and how many of them are done."""
DATES = ("received", "answered", "finished")
WIPERS = "W01"
"""What customers of warranty repairs say in the practice store."""


def sell(session: Session, owners: Sequence[Owner]) -> None:
    """Says of every car that was bought here when, for what and for whom."""
    prices: dict[int | None, Decimal | None] = {}
    for owner in owners:
        car = owner.vehicle
        if not car.bought_here:
            continue
        if car.trim_id not in prices:
            with session.no_autoflush:  # the prices stand already, the same for all those years
                price = price_on(session, car.trim_id, owner.bought)
            prices[car.trim_id] = price.list_price if price is not None else None
        is_company = owner.person.kind is PersonKind.COMPANY
        car.car_use = CarUse.COMPANY if is_company else CarUse.PRIVATE
        car.invoiced_on = car.delivered_on = owner.bought
        car.invoice_price = prices[car.trim_id]


def fill(session: Session, lists: PracticeLists, *, at: datetime) -> None:
    """Gives warranty orders their faults, recalls a few cars, and takes demands of their owners."""
    code = session.scalars(select(FaultCode).where(FaultCode.code == WIPERS)).one()
    of_warranty = select(RepairOrder).where(RepairOrder.service_type == ServiceType.WARRANTY)
    orders = list(session.scalars(of_warranty.order_by(RepairOrder.id)))
    for order in orders:
        session.add(OrderFault(order_id=order.id, fault_code_id=code.id))
    _recall(session, lists, at)
    others = select(RepairOrder).join(Vehicle, Vehicle.id == RepairOrder.vehicle_id)
    others = others.where(Vehicle.bought_here, RepairOrder.service_type == ServiceType.REPAIR)
    demanding = [*orders[:1], *session.scalars(others.order_by(RepairOrder.id).limit(3))]
    for facts, order in zip(lists.facts["demands"], demanding, strict=False):
        session.add(_demand(facts, lists, order, today=local_day(at)))
    session.flush()


def _recall(session: Session, lists: PracticeLists, at: datetime) -> None:
    """One car of the recall stands in the workshop."""
    recall = Recall(since=local_day(at) - timedelta(days=40), **lists.facts["recall"])
    session.add(recall)
    session.flush()
    here = select(RepairOrder.vehicle_id).where(RepairOrder.stage.in_(OPEN_STAGES))
    known = select(Vehicle.vin).where(Vehicle.bought_here, Vehicle.vin.is_not(None))
    first = session.scalars(known.where(Vehicle.id.in_(here)).order_by(Vehicle.id).limit(1))
    others = session.scalars(known.where(Vehicle.id.not_in(here)).limit(RECALLED - 1))
    done_on = local_day(at) - timedelta(days=20)
    for place, vin in enumerate((*first, *others)):
        is_done = place >= RECALLED - DONE
        session.add(RecallCar(recall_id=recall.id, vin=vin, done_on=done_on if is_done else None))


def _demand(
    facts: dict[str, Any], lists: PracticeLists, order: RepairOrder, *, today: date
) -> WarrantyDemand:
    """What the owner of a car demanded; `received`, `answered`, `finished` are days ago."""
    days = {name: today - timedelta(days=facts[name]) for name in DATES if name in facts}
    return WarrantyDemand(
        vehicle_id=order.vehicle_id,
        person_id=order.customer_id,
        kind=DemandKind(facts["kind"]),
        words=facts["words"],
        received_on=days["received"],
        answer=DemandAnswer(facts["answer"]) if "answer" in facts else None,
        answered_on=days.get("answered"),
        reason=facts.get("reason"),
        finished_on=days.get("finished"),
        taken_by=lists.staff[Role.ADVISOR][0].id,
    )
