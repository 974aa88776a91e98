"""A workshop with two technicians, a controller, and two cars with agreed jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from db.tables.base import Base
from db.tables.clocks import JobClock, ShiftClock
from db.tables.service import RepairOrder
from db.vocabulary import Role, Stage
from tests import make as makers
from tests.beginnings import Beginning, begin_with, maker
from tests.make import FOUNDER, NOON


@dataclass(frozen=True)
class Shop:
    """Who works here, and the jobs of two cars by name."""

    records: Records
    ma: Actor
    lin: Actor
    controller: Actor
    manager: Actor
    orders: tuple[int, int]
    jobs: dict[str, int]

    def act(
        self,
        command: Callable[..., Any],
        *args: Any,
        by: Actor | None = None,
        at: datetime = NOON,
        **more: Any,
    ) -> Any:
        return self.records.act(command, *args, by=by or self.ma, at=at, **more)

    def refused(self, command: Callable[..., Any], *args: Any, **more: Any) -> Refused:
        with pytest.raises(Refused) as told:
            self.act(command, *args, **more)
        return told.value

    def rows(self, table: type[Base], *which: Any) -> list[Any]:
        with self.records.read() as session:
            return list(session.scalars(select(table).where(*which).order_by(table.id)))

    def job_clocks(self) -> list[JobClock]:
        return self.rows(JobClock)

    def shifts(self) -> list[ShiftClock]:
        return self.rows(ShiftClock)

    def stage(self, place: int = 0) -> Stage:
        return self.rows(RepairOrder, RepairOrder.id == self.orders[place])[0].stage


def shop(records: Records) -> Shop:
    """The two cars and who works on them."""
    make = maker(records)

    def person(name: str, role: Role) -> Actor:
        return Actor(make(makers.staff, name, role), name, frozenset({role}), "车间1")

    def car(session: Any, plate: str) -> RepairOrder:
        return makers.repair_order(session, makers.vehicle(session, plate), by=1, plate=plate)

    ma, lin = person("马建军", Role.TECHNICIAN), person("林涛", Role.TECHNICIAN)
    first, second = make(car, "京A11111"), make(car, "京A22222")
    jobs = {
        "brakes": make(makers.labour_line, first, "1.00", technician_id=ma.staff_id),
        "oil": make(makers.labour_line, first, "0.50", name="更换机油"),
        "lamp": make(makers.labour_line, second, "0.30", name="更换灯泡"),
    }
    controller = person("赵师傅", Role.CONTROLLER)
    return Shop(records, ma, lin, controller, FOUNDER, (first, second), jobs)


SHOP = Beginning(shop)
beginnings, shop_fixture = begin_with(SHOP), SHOP.fixture
