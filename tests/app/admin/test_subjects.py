"""What the records of the history are called."""

from collections.abc import Callable
from typing import Any

from app.admin import queries
from app.local_time import local_day
from app.records import Records
from app.service.commands import opening
from app.service.values import NewOrder
from db.nouns import Noun
from tests.make import NOON


def test_a_record_is_called_by_its_number_or_that_of_its_order(
    records: Records, act: Callable[..., Any]
) -> None:
    act(opening.open_order, NewOrder("京A12345"))
    with records.read() as session:
        rows = queries.audit_of_day(session, local_day(NOON))
    told = {row.noun: row.subject for row in rows}
    assert told[Noun.REPAIR_ORDER].startswith("W")
    assert told[Noun.STAGE_CHANGE] == told[Noun.REPAIR_ORDER], "named like its order"
    assert told[Noun.VEHICLE] == "京A·12345", "a plate as people read it"
