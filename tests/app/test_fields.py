"""A command refuses beside the field what its column does not take, and never breaks on it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from app import fields
from app.errors import Refused
from app.identity import capitals
from app.parts import commands as parts
from app.parts.rules import PartValue
from app.people import commands as people
from app.reception import commands as reception
from app.reception.values import NewVisit
from app.records import Records
from app.service.commands import lines, opening, payments
from app.service.values import (
    Intake,
    LabourValue,
    NewOrder,
    OtherValue,
    PartLineValue,
    PaymentValue,
)
from app.text import use
from app.vehicles import commands as vehicles
from app.vehicles.operations import NewVehicle
from db import columns
from db.nouns import Noun
from db.vocabulary import PaymentMethod

Act = Callable[..., Any]
ONE = Decimal(1)
SCANNED = Decimal(6901234567892)
WRONG = [Decimal("NaN"), Decimal("Infinity"), Decimal("1e30"), SCANNED, Decimal(2**63)]


@pytest.fixture
def order(act: Act) -> int:
    return int(act(opening.open_order, NewOrder("粤B12345")))


@pytest.mark.parametrize("number", WRONG, ids=str)
def test_no_amount_is_beyond_what_a_contract_can_carry(
    act: Act, order: int, number: Decimal
) -> None:
    for command, value in (
        (lines.save_labour, LabourValue("机油", number, ONE)),
        (lines.save_labour, LabourValue("机油", ONE, number)),
        (lines.save_labour, LabourValue("机油", ONE, ONE, fee=number)),
        (lines.save_part, PartLineValue("机油", number, ONE)),
        (lines.save_part, PartLineValue("机油", ONE, number)),
        (lines.save_other, OtherValue("拖车", number)),
        (payments.pay, PaymentValue(PaymentMethod.CASH, number * 1000)),
    ):
        with pytest.raises(Refused) as refused:
            act(command, order, value)
        assert refused.value.text() and refused.value.field


def test_a_price_with_three_decimals_is_refused(act: Act, order: int) -> None:
    with pytest.raises(Refused) as refused:
        act(lines.save_other, order, OtherValue("拖车", Decimal("0.001")))
    assert refused.value.text()
    with pytest.raises(Refused):
        act(parts.save_part, PartValue("P-1", "机油", Decimal("0.001")))


@pytest.mark.parametrize("reading", [-1, 10_000_000, 2**31, 2**63])
def test_a_reading_that_no_car_shows_is_refused(act: Act, reading: int) -> None:
    with pytest.raises(Refused) as refused:
        act(opening.open_order, NewOrder("粤B12345", intake=Intake(odometer=reading)))
    assert "odometer" in str(refused.value.field)
    with pytest.raises(Refused) as refused:
        act(vehicles.add, NewVehicle("粤B54321", odometer=reading))
    assert refused.value.field == "odometer"


def test_a_text_is_taken_up_to_its_limit_in_characters(act: Act, records: Records) -> None:
    limit = fields.declared("visit.transport").limit
    assert limit == 64
    kept = act(reception.register, NewVisit(transport="𠮷" * limit))
    assert kept.visit_id
    with pytest.raises(Refused) as refused:
        act(reception.register, NewVisit(transport="𠮷" * (limit + 1)))
    assert (refused.value.code, refused.value.field) == ("text.long", "transport")
    assert refused.value.text() == "Travelled by: at most 64 characters."
    use("zh_CN")
    with pytest.raises(Refused) as refused:
        act(reception.register, NewVisit(transport="长" * (limit + 1)))
    assert refused.value.text() == "交通方式：最多 64 个字符。"


def test_a_reason_in_the_audit_has_its_limit_too(act: Act) -> None:
    mine = act(people.add, {"name": "王大明", "phone": "13812340000"})
    with pytest.raises(Refused) as refused:
        act(people.erase, mine, "长" * 2001)
    assert refused.value.field == "reason"


def test_a_total_is_never_larger_than_a_contract_can_write_out() -> None:
    assert capitals.LARGEST == columns.MOST_TOTAL
    assert fields.declared("settlement.total").maximum == capitals.LARGEST


def test_a_field_of_an_older_program_is_called_by_its_own_name() -> None:
    assert fields.label_of(Noun.VISIT, "transport") == "Travelled by"
    assert fields.label_of(Noun.VISIT, "gone_field") == "gone field"
    assert fields.label_of("gone_noun", "gone_field") == "gone field"
