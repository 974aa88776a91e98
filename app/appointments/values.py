"""Values that the commands of appointments take and give."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.people.operations import Contact
from db.appointment_words import ArrivalWay
from db.vocabulary import ServiceType


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """A car that will come. `hours` of work are done in `bay_id` from `starts_at` on.

    Without an `owner` it is the owner of the car's file. `id` names the one that is changed; bay,
    time and hours are then those of its first allocation.
    """

    plate: str | None
    starts_at: datetime | None
    hours: Decimal | None
    bay_id: int | None
    technician_id: int | None = None
    service_type: ServiceType = ServiceType.MAINTENANCE
    wish: str | None = None
    way: ArrivalWay = ArrivalWay.WAITS
    advisor_id: int | None = None
    owner: Contact | None = None
    model_name: str | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class NewAllocation:
    """More time for an appointment, mostly on another day."""

    bay_id: int | None
    starts_at: datetime | None
    hours: Decimal | None
    technician_id: int | None = None


@dataclass(frozen=True, slots=True)
class MovedAllocation:
    """What an allocation and its appointment held before a move, for the undo."""

    version: int
    before: Mapping[str, Any]
    came_at: datetime
