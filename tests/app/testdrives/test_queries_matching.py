"""Whoever books a drive again with less than is known of them loses nothing.

Field by field (C8).
"""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.people.operations import Contact
from app.permissions import Actor
from app.testdrives import commands
from db.tables.people import Person
from db.vocabulary import PersonKind, Sex
from tests.app.testdrives.store import Showroom

FULL = Contact(
    "张伟", "13800138000", sex=Sex.MALE, address="朝阳区建国路 1 号", id_number="110105199003070033"
)
BLANKS: dict[str, dict[str, Any]] = {
    "name": {"name": ""},
    "name of spaces": {"name": "   "},
    "surname only": {"name": "张先生"},
    "phone": {"phone": None},
    "phone of spaces": {"phone": "  "},
    "sex": {"sex": None},
    "address": {"address": None},
    "address of spaces": {"address": "  "},
    "identity number": {"id_number": None},
    "everything": {"name": "", "sex": None, "address": None, "id_number": None},
}


def known(showroom: Showroom) -> list[tuple[Any, ...]]:
    with showroom.records.read() as session:
        people = session.scalars(select(Person).order_by(Person.id)).all()
        return [
            (
                one.name,
                one.sex,
                one.address,
                one.id_number,
                one.kind,
                [phone.number for phone in one.phones],
            )
            for one in people
        ]


COMPLETE = [
    (
        "张伟",
        Sex.MALE,
        "朝阳区建国路 1 号",
        "110105199003070033",
        PersonKind.PERSON,
        ["13800138000"],
    )
]


@pytest.fixture
def met(showroom: Showroom) -> Showroom:
    showroom.book(contact=FULL)
    assert known(showroom) == COMPLETE
    return showroom


@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_at_the_next_booking_leaves_what_is_known(met: Showroom, blank: str) -> None:
    met.book(120, contact=replace(FULL, **BLANKS[blank]))
    assert known(met) == COMPLETE


@pytest.mark.parametrize("blank", BLANKS)
def test_nor_does_a_blank_in_a_change_of_the_booking(met: Showroom, blank: str) -> None:
    key = met.book(120, contact=FULL)
    met.act(commands.change, key, met.wanted(180, contact=replace(FULL, **BLANKS[blank])))
    assert known(met) == COMPLETE


@pytest.mark.parametrize("blank", BLANKS)
def test_nor_when_the_desk_knows_who_it_is(met: Showroom, blank: str) -> None:
    met.book(120, contact=replace(FULL, person_id=1, **BLANKS[blank]))
    assert known(met) == COMPLETE


def test_what_was_missing_is_filled_in(showroom: Showroom) -> None:
    showroom.book(contact=Contact("张先生", "13800138000"))
    showroom.book(120, contact=FULL)
    assert known(showroom) == COMPLETE


def test_another_number_of_the_same_person_is_added_and_none_is_lost(met: Showroom) -> None:
    met.book(120, contact=replace(FULL, phone="13900139000", person_id=1))
    assert known(met)[0][-1] == ["13800138000", "13900139000"]


def test_another_name_on_the_same_number_is_another_person(met: Showroom) -> None:
    met.book(120, contact=Contact("李娜", "13800138000"))
    assert known(met)[0] == COMPLETE[0] and known(met)[1][0] == "李娜"


def test_the_booking_and_the_person_agree(met: Showroom, manager: Actor) -> None:
    key = met.book(120, contact=Contact("", "13800138000"))
    with met.records.read() as session:
        assert (
            session.get_one(Person, session.get_one(commands.TestDrive, key).person_id).name
            == "张伟"
        )
