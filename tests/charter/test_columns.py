"""A field is declared once, at its column, and what follows from it leaves none out."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Integer, Table, Text

from db.columns import declared, forgotten, owners
from db.tables.all import METADATA
from db.types import Hundredths
from tests.charter.source import none

UNDECLARED = frozenset({"id", "version"})
NOT_THE_CUSTOMER = {
    "staff": "a colleague",
    "vehicle": "a car outlives its owners",
    "plate": "a car outlives its owners",
    "issued_paper": "removed whole by kind and age",
    "repair_order": "repair records are kept by law; names in them are struck out",
}
"""Tables with private columns that an erasure leaves, and why."""


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


def test_an_erasure_reaches_every_private_column() -> None:
    """By the keys that are declared `owner`; tests/app/people/test_erasing.py tries it."""
    reached = {"person"}
    for table in METADATA.sorted_tables:
        if any(owner in reached for _key, owner in owners(table)):
            reached.add(table.name)
    lost = [
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        if table.name not in reached and not _is_left(table)
        for column in forgotten(table)
    ]
    none(lost, "Declare the key to whom it is about as owner=True, or the column as kept=True:")


def _is_left(table: Table) -> bool:
    """True for a table named above and for what hangs on a repair order."""
    leads = {key.column.table.name for key in table.foreign_keys}
    return table.name in NOT_THE_CUSTOMER or "repair_order" in leads
