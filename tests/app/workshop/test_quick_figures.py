"""Shares of quick service and of settled cars, counted by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.records import Records
from app.workshop.quick_figures import QuickFigures, quick_figures, settled_figures
from db.clock_words import QuickKind
from db.tables.admin import Staff
from db.tables.bills import Settlement
from db.tables.clocks import QuickService
from db.tables.service import StageChange
from db.vocabulary import Role, ServiceType, Stage, Trade
from tests import make as makers
from tests.make import NOON

DAY = date(2026, 11, 21)


def test_quick_cars_are_counted_among_those_of_their_kind(
    records: Records, car: Callable[..., int], make: Callable[..., int]
) -> None:
    """Four maintenance cars, two promised: one left after 60 min, one after 61 and was free."""

    def gone(plate: str, minutes: int) -> int:
        came = NOON - timedelta(minutes=minutes)
        facts = {"stage": Stage.DELIVERED, "delivered_at": NOON, "received_at": came}
        return car(plate, service_type=ServiceType.MAINTENANCE, **facts)

    for place, minutes in enumerate((60, 61, 30, 200)):
        order = gone(f"京A1111{place}", minutes)
        if place < 2:
            make(_quick, order, waived=minutes > 60)
    for trades in (frozenset({Trade.QUICK}), frozenset({Trade.BODY}), frozenset({Trade.PAINT})):
        make(_technician, trades)
    with records.read() as session:
        maintenance, body = quick_figures(session, DAY, DAY)
        assert quick_figures(session, DAY + timedelta(1), DAY + timedelta(1))[0].cars == 0
    assert maintenance == QuickFigures(QuickKind.MAINTENANCE, 4, 2, 1, 1, 1, 3)
    assert maintenance.percent == 50.0
    assert (body.cars, body.people, body.percent) == (0, 2, 0.0)


def test_ten_of_eleven_inspected_cars_are_settled(
    records: Records, car: Callable[..., int], make: Callable[..., int]
) -> None:
    """E-K-05: ten of eleven are 90.91 %; the store's own car counts in neither."""
    for place in range(12):
        kind = ServiceType.PRE_SALE if place == 11 else ServiceType.MAINTENANCE
        order = car(f"京A{place:05d}", stage=Stage.READY, service_type=kind)
        make(_ready, order)
        make(_ready, order)
        if place < 10:
            make(_bill, order)
    with records.read() as session:
        found = settled_figures(session, DAY, DAY)
        assert settled_figures(session, DAY + timedelta(1), DAY + timedelta(1)).percent == 100.0
    assert (found.finished, found.settled) == (11, 10)
    assert round(found.percent, 2) == 90.91


def _added(session: Any, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def _quick(session: Any, order: int, *, waived: bool) -> Any:
    row = QuickService(order_id=order, kind=QuickKind.MAINTENANCE, minutes=60)
    row.waived_at = NOON if waived else None
    return _added(session, row)


def _technician(session: Any, trades: frozenset[Trade]) -> Staff:
    one = makers.staff(session, f"技师{len(trades)}{min(trades)}", Role.TECHNICIAN)
    one.trades = trades
    return one


def _ready(session: Any, order: int) -> Any:
    move = StageChange(order_id=order, old_stage=Stage.QUALITY_CHECK, new_stage=Stage.READY)
    move.at, move.staff_id = NOON, 1
    return _added(session, move)


def _bill(session: Any, order: int) -> Any:
    bill = Settlement(order_id=order, number=f"J{order}", settled_at=NOON, settled_by=1)
    bill.labour = bill.material = bill.other = bill.discount = bill.total = Decimal(0)
    return _added(session, bill)
