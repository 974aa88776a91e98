"""A truckload pasted at once: good lines saved, the others named and left in the field (E8)."""

from typing import Any

import pytest

from app.errors import Refused
from app.permissions import Actor
from app.practice.fake_identities import with_check_digit
from app.records import Records
from app.stock import bulk_commands, bulk_queries, bulk_rules, queries
from app.stock.values import BulkEntry
from tests.app.stock.conftest import TODAY, VINS, AddCar
from tests.make import NOON

GOOD = [with_check_digit("LGBH52E0", f"TR{number:06d}") for number in range(27)]
WRONG = GOOD[0][:8] + ("1" if GOOD[0][8] != "1" else "2") + GOOD[0][9:]


@pytest.fixture
def pasted(version: int, add_car: AddCar) -> BulkEntry:
    """30 lines: 27 good, one with a wrong check digit, one no VIN, one in stock already."""
    add_car()
    lines = [f"{GOOD[0]}\t轩逸\t星空黑\tHR16 0001\tK1", *GOOD[1:], WRONG, "LGB123", VINS[0]]
    return BulkEntry(lines="\n".join(lines), trim_id=version, colour="珠光白", expected_on=TODAY)


def test_of_30_lines_the_good_ones_are_saved_and_the_bad_ones_stay(
    pasted: BulkEntry, act: Any, records: Records, manager: Actor
) -> None:
    saved = act(bulk_commands.save_cars, pasted)
    assert len(saved.cars) == 27
    assert saved.left.splitlines() == [WRONG, "LGB123", VINS[0]]
    with records.read() as session:
        rows = {row.vin: row for row in queries.standing(session, manager, at=NOON)}
    assert len(rows) == 28
    first, other = rows[GOOD[0]], rows[GOOD[1]]
    assert (first.colour, first.engine_number, first.key_number) == ("星空黑", "HR16 0001", "K1")
    assert (other.colour, other.expected_on, other.arrived_on) == ("珠光白", TODAY, None)
    act(bulk_commands.remove_cars, saved.cars)
    with records.read() as session:
        assert len(queries.standing(session, manager, at=NOON)) == 1


def test_each_line_that_is_not_good_is_told_with_its_reason(
    pasted: BulkEntry, records: Records
) -> None:
    with records.read() as session:
        judged = bulk_queries.judged(session, pasted)
    head, *lines = bulk_rules.told(judged, keeps_doubtful=False).splitlines()
    assert head == "27 good · 1 doubtful, not saved · 2 not saved"
    assert [line.split(",")[0] for line in lines] == ["Line 28", "Line 29", "Line 30"]
    assert lines[2].endswith("in the stock list already: C261121-001")


def test_a_wrong_check_digit_is_kept_on_purpose_alone(act: Any, version: int) -> None:
    entry = {"lines": WRONG, "trim_id": version}
    with pytest.raises(Refused) as refused:
        act(bulk_commands.save_cars, BulkEntry(**entry))
    assert (refused.value.code, refused.value.field) == ("bulk.none_good", "lines")
    assert act(bulk_commands.save_cars, BulkEntry(**entry, keeps_doubtful=True)).left == ""


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (f"{GOOD[0]}\n{GOOD[0]}", "stands above already"),
        (f"{GOOD[0]},奇骏", "no version “奇骏”"),
        (GOOD[0], "no version: choose one below"),
    ],
)
def test_what_else_is_not_saved(records: Records, version: int, lines: str, why: str) -> None:
    with records.read() as session:
        trim = version if "\n" in lines else None
        judged = bulk_queries.judged(session, BulkEntry(lines=lines, trim_id=trim))
    assert judged[-1].why == why
