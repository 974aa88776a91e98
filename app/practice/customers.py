"""People and cars of the practice store."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from app.local_time import local_day
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from db.tables.people import Person, Phone
from db.tables.vehicles import Plate, Trim, Vehicle, VehicleRelation
from db.vocabulary import CustomerClass, Energy, PlateKind, Relation, Sex

OTHER_BRAND = 0.25
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


def people(session: Session, pool: FakeIdentities, *, count: int, at: datetime) -> list[Person]:
    """Persons with one phone each."""
    made = [_person(pool, at) for _ in range(count)]
    session.add_all(made)
    session.flush()
    return made


def owners(
    session: Session, pool: FakeIdentities, *, lists: PracticeLists, count: int, at: datetime
) -> list[Owner]:
    """Persons with a car that was bought here or elsewhere, its plate, VIN and odometer."""
    made = []
    for person in people(session, pool, count=count, at=at):
        trim = pool.random.choice(lists.trims) if pool.random.random() > OTHER_BRAND else None
        made.append(_owner(session, pool, lists, person, trim=trim, at=at))
    session.flush()
    for owner in made:
        since = owner.vehicle.registered_on or local_day(at)
        session.add(
            VehicleRelation(
                vehicle_id=owner.vehicle.id,
                person_id=owner.person.id,
                relation=Relation.OWNER,
                from_on=since,
            )
        )
    session.flush()
    return made


def _person(pool: FakeIdentities, at: datetime) -> Person:
    female = pool.random.random() < 0.4
    person = Person(
        name=pool.name(female),
        sex=Sex.FEMALE if female else Sex.MALE,
        created_at=at - timedelta(days=pool.random.randint(1, 1200)),
        address=f"{pool.random.choice(CITIES)} {pool.random.randint(1, 300)} 号"
        if pool.random.random() < 0.3
        else None,
        customer_class=pool.random.choice(
            [None, None, None, CustomerClass.TIER_1, CustomerClass.TIER_2, CustomerClass.VIP]
        ),
    )
    person.phones.append(Phone(number=pool.phone()))
    return person


def _owner(
    session: Session,
    pool: FakeIdentities,
    lists: PracticeLists,
    person: Person,
    *,
    trim: Trim | None,
    at: datetime,
) -> Owner:
    electric = trim is not None and trim.energy is Energy.ELECTRIC
    name = (
        f"{trim.model.name} {trim.name}"
        if trim
        else pool.random.choice(lists.facts["other_models"])
    )
    bought = local_day(at) - timedelta(days=pool.random.randint(40, 2600))
    vehicle = Vehicle(
        vin=pool.vin(),
        trim_id=trim.id if trim else None,
        model_name=name,
        colour=pool.random.choice(lists.facts["colours"]),
        energy=trim.energy if trim else Energy.PETROL,
        registered_on=bought,
        odometer=(local_day(at) - bought).days * pool.random.randint(20, 60),
        bought_here=trim is not None,
        created_at=at - timedelta(days=30),
    )
    number = pool.plate(electric=electric)
    vehicle.plates.append(
        Plate(
            number=number, kind=PlateKind.NEV_SMALL if electric else PlateKind.CIVIL, from_on=bought
        )
    )
    session.add(vehicle)
    return Owner(person, vehicle, number, name)


def cents(value: Decimal) -> Decimal:
    """Two places, as money and hours are kept."""
    return value.quantize(Decimal("0.01"))
