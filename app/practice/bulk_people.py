"""Makes people, telephones, cars, plates and owners of a large store."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app.local_time import at_local
from app.practice.bulk_writer import BulkWriter
from app.practice.customers import (
    ADDRESS,
    FEMALE,
    OTHER_BRAND,
    address,
    customer_class,
    engine_number,
)
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists, full_name, kind_of
from db.plate_words import PlateKind
from db.tables.people import Person, Phone
from db.tables.vehicles import Plate, Vehicle, VehicleRelation
from db.vocabulary import Energy, PersonKind, Relation, Role, Sex

SECOND_PHONE, FORMER_OWNER, FORMER_PLATE = 0.06, 0.08, 0.06

Kind = tuple[int | None, Energy, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class OrderCar:
    """What orders need of a car."""

    id: int
    plate: str
    model_name: str
    owner_id: int
    yearly: int
    bought: date
    energy: Energy

    def driven(self, day: date) -> int:
        """The kilometres until a day."""
        return max((day - self.bought).days, 0) * self.yearly // 365


class BulkPeople:
    """Adds people and cars day by day; orders choose among its `cars`."""

    def __init__(
        self, writer: BulkWriter, identities: FakeIdentities, lists: PracticeLists
    ) -> None:
        self._writer, self._identities, self._lists = writer, identities, lists
        staff = (*lists.staff[Role.RECEPTION], *lists.staff[Role.CONSULTANT])
        self._desk = [person.id for person in staff]
        self._trims: list[Kind] = [
            (trim.id, trim.energy, full_name(trim), kind_of(lists, trim)) for trim in lists.trims
        ]
        self.people = 0
        self.cars: list[OrderCar] = []

    def come(self, day: date, *, people: int, cars: int) -> None:
        """Adds the people and cars that become known on a day.

        On the first at least one each.
        """
        at = at_local(day, time(9))
        for _ in range(people if self.people else max(people, 1)):
            self._person(at)
        for _ in range(cars if self.cars else max(cars, 1)):
            self._car(day, at)

    def someone(self) -> int:
        """The id of any person known so far."""
        return self._identities.random.randint(1, self.people)

    def _person(self, at: datetime) -> None:
        random = self._identities.random
        female, by = random.random() < FEMALE, random.choice(self._desk)
        self.people = self._writer.add_record(
            Person,
            at,
            saved_by=by,
            kind=PersonKind.PERSON,
            name=self._identities.name(female),
            sex=Sex.FEMALE if female else Sex.MALE,
            customer_class=customer_class(random),
            address=address(random, self._lists.facts["streets"])
            if random.random() < ADDRESS
            else None,
            created_at=at,
            created_by=by,
        )
        self._phones(self.people)

    def _phones(self, person: int) -> None:
        for position in range(2 if self._identities.random.random() < SECOND_PHONE else 1):
            number = self._identities.phone()
            self._writer.add(Phone, person_id=person, number=number, position=position)

    def _car(self, day: date, at: datetime) -> None:
        random = self._identities.random
        ours = random.random() > OTHER_BRAND
        trim_id, energy, name, kind = random.choice(self._trims) if ours else self._other_model()
        bought = day - timedelta(days=0 if ours else random.randint(40, 2600))
        yearly = random.randint(6_000, 22_000)
        key = self._writer.add_record(
            Vehicle,
            at,
            saved_by=random.choice(self._desk),
            vin=self._identities.vin(kind["vin"], bought.year),
            engine_number=engine_number(random, kind),
            body_type=kind["body"],
            trim_id=trim_id,
            model_name=name,
            colour=random.choice(self._lists.facts["colours"]),
            energy=energy,
            registered_on=bought,
            odometer=(day - bought).days * yearly // 365,
            bought_here=ours,
            created_at=at,
        )
        plate, since = self._plates(key, energy, bought=bought, day=day)
        owner = self._owners(key, bought, since=since, day=day)
        self.cars.append(OrderCar(key, plate, name, owner, yearly, bought, energy))

    def _other_model(self) -> Kind:
        kind = self._identities.random.choice(self._lists.facts["other_models"])
        return None, Energy.PETROL, kind["name"], kind

    def _plates(self, car: int, energy: Energy, *, bought: date, day: date) -> tuple[str, date]:
        """The plate that the car carries and since when; some had another one before."""
        electric, since = energy is Energy.ELECTRIC, bought
        kind = PlateKind.NEV_SMALL if electric else PlateKind.CIVIL
        spans: list[tuple[date, date | None]] = [(bought, None)]
        if self._identities.random.random() < FORMER_PLATE and bought < day:
            since = bought + (day - bought) / 2
            spans = [(bought, since), (since, None)]
        number = ""
        for start, end in spans:
            number = self._identities.plate(electric=electric)
            dates = {"from_on": start, "until_on": end}
            self._writer.add(Plate, vehicle_id=car, number=number, kind=kind, **dates)
        return number, since

    def _owners(self, car: int, bought: date, *, since: date, day: date) -> int:
        """The person who owns the car since then; some cars had another owner before."""
        spans: list[tuple[date, date | None]] = [(since, None)]
        if self._identities.random.random() < FORMER_OWNER and bought < day:
            spans.insert(0, (bought, since))
        owner = 0
        for start, end in spans:
            owner = self.someone()
            relation = {"person_id": owner, "relation": Relation.OWNER}
            dates = {"from_on": start, "until_on": end}
            self._writer.add(VehicleRelation, vehicle_id=car, **relation, **dates)
        return owner
