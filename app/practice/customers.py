"""Makes people and cars of the practice store."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from app.local_time import local_day
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from db.tables.people import Person, Phone
from db.tables.vehicles import Plate, Trim, Vehicle, VehicleRelation
from db.vocabulary import CustomerClass, Energy, PlateKind, Relation, Sex

OTHER_BRAND, FEMALE, ADDRESS = 0.25, 0.4, 0.3
CLASSES = (None, None, None, CustomerClass.TIER_1, CustomerClass.TIER_2, CustomerClass.VIP)
CITIES = (
    "海淀区中关村南大街",
    "朝阳区望京西路",
    "丰台区南四环西路",
    "通州区新华大街",
    "大兴区兴华大街",
)


@dataclass(frozen=True, slots=True)
class Owner:
    """A person with a car."""

    person: Person
    vehicle: Vehicle
    plate: str
    model_name: str


def people(
    session: Session, identities: FakeIdentities, *, count: int, at: datetime
) -> list[Person]:
    """Makes persons with one phone each."""
    made = [_person(identities, at) for _ in range(count)]
    session.add_all(made)
    session.flush()
    return made


def owners(
    session: Session, identities: FakeIdentities, *, lists: PracticeLists, count: int, at: datetime
) -> list[Owner]:
    """Makes persons with a car that was bought here or elsewhere."""
    made = []
    for person in people(session, identities, count=count, at=at):
        bought_here = identities.random.random() > OTHER_BRAND
        trim = identities.random.choice(lists.trims) if bought_here else None
        made.append(_owner(identities, lists, person, trim=trim, at=at))
    session.add_all(owner.vehicle for owner in made)
    session.flush()
    for owner in made:
        relation = VehicleRelation(vehicle_id=owner.vehicle.id, person_id=owner.person.id)
        relation.relation = Relation.OWNER
        relation.from_on = owner.vehicle.registered_on or local_day(at)
        session.add(relation)
    session.flush()
    return made


def address(random: Random) -> str:
    """An address in one of five streets."""
    return f"{random.choice(CITIES)} {random.randint(1, 300)} 号"


def _person(identities: FakeIdentities, at: datetime) -> Person:
    random = identities.random
    female = random.random() < FEMALE
    person = Person(name=identities.name(female), sex=Sex.FEMALE if female else Sex.MALE)
    person.created_at = at - timedelta(days=random.randint(1, 1200))
    # the draws keep their order, so that a seed makes the store it always made
    person.address = address(random) if random.random() < ADDRESS else None
    person.customer_class = random.choice(CLASSES)
    person.phones.append(Phone(number=identities.phone()))
    return person


def _owner(
    identities: FakeIdentities,
    lists: PracticeLists,
    person: Person,
    *,
    trim: Trim | None,
    at: datetime,
) -> Owner:
    random, today = identities.random, local_day(at)
    name = random.choice(lists.facts["other_models"]) if trim is None else full_name(trim)
    bought = today - timedelta(days=random.randint(40, 2600))
    vehicle = Vehicle(
        vin=identities.vin(),
        trim_id=trim.id if trim else None,
        model_name=name,
        colour=random.choice(lists.facts["colours"]),
        energy=trim.energy if trim else Energy.PETROL,
        registered_on=bought,
        odometer=(today - bought).days * random.randint(20, 60),
        bought_here=trim is not None,
        created_at=at - timedelta(days=30),
    )
    plate = _plate(identities, vehicle)
    return Owner(person, vehicle, plate.number, name)


def _plate(identities: FakeIdentities, vehicle: Vehicle) -> Plate:
    electric = vehicle.energy is Energy.ELECTRIC
    plate = Plate(number=identities.plate(electric=electric), from_on=vehicle.registered_on)
    plate.kind = PlateKind.NEV_SMALL if electric else PlateKind.CIVIL
    vehicle.plates.append(plate)
    return plate


def full_name(trim: Trim) -> str:
    """Model and version as an order names them."""
    return f"{trim.model.name} {trim.name}"
