"""A store that several PCs share is checked by one of them a day, and all are told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.admin import checking, health, shared_check
from app.permissions import Actor
from app.records import Records
from app.text import use
from tests.make import NOON

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def english() -> None:
    use("en")


def _begin(records: Records, by: Actor, hours: float, pc: str) -> bool:
    other = replace(by, workstation=pc)
    return bool(records.act(shared_check.begin, by=other, at=NOON + hours * HOUR))


def test_one_pc_a_day_makes_the_check(records: Records, manager: Actor) -> None:
    assert _begin(records, manager, 0, "A")
    assert not _begin(records, manager, 0.1, "B")
    assert not _begin(records, manager, 22.9, "A")
    assert _begin(records, manager, 23.1, "B")


def test_a_check_dated_by_a_clock_ahead_does_not_end_the_checks(
    records: Records, manager: Actor
) -> None:
    assert _begin(records, manager, 24 * 365, "A")
    assert _begin(records, manager, 0, "B")


def test_every_pc_is_told_what_the_one_has_found(
    records: Records, manager: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = ["Points to nothing: visit 7"]
    asked: list[int] = []

    def faults(_records: Records) -> list[str]:
        asked.append(1)
        return found

    monkeypatch.setattr(checking, "faults", faults)
    monkeypatch.setattr(checking, "cut_since", lambda _records: [])
    health.check_shared(records, by=manager, at=NOON)
    health.check_shared(records, by=manager, at=NOON + HOUR)
    assert len(asked) == 1
    with records.read() as session:
        assert shared_check.told(session) == "Points to nothing: visit 7"
    found.clear()
    health.check_shared(records, by=manager, at=NOON + 24 * HOUR)
    with records.read() as session:
        assert (len(asked), shared_check.told(session)) == (2, "")


def test_the_banner_of_a_shared_store_comes_from_the_history(
    records: Records, manager: Actor, engine_name: str
) -> None:
    records.act(shared_check.tell, "Damaged: x", by=manager, at=NOON)
    doubts: dict[str, Any] = health.doubts(records, NOON)
    if engine_name == "sqlite":
        assert "faults" not in doubts, "a file is checked by its own PC"
    else:
        assert doubts["faults"].happened == "The check of the store's data found: Damaged: x"
