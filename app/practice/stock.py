"""Makes the cars for sale of the practice store: in stock, in transit, reserved, sold."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.practice.fake_identities import with_check_digit
from app.practice.lists import PracticeLists, kind_of
from app.practice.numbering import Numbering
from app.vehicles.prices import price_on
from db.stock_words import CertificatePlace, LeftHow
from db.tables.prospects import Prospect
from db.tables.stock import CarHold, StockCar
from db.tables.vehicles import Vehicle, VehicleRelation
from db.vocabulary import ProspectState, Relation

AGES = (
    *(0, 1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 14, 16, 17, 19, 21, 22, 24, 26, 29),
    *(31, 33, 36, 38, 41, 44, 47, 50, 53, 56, 59, 62, 67, 71, 76, 83, 88),
    *(94, 103, 118, 131, 152, 176, 187, 223),
)
"""How many days each car has been in stock: most are young, two have stood half a year."""
IN_TRANSIT, LATE, CERTIFIED = 12, 2, 3
"""Cars on their way, those of them that are late, and one car in so many without certificate."""
HOLDS = (timedelta(hours=5), timedelta(days=1), timedelta(days=2), timedelta(days=3))
RESERVED = 6
SOLD_FROM = 100
"""The place of the first car that was sold."""
ELSEWHERE = (LeftHow.TRANSFERRED, LeftHow.OUTLET, LeftHow.OUTLET, LeftHow.OUTLET)
COST, NOT_CARED = Decimal("0.93"), 9


def fill(session: Session, lists: PracticeLists, *, numbers: Numbering, at: datetime) -> None:
    """Fills the stock as it stands at a moment."""
    maker = _Maker(session, lists, numbers, local_day(at))
    here = [maker.arrived(place, age) for place, age in enumerate(AGES)]
    for place in range(IN_TRANSIT):
        maker.coming(len(AGES) + place, 3 * place - 2 * LATE + 1)
    for place, how in enumerate(ELSEWHERE):
        gone = maker.arrived(len(AGES) + IN_TRANSIT + place, 40 + place)
        gone.left_on, gone.left_how = maker.today - timedelta(days=6 - place), how
    maker.sold()
    session.flush()
    _reserve(session, here, at)


class _Maker:
    """Invents cars; the same place gives the same car."""

    def __init__(
        self, session: Session, lists: PracticeLists, numbers: Numbering, today: date
    ) -> None:
        self.session, self.lists, self.numbers, self.today = session, lists, numbers, today

    def arrived(self, place: int, age: int) -> StockCar:
        """A car that came so many days ago."""
        day = self.today - timedelta(days=age)
        row = self._car(place, built=day - timedelta(days=18 + place % 21), added=day)
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
        row = self._car(place, built=self.today - timedelta(days=12), added=added)
        row.expected_on = self.today + timedelta(days=days)
        return row

    def sold(self) -> None:
        """The cars that those have got who bought here lately."""
        won = select(Prospect).where(Prospect.state == ProspectState.WON)
        buyers = self.session.scalars(won.order_by(Prospect.closed_at, Prospect.id)).all()
        for place, buyer in enumerate(buyers, SOLD_FROM):
            assert buyer.closed_at is not None
            day = local_day(buyer.closed_at) + timedelta(days=1 + place % 4)
            if day > self.today:
                continue
            row = self.arrived(place, (self.today - day).days + 6 + place * 5 % 50)
            row.left_on, row.left_how, row.certificate = day, LeftHow.SOLD, CertificatePlace.HERE
            row.place = None
            owner = VehicleRelation(vehicle_id=row.vehicle_id, person_id=buyer.person_id)
            owner.relation, owner.from_on = Relation.OWNER, day
            car = self.session.get_one(Vehicle, row.vehicle_id)
            car.bought_here, car.invoiced_on, car.delivered_on = True, day, day
            self.session.add(owner)

    def _car(self, place: int, *, built: date, added: date) -> StockCar:
        trim = self.lists.trims[place * 7 % len(self.lists.trims)]
        kind = kind_of(self.lists, trim)
        car = Vehicle(vin=with_check_digit(kind["vin"], f"TS{200_101 + 37 * place:06d}"))
        car.trim_id, car.energy, car.body_type = trim.id, trim.energy, kind["body"]
        colours = self.lists.facts["colours"]
        car.colour = colours[place * 5 // 2 % len(colours)]
        car.engine_number = f"{kind['engine']}{610_000 + 83 * place}"
        car.created_at = at_local(added, time(9, 40))
        self.session.add(car)
        return self._stay(car, built=built, added=added)

    def _stay(self, car: Vehicle, *, built: date, added: date) -> StockCar:
        row = StockCar(vehicle_id=car.id, built_on=built, certificate=CertificatePlace.MAKER)
        row.number = self.numbers.next("C", at_local(added, time(9, 40)))
        row.payment_on = built + timedelta(days=7)
        price = price_on(self.session, car.trim_id, self.today)
        if price is not None:
            row.purchase_price = (price.list_price * COST / 100).quantize(Decimal(1)) * 100
        interiors = self.lists.facts["interiors"]
        row.interior = interiors[car.id % len(interiors)]
        self.session.add(row)
        return row


def _reserve(session: Session, here: list[StockCar], at: datetime) -> None:
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
