"""Stores full of hostile texts, written through the desks' own commands."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.desks import DESKS
from app.errors import Refused
from app.identity import names
from app.people import commands as people
from app.people.operations import Contact
from app.permissions import Actor
from app.reception import commands as reception
from app.reception.values import NewVisit
from app.records import Records
from app.service.commands import lines, opening
from app.service.values import (
    ConcernValue,
    Intake,
    LabourValue,
    NewOrder,
    OtherValue,
    PartLineValue,
)
from app.testdrives import commands as testdrives
from app.testdrives.values import NewDrive
from db import engine as engines
from tests.app.testdrives.store import furnish
from tests.make import NOON
from tests.reliability.acting import Desk
from tests.reliability.hostile import CHOSEN_TEXTS, HOSTILE

ONE = Decimal(1)
SHORT, BRAND = 60, 40


class Filled:
    """A store in which each chosen text stands in every field that takes it.

    `people`, `visits`, `orders`, `drives`: id -> (text, name made of it or "").
    """

    def __init__(self, path: Path) -> None:
        self.records = Records(engines.open_store(path), DESKS)
        self.desk = Desk(self.records, 1)
        furnish(self.records, self.desk.by)
        self.people: dict[int, tuple[str, str]] = {}
        self.visits: dict[int, tuple[str, str]] = {}
        self.orders: dict[int, tuple[str, str]] = {}
        self.drives: dict[int, tuple[str, str]] = {}
        for place, text in enumerate(CHOSEN_TEXTS):
            self._write(place, text)

    def _write(self, place: int, text: str) -> None:
        name = name_of(text)
        fields = ("address", "employer", "note", "alert")
        facts = dict.fromkeys(fields, text) if self.fits(text) else {}
        known = {"name": name or f"客户{place}", "phone": f"1390010{place:04d}"}
        self.people[self.desk.act(people.add, known | facts)] = (text, name)
        visit = NewVisit(name=name or None, phone=f"1380010{place:04d}", course=text)
        if done := self._done(reception.register, visit):
            self.visits[done.visit_id] = (text, name)
        self._order(place, text, name)
        if name:
            start = NOON + timedelta(hours=place)
            contact = Contact(name, f"1360010{place:04d}")
            if booked := self._done(testdrives.book, NewDrive(1, start, 20, contact)):
                self.drives[booked] = (text, name)

    def _order(self, place: int, text: str, name: str) -> None:
        text = text[:SHORT]  # the shortest field of an order takes no more
        owner = Contact(name, f"1370010{place:04d}") if name else None
        intake = Intake(belongings=text, damage=text, note=text)
        new = NewOrder(f"京Q{10_000 + place}", text, owner=owner, model_name=text, intake=intake)
        made = self._done(opening.open_order, new)
        if made is None:
            return
        self.orders[made] = (text, name)
        self._done(lines.save_labour, made, LabourValue(text, ONE, ONE))
        self._done(lines.save_part, made, PartLineValue(text, ONE, ONE, brand=text))
        self._done(lines.save_other, made, OtherValue(text, ONE))
        self._done(lines.save_concern, made, ConcernValue("响", finding=text))

    def _done(self, command: Any, *args: Any) -> Any:
        try:
            return self.desk.act(command, *args)
        except Refused:
            return None

    def fits(self, text: str) -> bool:
        """Whether the shortest field of a file takes it."""
        return len(text) <= SHORT


def add_everybody(desk: Desk) -> set[str]:
    """A customer for each hostile text that can be a name, in one gesture; returns the names."""
    wanted = {name for text in HOSTILE if (name := name_of(text))}

    def add(session: Session, *, by: Actor, at: datetime) -> None:
        for place, name in enumerate(sorted(wanted)):
            people.add(session, {"name": name, "phone": f"1350010{place:04d}"}, by=by, at=at)

    desk.act(add)
    return wanted


def open_order_of_everything(desk: Desk) -> int:
    """An order with each hostile text between its own marks in every kind of line, by its id."""

    def add(session: Session, *, by: Actor, at: datetime) -> int:
        order = opening.open_order(session, NewOrder("京R00001"), by=by, at=at)
        for place, text in enumerate(HOSTILE):
            said = marked(place, text[:SHORT])
            brand = said if len(said) <= BRAND else None
            for command, value in (
                (lines.save_labour, LabourValue(said, ONE, ONE)),
                (lines.save_part, PartLineValue(said, ONE, ONE, brand=brand)),
                (lines.save_other, OtherValue(said, ONE)),
                (lines.save_concern, ConcernValue(said, finding=said)),
            ):
                command(session, order, value, by=by, at=at)
        return order

    return int(desk.act(add))


def marked(place: int, text: str) -> str:
    """`text` between marks that no other text has: what is read between them is this one."""
    return f"[{place}:{text}:{place}]"


def name_of(text: str) -> str:
    """The name that a person with this text has, "" where it can be none."""
    return "" if names.judge(text).is_blocked else names.normalise(text)
