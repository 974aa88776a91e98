"""Packages: what they hold, which models they fit, and what they put on an order."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Refused
from app.parts.commands import retire_package, save_package
from app.parts.queries import packages, packages_for
from app.parts.rules import PackageValue, read_line
from app.permissions import Actor
from app.records import Records
from app.service.commands import approvals, jobs, opening
from app.service.queries.sheet import sheet
from app.service.values import Answer, NewOrder
from db.vocabulary import ApprovalMedium, LineState
from tests import make as makers
from tests.make import NOON


@pytest.fixture
def price_list(make: Callable[..., int]) -> None:
    """Two jobs of 0.8 h x 120.00, oil at 328.00, a filter at 42.00."""
    make(makers.labour_item, "BY001", name="更换机油机滤")
    make(makers.labour_item, "BY010", name="更换空调滤芯")
    make(makers.part, "OIL 4", name="全合成机油", price=Decimal("328.00"))
    make(makers.part, "15208-65F0E", name="机油滤清器", price=Decimal("42.00"))


@pytest.fixture
def save(records: Records, manager: Actor, price_list: None) -> Callable[..., int]:
    def made(**more: Any) -> int:
        lines = "BY001\n15208-65f0e × 1\nOIL 4\nBY010 0.3"
        value = PackageValue(**{"name": "六万公里保养", "lines": lines} | more)
        return int(records.act(save_package, value, by=manager, at=NOON))

    return made


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("BY001", ("BY001", None)),
        ("BY001 × 0.8", ("BY001", Decimal("0.8"))),
        ("15208-65F0E ×2", ("15208-65F0E", Decimal(2))),
        ("  OIL 4 ", ("OIL", Decimal(4))),
    ],
)
def test_a_line_is_a_code_and_how_much(typed: str, read: tuple[str, Decimal | None]) -> None:
    assert read_line(typed) == read


def test_a_package_lists_its_lines_at_the_prices_of_today(
    save: Callable[..., int], records: Records
) -> None:
    save()
    with records.read() as session:
        (row,) = packages(session)
    assert row.lines == "BY001 × 0.8\nBY010 × 0.3\n15208-65F0E × 1\nOIL 4 × 1"
    assert row.price == Decimal("502.00"), "96 + 36 + 42 + 328"


def test_a_package_fits_its_models_and_unknown_ones(
    save: Callable[..., int], records: Records, make: Callable[..., int]
) -> None:
    sylphy, other = make(makers.car_model, "轩逸"), make(makers.car_model, "奇骏")
    save(models=(sylphy,))
    save(name="通用")

    def fitting(model: int | None) -> list[str]:
        with records.read() as session:
            return sorted(row.name for row in packages_for(session, model))

    assert fitting(sylphy) == fitting(None) == sorted(["六万公里保养", "通用"])
    assert fitting(other) == ["通用"]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"name": " "}, "name"),
        ({"lines": None}, "lines"),
        ({"lines": "OIL 4"}, "lines"),
        ({"lines": "BY001\nXYZ"}, "lines"),
        ({"fixed_price": Decimal(-1)}, "fixed_price"),
    ],
)
def test_what_a_package_needs_is_said_beside_its_field(
    save: Callable[..., int], value: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as caught:
        save(**value)
    assert caught.value.field == field


def test_a_change_replaces_lines_and_models(
    save: Callable[..., int], records: Records, manager: Actor
) -> None:
    package = save()
    with pytest.raises(Refused) as caught:
        save()
    assert caught.value.code == "package.name_taken"
    save(id=package, version=1, lines="BY010", fixed_price=Decimal("30.00"))
    records.act(retire_package, package, by=manager, at=NOON)
    with records.read() as session:
        assert packages(session) == []
        (row,) = packages(session, retired=True)
    assert (row.lines, row.price) == ("BY010 × 0.8", Decimal("30.00"))


def test_a_package_is_one_job_with_all_its_lines_at_its_fixed_price(
    save: Callable[..., int], records: Records, manager: Actor
) -> None:
    package = save(fixed_price=Decimal("468.00"), hides_lines=True)
    order = records.act(opening.open_order, NewOrder("京A12345"), by=manager, at=NOON)
    job = records.act(jobs.add_package, order, package, by=manager, at=NOON)
    with records.read() as session:
        found = sheet(session, order)
    assert found is not None
    assert {(line.name, str(line.amount)) for line in found.lines} == {
        ("六万公里保养", "62.00"),
        ("更换空调滤芯", "36.00"),
        ("机油滤清器", "42.00"),
        ("全合成机油", "328.00"),
    }, "the fee of the first job gives way to the fixed price"
    assert found.totals.total == Decimal("468.00")
    assert [line.job_id for line in found.lines if line.ref != job] == [job.id] * 3
    said = Answer(ApprovalMedium.PHONE, "张伟", (job,))
    records.act(approvals.approve, order, said, by=manager, at=NOON)
    with records.read() as session:
        found = sheet(session, order)
    assert found is not None and {line.state for line in found.lines} == {LineState.APPROVED}
    assert found.agreed == Decimal("468.00")
