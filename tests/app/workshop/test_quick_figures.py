"""Shares of quick service and of settled cars, counted by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.records import Records
from app.workshop.quick_figures import QuickFigures, quick_figures, settled_figures
from db.clock_words import QuickKind
from db.money_words import PayerKind
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


def test_what_was_settled_counts_as_it_stood_at_the_end_of_the_days(
    records: Records, car: Callable[..., int], make: Callable[..., int]
) -> None:
    """Of four: one stands, one was made a day later, one taken back that day, one after it."""
    late, hour = NOON + timedelta(days=1), timedelta(hours=1)
    bills = ({}, {"settled_at": late}, {"reversed_at": NOON + hour}, {"reversed_at": late})
    for place, facts in enumerate(bills):
        order = car(f"京A3333{place}", stage=Stage.READY)
        make(_ready, order)
        make(_bill, order, **({"reopened": "reversed_at" in facts} | facts))
    with records.read() as session:
        found = settled_figures(session, DAY, DAY)
    assert (found.finished, found.settled) == (4, 2)


def test_one_payer_without_a_bill_is_not_settled(
    records: Records, car: Callable[..., int], make: Callable[..., int]
) -> None:
    """The insurer's bill stands, the customer's was taken back and is to be made anew."""
    order = car("京A44444", stage=Stage.READY)
    make(_ready, order)
    make(_bill, order, payer=PayerKind.INSURER)
    again = {"reversed_at": NOON + timedelta(hours=1), "reopened": True, "number": "J9"}
    make(_bill, order, **again)
    with records.read() as session:
        assert settled_figures(session, DAY, DAY).settled == 0
    make(_bill, order, settled_at=NOON + timedelta(hours=2), number="J10")
    with records.read() as session:
        assert settled_figures(session, DAY, DAY).settled == 1


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


def _bill(session: Any, order: int, **facts: Any) -> Any:
    told = {"number": f"J{order}", "settled_at": NOON, "settled_by": 1} | facts
    bill = Settlement(order_id=order, **told)
    bill.labour = bill.material = bill.other = bill.discount = bill.total = Decimal(0)
    return _added(session, bill)
