"""A consultant reads the numbers of the own drives, and the others masked."""

from collections.abc import Callable
from typing import Any

from app.permissions import Actor
from app.records import Records
from app.testdrives import queries
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON


def test_a_colleagues_drive_shows_its_number_masked(
    records: Records, make: Callable[..., int]
) -> None:
    mine, other = (
        make(makers.staff, "李强", Role.CONSULTANT),
        make(makers.staff, "赵敏", Role.CONSULTANT),
    )

    def fill(session: Any) -> Any:
        person = makers.person(session, "张伟", "13800138000")
        return makers.test_drive(
            session, makers.demo_car(session), by=1, consultant_id=mine, person_id=person.id
        )

    make(fill)

    def read(key: int) -> str:
        viewer = Actor(key, "x", frozenset({Role.CONSULTANT}), "PC")
        with records.read() as session:
            day = queries.desk_day(session, NOON.date(), now=NOON, viewer=viewer)
        return day.drives[0].phone.replace(" ", "")

    def form(key: int) -> str:
        viewer = Actor(key, "x", frozenset({Role.CONSULTANT}), "PC")
        with records.read() as session:
            found = queries.drive(session, 1, now=NOON, viewer=viewer)
        assert found is not None
        return found.phone_plain

    assert (form(mine), form(other)) == ("13800138000", ""), "no form is a way round the mask"
    assert read(mine) == "13800138000"
    assert read(other) == "138****8000"
