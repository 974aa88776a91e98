"""The contact that a panel shows, with the number to call."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.permissions import Actor
from app.prospects import queries
from app.records import Records
from db.tables.prospects import FollowUp
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON


def test_the_number_to_call_is_masked_for_who_may_not_see_it(
    records: Records, make: Callable[..., int]
) -> None:
    def fill(session: Any) -> Any:
        person = makers.person(session, "张伟", "13800138000")
        makers.sales_consent(session, person)
        row = FollowUp(person_id=person.id, staff_id=1, due_at=NOON - timedelta(hours=1))
        session.add(row)
        session.flush()
        return row

    key = make(fill)

    def number(role: Role) -> str:
        viewer = Actor(1, "x", frozenset({role}), "PC")
        with records.read() as session:
            found = queries.contact(session, key, at=NOON, viewer=viewer)
        assert found is not None and found[0].person == "张伟"
        return found[1].replace(" ", "")

    assert number(Role.MANAGER) == "13800138000"
    assert "0013" not in number(Role.TECHNICIAN)


def test_a_contact_that_is_gone_is_none(records: Records) -> None:
    viewer = Actor(1, "x", frozenset({Role.MANAGER}), "PC")
    with records.read() as session:
        assert queries.contact(session, 99, at=NOON, viewer=viewer) is None
