"""Moves and promises in the records, and the rows that lists and cards are made of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.orders import operations, queries
from app.permissions import Actor
from app.records import Records
from db.tables.service import LabourLine, PartLine, PromiseChange, RepairOrder
from db.vocabulary import LineState, Role, Stage
from tests import make as makers
from tests.make import NOON

Make = Callable[..., int]
Act = Callable[..., Any]


@pytest.fixture
def order(make: Make) -> int:
    def maker(session: Any) -> Any:
        who = makers.person(session, "张伟")
        car = makers.vehicle(session, "京A12345", odometer=40000)
        return makers.repair_order(
            session,
            car,
            by=1,
            customer_id=who.id,
            plate="京A12345",
            promised_at=NOON + timedelta(hours=2),
        )

    return make(maker)


def move(
    session: Any, order_id: int, stage: Stage, reason: str | None = None, *, by: Actor, at: datetime
) -> None:
    operations.move(session, operations.find(session, order_id), stage, reason=reason, by=by, at=at)


def test_a_move_is_written_as_a_step(act: Act, records: Records, order: int) -> None:
    act(move, order, Stage.IN_WORK)
    act(move, order, Stage.WAITING_PARTS, "缺刹车片", at=NOON + timedelta(minutes=5))
    act(move, order, Stage.WAITING_PARTS, at=NOON + timedelta(minutes=9))
    with records.read() as session:
        steps = queries.steps(session, order)
        row = queries.rows_of(session, [order])[0]
    assert [(step.new_stage, step.reason, step.staff) for step in steps] == [
        (Stage.IN_WORK, None, "王敏"),
        (Stage.WAITING_PARTS, "缺刹车片", "王敏"),
    ]
    assert (row.stage, row.stage_since) == (Stage.WAITING_PARTS, NOON + timedelta(minutes=5))


def test_a_refused_move_leaves_no_trace(act: Act, records: Records, order: int) -> None:
    with pytest.raises(Refused):
        act(move, order, Stage.DELIVERED)
    with records.read() as session:
        assert queries.steps(session, order) == []
        assert queries.rows_of(session, [order])[0].stage is Stage.WAITING


def test_a_promise_moves_only_with_a_reason(act: Act, records: Records, order: int) -> None:
    def promise(session: Any, reason: str | None, *, by: Actor, at: datetime) -> None:
        operations.promise(
            session,
            operations.find(session, order),
            NOON + timedelta(hours=5),
            reason=reason,
            by=by,
            at=at,
        )

    with pytest.raises(Refused) as caught:
        act(promise, None)
    assert caught.value.field == "promise_reason"
    act(promise, "等配件")
    with records.read() as session:
        change = session.scalars(select(PromiseChange)).one()
    assert (change.new_promise, change.reason) == (NOON + timedelta(hours=5), "等配件")


def test_only_people_and_bays_that_work_are_assigned(
    act: Act, records: Records, order: int, make: Make
) -> None:
    technician = make(makers.staff, "赵师傅", Role.TECHNICIAN)
    seller = make(makers.staff, "李强", Role.CONSULTANT)
    bay = make(makers.bay, "9 号工位")

    def assign(session: Any, technician_id: int, *, by: Actor, at: datetime) -> None:
        operations.assign(
            session, operations.find(session, order), technician_id=technician_id, bay_id=bay
        )

    with pytest.raises(Refused, match="technician"):
        act(assign, seller)
    act(assign, technician)
    with records.read() as session:
        row = queries.in_shop(session)[0]
        taken = {choice.id: choice.taken_by for choice in queries.bays(session)}
    assert (row.technician, row.bay, taken[bay]) == ("赵师傅", "9 号工位", "京A12345")


def test_a_row_tells_hours_money_and_what_is_unasked(
    act: Act, records: Records, order: int
) -> None:
    def lines(session: Any, *, by: Actor, at: datetime) -> None:
        price = {
            "hours": Decimal("1.50"),
            "rate": Decimal("120.00"),
            "fee": Decimal("180.00"),
            "position": 0,
        }
        session.add(
            LabourLine(
                order_id=order, name="保养", state=LineState.APPROVED, finished_at=NOON, **price
            )
        )
        session.add(LabourLine(order_id=order, name="刹车", state=LineState.PROPOSED, **price))
        session.add(LabourLine(order_id=order, name="不做", state=LineState.DECLINED, **price))
        part = {
            "quantity": Decimal(2),
            "price": Decimal("10.50"),
            "amount": Decimal("21.00"),
            "position": 0,
        }
        session.add(PartLine(order_id=order, name="机油", **part))

    act(lines)
    with records.read() as session:
        row = queries.in_shop(session)[0]
    assert (row.hours, row.hours_left(NOON), row.total, row.proposed) == (
        Decimal(3),
        Decimal("1.50"),
        Decimal("381.00"),
        2,
    )


@pytest.mark.sqlite_only("asks SQLite for its plan")
def test_what_is_in_the_shop_is_read_through_its_index(records: Records) -> None:
    with records.read() as session:
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN "
            + str(
                select(RepairOrder.id)
                .where(queries.IN_SHOP)
                .compile(compile_kwargs={"literal_binds": True})
            )
        )
        assert "ix_repair_order_in_shop" in " ".join(str(row) for row in plan)
