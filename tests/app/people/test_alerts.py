"""What everybody must know of a customer and a car is told in one way everywhere."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.people.alerts import AlertKind, alerts_of
from app.records import Records
from db.tables.bills import Settlement
from db.tables.vehicles import VehicleRelation
from db.vocabulary import CustomerClass, Relation, Stage
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


def test_a_visit_that_names_no_car_tells_of_the_recalls_of_the_cars_kept_now(
    act: Any, records: Records
) -> None:
    def keep(session: Any, *, by: Any, at: Any) -> int:
        owner = makers.person(session, "周敏")
        kept = makers.vehicle(session, "京A22222", recall="S2026M0012 气囊", model_name="轩逸")
        sold = makers.vehicle(session, "京A33333", recall="S2026M0013 转向柱")
        for car, until in ((kept, None), (sold, date(2026, 1, 1))):
            told = {"person_id": owner.id, "vehicle_id": car.id, "until_on": until}
            session.add(VehicleRelation(relation=Relation.OWNER, from_on=date(2025, 1, 1), **told))
        return int(owner.id)

    owner = act(keep)
    with records.read() as session:
        found = alerts_of(session, person_id=owner)
    assert [one.text for one in found] == ["轩逸 · Recall: S2026M0012 气囊"]
