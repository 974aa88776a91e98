"""A forgotten customer leaves no name in any table or index, and no total changes."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Column, Table, func, insert, select

from app import search
from app.errors import Refused
from app.people import commands, erasing, queries
from app.people.commands import LicenceFacts, MergeChoice
from app.records import Records
from db.columns import declared, forgotten, owners
from db.nouns import Noun
from db.tables.all import METADATA
from db.tables.base import Base
from db.tables.people import Consent, Person
from db.tables.prospects import FollowUp, Prospect
from db.tables.reception import Visit
from db.tables.service import RepairOrder
from db.types import CalendarDay, Moment
from db.vocabulary import LicenceClass, Stage
from tests import make as makers

Act = Callable[..., Any]
WORDS = ("欧阳晓明", "13812345678", "13987654321", "11010519491231002X", "云上路", "欧阳先生")


def _fill(session: Any, person_id: int, stage: Stage, *, by: Any, at: Any) -> None:
    makers.visit(
        session, by=1, person_id=person_id, purpose_id=1, addressed_as="欧阳先生", course="住云上路"
    )
    makers.repair_order(session, makers.vehicle(session), by=1, customer_id=person_id, stage=stage)
    wish = makers.prospect(
        session,
        session.get(Person, person_id),
        session.get(makers.Staff, 1),
        session.get(makers.Level, 1),
    )
    session.add(FollowUp(person_id=person_id, prospect_id=wish.id, staff_id=1, due_at=at))
    session.add(
        FollowUp(person_id=person_id, staff_id=1, due_at=at, done_at=at, content="欧阳先生想要白色")
    )
    session.flush()


@pytest.fixture
def person(act: Act, records: Records) -> int:
    facts = {
        "name": "欧阳晓明",
        "phone": "13812345678",
        "id_number": "11010519491231002X",
        "address": "云上路 1 号",
        "note": "欧阳先生",
    }
    made = int(act(commands.add, facts))
    act(commands.keep_licence, made, LicenceFacts("11010519491231002X", LicenceClass.C1))
    twin = act(commands.add, {"name": "欧阳先生", "phone": "13987654321"})
    with records.read() as session:
        versions = (session.get(Person, made).version, session.get(Person, twin).version)
    act(commands.merge, MergeChoice(made, twin, frozenset(), versions))
    return made


def _counts(session: Any) -> list[int]:
    return [
        session.scalar(select(func.count()).select_from(noun))
        for noun in (Person, Visit, RepairOrder, Prospect)
    ]


def test_no_name_stays_in_any_table_or_index_and_no_count_changes(
    act: Act, records: Records, person: int
) -> None:
    act(_fill, person, Stage.DELIVERED)
    with records.read() as session:
        before = _counts(session)
    act(commands.erase, person, "客户本人书面要求")
    with records.read() as session:
        assert _counts(session) == before
        for table in Base.metadata.sorted_tables:
            told = " ".join(str(tuple(row)) for row in session.execute(select(table)))
            assert not [word for word in WORDS if word in told], table.name
        for word in ("欧阳", "oyxm", "13812345678", "5678", "13987654321"):
            assert search.find_ids(session, Noun.PERSON, word, limit=5) == []
        assert search.check(session) == []
        record = queries.record(session, person)
    assert record is not None and (record.visits, record.orders, record.left_out) == (1, 1, 0)


def test_nobody_is_forgotten_while_a_car_is_in_the_shop(act: Act, person: int) -> None:
    act(_fill, person, Stage.IN_WORK)
    with pytest.raises(Refused, match=r"erase\.busy"):
        act(commands.erase, person, "客户要求")
    with pytest.raises(Refused, match=r"erase\.reason"):
        act(commands.erase, person, " ")


def test_a_merge_with_a_forgotten_one_is_not_undone(act: Act, person: int) -> None:
    act(commands.erase, person, "客户要求")
    with pytest.raises(Refused, match=r"merge\.erased"):
        act(commands.unmerge, 1)
    with pytest.raises(Refused, match=r"person\.gone"):
        act(commands.erase, person, "客户要求")


def _value(column: Column[Any]) -> Any:
    """Something in the place of a value that must or may be there."""
    kind = column.type
    if column.foreign_keys:
        return 1
    if isinstance(kind, Moment | CalendarDay):
        return makers.NOON if isinstance(kind, Moment) else makers.NOON.date()
    if words := getattr(kind, "words", None):
        return next(iter(words))
    if kind.python_type is bytes:
        return b"\xff\xd8"
    return "王大明" if kind.python_type is str else int(declared(column).minimum or 0)


def _row_about(table: Table, found: dict[str, int]) -> dict[str, Any]:
    """A row with its keys to what was made before and every private column filled."""
    wanted = {
        column.name: _value(column)
        for column in table.columns
        if (not column.nullable and column.default is None and not column.primary_key)
        or declared(column).private
    }
    keys = {key.name: found[owner] for key, owner in owners(table) if owner in found}
    times = ("starts_at", "ends_at", "held_until")
    later = {name: makers.NOON.replace(hour=5 + n) for n, name in enumerate(times)}
    return wanted | keys | {name: at for name, at in later.items() if name in table.columns}


def test_an_erasure_empties_every_private_column_of_every_row_about_the_customer(
    act: Act, records: Records, make: Act
) -> None:
    """The declarations say which; nobody keeps a list of names."""
    made = {"person": make(makers.person, "王大明")}
    make(makers.demo_car)
    make(makers.stock_car)

    def fill(session: Any, *, by: Any, at: Any) -> None:
        for table in METADATA.sorted_tables:
            if any(owner in made for _key, owner in owners(table)):
                row = insert(table).values(_row_about(table, made)).returning(table.c.id)
                made[table.name] = session.scalar(row, execution_options={"audited": True})

    act(fill)
    expected = [
        f"{name}.{column.name}" for name in made for column in forgotten(METADATA.tables[name])
    ]
    assert len(made) == 30
    assert {"visit.transport", "visit.rivals", "drive_feedback.rival"} <= set(expected)
    act(
        lambda session, *, by, at: erasing.erase(
            session, session.get(Person, made["person"]), at=at
        )
    )
    with records.read() as session:
        left = {
            f"{name}.{column.name}": value
            for name, key in made.items()
            for column in forgotten(METADATA.tables[name])
            if (value := session.scalar(select(column).where(column.table.c.id == key)))
        }
        assert left == {"merge.changes": "[]"}
        assert session.scalar(select(Consent.way)) == "***", "kept, without the name"


def test_a_full_text_still_fits_its_column_after_a_name_is_struck_out(
    act: Act, records: Records, make: Act
) -> None:
    mine = make(makers.person, "王明")
    order = make(
        lambda session: makers.repair_order(
            session,
            makers.vehicle(session),
            by=1,
            customer_id=mine,
            stage=Stage.DELIVERED,
            note="王明" * 250,
        )
    )
    act(commands.erase, mine, "本人要求")
    with records.read() as session:
        assert session.get_one(RepairOrder, order).note == "*" * 250
