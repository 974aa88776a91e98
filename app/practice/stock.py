"""Makes the cars for sale of the practice store: in stock, in transit, reserved, sold."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local
from app.practice.fake_identities import with_check_digit
from app.practice.lists import PracticeLists, kind_of
from app.practice.numbering import Numbering
from app.vehicles.prices import price_on
from db.stock_words import CertificatePlace, LeftHow
from db.tables.prospects import Prospect
from db.tables.stock import CarHold, StockCar
from db.tables.vehicles import Trim, Vehicle
from db.vocabulary import ProspectState

Kind = tuple[Trim, str]
"""A version and a colour."""

AGES = (
    *(*range(30), *range(2, 30, 6), *range(31, 60), *range(61, 90, 2)),
    *(93, 97, 103, 110, 118, 131, 152, 176, 187, 223),
)
"""How many days each car has been in stock: most are young, one in ten for a quarter."""
IN_TRANSIT, LATE, CERTIFIED = 30, 2, 3
"""Cars on their way, those of them that are late, and one car in so many without certificate."""
HOLDS = (timedelta(hours=5), timedelta(days=1), timedelta(days=2), timedelta(days=3))
RESERVED = 6
SOLD_FROM = 300
"""The place of the first car that was sold."""
ELSEWHERE = (LeftHow.TRANSFERRED, LeftHow.OUTLET, LeftHow.OUTLET, LeftHow.OUTLET)
COST, NOT_CARED = Decimal("0.93"), 9
MODELS, VERSIONS, COLOURS = (8, 4, 6, 3, 1), (5, 3, 2), (8, 4, 5, 1, 2, 2)
"""How often each model of the list, version of a model and colour is wanted."""


def fill(maker: "CarMaker") -> list[StockCar]:
    """Fills the stock as it stands at a moment; returns the cars that are here."""
    lists = maker.lists
    here = [maker.arrived(place, age, kind=wanted(lists, place)) for place, age in enumerate(AGES)]
    for place in range(IN_TRANSIT):
        maker.coming(len(AGES) + place, place - LATE)
    for place, how in enumerate(ELSEWHERE, len(AGES) + IN_TRANSIT):
        gone = maker.arrived(place, 40 + place % 4, kind=wanted(lists, place))
        gone.left_on, gone.left_how = maker.today - timedelta(days=6 - place % 4), how
    maker.session.flush()
    return here


def wanted(lists: PracticeLists, place: int, *, model_id: int | None = None) -> Kind:
    """A version and a colour as customers want them; the same place wants the same."""
    random = Random(place)
    model = random.choices(lists.models, MODELS)[0]
    model = next((one for one in lists.models if one.id == model_id), model)
    trims = sorted(model.trims, key=lambda one: one.position)
    colours = lists.facts["colours"]
    trim = random.choices(trims, VERSIONS[: len(trims)])[0]
    return trim, random.choices(colours, COLOURS)[0]


class CarMaker:
    """Invents cars; the same place gives the same car."""

    def __init__(
        self, session: Session, lists: PracticeLists, numbers: Numbering, today: date
    ) -> None:
        self.session, self.lists, self.numbers, self.today = session, lists, numbers, today
        self._costs: dict[int, Decimal | None] = {}
        self.vehicles: dict[int, Vehicle] = {}
        """The vehicles of the cars that were made, by their ids."""

    def arrived(self, place: int, age: int, *, kind: Kind) -> StockCar:
        """A car that came so many days ago."""
        day = self.today - timedelta(days=age)
        row = self._car(place, kind, built=day - timedelta(days=18 + place % 21), added=day)
        row.arrived_on = row.cared_on = day
        if age:
            row.cared_on = max(day, self.today - timedelta(days=self._since_care(place)))
        row.place = self.lists.facts["stock_places"][place % 5] + str(1 + place % 9)
        row.key_number = f"{101 + place}"
        row.certificate = CertificatePlace.HERE
        if place % CERTIFIED == 1:
            row.certificate = CertificatePlace.BANK
        return row

    def _since_care(self, place: int) -> int:
        return 33 if place % NOT_CARED == 0 else 1 + 5 * place % 28

    def coming(self, place: int, days: int) -> StockCar:
        """A car that is expected in so many days."""
        added = self.today - timedelta(days=9)
        kind, built = wanted(self.lists, place), self.today - timedelta(days=12)
        row = self._car(place, kind, built=built, added=added)
        row.expected_on = self.today + timedelta(days=days)
        return row

    def _car(self, place: int, wish: Kind, *, built: date, added: date) -> StockCar:
        trim, colour = wish
        kind = kind_of(self.lists, trim)
        car = Vehicle(vin=with_check_digit(kind["vin"], f"TS{200_101 + 37 * place:06d}"))
        car.trim_id, car.energy, car.body_type = trim.id, trim.energy, kind["body"]
        car.colour = colour
        car.engine_number = f"{kind['engine']}{610_000 + 83 * place}"
        car.created_at = at_local(added, time(9, 40))
        self.session.add(car)
        self.vehicles[car.id] = car
        return self._stay(car, trim.id, built=built, added=added)

    def _stay(self, car: Vehicle, trim_id: int, *, built: date, added: date) -> StockCar:
        row = StockCar(vehicle_id=car.id, built_on=built, certificate=CertificatePlace.MAKER)
        row.number = self.numbers.next("C", at_local(added, time(9, 40)))
        row.payment_on = built + timedelta(days=7)
        row.purchase_price = self._cost(trim_id)
        interiors = self.lists.facts["interiors"]
        row.interior = interiors[car.id % len(interiors)]
        self.session.add(row)
        return row

    def _cost(self, trim_id: int) -> Decimal | None:
        if trim_id not in self._costs:
            price = price_on(self.session, trim_id, self.today)
            cost = None if price is None else (price.list_price * COST / 100).quantize(Decimal(1))
            self._costs[trim_id] = cost * 100 if cost is not None else None
        return self._costs[trim_id]


def reserve(session: Session, here: list[StockCar], at: datetime) -> None:
    """Every seventh car is kept for somebody who wants one; one hold ends today."""
    is_open = select(Prospect).where(Prospect.state == ProspectState.OPEN)
    wishes = session.scalars(is_open.order_by(Prospect.id.desc()).limit(RESERVED)).all()
    kept = islice(here, 3, None, 7)
    for place, (row, wish) in enumerate(zip(kept, wishes, strict=False)):
        hold = CarHold(stock_car_id=row.id, person_id=wish.person_id, staff_id=wish.owner_id)
        hold.held_at = at - timedelta(hours=2 + 3 * place)
        hold.held_until = at + HOLDS[place % len(HOLDS)]
        session.add(hold)
    session.flush()
