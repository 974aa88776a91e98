"""What was undone is done again over its own versions, never over another person's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import audit
from app.errors import Conflict, check_seen
from app.gesture_mark import GestureMark
from app.permissions import Actor
from app.records import Records
from db.nouns import Noun
from db.staff_words import Act, Role
from db.tables.people import Person
from tests import make as makers
from tests.make import NOON


def test_a_versioned_save_is_repeated_after_its_undo_and_not_over_others(
    records: Records, make: Callable[..., Any], manager: Actor
) -> None:
    key, other = (
        make(makers.person, "张三", "13800138000"),
        make(makers.staff, "赵敏", Role.MANAGER),
    )
    colleague = replace(manager, staff_id=other, name="赵敏", workstation="前台2")
    with records.read() as session:
        seen = session.get_one(Person, key).version

    def note(text: str, *, mark: GestureMark | None = None, by: Actor = manager) -> None:
        version = seen if mark is not None else None
        records.act(_note, key, text, version, by=by, at=NOON, mark=mark)

    first = GestureMark()
    note("white", mark=first)
    with pytest.raises(Conflict):
        note("white", mark=GestureMark())
    with pytest.raises(Conflict):  # nothing was undone
        note("white", mark=first.again())
    note("")
    second = first.again()
    note("white", mark=second)
    note("")
    records.act(_look, key, by=colleague, at=NOON)
    third = second.again()
    note("white", mark=third)
    note("")
    note("black", by=colleague)
    with pytest.raises(Conflict):
        note("white", mark=third.again())
    with records.read() as session:
        assert session.get_one(Person, key).note == "black"


def test_ones_own_later_save_is_not_written_over(
    records: Records, make: Callable[..., Any], manager: Actor
) -> None:
    key, first = make(makers.person, "张三", "13800138000"), GestureMark()
    records.act(_note, key, "white", 1, by=manager, at=NOON, mark=first)
    for text in ("", "typed by hand"):
        records.act(_note, key, text, None, by=manager, at=NOON)
    with pytest.raises(Conflict):
        records.act(_note, key, "white", 1, by=manager, at=NOON, mark=first.again())


def _note(
    session: Session, key: int, text: str, version: int | None, *, by: Actor, at: datetime
) -> None:
    person = session.get_one(Person, key)
    check_seen(version, person.version)
    person.note = text


def _look(session: Session, key: int, *, by: Actor, at: datetime) -> None:
    audit.note(session, act=Act.SEE, noun=Noun.PERSON, noun_id=key, reason="")
