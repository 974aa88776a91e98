"""Rows by label: a label fills the field of its name, and a wrong name is told at once."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import aliased

from app import rows
from db.tables.admin import Staff
from db.tables.people import Person, Phone
from tests import make as makers
from tests.make import NOON


@dataclass(frozen=True, slots=True)
class Caller:
    """A customer with a number, as a list shows one."""

    id: int
    name: str
    employer: str
    note: str | None
    created_at: datetime
    number: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A row that takes its fields by keyword only."""

    id: int
    name: str


@pytest.fixture
def zhang(make) -> int:
    return make(makers.person, "张伟", "13800138000")


def callers(**more: object):
    """The statement of a caller, with labels of its own in place of columns of that name."""
    columns = (column for column in rows.columns_of(Caller, Person) if column.key not in more)
    return select(*columns, *(given.label(name) for name, given in more.items()))


def test_every_label_fills_the_field_of_its_name_in_whatever_order(records, zhang):
    backwards = select(
        Phone.number, Person.created_at, Person.note, Person.employer, Person.name, Person.id
    ).join(Phone)
    with records.read() as session:
        assert rows.fetch(session, Caller, backwards) == [
            Caller(zhang, "张伟", "", None, NOON, "13800138000")
        ]


def test_a_text_that_is_not_there_is_empty_and_an_optional_one_stays_none(records, zhang):
    with records.read() as session:
        (found,) = rows.fetch(session, Caller, callers())
    assert (found.employer, found.note, found.number) == ("", None, "none")


def test_a_computed_field_reads_the_row_and_labels_with_a_stroke_are_its_own(records, zhang):
    statement = callers(_number=Phone.number).join(Phone)
    with records.read() as session:
        (found,) = rows.fetch(session, Caller, statement, number=lambda row: row._number[-4:])
    assert found.number == "8000"


@pytest.mark.parametrize(
    ("statement", "computed", "told"),
    [
        (select(Person.id, Person.name), {}, r"missing: created_at, employer, note"),
        (callers(age=Person.born_on), {}, r"unknown: age"),
        (callers(), {"nickname": str}, r"unknown: nickname"),
        (callers(), {"name": str}, r"twice: name"),
    ],
)
def test_a_label_that_is_missing_or_left_over_is_told_by_name(records, statement, computed, told):
    with records.read() as session, pytest.raises(TypeError, match=rf"^Caller .*\({told}\)$"):
        rows.fetch(session, Caller, statement, **computed)


def test_an_empty_answer_is_checked_as_well(records):
    with records.read() as session, pytest.raises(TypeError, match="missing: name"):
        rows.fetch_one(session, Named, select(Person.id).where(Person.id == 0))


def test_one_row_or_none(records, make):
    id_ = make(makers.staff, "李强")
    statement = select(*rows.columns_of(Named, aliased(Staff)))
    with records.read() as session:
        assert rows.fetch_one(session, Named, statement.limit(1)) is not None
        one = select(Staff.id, Staff.name).where(Staff.id == id_)
        assert rows.fetch_one(session, Named, one) == Named(id=id_, name="李强")
        assert rows.fetch_one(session, Named, one.where(Staff.active.is_(False))) is None


def test_what_was_just_written_is_read(act, manager):
    def command(session, *, by, at):
        session.add(Person(name="王小敏", created_at=at))
        return [row.name for row in rows.fetch(session, Named, select(Person.id, Person.name))]

    assert act(command, by=manager, at=NOON) == ["王小敏"]


def test_a_record_is_copied_field_by_field_and_what_is_given_wins(records, zhang):
    with records.read() as session:
        found = rows.copied(Named, session.get_one(Person, zhang), name="a 张")
    assert found == Named(id=zhang, name="a 张")
