"""What the history tells of a record is what SQLAlchemy's own histories tell."""

from collections.abc import Callable

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app import audit
from app.permissions import Actor
from app.records import Records
from db.tables.people import Person
from db.vocabulary import CustomerClass
from tests import make as makers
from tests.make import NOON

NAMES = ("name", "sex", "customer_class", "address", "employer", "note", "born_on")


def _told(person: Person) -> dict[str, tuple[object, object]]:
    """The same, attribute by attribute."""
    state = inspect(person)
    found = {name: state.attrs[name].history for name in NAMES if name in state.committed_state}
    return {
        name: (one.deleted[0] if one.deleted else None, one.added[0])
        for name, one in found.items()
        if one.added and one.deleted != one.added
    }


def test_the_changes_of_a_record_are_those_of_its_histories(
    records: Records, make: Callable[..., int], manager: Actor
) -> None:
    key = make(makers.person, "王敏")
    seen = []

    def change(session: Session, **_gesture: object) -> None:
        person = session.get_one(Person, key)
        assert audit.changes(inspect(person), NAMES) == {}
        person.name = person.name  # set anew, and the same
        person.address, person.customer_class = "长江路1号", CustomerClass.VIP
        session.expire(person, ["employer"])
        person.employer = "一汽"  # whose value of before nobody has read
        seen.append((audit.changes(inspect(person), NAMES), _told(person)))
        session.flush()
        person.address, person.customer_class = None, CustomerClass.VIP
        seen.append((audit.changes(inspect(person), NAMES), _told(person)))

    records.act(change, by=manager, at=NOON)
    (first, told_first), (second, told_second) = seen
    assert (first, second) == (told_first, told_second)
    assert first == {
        "address": (None, "长江路1号"),
        "customer_class": (None, CustomerClass.VIP),
        "employer": (None, "一汽"),
    }
    assert second == {"address": ("长江路1号", None)}
