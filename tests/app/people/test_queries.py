"""What the file of a customer costs to read."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import event

from app.people import queries
from app.permissions import Actor
from app.records import Records
from tests import make as makers


def _customer(session: Any, *, by: Actor, at: datetime) -> int:
    return int(makers.person(session, "张伟", "13800138000").id)


def test_a_file_reads_its_customer_and_the_numbers_once(
    records: Records, act: Callable[..., Any]
) -> None:
    who, told = act(_customer), list[str]()

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        told.append(statement)

    with records.read() as session:
        event.listen(records.engine, "before_cursor_execute", note)
        found = queries.record(session, who)
        event.remove(records.engine, "before_cursor_execute", note)
    assert found is not None and found.card.phones == ("13800138000",)
    for begins in ("SELECT person.id, person.kind", "SELECT phone.person_id"):
        assert len([one for one in told if one.startswith(begins)]) == 1
