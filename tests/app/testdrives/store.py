"""A small showroom: two demo cars, two consultants, a city route and a motorway route."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.fleet.values import LicenceSeen
from app.people.operations import Contact
from app.permissions import Actor
from app.records import Records
from app.testdrives import commands
from app.testdrives.values import Agreement, NewDrive
from db.vocabulary import Gearbox, LicenceClass, Role
from tests import make as makers
from tests.beginnings import Beginning, begin_with
from tests.make import FOUNDER, NOON

NUMBER = "110105199003070033"


@dataclass(slots=True)
class Showroom:
    records: Records
    manager: Actor
    consultant: Actor
    manual: int
    automatic: int
    li: int
    zhao: int
    city: int
    motorway: int

    def act(
        self,
        command: Callable[..., Any],
        *args: Any,
        by: Actor | None = None,
        at: datetime = NOON,
        **more: Any,
    ) -> Any:
        return self.records.act(command, *args, by=by or self.consultant, at=at, **more)

    def wanted(self, after: int = 0, **more: Any) -> NewDrive:
        """A drive `after` minutes past noon."""
        facts: dict[str, Any] = {
            "car_id": self.automatic,
            "starts_at": NOON + timedelta(minutes=after),
            "minutes": 30,
            "contact": Contact("张伟", "13800138000"),
            "consultant_id": self.li,
            "route_id": self.city,
        }
        return NewDrive(**(facts | more))

    def book(self, after: int = 0, **more: Any) -> int:
        return int(self.act(commands.book, self.wanted(after, **more)))

    def note_licence(self, drive: int, **more: Any) -> None:
        facts: dict[str, Any] = {
            "number": NUMBER,
            "licence_class": LicenceClass.C1,
            "first_issued_on": date(2015, 6, 1),
            "expires_on": date(2030, 6, 1),
        }
        self.act(commands.note_licence, drive, LicenceSeen(**(facts | more)))

    def sign(self, drive: int) -> None:
        self.act(commands.issue_agreement, drive, Agreement("en", 1, b"%PDF-1.4 agreement"))
        self.act(commands.note_signature, drive)


def furnish(records: Records, manager: Actor) -> Showroom:
    """Fills the founded store."""

    def build(session: Session, *, by: Actor, at: datetime) -> Showroom:
        model = makers.car_model(session, "轩逸")
        manual = makers.trim(session, "1.6 手动", model=model, gearbox=Gearbox.MANUAL)
        automatic = makers.trim(session, "1.6XL CVT", model=model)
        cars = [
            makers.demo_car(session, plate, trim_id=trim.id, odometer=1000)
            for plate, trim in (("京A12345", manual), ("京AD12345", automatic))
        ]
        li, zhao = (
            makers.staff(session, "李强", Role.CONSULTANT),
            makers.staff(session, "赵敏", Role.CONSULTANT),
        )
        city, motorway = makers.route(session, "城区"), makers.route(session, "高速", motorway=True)
        actor = Actor(li.id, li.name, li.roles, "展厅1")
        return Showroom(
            records, manager, actor, cars[0].id, cars[1].id, li.id, zhao.id, city.id, motorway.id
        )

    return records.act(build, by=manager, at=NOON)


def showroom(records: Records) -> Showroom:
    return furnish(records, FOUNDER)


SHOWROOM = Beginning(showroom)
beginnings, showroom_fixture = begin_with(SHOWROOM), SHOWROOM.fixture
