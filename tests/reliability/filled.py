"""A store in which two hundred hostile texts stand in every field that takes them, written through
the desks' own commands.
"""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.desks import DESKS
from app.errors import Refused
from app.identity import names
from app.people import commands as people
from app.people.operations import Contact
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
from tests.reliability.hostile import HOSTILE

ONE = Decimal(1)
SHORT = 60


class Filled:
    """A store in which every hostile text stands wherever it was taken.

    `people`, `orders`, `drives`: id -> (text, name).
    """

    def __init__(self, path: Path) -> None:
        self.records = Records(engines.open_store(path), DESKS)
        self.desk = Desk(self.records, 1)
        furnish(self.records, self.desk.by)
        self.people: dict[int, tuple[str, str]] = {}
        self.visits: dict[int, tuple[str, str]] = {}
        self.orders: dict[int, tuple[str, str]] = {}
        self.drives: dict[int, tuple[str, str]] = {}
        for place, text in enumerate(HOSTILE):
            self._write(place, text)

    def _write(self, place: int, text: str) -> None:
        name = self._name(text)
        facts = (
            dict.fromkeys(("address", "employer", "note", "alert"), text) if self.fits(text) else {}
        )
        self.people[
            self.desk.act(
                people.add,
                {"name": name or f"客户{place}", "phone": f"1390010{place:04d}", **facts},
            )
        ] = (text, name)
        visit = NewVisit(name=name or None, phone=f"1380010{place:04d}", course=text)
        if done := self._done(reception.register, visit):
            self.visits[done.visit_id] = (text, name)
        self._order(place, text, name)
        if name:
            start = NOON + timedelta(hours=place)
            if booked := self._done(
                testdrives.book, NewDrive(1, start, 20, Contact(name, f"1360010{place:04d}"))
            ):
                self.drives[booked] = (text, name)

    def _order(self, place: int, text: str, name: str) -> None:
        owner = Contact(name, f"1370010{place:04d}") if name else None
        new = NewOrder(
            f"京Q{10_000 + place}",
            text,
            owner=owner,
            model_name=text,
            intake=Intake(belongings=text, damage=text, note=text),
        )
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

    def _name(self, text: str) -> str:
        return "" if names.judge(text).is_blocked else names.normalise(text)

    def fits(self, text: str) -> bool:
        """Whether the shortest field of a file takes it."""
        return len(text) <= SHORT
