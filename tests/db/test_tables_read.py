"""The tables of a statement, however it was written."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import aliased

from app.people import queries
from app.records import Records
from db import tables_read
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person, Phone
from db.tables.reception import Visit
from tests import make as makers


def _read(records: Records, statement: object) -> set[str]:
    with tables_read.noted() as read, records.read() as session:
        session.connection().execute(statement).all()
    return read


def test_joins_subqueries_and_aliases_are_seen(records: Records) -> None:
    other = aliased(Person)
    known = select(Phone.person_id).where(Phone.number == "1")
    wanted = (
        select(Visit.id, other.name, select(func.count(Staff.id)).scalar_subquery())
        .outerjoin(other, other.id == Visit.person_id)
        .where(Visit.person_id.in_(known))
    )
    assert _read(records, wanted) == {"visit", "person", "phone", "staff"}


def test_a_column_that_is_called_like_a_table_is_none(records: Records) -> None:
    assert _read(records, select(Staff.phone)) == {"staff"}


def test_text_for_the_driver_is_seen_too(records: Records) -> None:
    assert _read(records, text('SELECT count(*) FROM "visit_step" AS one')) == {"visit_step"}


def test_what_is_loaded_by_itself_is_seen(records: Records, make) -> None:
    person_id = make(makers.person, "张伟", "13800138000")
    with tables_read.noted() as read, records.read() as session:
        assert [phone.number for phone in session.get_one(Person, person_id).phones]
    assert read == {"person", "phone"}


def test_outside_nothing_is_noted_and_readings_do_not_mix(records: Records) -> None:
    with tables_read.noted() as outer:
        assert _read(records, select(Staff.id)) == {"staff"}
    assert outer == set()


def test_a_search_grows_old_with_all_that_feeds_it(records: Records) -> None:
    answer = records.ask(queries.ids, "张")
    assert answer.nouns >= {Noun.PERSON, Noun.PHONE, Noun.VISIT}
