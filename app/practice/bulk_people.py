"""The crowd of a large store: people, telephones, cars, plates, and who keeps which car."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.local_time import at_local
from app.practice.bulk_writer import BulkWriter
from app.practice.customers import CITIES, OTHER_BRAND
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from db.tables.people import Person, Phone
from db.tables.vehicles import Plate, Vehicle, VehicleRelation
from db.vocabulary import CustomerClass, Energy, PersonKind, PlateKind, Relation, Role, Sex

CLASSES = (None, None, None, CustomerClass.TIER_1, CustomerClass.TIER_2, CustomerClass.VIP)
SECOND_PHONE, FORMER_OWNER, FORMER_PLATE, ADDRESS = 0.06, 0.08, 0.06, 0.3

Kind = tuple[int | None, Energy, str]


@dataclass(frozen=True, slots=True)
class OrderCar:
    """What an order keeps of a car."""

    id: int
    plate: str
    model_name: str
    owner_id: int
    yearly: int
    bought: date


class Crowd:
    """Grows day by day; the cars are kept here because orders choose among them."""

    def __init__(self, shelf: BulkWriter, pool: FakeIdentities, lists: PracticeLists) -> None:
        self._shelf, self._pool, self._lists = shelf, pool, lists
        self._desk = [
            person.id for person in (*lists.staff[Role.RECEPTION], *lists.staff[Role.CONSULTANT])
        ]
        self._trims: list[Kind] = [
            (trim.id, trim.energy, f"{trim.model.name} {trim.name}") for trim in lists.trims
        ]
        self._strangers: list[Kind] = [
            (None, Energy.PETROL, name) for name in lists.facts["other_models"]
        ]
        self.people = 0
        self.cars: list[OrderCar] = []

    def come(self, day: date, *, people: int, cars: int) -> None:
        """Whoever becomes known on this day, and their cars.

        The very first day brings at least one of each.
        """
        at = at_local(day, time(9))
        for _ in range(people if self.people else max(people, 1)):
            self._person(at)
        for _ in range(cars if self.cars else max(cars, 1)):
            self._car(day, at)

    def someone(self) -> int:
        """Any person known so far."""
        return self._pool.random.randint(1, self.people)

    def _person(self, at: datetime) -> None:
        random = self._pool.random
        female, by = random.random() < 0.4, random.choice(self._desk)
        self.people = self._shelf.add_record(
            Person,
            at,
            saved_by=by,
            kind=PersonKind.PERSON,
            name=self._pool.name(female),
            sex=Sex.FEMALE if female else Sex.MALE,
            customer_class=random.choice(CLASSES),
            address=(
                f"{random.choice(CITIES)} {random.randint(1, 300)} 号"
                if random.random() < ADDRESS
                else None
            ),
            created_at=at,
            created_by=by,
        )
        for position in range(2 if random.random() < SECOND_PHONE else 1):
            self._shelf.add(
                Phone, person_id=self.people, number=self._pool.phone(), position=position
            )

    def _car(self, day: date, at: datetime) -> None:
        random, shelf = self._pool.random, self._shelf
        ours = random.random() > OTHER_BRAND
        trim_id, energy, name = (
            random.choice(self._trims)
            if ours
            else (None, Energy.PETROL, random.choice(self._lists.facts["other_models"]))
        )
        bought, yearly = (
            day - timedelta(days=0 if ours else random.randint(40, 2600)),
            random.randint(6_000, 22_000),
        )
        key = shelf.add_record(
            Vehicle,
            at,
            saved_by=random.choice(self._desk),
            vin=self._pool.vin(),
            trim_id=trim_id,
            model_name=name,
            colour=random.choice(self._lists.facts["colours"]),
            energy=energy,
            registered_on=bought,
            odometer=(day - bought).days * yearly // 365,
            bought_here=ours,
            created_at=at,
        )
        electric = energy is Energy.ELECTRIC
        kind, since = PlateKind.NEV_SMALL if electric else PlateKind.CIVIL, bought
        if random.random() < FORMER_PLATE and bought < day:
            since = bought + (day - bought) / 2
            shelf.add(
                Plate,
                vehicle_id=key,
                number=self._pool.plate(electric=electric),
                kind=kind,
                from_on=bought,
                until_on=since,
            )
        number = self._pool.plate(electric=electric)
        shelf.add(Plate, vehicle_id=key, number=number, kind=kind, from_on=since, until_on=None)
        if random.random() < FORMER_OWNER and bought < day:
            shelf.add(
                VehicleRelation,
                vehicle_id=key,
                person_id=self.someone(),
                relation=Relation.OWNER,
                from_on=bought,
                until_on=since,
            )
        owner = self.someone()
        shelf.add(
            VehicleRelation,
            vehicle_id=key,
            person_id=owner,
            relation=Relation.OWNER,
            from_on=since,
            until_on=None,
        )
        self.cars.append(OrderCar(key, number, name, owner, yearly, bought))
