"""What windows and papers read of the appraisals of cars to be traded in."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.admin.archive import Issued
from app.formatting import joined, money, short_day
from app.identity import plate as plates
from app.paper.frame import Printed
from app.photos import WholePhoto
from app.sales import appraisal_rules as rules
from app.settings import Settings
from app.text import _
from db.sales_words import AppraisalState


@dataclass(frozen=True, slots=True)
class CostFacts:
    """Something that has to be done before the car can be sold."""

    appraisal_id: int
    text: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRow:
    """An appraisal as the list shows it on a day, with its car and where its value stands."""

    id: int
    version: int
    number: str
    person_id: int
    customer: str
    phone: str
    vehicle_id: int
    plate: str
    vin: str
    model: str
    colour: str
    registered_on: date | None
    odometer: int
    appraised_at: datetime
    appraised_by: int
    appraiser: str
    is_own: bool
    condition: str
    damage_marks: str
    expected_price: Decimal
    margin: Decimal
    offered: Decimal
    valid_until: date
    declined_at: datetime | None
    decliner: str
    quote_id: int | None
    quote_number: str
    order_number: str
    stock_number: str
    costs: tuple[CostFacts, ...]
    state: AppraisalState

    @property
    def car(self) -> str:
        """Model and plate, or the end of the VIN."""
        return car_name(self.model, plate=self.plate, vin=self.vin)

    @property
    def cost(self) -> Decimal:
        """What all repairs cost."""
        return sum((one.amount for one in self.costs), rules.NOTHING)

    @property
    def beyond(self) -> Decimal:
        """By how much more is offered than expected price, costs and margin leave."""
        left = rules.offer(self.expected_price, (self.cost,), margin=self.margin)
        return max(self.offered - left, rules.NOTHING)

    @property
    def name(self) -> str:
        """How the appraisal is called where it stands alone."""
        return joined(self.customer, self.car)


def car_name(model: str, *, plate: str, vin: str) -> str:
    """How a car that is traded in is called: model and plate, or the end of the VIN."""
    return joined(model, plates.shown(plate) if plate else f"…{vin[-6:]}")


@dataclass(frozen=True, slots=True)
class CarOffer:
    """An appraisal as a quotation takes it."""

    id: int
    number: str
    customer: str
    plate: str
    vin: str
    model: str
    offered: Decimal
    valid_until: date

    @property
    def car(self) -> str:
        """Model and plate, or the end of the VIN."""
        return car_name(self.model, plate=self.plate, vin=self.vin)

    @property
    def told(self) -> str:
        """As a form names it."""
        until = _("until {time}").format(time=short_day(self.valid_until))
        return joined(self.customer, self.car, money(self.offered), until)


@dataclass(frozen=True, slots=True)
class AppraisalPaper:
    """An appraisal on paper with its photos, and the one that was given out before."""

    row: AppraisalRow
    photos: tuple[WholePhoto, ...]
    settings: Settings
    language: str
    printed: Printed
    kept: Issued | None
