"""A workshop with two bays and two technicians, as most tests of the plan need it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.appointments import commands
from app.appointments.values import NewAppointment
from app.people.operations import Contact
from app.permissions import Actor
from app.records import Records
from db.tables.service import Bay
from db.vocabulary import Role
from tests import make as makers
from tests.beginnings import Beginning, begin_with
from tests.make import FOUNDER, NOON

PLATE = "京A12345"


@dataclass
class Shop:
    records: Records
    actor: Actor
    lift: int
    pit: int
    zhou: int
    wu: int

    def act(self, command: Callable[..., Any], *args: Any, at: datetime = NOON, **more: Any) -> Any:
        return self.records.act(command, *args, by=self.actor, at=at, **more)

    def read(self, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with self.records.read() as session:
            return query(session, *args, **more)

    def wanted(self, plate: str = PLATE, *, minutes: int = 60, **more: Any) -> NewAppointment:
        """Two hours on the lift, an hour from now."""
        told = {"hours": Decimal(2), "bay_id": self.lift, "owner": Contact("陶渊明", "13800138000")}
        return NewAppointment(plate, NOON + timedelta(minutes=minutes), **(told | more))

    def book(self, plate: str = PLATE, **more: Any) -> int:
        return int(self.act(commands.book, self.wanted(plate, **more)))


def furnish(records: Records, manager: Actor) -> Shop:
    """Two bays, 1 and 2, and two technicians; the bays that every store begins with are retired."""

    def build(session: Any, *, by: Actor, at: datetime) -> tuple[int, ...]:
        for one in session.scalars(select(Bay)):
            one.active = False
        people = [makers.staff(session, name, Role.TECHNICIAN) for name in ("周师傅", "吴师傅")]
        bays = [makers.bay(session, name, position=place) for place, name in enumerate("12")]
        return (*(bay.id for bay in bays), *(person.id for person in people))

    made = records.act(build, by=manager, at=NOON)
    return Shop(records, manager, *made)


def shop(records: Records) -> Shop:
    return furnish(records, FOUNDER)


SHOP = Beginning(shop)
beginnings, shop_fixture = begin_with(SHOP), SHOP.fixture
