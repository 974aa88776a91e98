"""Frozen facts of appointments, as screens and papers read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from app.admin.calendar import AbsenceRow
from app.admin.values import StaffChoice
from app.appointments import rules
from app.appointments.rules import NOTHING, OpeningHours
from app.formatting import joined
from app.local_time import local_day
from app.settings import Settings
from db.appointment_words import AppointmentState, ArrivalWay
from db.vocabulary import ServiceType, Trade


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """A part of an appointment in a bay."""

    id: int
    version: int
    appointment_id: int
    bay_id: int
    bay: str
    technician_id: int | None
    technician: str
    starts_at: datetime
    ends_at: datetime
    held_until: datetime
    hours: Decimal
    holds: bool


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """One appointment with its allocations, the earliest first."""

    id: int
    version: int
    number: str
    state: AppointmentState
    starts_at: datetime
    vehicle_id: int
    plate: str
    model: str
    person_id: int | None
    customer: str
    phone: str
    service_type: ServiceType
    wish: str
    way: ArrivalWay
    advisor_id: int | None
    advisor: str
    booked_at: datetime
    booker: str
    confirmed_at: datetime | None
    arrived_at: datetime | None
    order_id: int | None
    order: str
    reason: str
    parts: tuple[AllocationRow, ...] = ()
    read_at: datetime | None = None

    @property
    def is_due(self) -> bool:
        """True where the car may come today, or should have come."""
        is_awaited = self.state in (AppointmentState.BOOKED, AppointmentState.NO_SHOW)
        return is_awaited and local_day(self.starts_at) <= local_day(self.read_at or self.starts_at)

    @property
    def is_late(self) -> bool:
        """True where the customer should be here by now."""
        return self.read_at is not None and rules.is_late(
            self.state, self.starts_at, at=self.read_at
        )

    @property
    def hours(self) -> Decimal:
        """Hours of all its allocations."""
        return sum((part.hours for part in self.parts), NOTHING)

    @property
    def bays(self) -> str:
        """The names of its bays, each once."""
        return joined(*dict.fromkeys(part.bay for part in self.parts))


@dataclass(frozen=True, slots=True)
class BayRow:
    """A bay in use."""

    id: int
    name: str
    trade: Trade


@dataclass(frozen=True, slots=True)
class DayLoad:
    """Hours of a day that are taken, by what customers do meanwhile, and hours that it has.

    `closed` says why the store does not work on the day, None where it does.
    """

    day: date
    count: int
    capacity: Decimal
    hours: Mapping[ArrivalWay, Decimal] = field(default_factory=dict)
    closed: str | None = None

    @property
    def booked(self) -> Decimal:
        """All hours that are taken."""
        return sum(self.hours.values(), NOTHING)

    @property
    def over(self) -> Decimal:
        """Hours beyond what the day has."""
        return max(self.booked - self.capacity, NOTHING)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms offer."""

    bays: tuple[BayRow, ...] = ()
    technicians: tuple[StaffChoice, ...] = ()
    advisors: tuple[StaffChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDay:
    """A day of the plan with the seven days of its week.

    `show_rate` and `booked_share` are per cent of the month of the day, None without any.
    """

    day: date
    week: tuple[DayLoad, ...]
    rows: tuple[AppointmentRow, ...]
    allocations: tuple[AllocationRow, ...]
    away: tuple[AbsenceRow, ...]
    choices: Choices
    hours: OpeningHours
    show_rate: Decimal | None
    booked_share: Decimal | None

    def row(self, appointment_id: int) -> AppointmentRow | None:
        """The appointment with this id, where the day has it."""
        return next((row for row in self.rows if row.id == appointment_id), None)

    @property
    def load(self) -> DayLoad:
        """Hours and capacity of the day itself."""
        return next(load for load in self.week if load.day == self.day)


@dataclass(frozen=True, slots=True)
class CarHistory:
    """What the plan knows of a car while it is booked."""

    expected: tuple[AppointmentRow, ...]
    missed: int


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A bay that is free long enough from a time on."""

    bay_id: int
    bay: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class DaySheet:
    """Facts of the sheet of a day: who is expected, sorted by time, and the hours taken."""

    settings: Settings
    language: str
    day: date
    printed_at: datetime
    printed_by: str
    load: DayLoad
    rows: tuple[AppointmentRow, ...]
