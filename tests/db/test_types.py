"""What the driver gives, read as values by the types of the columns."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import create_engine, literal_column, select
from sqlalchemy.types import TypeEngine

from db.types import CalendarDay, Flag, Hundredths, Moment, Word
from db.vocabulary import Stage


def _read(sql: str, kind: TypeEngine[Any]) -> object:
    with create_engine("sqlite://").connect() as connection:
        return connection.scalar(select(literal_column(sql, kind)))


@pytest.mark.parametrize(
    ("sql", "kind", "value"),
    [
        ("'2026-11-21 04:00:00.250000'", Moment(), datetime(2026, 11, 21, 4, 0, 0, 250000, UTC)),
        ("'2026-11-21'", CalendarDay(), date(2026, 11, 21)),
        ("108535", Hundredths(), Decimal("1085.35")),
        ("-5", Hundredths(), Decimal("-0.05")),
        ("150.0 / 2", Hundredths(), Decimal("0.75")),
        ("1", Flag(), True),
        ("0", Flag(), False),
        ("'in_work'", Word(Stage), Stage.IN_WORK),
    ],
)
def test_a_value_is_read_as_its_type(sql: str, kind: TypeEngine[Any], value: object) -> None:
    found = _read(sql, kind)
    assert found == value
    assert type(found) is type(value)
    assert _read("NULL", kind) is None


def test_a_code_that_is_no_word_is_an_error() -> None:
    with pytest.raises(ValueError, match="parked"):
        _read("'parked'", Word(Stage))
