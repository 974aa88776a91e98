"""What the customers tell the registries: their files are found by name and telephone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import pinyin
from app.desk_spec import DeskSpec, Hit, Lead, SearchKind, Values
from app.identity import phone as phones
from app.identity import plate as plates
from app.search import IDS, asked, matched
from app.text import N_
from db.search import FoundRecord
from db.tables.people import Person, Phone
from db.tables.vehicles import Plate, VehicleRelation

_NAMES = select(Person.id, Person.name).where(Person.id.in_(IDS))
_NUMBERS = (
    select(Phone.person_id, Phone.number)
    .where(Phone.person_id.in_(IDS))
    .order_by(Phone.position, Phone.id)
)
_DRIVEN = (
    select(VehicleRelation.person_id, Plate.number)
    .join(Plate, Plate.vehicle_id == VehicleRelation.vehicle_id)
    .where(
        VehicleRelation.person_id.in_(IDS),
        VehicleRelation.until_on.is_(None),
        Plate.until_on.is_(None),
    )
    .order_by(VehicleRelation.id.desc())
)
"""Asked at every keystroke, put together once."""


def search_values(session: Session, ids: Sequence[int]) -> Values:
    """Name, its pinyin and every telephone of the living files."""
    living = _NAMES.where(Person.merged_into.is_(None), Person.erased_at.is_(None))
    found = {row.id: [row.name, *pinyin.spellings(row.name)] for row in asked(session, living, ids)}
    for row in asked(session, _NUMBERS, ids):
        if row.person_id in found:
            found[row.person_id].append(row.number)
    return found


def search_hits(
    session: Session, found: Sequence[FoundRecord], question: str, *, clear: bool
) -> Iterator[Hit]:
    """The name, with two telephones and two cars; without a name the first of these."""
    ids = [one.record for one in found]
    known = {row.id: row.name for row in asked(session, _NAMES, ids)}
    numbers: dict[int, list[str]] = defaultdict(list)
    cars: dict[int, list[str]] = defaultdict(list)
    for row in asked(session, _NUMBERS, ids):
        numbers[row.person_id].append(
            phones.shown(row.number) if clear else phones.masked(row.number)
        )
    for row in asked(session, _DRIVEN, ids):
        if plates.shown(row.number) not in cars[row.person_id]:
            cars[row.person_id].append(plates.shown(row.number))
    for one in found:
        parts = [*numbers[one.record][:2], *cars[one.record][:2]]
        title = known.get(one.record) or (parts.pop(0) if parts else "")
        yield Hit("person", one.record, title, " · ".join(parts), matched(one, question))


DESK = DeskSpec(
    name="people",
    nouns={
        "person": N_("Customer"),
        "phone": N_("Phone"),
        "licence": N_("Driving licence"),
        "consent": N_("Consent"),
        "merge": N_("Two files made one"),
    },
    search=(SearchKind(Person, N_("People"), search_values, search_hits),),
    leads=(Lead("phone", "person", Phone.person_id, Phone.id),),
)
