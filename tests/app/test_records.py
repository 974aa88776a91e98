"""One gesture is one transaction with its audit rows.

What changed is told; nothing half-done stays.
"""

import json
import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.desks import DESKS
from app.errors import Cause, Conflict, Refused, Trouble
from app.people import commands as people
from app.permissions import Actor
from app.records import Records
from db.tables.admin import Audit, Staff
from db.tables.people import Person, Phone
from db.vocabulary import Act, Role
from tests import make as makers
from tests.make import NOON


def test_a_write_leaves_one_audit_row_per_changed_record(
    records: Records, make: Callable[..., int], manager: Actor
) -> None:
    key = make(makers.person, "欧阳婷婷", "13800138000")
    with records.read() as session:
        rows = list(session.scalars(select(Audit).where(Audit.noun.in_(["person", "phone"]))))
    assert [(row.noun, row.act, row.staff_id, row.workstation) for row in rows] == [
        ("person", Act.ADD, 1, "前台1"),
        ("phone", Act.ADD, 1, "前台1"),
    ]
    assert rows[0].noun_id == key


def test_private_values_are_veiled_in_the_audit(records: Records, make: Callable[..., int]) -> None:
    make(makers.person, "欧阳婷婷", "13800138000")
    with records.read() as session:
        told = json.dumps([row.new for row in session.scalars(select(Audit))], ensure_ascii=False)
    assert "13800138000" not in told
    assert "欧阳婷婷" not in told


def test_a_short_name_in_a_note_is_veiled_too(records: Records, act: Callable[..., Any]) -> None:
    act(people.add, {"name": "张伟", "phone": "13800138000", "note": "张伟要白色，钥匙交张伟"})
    with records.read() as session:
        told = json.dumps([row.new for row in session.scalars(select(Audit))], ensure_ascii=False)
    assert "张伟" not in told and "13…00" in told


def test_a_change_keeps_old_and_new(records: Records, act: Callable[..., Any]) -> None:
    def off_duty(session: Session, *, by: Actor, at: datetime) -> None:
        session.get_one(Staff, 1).on_duty = False

    act(off_duty)
    with records.read() as session:
        row = session.scalars(select(Audit).order_by(Audit.id.desc())).first()
    assert row is not None
    assert (json.loads(row.old or ""), json.loads(row.new or "")) == (
        {"on_duty": True},
        {"on_duty": False},
    )


def test_a_refused_command_leaves_nothing(records: Records, act: Callable[..., Any]) -> None:
    def half(session: Session, *, by: Actor, at: datetime) -> None:
        makers.person(session)
        raise Refused("no", "No.")

    with records.read() as session:
        before = session.scalar(select(func.count()).select_from(Audit))
    with pytest.raises(Refused):
        act(half)
    with records.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0
        assert session.scalar(select(func.count()).select_from(Audit)) == before


def test_listeners_hear_the_nouns_that_changed(records: Records, make: Callable[..., int]) -> None:
    heard: list[frozenset[str]] = []
    records.listeners.append(heard.append)
    make(makers.person, phone="13800138000")
    assert heard == [frozenset({"person", "phone"})]


def test_a_bulk_write_without_audit_is_a_bug(act: Callable[..., Any]) -> None:
    def silent(session: Session, *, by: Actor, at: datetime) -> None:
        session.execute(update(Phone).values(note="x"))

    with pytest.raises(RuntimeError, match="audit"):
        act(silent)


def _through_connection(session: Session, *, by: Actor, at: datetime) -> None:
    session.connection().execute(update(Phone).values(note="x"))


def _as_text(session: Session, *, by: Actor, at: datetime) -> None:
    session.execute(text("  /* a remark */ UPDATE phone SET note = 'x'"))


def _behind_with(session: Session, *, by: Actor, at: datetime) -> None:
    session.execute(
        text("WITH one AS (SELECT 1 AS n) DELETE FROM phone WHERE id IN (SELECT n FROM one)")
    )


def _by_driver(session: Session, *, by: Actor, at: datetime) -> None:
    session.connection().exec_driver_sql("DELETE FROM phone")


def _over_the_audit(session: Session, *, by: Actor, at: datetime) -> None:
    session.execute(text("UPDATE audit SET reason = 'x'"))


def _table_gone(session: Session, *, by: Actor, at: datetime) -> None:
    session.execute(text("DROP TABLE phone"))


def _mappings(session: Session, *, by: Actor, at: datetime) -> None:
    session.bulk_insert_mappings(Phone, [{"note": "x"}])


def _objects(session: Session, *, by: Actor, at: datetime) -> None:
    session.bulk_save_objects([Phone(note="x")])


def _updates(session: Session, *, by: Actor, at: datetime) -> None:
    session.bulk_update_mappings(Phone, [{"id": 1, "version": 1, "note": "x"}])


PAST_THE_AUDIT = (
    _through_connection,
    _as_text,
    _behind_with,
    _by_driver,
    _over_the_audit,
    _table_gone,
    _mappings,
    _objects,
    _updates,
)


@pytest.mark.parametrize("command", PAST_THE_AUDIT)
def test_sql_past_the_audit_is_refused_and_writes_nothing(
    records: Records,
    act: Callable[..., Any],
    make: Callable[..., int],
    command: Callable[..., None],
) -> None:
    make(makers.person, phone="13800138000")
    with pytest.raises(RuntimeError, match="audit"):
        act(command)
    with records.read() as session:
        assert session.execute(select(Phone.note)).scalars().all() == [None]


def test_a_question_over_the_connection_of_a_command_passes(act: Callable[..., Any]) -> None:
    def asks(session: Session, *, by: Actor, at: datetime) -> list[int]:
        one = session.execute(text("WITH one AS (SELECT 1 AS n) SELECT n FROM one")).scalar_one()
        return [one, session.connection().exec_driver_sql("SELECT 2").scalar_one()]

    assert act(asks) == [1, 2]


def test_audit_rows_cannot_be_changed(records: Records) -> None:
    with pytest.raises(DatabaseError, match="append-only"), records.engine.begin() as connection:
        connection.execute(text("UPDATE audit SET reason = 'x'"))
    with pytest.raises(DatabaseError, match="append-only"), records.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit"))


def test_a_save_on_top_of_somebody_elses_is_a_conflict(
    records: Records, act: Callable[..., Any], make: Callable[..., int]
) -> None:
    key = make(makers.person)

    def meanwhile(session: Session, *, by: Actor, at: datetime) -> None:
        person = session.get_one(Person, key)
        session.connection().execute(
            text("UPDATE person SET version = version + 1").execution_options(audited=True)
        )
        person.note = "x"

    with pytest.raises(Conflict):
        act(meanwhile)


def test_a_disabled_person_is_refused_at_the_next_call(
    records: Records, act: Callable[..., Any], make: Callable[..., int]
) -> None:
    key = make(makers.staff, "李强", Role.CONSULTANT)

    def leave(session: Session, *, by: Actor, at: datetime) -> None:
        session.get_one(Staff, key).active = False

    act(leave)
    with pytest.raises(Refused) as refusal:
        records.act(
            lambda session, *, by, at: None,
            by=Actor(key, "李强", frozenset({Role.CONSULTANT}), "x"),
            at=NOON,
        )
    assert refusal.value.code == "staff.inactive"


def test_another_process_is_heard_and_the_own_gesture_is_not(
    records: Records, make: Callable[..., int], manager: Actor
) -> None:
    other = Records(records.engine, DESKS)
    assert records.others_changed() == frozenset()
    make(makers.person)
    assert records.others_changed() == frozenset()
    other.act(lambda session, *, by, at: makers.staff(session) and None, by=manager, at=NOON)
    assert records.others_changed() == frozenset({"staff"})
    assert records.others_changed() == frozenset()


def test_trying_the_connection_changes_nothing_and_frees_the_lock(
    records: Records, make: Callable[..., int]
) -> None:
    records.others_changed()
    records.try_connection()
    records.try_connection()
    make(makers.person, "张伟")
    assert records.others_changed() == frozenset(), "only one's own"


@pytest.mark.sqlite_only("a file that must not be written")
def test_a_file_that_became_read_only_is_noticed_before_somebody_saves(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.others_changed()
    monkeypatch.setattr("db.engine.os.access", lambda _path, mode: mode != os.W_OK)
    for look in (records.others_changed, records.try_connection):
        with pytest.raises(Trouble) as caught:
            look()
        assert caught.value.cause is Cause.READ_ONLY and caught.value.where == records.where
    monkeypatch.undo()
    records.try_connection()
