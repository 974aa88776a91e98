"""Who may save a list as a file, how much of it, and what is written down (R7)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.admin import commands, export_commands, queries
from app.errors import Refused
from app.local_time import local_day
from app.permissions import Actor
from app.records import Records
from db.tables.admin import Audit
from db.vocabulary import Act, Role
from tests import make as makers
from tests.make import NOON


@pytest.fixture
def clerk(make: Any) -> Actor:
    roles = (Role.CARE,)
    return Actor(make(makers.staff, "赵静", *roles), "赵静", frozenset(roles), "客服1")


def test_a_saved_list_is_written_down_with_its_lines(act: Any, records: Records) -> None:
    act(export_commands.export_list, "people", 321)
    with records.read() as session:
        row = session.scalars(select(Audit).where(Audit.act == Act.EXPORT)).one()
        change = queries.audit_of_day(session, local_day(NOON))[0]
    assert (row.noun, row.reason, json.loads(row.new or "")) == (
        "person",
        "Customers",
        {"rows": 321},
    )
    assert (change.who, change.title, change.values[0].label, change.values[0].new) == (
        "王敏",
        "Customer",
        "Number of lines",
        "321",
    )


def test_a_clerk_saves_so_many_lines_a_day_and_a_manager_any_number(act: Any, clerk: Actor) -> None:
    act(export_commands.export_list, "people", 150, by=clerk)
    with pytest.raises(Refused, match="most"):
        act(export_commands.export_list, "orders", 51, by=clerk)
    act(export_commands.export_list, "orders", 50, by=clerk)
    with pytest.raises(Refused, match="most"):
        act(export_commands.export_list, "people", 1, by=clerk)
    act(export_commands.export_list, "people", 200, by=clerk, at=NOON + timedelta(days=1))
    act(export_commands.export_list, "people", 100_000)


def test_the_limit_is_a_rule_of_the_store(act: Any, clerk: Actor) -> None:
    act(commands.save_settings, {"export_rows": 10})
    with pytest.raises(Refused, match="most"):
        act(export_commands.export_list, "people", 11, by=clerk)
    act(export_commands.export_list, "people", 10, by=clerk)


def test_a_list_that_no_desk_declares_is_not_saved(act: Any) -> None:
    with pytest.raises(Refused, match="unknown"):
        act(export_commands.export_list, "audit_table", 3)
