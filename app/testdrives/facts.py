"""Rows and records that the queries of this desk return."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.admin.archive import Issued
from app.admin.queries import LevelChoice
from app.admin.values import StaffChoice
from app.fleet.licence_rules import LicenceFinding
from app.settings import Settings
from app.testdrives.values import Opinion
from db.vocabulary import BookingKind, BookingState, FuelLevel, Gearbox, LicenceClass


@dataclass(frozen=True, slots=True)
class DemoCarRow:
    """A demo car of the list. `model` is model and version as lists show them."""

    id: int
    plate: str
    model: str
    gearbox: Gearbox
    odometer: int
    fuel: FuelLevel
    trim_id: int
    colour: str
    vin: str
    position: int
    active: bool
    lent: bool
    version: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """A drawn route."""

    id: int
    name: str
    kilometres: int
    minutes: int
    motorway: bool
    description: str
    position: int
    active: bool
    version: int = 0


@dataclass(frozen=True, slots=True)
class DriveRow:
    """One booking as timeline and table show it.

    `customer` and `phone` as this viewer may read them. `order` and `order_id` are those of a loan.
    """

    id: int
    kind: BookingKind
    number: str
    state: BookingState
    car_id: int
    plate: str
    model: str
    person_id: int | None
    customer: str
    phone: str
    consultant_id: int | None
    consultant: str
    route_id: int | None
    route: str
    rides: bool
    drives: bool
    starts_at: datetime
    ends_at: datetime
    held_until: datetime
    out_at: datetime | None
    back_at: datetime | None
    signed: bool
    reason: str
    order: str = ""
    order_id: int | None = None

    @property
    def is_drive(self) -> bool:
        """True for a test drive."""
        return self.kind is BookingKind.DRIVE

    @property
    def is_block(self) -> bool:
        """True for a span of time in which nobody may have the car."""
        return self.kind is BookingKind.BLOCK

    @property
    def is_loan(self) -> bool:
        """True for a car that is lent with a repair order."""
        return self.kind is BookingKind.LOAN

    @property
    def standing(self) -> BookingState | BookingKind:
        """What its chip says: a block is "blocked" where other bookings are "booked"."""
        is_held = self.is_block and self.state is BookingState.BOOKED
        return self.kind if is_held else self.state


@dataclass(frozen=True, slots=True)
class DeskDay:
    """Everything that the page shows: cars, the day's bookings, and how many drives today has."""

    cars: tuple[DemoCarRow, ...]
    drives: tuple[DriveRow, ...]
    out: tuple[DriveRow, ...]
    today: int


@dataclass(frozen=True, slots=True)
class WallCar:
    """One demo car on the wall screen.

    Who has it until when, or when it goes next.

    `who` is masked; with `order` it is a loan and no test drive.
    """

    id: int
    plate: str
    model: str
    who: str = ""
    consultant: str = ""
    order: str = ""
    out_at: datetime | None = None
    due_at: datetime | None = None
    next_at: datetime | None = None
    is_blocked: bool = False


@dataclass(frozen=True, slots=True)
class Drive:
    """One booking in full; plain numbers are empty where the viewer reads them masked."""

    row: DriveRow
    gearbox: Gearbox
    last_km: int
    last_fuel: FuelLevel
    phone_plain: str
    licence_number: str
    licence_plain: str
    licence_class: LicenceClass | None
    first_issued_on: date | None
    expires_on: date | None
    long_term: bool
    seen_at: datetime | None
    findings: tuple[LicenceFinding, ...]
    override_reason: str
    override_by: str
    agreement_edition: int | None
    signed_at: datetime | None
    is_agreed_otherwise: bool
    companion_id: int | None
    companion: str
    out_km: int | None
    out_fuel: FuelLevel | None
    back_km: int | None
    back_fuel: FuelLevel | None
    damage: str
    opinion: Opinion | None
    level: str
    version: int = 0
    licence_version: tuple[int, int] = (0, 0)
    """The id of the licence and its version."""
    opinion_version: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """Everything that stands on a test-drive agreement. Empty texts are lines to write on."""

    settings: Settings
    language: str
    number: str
    copy: int
    printed_at: datetime
    printed_by: str
    customer: str
    phone: str
    address: str
    licence_number: str
    licence_class: str
    first_issued_on: date | None
    expires_on: date | None
    model: str
    gearbox: Gearbox
    plate: str
    vin: str
    rides: bool
    drives: bool
    route: str
    starts_at: datetime
    ends_at: datetime
    registered_at: datetime
    consultant: str
    companion: str
    edition: int
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DriveSheetRow:
    """One line of the day's register."""

    customer: str
    phone: str
    licence: str
    model: str
    plate: str
    starts_at: datetime
    out_at: datetime | None
    back_at: datetime | None
    out_km: int | None
    back_km: int | None
    route: str
    consultant: str
    state: BookingState
    overall: int | None
    level: str
    rides: bool
    drives: bool


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The test-drive register of one day."""

    settings: Settings
    language: str
    day: date
    printed_at: datetime
    printed_by: str
    rows: tuple[DriveSheetRow, ...]
    history: str = ""


@dataclass(frozen=True, slots=True)
class BookingChoices:
    """What the forms of the desk choose from."""

    cars: Sequence[DemoCarRow] = ()
    routes: Sequence[Route] = ()
    consultants: Sequence[StaffChoice] = ()
    levels: Sequence[LevelChoice] = ()


@dataclass(frozen=True, slots=True)
class AgreementToPrint:
    """The valid paper that was given out (`kept`), else the facts of a new one."""

    facts: AgreementFacts | None
    kept: Issued | None = None
