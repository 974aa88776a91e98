"""Checks finished work and issues completion certificates (K1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.local_time import local_day
from app.numbers import next_number
from app.orders import check_operations, operations, quality_state
from app.orders.check_operations import CheckValue
from app.orders.rules import FINISHED, check_open
from app.permissions import Actor, allow
from app.service import rules
from app.text import N_
from db.quality_words import CheckStep
from db.tables.quality import Certificate
from db.tables.service import RepairOrder
from db.vocabulary import Role, Stage

CHECKERS = (Role.TECHNICIAN, Role.CONTROLLER, Role.ADVISOR)


@dataclass(frozen=True, slots=True)
class CertificateValue:
    """What a certificate says of the car that leaves; a new one voids the last with a reason."""

    odometer: int | None
    reason: str | None = None


@allow(*CHECKERS)
def inspect(
    session: Session,
    order_id: int,
    value: CheckValue,
    *,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Stage:
    """Notes a check: the last that passes sends the car on, one that fails back to work.

    Returns the stage of the order.
    """
    order = operations.find(session, order_id)
    check_seen(version, order.version)
    check_open(order.stage)
    now = quality_state.quality_state(session, order_id)
    items = quality_state.checklist(session, value.step)
    check_operations.record(session, order, value, items=items, by=by, at=at)
    session.flush()
    if not value.passed:
        operations.move(session, order, Stage.IN_WORK, reason=value.reason, by=by, at=at)
    elif order.stage is Stage.QUALITY_CHECK and len(now.missing) == 1:
        onward = Stage.WASH if order.wash else Stage.READY
        operations.move(session, order, onward, by=by, at=at)
    return order.stage


@allow(Role.CONTROLLER, Role.TECHNICIAN, Role.ADVISOR)
def issue_certificate(
    session: Session, order_id: int, value: CertificateValue, *, by: Actor, at: datetime
) -> str:
    """Issues the completion certificate of the day on which the car leaves; returns its number.

    Only an inspector does, once every check is passed. One that stands becomes void, with why.
    """
    order = operations.find(session, order_id)
    check_open(order.stage)
    number = quality_state.inspector_number(session, by.staff_id)
    _check_certifiable(session, order, number)
    odometer = rules.check_certificate(value.odometer, odometer_in=order.odometer_in)
    check_operations.void_certificate(session, order_id, value.reason, at=at)
    row = Certificate(number=next_number(session, "HG", at), order_id=order_id)
    row.leaves_on, row.odometer = local_day(at), odometer
    row.issued_at, row.issued_by, row.inspector_number = at, by.staff_id, number
    session.add(row)
    session.flush()
    return row.number


def _check_certifiable(session: Session, order: RepairOrder, number: str | None) -> None:
    if number is None:
        message = N_("Only a quality inspector of the list in Settings issues certificates.")
        raise Refused("certificate.inspector", message)
    now = quality_state.quality_state(session, order.id)
    if CheckStep.FINAL not in now.needed:
        message = N_("This repair needs no certificate.")
        raise Refused("certificate.not_needed", message)
    if now.missing or order.stage not in FINISHED:
        message = N_("The final inspection comes first.")
        raise Refused("certificate.unchecked", message)
