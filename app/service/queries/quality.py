"""Reads the checks, the certificate and the notices of an order, and what its leaving needs."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app import settings
from app.local_time import local_day
from app.order_money import order_account
from app.orders import quality_state
from app.orders.quality_state import QualityState
from app.people.recalls import open_recalls
from app.read_once import read_once
from app.rows import columns_of, fetch, fetch_one
from app.service.leaving_rules import LeavingChecklist, all_checks
from app.service.queries import bills, money
from app.service.rules import Check
from app.warranty.queries.repair_record import RecordState, record_of
from db.quality_words import CheckStep, NoticeWay
from db.tables.admin import Staff
from db.tables.quality import STANDS, Certificate, CheckResult, QualityCheck
from db.tables.service import RepairOrder, StageChange
from db.tables.vehicles import Vehicle
from db.tables.workshop import ReadyNotice
from db.vocabulary import Stage

STAFF = Staff.name.label("staff")


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """An item of the checklist, as the form of a check offers it."""

    id: int
    name: str
    standard: str | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What a check found at one item."""

    name: str
    standard: str | None
    fine: bool


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of an order; `counts` is False where work began anew since."""

    id: int
    step: CheckStep
    passed: bool
    reason: str | None
    road_tested: bool
    road_km: int | None
    override: str | None
    staff: str
    at: datetime
    counts: bool
    results: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """The certificate that stands."""

    id: int
    number: str
    leaves_on: date
    odometer: int
    issued_at: datetime
    inspector_number: str | None
    staff: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One message to the customer that the car is ready."""

    id: int
    at: datetime
    way: NoticeWay
    told: str | None
    words: str | None
    staff: str


@dataclass(frozen=True, slots=True)
class QualityFacts:
    """Everything about quality and readiness of one order."""

    state: QualityState
    checks: tuple[CheckRow, ...]
    certificate: CertificateRow | None
    notices: tuple[NoticeRow, ...]
    items: tuple[ItemChoice, ...]
    """The checklist of the check that comes next."""

    @property
    def next(self) -> CheckStep | None:
        """The check that comes next."""
        return self.state.missing[0] if self.state.missing else None


def quality(session: Session, order_id: int, state: QualityState) -> QualityFacts:
    """The checks, the certificate and the notices of an order."""
    items = quality_state.checklist(session, state.missing[0]) if state.missing else []
    return QualityFacts(
        state=state,
        checks=_checks(session, order_id),
        certificate=certificate(session, order_id),
        notices=notices(session, order_id),
        items=tuple(ItemChoice(item.id, item.name, item.standard) for item in items),
    )


@read_once
def certificate(session: Session, order_id: int) -> CertificateRow | None:
    """The certificate of an order that stands."""
    return fetch_one(session, CertificateRow, _certificate(), params={"order_id": order_id})


def notices(session: Session, order_id: int) -> tuple[NoticeRow, ...]:
    """What the customer was told, the last first."""
    return tuple(fetch(session, NoticeRow, _notices(), params={"order_id": order_id}))


def problems(
    session: Session,
    order: RepairOrder,
    *,
    at: datetime | None = None,
    state: QualityState | None = None,
) -> tuple[Check, ...]:
    """All that stands in the way of bill and hand-over; with `at` also on that day."""
    checklist = leaving(session, order, at=at)
    before = money.closing(session, order, inspected=state)
    return all_checks(before, checklist, settings=settings.load(session))


def leaving(
    session: Session, order: RepairOrder, *, at: datetime | None = None
) -> LeavingChecklist:
    """What the hand-over looks at beside the checks of the bill."""
    account, issued = order_account(session, order.id), certificate(session, order.id)
    record = record_of(session, order)
    return LeavingChecklist(
        settled=bills.is_settled(session, order.id),
        due=account.due,
        certificate=(issued.leaves_on, issued.odometer) if issued else None,
        today=local_day(at) if at is not None else None,
        told=order.stage is not Stage.READY or _is_told(session, order),
        unwashed=order.stage is Stage.READY and order.wash and not _was_washed(session, order),
        recall=_recall(session, order),
        lacks_record=record is not None and record.state is RecordState.NOT_PRINTED,
        unsigned_record=record is not None and record.state is RecordState.UNSIGNED,
    )


def _recall(session: Session, order: RepairOrder) -> str:
    """An open recall that keeps the car here; blank where a manager lets it go."""
    if order.recall_waived:
        return ""
    found = open_recalls(session, session.get_one(Vehicle, order.vehicle_id))
    return found[0].text if found else ""


def _was_washed(session: Session, order: RepairOrder) -> bool:
    return session.scalar(_wash_of(), {"order_id": order.id}) is not None


def _is_told(session: Session, order: RepairOrder) -> bool:
    of_now = {"order_id": order.id, "since": order.stage_since}
    return session.scalar(_told_since(), of_now) is not None


def _checks(session: Session, order_id: int) -> tuple[CheckRow, ...]:
    """All checks of an order, the last first."""
    work = quality_state.work_id(session, order_id)
    found = _results(session, order_id)
    return tuple(
        fetch(
            session,
            CheckRow,
            _of_order(),
            params={"order_id": order_id},
            counts=lambda row: row[-1] == work,
            results=lambda row: tuple(found.get(row.id, ())),
        )
    )


def _results(session: Session, order_id: int) -> dict[int, list[ResultRow]]:
    """What was found, by check."""
    found: dict[int, list[ResultRow]] = {}
    for row in session.execute(_results_of_order(), {"order_id": order_id}):
        found.setdefault(row.check_id, []).append(ResultRow(row.name, row.standard, row.fine))
    return found


# Built once each: building these statements costs more than running them.


@cache
def _wash_of() -> Select[int]:
    moved = select(StageChange.id).where(StageChange.order_id == bindparam("order_id"))
    return moved.where(StageChange.new_stage == Stage.WASH).limit(1)


@cache
def _certificate() -> Select[*tuple[Any, ...]]:
    found = select(*columns_of(CertificateRow, Certificate), STAFF).join(
        Staff, Staff.id == Certificate.issued_by
    )
    return found.where(Certificate.order_id == bindparam("order_id"), STANDS)


@cache
def _notices() -> Select[*tuple[Any, ...]]:
    told = select(*columns_of(NoticeRow, ReadyNotice), STAFF).join(
        Staff, Staff.id == ReadyNotice.staff_id
    )
    of_order = ReadyNotice.order_id == bindparam("order_id")
    return told.where(of_order).order_by(ReadyNotice.id.desc())


@cache
def _told_since() -> Select[int]:
    of_order = ReadyNotice.order_id == bindparam("order_id")
    since = ReadyNotice.at >= bindparam("since")
    return select(ReadyNotice.id).where(of_order, since).limit(1)


@cache
def _of_order() -> Select[*tuple[Any, ...]]:
    which = QualityCheck.work_id.label("_work")
    rows = select(*columns_of(CheckRow, QualityCheck), STAFF, which).join(
        Staff, Staff.id == QualityCheck.staff_id
    )
    of_order = QualityCheck.order_id == bindparam("order_id")
    return rows.where(of_order).order_by(QualityCheck.id.desc())


@cache
def _results_of_order() -> Select[*tuple[Any, ...]]:
    found = select(
        CheckResult.check_id, CheckResult.name, CheckResult.standard, CheckResult.fine
    ).join(QualityCheck, QualityCheck.id == CheckResult.check_id)
    of_order = QualityCheck.order_id == bindparam("order_id")
    return found.where(of_order).order_by(CheckResult.id)
