"""Writes checks of finished work, for commands that check the roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.orders import check_rules, quality_state
from app.orders.check_rules import Checker
from app.permissions import Actor
from app.text import N_
from db.quality_words import CheckStep
from db.tables.quality import STANDS, Certificate, CheckItem, CheckResult, QualityCheck
from db.tables.service import RepairOrder
from db.vocabulary import Role


@dataclass(frozen=True, slots=True)
class CheckValue:
    """What somebody found who looked at finished work.

    `bad` are the ids of the items of the checklist that are not fine.
    """

    step: CheckStep
    passed: bool | None
    reason: str | None = None
    bad: tuple[int, ...] = ()
    road_tested: bool = False
    road_km: int | None = None
    override: str | None = None


def pass_by_move(session: Session, order: RepairOrder, *, by: Actor, at: datetime) -> None:
    """Passes the team leader's check of a small repair, as moving its card on says.

    Refused where more is missing than that.
    """
    now = quality_state.quality_state(session, order.id)
    if not now.asked:
        return
    if now.asked != (CheckStep.LEADER,) or now.needs_certificate:
        message = N_("Checks are missing. Open the order and note them under “Quality”.")
        raise Refused("quality.missing", message)
    value = CheckValue(CheckStep.LEADER, passed=True)
    record(session, order, value, by=by, at=at)


def record(
    session: Session,
    order: RepairOrder,
    value: CheckValue,
    *,
    items: Sequence[CheckItem] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Writes a check with the items that were looked at; Refused for the wrong check or person."""
    _check(session, order, value, items, by=by)
    row = QualityCheck(
        order_id=order.id,
        work_id=quality_state.work_id(session, order.id),
        step=value.step,
        passed=bool(value.passed),
        reason=None if value.passed else (value.reason or "").strip(),
        road_tested=value.road_tested,
        road_km=value.road_km,
        override=(value.override or "").strip() or None,
        staff_id=by.staff_id,
        at=at,
    )
    session.add(row)
    session.flush()
    for item in items:
        found = CheckResult(check_id=row.id, name=item.name, standard=item.standard)
        found.fine = item.id not in value.bad
        session.add(found)


def void_certificate(session: Session, order_id: int, reason: str | None, *, at: datetime) -> None:
    """Voids the certificate that stands; Refused without a reason where there is one."""
    standing = select(Certificate).where(Certificate.order_id == order_id, STANDS)
    row = session.scalar(standing)
    if row is None:
        return
    if not (reason or "").strip():
        message = N_("Certificate {number} stands. Say why it is replaced.")
        raise Refused("certificate.stands", message, field="reason", number=row.number)
    row.void_at, row.void_reason = at, (reason or "").strip()
    session.flush()


def _check(
    session: Session,
    order: RepairOrder,
    value: CheckValue,
    items: Sequence[CheckItem],
    *,
    by: Actor,
) -> None:
    now = quality_state.quality_state(session, order.id)
    check_rules.check_turn(value.step, order.stage, left=now.missing)
    who = Checker(
        staff_id=by.staff_id,
        is_manager=by.may(Role.MANAGER),
        is_inspector=quality_state.inspector_number(session, by.staff_id) is not None,
        override=(value.override or "").strip(),
    )
    workers = quality_state.workers(session, order)
    check_rules.check_person(value.step, who, workers=workers, done=now.done)
    bad = [item.name for item in items if item.id in value.bad]
    check_rules.check_result(passed=value.passed, reason=value.reason, bad=bad)
    check_rules.check_road_test(tested=value.road_tested, km=value.road_km)
