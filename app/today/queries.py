"""Gathers from the desks what waits today for one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app import settings
from app.desk_spec import desks_of
from app.local_time import local_day
from app.people import queries as people
from app.people import rules as privacy
from app.permissions import Actor
from app.settings import Settings
from app.urgency import LATE, Urgency


@dataclass(frozen=True, slots=True)
class MyDay:
    """The rows of the viewer's lists, by name, and how urgent each is."""

    day: date
    at: datetime
    settings: Settings
    lists: Mapping[str, tuple[Any, ...]]
    urgencies: Mapping[str, tuple[Urgency, ...]]

    def rows(self, name: str) -> tuple[Any, ...] | None:
        """The rows of a list; None where this role has no such list."""
        return self.lists.get(name)

    def late(self, name: str) -> int:
        """How many rows of a list are overdue."""
        return sum(urgency in LATE for urgency in self.urgencies.get(name, ()))


def my_day(session: Session, *, viewer: Actor, at: datetime) -> MyDay:
    """What every desk has for this person today."""
    rules = settings.load(session)
    mine = [one for desk in desks_of(session) for one in desk.today if viewer.may(*one.roles)]
    rows = {one.name: one.read(session, viewer, at) for one in mine}
    urgencies = {
        one.name: tuple(one.urgency(row, at, settings=rules) for row in rows[one.name])
        for one in mine
    }
    return MyDay(local_day(at), at, rules, rows, urgencies)


def phone_of(session: Session, person_id: int, *, viewer: Actor) -> str:
    """The number to call, as the viewer may read it."""
    found = people.card(session, person_id)
    return privacy.phone_for(found.phones[0] if found and found.phones else None, viewer.roles)
