"""Makes people and cars of the practice store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from app.local_time import local_day
from app.people.consents import OFFERED
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists, full_name, kind_of
from db.plate_words import PlateKind
from db.tables.people import Consent, Person, Phone
from db.tables.vehicles import Plate, Trim, Vehicle, VehicleRelation
from db.vocabulary import (
    ConsentPurpose,
    CustomerClass,
    Energy,
    PersonKind,
    Relation,
    Role,
    Sex,
)

OTHER_BRAND, FEMALE, ADDRESS = 0.15, 0.4, 0.6
NEW_CAR = 0.14
"""How many cars have come to their first maintenance."""
EMPLOYED, COMPANY = 0.2, 0.03
CLASSES = (CustomerClass.VIP, CustomerClass.TIER_1, CustomerClass.TIER_2, None)
CLASS_WEIGHTS = (2, 9, 18, 71)
CONSENTS = (
    (ConsentPurpose.SALES_CONTACT, 0.8),
    (ConsentPurpose.SERVICE_REMINDER, 0.7),
    (ConsentPurpose.CAMPAIGN, 0.35),
)
"""What people agree to, and how many of them; what is not `OFFERED` only keeps the dice."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A person with a car."""

    person: Person
    vehicle: Vehicle
    plate: str
    model_name: str
    bought: date
    daily: int
    """Kilometres that the car is driven on a day."""

    def driven(self, day: date) -> int:
        """The odometer on a day."""
        return max((day - self.bought).days, 1) * self.daily


def people(
    session: Session,
    identities: FakeIdentities,
    *,
    lists: PracticeLists,
    count: int,
    at: datetime,
    since: int = 31,
) -> list[Person]:
    """Makes persons with one phone each, and what they agreed to, known for so many days."""
    made = [_person(identities, lists, at=at, since=since) for _ in range(count)]
    session.add_all(made)
    for person in made:
        session.add_all(_consents(identities.random, lists, person))
    for person, alert in zip(made[3::97], lists.facts["alerts"], strict=False):
        person.alert = alert
    for person in made[50::160]:
        person.do_not_contact = True
    return made


def owners(
    session: Session, identities: FakeIdentities, *, lists: PracticeLists, count: int, at: datetime
) -> list[Owner]:
    """Makes persons with a car that was bought here or elsewhere; a few cars are of companies."""
    made, companies = list[Owner](), dict[str, Person]()
    for one in people(session, identities, lists=lists, count=count, at=at):
        person = _owner_of(identities.random, lists, one, companies=companies)
        bought_here = identities.random.random() > OTHER_BRAND
        trim = identities.random.choice(lists.trims) if bought_here else None
        made.append(_owner(identities, lists, person, trim=trim, at=at))
    session.add_all(owner.vehicle for owner in made)
    session.add_all(_relation(owner) for owner in made)
    return made


def customer_class(random: Random) -> CustomerClass | None:
    """One in fifty is a VIP."""
    return random.choices(CLASSES, CLASS_WEIGHTS)[0]


def address(random: Random, streets: Sequence[str]) -> str:
    """An address in one of the streets of the store's city."""
    street, number = random.choice(streets), random.randint(1, 300)
    return f"{number} {street}" if street.isascii() else f"{street} {number} 号"


def _person(
    identities: FakeIdentities, lists: PracticeLists, *, at: datetime, since: int
) -> Person:
    random, facts = identities.random, lists.facts
    female = random.random() < FEMALE
    person = Person(name=identities.name(female), sex=Sex.FEMALE if female else Sex.MALE)
    person.created_at = at - timedelta(days=random.randint(since, 1200))
    person.created_by = random.choice(lists.staff[Role.RECEPTION]).id
    person.address = address(random, facts["streets"]) if random.random() < ADDRESS else None
    person.employer = random.choice(facts["employers"]) if random.random() < EMPLOYED else None
    person.born_on = local_day(at) - timedelta(days=random.randint(21 * 365, 68 * 365))
    person.customer_class = customer_class(random)
    person.phones.append(Phone(number=identities.phone()))
    return person


def _consents(random: Random, lists: PracticeLists, person: Person) -> list[Consent]:
    """What this person agreed to on the day of the first visit."""
    agreed = [purpose for purpose, share in CONSENTS if random.random() < share]
    made = [
        Consent(
            person_id=person.id,
            purpose=purpose,
            notice_edition=1,
            way=random.choice(lists.facts["consent_ways"]),
            given_at=person.created_at,
            given_by=person.created_by or 0,
        )
        for purpose in agreed
    ]
    return [one for one in made if one.purpose in OFFERED]


def _owner_of(
    random: Random, lists: PracticeLists, person: Person, *, companies: dict[str, Person]
) -> Person:
    """This person, or one of the few companies, each of which has several cars."""
    if random.random() >= COMPANY:
        return person
    name = random.choice(lists.facts["companies"])
    if name not in companies:
        person.kind, person.sex, person.born_on = PersonKind.COMPANY, None, None
        person.name, person.employer, person.customer_class = name, None, None
        companies[name] = person
    return companies[name]


def _owner(
    identities: FakeIdentities,
    lists: PracticeLists,
    person: Person,
    *,
    trim: Trim | None,
    at: datetime,
) -> Owner:
    random, today = identities.random, local_day(at)
    kind = kind_of(lists, trim) if trim else random.choice(lists.facts["other_models"])
    is_new = trim is not None and random.random() < NEW_CAR
    age = random.randint(120, 190) if is_new else random.randint(400, 2600)
    daily = random.randint(28, 38) if is_new else random.randint(18, 48)
    energy = trim.energy if trim else Energy.PETROL
    bought = today - timedelta(days=age)
    vehicle = Vehicle(
        vin=identities.vin(kind["vin"], bought.year),
        engine_number=engine_number(random, kind),
        trim_id=trim.id if trim else None,
        model_name=full_name(trim) if trim else kind["name"],
        body_type=kind["body"],
        colour=random.choice(lists.facts["colours"]),
        energy=energy,
        registered_on=bought,
        odometer=age * daily,
        bought_here=trim is not None,
        created_at=at - timedelta(days=min(age, 400)),
    )
    plate = _plate(identities, vehicle)
    return Owner(person, vehicle, plate.number, vehicle.model_name or "", bought, daily)


def engine_number(random: Random, kind: dict[str, Any]) -> str:
    """The number of the engine or drive motor, which begins with its type."""
    return f"{kind['engine']}{random.randint(100_000, 999_999)}{random.choice('ABCDEFGH')}"


def _relation(owner: Owner) -> VehicleRelation:
    relation = VehicleRelation(vehicle_id=owner.vehicle.id, person_id=owner.person.id)
    relation.relation, relation.from_on = Relation.OWNER, owner.bought
    return relation


def _plate(identities: FakeIdentities, vehicle: Vehicle) -> Plate:
    electric = vehicle.energy is Energy.ELECTRIC
    plate = Plate(number=identities.plate(electric=electric), from_on=vehicle.registered_on)
    plate.kind = PlateKind.NEV_SMALL if electric else PlateKind.CIVIL
    vehicle.plates.append(plate)
    return plate
