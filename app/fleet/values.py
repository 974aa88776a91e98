"""What is read off a licence, an odometer and a gauge when a demo car leaves and comes back, and
the wish to lend one.
"""

from dataclasses import dataclass
from datetime import date, datetime

from db.vocabulary import FuelLevel, LicenceClass


@dataclass(frozen=True, slots=True)
class LicenceSeen:
    """What stands on the licence that was shown. A long-term licence has no expiry."""

    number: str
    licence_class: LicenceClass | None
    first_issued_on: date | None = None
    expires_on: date | None = None
    long_term: bool = False


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
class NewLoan:
    """A car that stands in for one in the workshop.

    For which order, who drives it, from when until when.
    """

    order_id: int
    person_id: int
    car_id: int | None
    starts_at: datetime
    ends_at: datetime | None
