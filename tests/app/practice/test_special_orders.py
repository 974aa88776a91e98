"""What an insider misses in a month without it: rework, quick paint, fares and inspections."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.admin import stores
from app.desks import DESKS
from db.clock_words import QuickKind
from db.money_words import PayerKind
from db.tables.bills import Payment, Settlement
from db.tables.clocks import QuickService
from db.tables.inspections import Inspection
from db.tables.service import OtherLine, RepairOrder
from db.vocabulary import ServiceType


@pytest.fixture
def session(practice_store: Path, tmp_path: Path) -> Iterator[Session]:
    path = shutil.copy(practice_store, tmp_path / "practice.db")
    made = stores.open_store(Path(path), DESKS)
    with made.read() as found:
        yield found
    made.close()


def test_some_cars_come_back_are_touched_up_and_cost_more_than_work(session: Session) -> None:
    found = list(session.scalars(select(RepairOrder)))
    again = [one for one in found if one.service_type is ServiceType.REWORK]
    assert 0.01 <= len(again) / len(found) <= 0.02
    before = {one.id: one for one in found}
    for one in again:
        first = before[one.reworked_id or 0]
        assert first.vehicle_id == one.vehicle_id
        assert first.delivered_at is not None and first.delivered_at < one.received_at
    paid = select(Settlement.payer, Payment.id).outerjoin(
        Payment, Payment.order_id == Settlement.order_id
    )
    bills = session.execute(paid.where(Settlement.order_id.in_(one.id for one in again))).all()
    assert {tuple(bill) for bill in bills} == {(PayerKind.INTERNAL, None)}
    kinds = Counter(session.scalars(select(QuickService.kind)))
    assert 4 <= kinds[QuickKind.BODY] <= 10
    left = RepairOrder.delivered_at.is_not(None)
    fares = select(func.sum(OtherLine.amount)).where(
        OtherLine.order_id.in_(select(RepairOrder.id).where(left))
    )
    assert session.scalar(fares)
    assert session.scalar(select(func.sum(Settlement.other))) == session.scalar(fares)


def test_three_in_ten_maintenances_were_inspected(session: Session) -> None:
    kinds = (ServiceType.FIRST_MAINTENANCE, ServiceType.MAINTENANCE, ServiceType.SECOND_LEVEL)
    served = {one.id for one in session.scalars(select(RepairOrder)) if one.service_type in kinds}
    inspected = set(session.scalars(select(Inspection.order_id)))
    assert inspected <= served and len(inspected) >= 0.3 * len(served)
