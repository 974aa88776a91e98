"""A service desk with its people, one car that is known and one order that is open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin import passwords
from app.admin.values import Approver
from app.errors import Refused
from app.orders.check_operations import CheckValue
from app.orders.rules import SettlementBlock
from app.people.operations import Contact
from app.permissions import Actor
from app.records import Records
from app.service.commands import approvals, lines, opening, quality
from app.service.commands.quality import CertificateValue
from app.service.queries.sheet import OrderSheet, sheet
from app.service.values import Answer, Intake, LabourValue, LineRef, NewOrder, PartLineValue
from db.quality_words import CheckStep
from db.tables.admin import Staff
from db.tables.quality import Inspector
from db.vocabulary import ApprovalMedium, FuelLevel, Role, Stage
from tests import make as makers
from tests.beginnings import Beginning, begin_with, maker
from tests.make import FOUNDER, PASSWORD

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Desk:
    """Who sits at the desk, and short ways to act and read."""

    records: Records
    advisor: Actor
    cashier: Actor
    manager: Actor
    technician: Actor
    signed: Approver
    """The manager's signature."""
    second: Approver
    """The cashier's signature, as the second person beside the manager."""

    def act(
        self,
        command: Callable[..., Any],
        *args: Any,
        by: Actor | None = None,
        at: datetime = NOON,
        **more: Any,
    ) -> Any:
        return self.records.act(command, *args, by=by or self.advisor, at=at, **more)

    def refused(self, command: Callable[..., Any], *args: Any, **more: Any) -> Refused:
        with pytest.raises(Refused) as caught:
            self.act(command, *args, **more)
        return caught.value

    def sheet(self, order_id: int) -> OrderSheet:
        with self.records.read() as session:
            found = sheet(session, order_id)
        assert found is not None
        return found

    def labour(
        self,
        order_id: int,
        name: str = "更换机油机滤",
        hours: str = "0.80",
        rate: str = "120.00",
        **more: Any,
    ) -> LineRef:
        return self.act(
            lines.save_labour, order_id, LabourValue(name, Decimal(hours), Decimal(rate), **more)
        )

    def part(
        self,
        order_id: int,
        name: str = "机油滤清器",
        quantity: str = "1",
        price: str = "45.00",
        **more: Any,
    ) -> LineRef:
        return self.act(
            lines.save_part,
            order_id,
            PartLineValue(name, Decimal(quantity), Decimal(price), **more),
        )

    def approve(self, order_id: int, *refs: LineRef, at: datetime = NOON) -> int:
        return self.act(
            approvals.approve, order_id, Answer(ApprovalMedium.PHONE, "张伟", refs), at=at
        )

    def move(self, order_id: int, *stages: Stage) -> None:
        for stage in stages:
            self.act(opening.move, order_id, stage)

    def ready(self, order_id: int) -> None:
        self.move(order_id, Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.WASH, Stage.READY)

    def inspector(self) -> Actor:
        """A colleague who may do the final inspection."""
        return self.records.act(_make_inspector, by=self.manager, at=NOON)

    def inspect(self, order_id: int, *, at: datetime = NOON) -> None:
        """Work and every check that it needs: technician, advisor, inspector."""
        for stage in (Stage.IN_WORK, Stage.QUALITY_CHECK):
            self.act(opening.move, order_id, stage, at=at)
        who = {CheckStep.SELF: self.technician, CheckStep.LEADER: self.advisor}
        for step in self.sheet(order_id).quality.state.needed:
            by = who.get(step) or self.inspector()
            self.act(quality.inspect, order_id, CheckValue(step, passed=True), by=by, at=at)
        if self.sheet(order_id).stage is Stage.WASH:
            self.act(opening.move, order_id, Stage.READY, at=at)

    def certify(self, order_id: int, odometer: int, *, at: datetime = NOON) -> str:
        value = CertificateValue(odometer)
        by = self.inspector()
        return str(self.act(quality.issue_certificate, order_id, value, by=by, at=at))


def _make_inspector(session: Session, *, by: Actor, at: datetime) -> Actor:
    found = session.scalar(select(Staff).where(Staff.name == "高明"))
    if found is None:
        found = Staff(name="高明", roles=frozenset({Role.TECHNICIAN}))
        session.add(found)
        session.flush()
        session.add(Inspector(staff_id=found.id, number="YS-QC-004"))
    return Actor(found.id, found.name, found.roles, "质检")


def desk(records: Records) -> Desk:
    """An advisor, a cashier with a password, a technician."""
    make = maker(records)

    def actor(name: str, role: Role) -> Actor:
        return Actor(make(makers.staff, name, role), name, frozenset({role}), "服务台")

    people = (
        actor("陈静", Role.ADVISOR),
        actor("周敏", Role.CASHIER),
        actor("赵师傅", Role.TECHNICIAN),
    )
    give_password(records, people[1])
    signed = Approver(FOUNDER.staff_id, PASSWORD)
    second = Approver(people[1].staff_id, PASSWORD)
    return Desk(records, people[0], people[1], FOUNDER, people[2], signed, second)


def give_password(records: Records, actor: Actor) -> None:
    """Lets somebody sign with the password of the tests."""

    def give(session: Session, *, by: Actor, at: datetime) -> None:
        session.get_one(Staff, actor.staff_id).password_hash = passwords.hashed(PASSWORD)

    records.act(give, by=actor, at=NOON)


def order(desk: Desk) -> int:
    """京A12345 of 张伟, in with 40,000 km, two concerns, promised in four hours."""
    new = NewOrder(
        "京A·12345",
        "刹车有异响\n空调不凉",
        NOON + timedelta(hours=4),
        owner=Contact("张伟", "138 0013 8000"),
        model_name="轩逸 1.6XL",
        vin="LGBH52E0XKY012345",
        intake=Intake(odometer=40000, fuel=FuelLevel.HALF, key_tag="12"),
    )
    return int(desk.act(opening.open_order, new))


def agreed(desk: Desk, order: int) -> int:
    """The same with labour 96.00 and material 90.00, agreed by phone."""
    desk.approve(order, desk.labour(order), desk.part(order, quantity="2"))
    assert [line.block for line in desk.sheet(order).lines] == [
        SettlementBlock.LABOUR,
        SettlementBlock.MATERIAL,
    ]
    return order


DESK = Beginning(desk)
ORDER = Beginning(order, after=DESK)
AGREED = Beginning(agreed, after=ORDER)
beginnings = begin_with(DESK, ORDER, AGREED)
desk_fixture, order_fixture, agreed_fixture = (one.fixture for one in (DESK, ORDER, AGREED))
