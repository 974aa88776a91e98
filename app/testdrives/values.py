"""Values that the commands of this desk take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.people.operations import Contact


@dataclass(frozen=True, slots=True)
class NewDrive:
    """A test drive or ride to book.

    `minutes` without the time to get the car ready again: the store's rule adds it.
    """

    car_id: int | None
    starts_at: datetime | None
    minutes: int
    contact: Contact
    consultant_id: int | None = None
    companion_id: int | None = None
    route_id: int | None = None
    rides: bool = False
    drives: bool = True
    visit_id: int | None = None
    override: str | None = None
    """Why a manager books against the rule on licences."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What moving a booking did; enough to take it back.

    The version it made, and the columns as they were.
    """

    version: int
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the driver thought, 1 to 5; only the overall score is asked of everybody."""

    overall: int | None
    power: int | None = None
    handling: int | None = None
    braking: int | None = None
    comfort: int | None = None
    noise: int | None = None
    space: int | None = None
    equipment: int | None = None
    likes: str | None = None
    worries: str | None = None
    rival: str | None = None
    level_id: int | None = None
    wants_contact: bool | None = None
    """None where nobody asked, which is no refusal."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The paper as it was printed: the bytes, their language, the edition of its clauses."""

    language: str
    edition: int
    pdf: bytes


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """A drawn route as settings edit it; `id` empty = a new one."""

    name: str
    kilometres: int | None
    minutes: int | None
    id: int | None = None
    description: str | None = None
    motorway: bool = False
    position: int = 0
    version: int | None = None
