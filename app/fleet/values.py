"""Values that the commands of this desk take."""

from dataclasses import dataclass
from datetime import date, datetime

from app.people.operations import Contact
from db.vocabulary import FuelLevel, LicenceClass


@dataclass(frozen=True, slots=True)
class LicenceSeen:
    """What stands on the licence that was shown. A long-term licence has no expiry."""

    number: str
    licence_class: LicenceClass | None
    first_issued_on: date | None = None
    expires_on: date | None = None
    long_term: bool = False
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outing:
    """The car leaves. `left_at` empty = now."""

    km: int | None
    fuel: FuelLevel | None
    companion_id: int | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """The car is back. `came_at` empty = now; `damage` empty = none seen."""

    km: int | None
    fuel: FuelLevel | None
    damage: str | None = None
    came_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lending:
    """Which car, to whom, until when. `starts_at` empty = now.

    A driver without a name or number is the customer of the order.
    """

    car_id: int | None
    ends_at: datetime | None
    starts_at: datetime | None = None
    driver: Contact | None = None
    override: str | None = None
    """Why a manager lends the car against the rule on licences."""


@dataclass(frozen=True, slots=True)
class NewBlock:
    """A span of time in which a car is not available: a repair, an event."""

    car_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class CarEntry:
    """A demo car as settings edit it; `id` empty = a new one."""

    plate: str
    trim_id: int | None
    id: int | None = None
    vin: str | None = None
    colour: str | None = None
    odometer: int = 0
    fuel: FuelLevel = FuelLevel.FULL
    position: int = 0
    lent: bool = False
    version: int | None = None
