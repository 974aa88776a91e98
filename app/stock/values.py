"""What the windows tell the commands of the cars for sale."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from db.stock_words import CertificatePlace, LeftHow, PdiPoint, ReconditioningKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StockEntry:
    """A car for sale as the form gives it.

    `id` is None for a new one, which needs its VIN.
    """

    id: int | None = None
    version: int | None = None
    vin: str | None = None
    trim_id: int | None = None
    colour: str | None = None
    interior: str | None = None
    engine_number: str | None = None
    key_number: str | None = None
    place: str | None = None
    certificate: CertificatePlace | None = None
    purchase_price: Decimal | None = None
    built_on: date | None = None
    expected_on: date | None = None
    arrived_on: date | None = None
    payment_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """How a car leaves; `on` is today where nothing was said, `reason` an exception's."""

    how: LeftHow | None
    on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHold:
    """For whom a car is kept; without `held_until` as long as the store does."""

    person_id: int | None = None
    held_until: datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceEntry:
    """What a version costs from a day on; `id` is None for a new price."""

    trim_id: int | None
    valid_from: date | None
    list_price: Decimal | None
    floor_price: Decimal | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkEntry:
    """Pasted lines of VINs, with what is true of all that name nothing else.

    `keeps_doubtful`: VINs with a wrong check digit are saved on purpose.
    """

    lines: str | None
    keeps_doubtful: bool = False
    trim_id: int | None = None
    colour: str | None = None
    place: str | None = None
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class BulkSaved:
    """The cars that were saved, and the lines that were not, as they were pasted."""

    cars: tuple[int, ...]
    left: str


@dataclass(frozen=True, slots=True)
class PdiEntry:
    """An inspection as it is noted; faults are named where there are any."""

    point: PdiPoint | None = None
    checked_by: int | None = None
    passed: bool | None = None
    odometer: int | None = None
    findings: str | None = None


@dataclass(frozen=True, slots=True)
class GivenPdiSheet:
    """A sheet of an inspection that a printer has taken; `number` is that of the sheet."""

    stock_car_id: int
    number: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class StepBegin:
    """What is done to a car, and who has it until when.

    Without a day: as long as usual.
    """

    kind: ReconditioningKind | None = None
    holder: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class StepEnd:
    """What a finished step cost."""

    cost: Decimal | None = None
