"""What the windows and papers read of the cars for sale."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.formatting import joined
from app.local_time import local_day
from app.stock import rules
from db.stock_words import CertificatePlace, LeftHow, PdiPoint, ReconditioningKind, StockState


@dataclass(frozen=True, slots=True)
class ReconditioningRow:
    """A step of reconditioning."""

    id: int
    stock_car_id: int
    kind: ReconditioningKind
    holder: str
    started_on: date
    due_on: date
    done_on: date | None
    cost: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """A car for sale as its list shows it on a day.

    `purchase_price` and `interest` are None for who may not know them; `days` are None before the
    arrival. `hold_*` and `held_*` are of the hold that counts, None and "" without one. Of a car
    that an order has, `customer` and `holder` are those of the order. `pdi_*`: newest inspection.
    `outlet` has the car since `away_since`.
    """

    id: int
    version: int
    number: str
    vehicle_id: int
    appraisal_id: int | None
    appraisal_number: str
    vin: str
    model: str
    version_name: str
    trim_id: int | None
    colour: str
    interior: str | None
    engine_number: str
    key_number: str | None
    place: str | None
    certificate: CertificatePlace
    purchase_price: Decimal | None
    asking_price: Decimal | None
    list_price: Decimal | None
    floor_price: Decimal | None
    built_on: date | None
    expected_on: date | None
    arrived_on: date | None
    payment_on: date | None
    cared_on: date | None
    left_on: date | None
    left_how: LeftHow | None
    override_reason: str | None
    override_by: str
    note: str | None
    hold_id: int | None
    held_at: datetime | None
    held_until: datetime | None
    holder_id: int | None
    holder: str
    customer: str
    customer_id: int | None
    hold_note: str
    order_id: int | None
    order_number: str
    transfer_id: int | None
    outlet: str
    away_since: datetime | None
    pdi_point: PdiPoint | None
    pdi_passed: bool | None
    pdi_at: datetime | None
    pdi_findings: str
    pdi_by: str
    steps: tuple[ReconditioningRow, ...]
    today: date
    state: StockState
    days: int | None
    band: str
    is_long: bool
    is_late: bool
    care_due: bool
    interest: Decimal | None

    @property
    def name(self) -> str:
        """Model and version."""
        return f"{self.model} {self.version_name}".strip()

    @property
    def open_step(self) -> ReconditioningRow | None:
        """What is being done to the car; None while nobody has it."""
        return next((one for one in self.steps if one.done_on is None), None)

    @property
    def is_step_late(self) -> bool:
        """True once the day of the open step is over."""
        step = self.open_step
        return self.is_standing and step is not None and step.due_on < self.today

    @property
    def step_cost(self) -> Decimal:
        """What reconditioning has cost so far."""
        return sum((one.cost or Decimal(0) for one in self.steps), Decimal("0.00"))

    @property
    def stands_at(self) -> Decimal | None:
        """Purchase price with reconditioning; None for who may not know it."""
        return None if self.purchase_price is None else self.purchase_price + self.step_cost

    @property
    def point_now(self) -> PdiPoint:
        """The inspection that a photo of today belongs to."""
        is_of_today = self.pdi_at is not None and local_day(self.pdi_at) == self.today
        is_ordered = self.order_id is not None
        return rules.point_now(self.pdi_point, is_of_today=is_of_today, is_ordered=is_ordered)

    @property
    def told(self) -> str:
        """The car as a form names it."""
        return joined(self.name, self.colour, self.number, f"…{self.vin[-6:]}")

    @property
    def is_used(self) -> bool:
        """True for a car that a customer traded in."""
        return self.appraisal_id is not None

    @property
    def held_for(self) -> str:
        """The customer, or what was written down."""
        return self.customer or self.hold_note

    @property
    def is_standing(self) -> bool:
        """True until the car has left."""
        return self.state is not StockState.LEFT

    @property
    def is_here(self) -> bool:
        """True from the arrival until the car has left."""
        return self.is_standing and self.arrived_on is not None

    @property
    def is_away(self) -> bool:
        """True while an outlet has the car on consignment."""
        return self.state is StockState.AT_OUTLET

    @property
    def whereabouts(self) -> str:
        """The outlet that has the car, else its place."""
        return self.outlet or self.place or ""


@dataclass(frozen=True, slots=True)
class BandCount:
    """How many cars are as old as that; those on their way have no band."""

    name: str
    cars: int


def by_band(rows: Sequence[StockRow], bands: Sequence[int]) -> list[BandCount]:
    """The cars that are here, by age; the sum is the list."""
    names = [rules.band_name(place, bands) for place in range(len(bands) + 1)]
    here = [row.band for row in rows if row.is_here]
    return [BandCount(name, here.count(name)) for name in names]


@dataclass(frozen=True, slots=True)
class ModelCount:
    """How many cars of a model are on their way, and of each age."""

    model: str
    cars: tuple[int, ...]


def by_model(rows: Sequence[StockRow], bands: Sequence[str]) -> list[ModelCount]:
    """The cars by model in the order of the list; the sum of all is the list."""
    found = Counter((row.model, row.band) for row in rows)
    models, ages = sorted({row.model for row in rows}), ("", *bands)
    return [ModelCount(model, tuple(found[model, age] for age in ages)) for model in models]


@dataclass(frozen=True, slots=True)
class StockSheet:
    """The printed list: standing cars of a day, with the head of the store."""

    day: date
    rows: tuple[StockRow, ...]
    bands: tuple[BandCount, ...]
    printed_at: datetime
    printed_by: str
    language: str
    settings: Any
