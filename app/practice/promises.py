"""Quick services of today and a late one that cost no fee, and next visits that are booked."""

from datetime import datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.appointments.rules import end_of
from app.formatting import joined
from app.local_time import at_local, local_day
from app.order_money import NOTHING
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from app.service.queries.next_visit import next_visit
from db.appointment_words import AppointmentState, ArrivalWay
from db.clock_words import QuickKind
from db.money_words import PayerKind
from db.tables.appointments import Allocation, Appointment
from db.tables.bills import Payment, Settlement
from db.tables.clocks import QuickService
from db.tables.service import IN_SHOP, LabourLine, RepairOrder
from db.vocabulary import LineState, PaymentMethod, Role, ServiceType, Stage

MINUTES = 60
BUFFER = timedelta(minutes=15)
BOOKED = 5
"""So many of the cars that left last come again at the time that was proposed to them."""


def fill(session: Session, lists: PracticeLists, *, numbers: Numbering, at: datetime) -> None:
    """What was promised within the hour, and what was agreed on at hand-over."""
    _promise(session, at)
    _waive(session, lists)
    session.flush()
    for order in _left_last(session):
        _book(session, order, numbers=numbers, at=at)
    session.flush()


def _promise(session: Session, at: datetime) -> None:
    """Two of today's maintenance cars, and all that left so soon, were promised within an hour."""
    for order in session.scalars(_left().order_by(RepairOrder.id)):
        stayed = (order.delivered_at or at) - order.received_at
        if stayed <= timedelta(minutes=MINUTES):
            row = QuickService(order_id=order.id, kind=QuickKind.MAINTENANCE, minutes=MINUTES)
            session.add(row)
    wanted = select(RepairOrder.id).where(
        IN_SHOP,
        RepairOrder.service_type == ServiceType.MAINTENANCE,
        RepairOrder.received_at >= at_local(local_day(at), time()),
    )
    for order_id in session.scalars(wanted.order_by(RepairOrder.id.desc()).limit(2)):
        session.add(QuickService(order_id=order_id, kind=QuickKind.MAINTENANCE, minutes=MINUTES))


def _waive(session: Session, lists: PracticeLists) -> None:
    """The last maintenance that missed its hour cost no labour, as the manager signed."""
    found = _late_and_paid(session)
    if found is None:
        return
    order, bill, payment = found
    lines = select(LabourLine.fee).where(
        LabourLine.order_id == order.id, LabourLine.state == LineState.APPROVED
    )
    fee = sum(session.scalars(lines), NOTHING)
    manager, reason = lists.staff[Role.MANAGER][0], lists.facts["quick_late"]
    row = QuickService(order_id=order.id, kind=QuickKind.MAINTENANCE, minutes=MINUTES)
    row.waived_at, row.waived_by = bill.settled_at - timedelta(minutes=2), manager.id
    row.waived_amount, row.waived_reason = fee, reason
    session.add(row)
    bill.discount, bill.discount_reason, bill.approved_by = fee, reason, manager.id
    bill.total = payment.amount = bill.total - fee


def _late_and_paid(session: Session) -> tuple[RepairOrder, Settlement, Payment] | None:
    """A maintenance of the customer that took longer than an hour, paid at once."""
    wanted = (
        select(RepairOrder, Settlement, Payment)
        .join(Settlement, Settlement.order_id == RepairOrder.id)
        .join(Payment, Payment.order_id == RepairOrder.id)
        .where(
            RepairOrder.stage == Stage.DELIVERED,
            RepairOrder.service_type == ServiceType.MAINTENANCE,
            Settlement.payer == PayerKind.CUSTOMER,
            Settlement.discount == 0,
            Settlement.material > 0,
            Payment.method != PaymentMethod.ON_ACCOUNT,
            Payment.amount == Settlement.total,
        )
        .order_by(RepairOrder.id.desc())
    )
    for order, bill, payment in session.execute(wanted):
        stayed = (order.delivered_at or order.received_at) - order.received_at
        if stayed > timedelta(minutes=MINUTES):
            return order, bill, payment
    return None


def _left() -> Select[RepairOrder]:
    """Maintenance cars that were handed over."""
    return select(RepairOrder).where(
        RepairOrder.stage == Stage.DELIVERED,
        RepairOrder.service_type.in_((ServiceType.FIRST_MAINTENANCE, ServiceType.MAINTENANCE)),
    )


def _left_last(session: Session) -> list[RepairOrder]:
    wanted = _left().where(RepairOrder.service_type == ServiceType.MAINTENANCE)
    return list(session.scalars(wanted.order_by(RepairOrder.delivered_at.desc()).limit(BOOKED)))


def _book(session: Session, order: RepairOrder, *, numbers: Numbering, at: datetime) -> None:
    """The proposal of the hand-over, taken as it was made."""
    found, left = next_visit(session, order.id, at=at), order.delivered_at
    if found is None or found.slot is None or left is None:
        return
    start, hours = found.slot.starts_at, found.hours
    row = Appointment(number=numbers.next("A", left), starts_at=start, booked_at=left)
    row.vehicle_id, row.person_id = order.vehicle_id, order.customer_id
    row.booked_by = row.advisor_id = order.advisor_id
    row.service_type, row.state = ServiceType.MAINTENANCE, AppointmentState.BOOKED
    row.way, row.wish = ArrivalWay.WAITS, joined(*found.work) or None
    session.add(row)
    session.flush()
    end = end_of(start, hours)
    place = Allocation(appointment_id=row.id, bay_id=found.slot.bay_id, hours=hours, holds=True)
    place.starts_at, place.ends_at, place.held_until = start, end, end + BUFFER
    session.add(place)
