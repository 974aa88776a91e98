"""Reads the checks of an order that count for the work as it is now."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Integer, Select, bindparam, func, select
from sqlalchemy.orm import Session

from app import settings
from app.orders import check_rules
from app.orders.check_rules import DoneCheck
from app.orders.rules import CHARGED
from app.orders.service_types import repair_class
from app.rows import columns_of, fetch
from db.quality_words import CheckStep
from db.tables.admin import Staff
from db.tables.clocks import JobClock, LineShare
from db.tables.quality import STANDS, Certificate, CheckItem, Inspector, QualityCheck
from db.tables.service import LabourLine, RepairOrder, StageChange
from db.vocabulary import ServiceType, Stage

WORK = (Stage.IN_WORK, Stage.SUBLET)
AFTER = (Stage.WASH, Stage.READY)
BEGINS_ANEW = StageChange.new_stage.in_(WORK) | (
    (StageChange.new_stage == Stage.QUALITY_CHECK) & StageChange.old_stage.in_(AFTER)
)
"""Moves after which everything is checked again."""


@dataclass(frozen=True, slots=True)
class QualityState:
    """Which checks an order needs, which are passed, and whether a missing one stops it."""

    repair: ServiceType
    needed: tuple[CheckStep, ...]
    done: tuple[DoneCheck, ...]
    stops: bool
    certified: bool

    @property
    def missing(self) -> tuple[CheckStep, ...]:
        """What nobody has passed yet."""
        return check_rules.missing(self.needed, self.done)

    @property
    def asked(self) -> tuple[CheckStep, ...]:
        """What is missing and keeps the car here."""
        return self.missing if self.stops else ()

    @property
    def needs_certificate(self) -> bool:
        """True where the law wants a certificate."""
        return check_rules.is_big(self.repair)


def quality_state(session: Session, order_id: int) -> QualityState:
    """How far the check of an order is."""
    store, repair = settings.load(session), repair_class(session, order_id)
    return QualityState(
        repair=repair,
        needed=check_rules.needed_steps(repair, store),
        done=tuple(done(session, order_id)),
        stops=check_rules.stops(repair, store),
        certified=session.scalar(_standing(), {"order_id": order_id}) is not None,
    )


def work_id(session: Session, order_id: int) -> int | None:
    """The move with which the work began that is checked now."""
    return session.scalar(_begun_by(), {"order_id": order_id})


def done(session: Session, order_id: int) -> list[DoneCheck]:
    """The checks of the work as it is now, first to last."""
    of_now = {"order_id": order_id, "work_id": work_id(session, order_id)}
    return fetch(session, DoneCheck, _done(), params=of_now)


def checklist(session: Session, step: CheckStep) -> list[CheckItem]:
    """The items of the store's list that a check looks at."""
    listed = select(CheckItem).where(CheckItem.active).order_by(CheckItem.position, CheckItem.id)
    found = session.scalars(listed)
    return [item for item in found if step is CheckStep.FINAL or not item.final_only]


def workers(session: Session, order: RepairOrder) -> frozenset[int]:
    """Who worked on the car: the order's technician, and who has, shares or clocked a line."""
    found = {order.technician_id, *session.scalars(_workers(), {"order_id": order.id})}
    return frozenset(one for one in found if one is not None)


def inspector_number(session: Session, staff_id: int) -> str | None:
    """The number of a quality inspector; None for everybody else."""
    mine = select(Inspector.number).where(Inspector.staff_id == staff_id, Inspector.active)
    return session.scalar(mine)


# Built once each: building these statements costs more than running them.


@cache
def _standing() -> Select[int]:
    return select(Certificate.id).where(Certificate.order_id == bindparam("order_id"), STANDS)


@cache
def _workers() -> CompoundSelect[int | None]:
    of_order = LabourLine.order_id == bindparam("order_id")
    given = select(LabourLine.technician_id).where(of_order, LabourLine.state.in_(CHARGED))
    of_lines = select(LabourLine.id).where(of_order)
    shares = select(LineShare.staff_id).where(LineShare.line_id.in_(of_lines))
    clocked = select(JobClock.staff_id).where(JobClock.line_id.in_(of_lines))
    return given.union(shares, clocked)


@cache
def _begun_by() -> Select[int | None]:
    moves = StageChange.order_id == bindparam("order_id"), BEGINS_ANEW
    return select(func.max(StageChange.id)).where(*moves)


@cache
def _done() -> Select[*tuple[Any, ...]]:
    checks = select(*columns_of(DoneCheck, QualityCheck), Staff.name.label("staff"))
    checks = checks.join(Staff, Staff.id == QualityCheck.staff_id)
    now = QualityCheck.work_id.is_not_distinct_from(bindparam("work_id", type_=Integer))
    of_order = QualityCheck.order_id == bindparam("order_id")
    return checks.where(of_order, now).order_by(QualityCheck.id)
