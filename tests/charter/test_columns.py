"""A field is declared once, at its column, and what follows from it leaves none out."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Integer, Text

from db.columns import declared
from db.tables.all import METADATA
from db.types import Hundredths
from tests.charter.source import none

UNDECLARED = frozenset({"id", "version"})


def columns() -> Iterator[tuple[str, Column[Any]]]:
    """Every column that somebody fills, by its full name."""
    return (
        (f"{table.name}.{column.name}", column)
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.name not in UNDECLARED
    )


def test_every_column_has_a_label() -> None:
    none([name for name, column in columns() if not declared(column).label], "Label it:")


def test_every_text_has_a_limit_and_every_number_its_bounds() -> None:
    unbounded = [name for name, column in columns() if _lacks_bounds(column)]
    none(unbounded, "Declare limit=, or minimum= and maximum=:")


def _lacks_bounds(column: Column[Any]) -> bool:
    one = declared(column)
    if isinstance(column.type, Text):
        return one.limit is None
    is_number = isinstance(column.type, Integer | Hundredths)
    is_key = bool(column.foreign_keys) or column.name.endswith("_id")
    return is_number and not is_key and None in (one.minimum, one.maximum)


def test_only_a_text_is_free_and_only_a_private_value_is_kept() -> None:
    wrong = [
        name
        for name, column in columns()
        if (declared(column).free and not isinstance(column.type, Text))
        or (declared(column).kept and not declared(column).private)
        or (declared(column).owner and not column.foreign_keys)
    ]
    none(wrong, "This declaration means nothing:")
