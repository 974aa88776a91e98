"""What everybody must know of a customer and a car is told in one way everywhere."""

from decimal import Decimal
from typing import Any

from app.people.alerts import AlertKind, alerts_of
from app.records import Records
from db.tables.bills import Settlement
from db.vocabulary import CustomerClass, Stage
from tests import make as makers
from tests.make import NOON


def _warned_of(session: Any, *, by: Any, at: Any) -> tuple[int, int, int]:
    """A customer and a car with everything there is to know, and another customer."""
    owner = makers.person(
        session,
        "张伟",
        complaint="空调异响未解决",
        cash_only=True,
        alert="只找王顾问",
        customer_class=CustomerClass.VIP,
    )
    car = makers.vehicle(session, "京A12345", recall="S2026M0012 气囊")
    order = makers.repair_order(
        session, car, by=1, at=NOON, customer_id=owner.id, stage=Stage.DELIVERED
    )
    sums = {"labour": Decimal(50), "material": Decimal(0), "other": Decimal(0)}
    bill = Settlement(order_id=order.id, number="S1", total=Decimal(50), **sums)
    bill.settled_at, bill.settled_by = NOON, 1
    session.add(bill)
    return owner.id, car.id, makers.person(session, "李娜").id


def test_the_worst_stands_first_and_each_thing_once(act: Any, records: Records) -> None:
    owner, car, other = act(_warned_of)
    with records.read() as session:
        both = alerts_of(session, person_id=owner, vehicle_id=car)
        assert [one.kind for one in both] == [
            AlertKind.RECALL,
            AlertKind.OVERDUE,
            AlertKind.COMPLAINT,
            AlertKind.CASH_ONLY,
            AlertKind.NOTE,
            AlertKind.VIP,
        ]
        assert [one.text for one in both] == [
            "Recall: S2026M0012 气囊",
            "¥50.00 of earlier bills is not paid",
            "Complaint open: 空调异响未解决",
            "Cash only: nothing on account",
            "只找王顾问",
            "VIP",
        ]
        assert alerts_of(session, person_id=other) == ()
        assert alerts_of(session) == ()
