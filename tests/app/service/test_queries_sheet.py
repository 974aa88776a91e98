"""How many statements an order takes to read and its lines take to save."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Select, event
from sqlalchemy.orm import Session

from app.permissions import Actor
from app.service.commands import lines
from app.service.values import LabourValue, PartLineValue


@contextmanager
def statements(desk: Any) -> Iterator[list[str]]:
    """Everything that the driver is asked meanwhile."""
    told: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        told.append(statement)

    event.listen(desk.records.engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(desk.records.engine, "before_cursor_execute", note)


def test_an_order_is_read_in_as_many_statements_with_forty_lines_as_with_two(
    desk: Any, order: int
) -> None:
    job = desk.labour(order)
    desk.part(order, job_id=job.id)
    with statements(desk) as few:
        desk.sheet(order)
    for place in range(19):
        job = desk.labour(order, f"作业{place}")
        desk.part(order, f"配件{place}", job_id=job.id)
    with statements(desk) as many:
        found = desk.sheet(order)
    assert len(found.lines) == 40
    assert many == few, "nothing is asked for each line"
    assert len(many) <= 58
    assert len([one for one in many if one.startswith("SELECT part_line.id, ")]) == 1, (
        "what earlier visits left open asks for the lines of other orders alone"
    )


def test_an_order_builds_its_statements_once(
    desk: Any, order: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.part(order, job_id=desk.labour(order).id)
    desk.sheet(order)
    built: list[Select[Any]] = []
    begin = Select.__init__

    def note(self: Select[Any], *columns: Any, **more: Any) -> None:
        built.append(self)
        begin(self, *columns, **more)

    monkeypatch.setattr(Select, "__init__", note)
    desk.sheet(order)
    assert len(built) <= 10, "what is asked anew each time are records by their id, and settings"


def test_a_part_under_a_job_is_saved_in_few_statements(desk: Any, order: int) -> None:
    job = desk.labour(order)
    value = PartLineValue("机油", Decimal(4), Decimal("66.50"), job_id=job.id)
    with statements(desk) as told:
        desk.act(lines.save_part, order, value)
    asked = [one for one in told if one.startswith("SELECT") and "search" not in one]
    written = [one for one in told if one.startswith(("INSERT INTO part", "UPDATE repair"))]
    assert len(asked) <= 15
    assert len([one for one in asked if "FROM labour_line \nWHERE labour_line.id = " in one]) == 1
    assert len(written) == 1, "the line, and no order that did not change"


def test_lines_that_are_saved_in_one_gesture_ask_for_their_order_once(
    desk: Any, order: int
) -> None:
    def save(session: Session, *, by: Actor, at: datetime) -> None:
        job = lines.save_labour(
            session, order, LabourValue("更换机油", Decimal(1), Decimal(120)), by=by, at=at
        )
        for name in ("机油", "机滤", "垫片"):
            value = PartLineValue(name, Decimal(1), Decimal(5), job_id=job.id)
            lines.save_part(session, order, value, by=by, at=at)

    with statements(desk) as told:
        desk.act(save)
    asked = [one.split("FROM")[-1] for one in told if one.startswith("SELECT")]
    assert len([one for one in asked if "WHERE repair_order.id = " in one]) == 1
    assert not [one for one in asked if "labour_line.id = " in one]
