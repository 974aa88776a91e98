"""A field is declared once, at its column.

Label, limit, bounds, privacy: forms, lists, audit, masking, erasure, tests and the CHECK in the
database follow from what stands there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Column, ColumnElement, Table
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.sql.elements import conv

from db.types import Hundredths

MOST_MONEY = Decimal("99999999.99")
"""Of one price or amount: a scanned bar code is more."""
MOST_TOTAL = Decimal("999999999999.99")
"""Of a sum: the largest that a contract can write in capitals."""
MOST_KILOMETRES = 9_999_999
MOST_HOURS = Decimal("9999.99")
LEAST_QUANTITY, MOST_QUANTITY = Decimal("0.01"), Decimal("99999.99")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What is true of a column beyond its type.

    `limit` counts characters, `minimum` and `maximum` are in the unit of the code (yuan, hours).
    `private`: masked in the audit, emptied when its owner is forgotten unless it is `kept`.
    `free`: somebody writes sentences there, which may name anybody.
    `owner`: a foreign key to the record that the whole row is about.
    """

    label: str
    limit: int | None = None
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    private: bool = False
    kept: bool = False
    free: bool = False
    owner: bool = False


OPTIONS = frozenset(field.name for field in fields(Declaration))


def N_(text: str) -> str:  # noqa: N802, the name that gettext tools look for
    """Marks a text for the catalogue; whoever shows it looks it up in `app.text`."""
    return text


def column(*args: Any, label: str, **options: Any) -> MappedColumn[Any]:
    """A `mapped_column` with its `Declaration`; takes the options of both."""
    declared = {name: options.pop(name) for name in OPTIONS & options.keys()}
    return mapped_column(*args, info={"declared": Declaration(label=label, **declared)}, **options)


def declared(column: ColumnElement[Any]) -> Declaration:
    """The declaration of a column; an empty one for ids, versions and what another program made."""
    found = getattr(column, "info", {}).get("declared")
    return found if isinstance(found, Declaration) else Declaration(label="")


def add_checks(tables: Iterable[Table]) -> None:
    """Declares one CHECK per bounded column for Alembic; a start of the program does without."""
    for table in tables:
        stands = {constraint.name for constraint in table.constraints}
        for column in table.columns:
            name, condition = f"ck_{table.name}_{column.name}", _condition(column)
            if condition and name not in stands:
                table.append_constraint(CheckConstraint(condition, name=conv(name)))


def owners(table: Table) -> list[tuple[Column[Any], str]]:
    """Yields the keys that say whom the rows of a table are about."""
    return [
        (column, key.column.table.name)
        for column in table.columns
        if declared(column).owner
        for key in column.foreign_keys
    ]


def forgotten(table: Table) -> list[Column[Any]]:
    """The private columns that nothing allows to keep once their owner is forgotten."""
    found = ((column, declared(column)) for column in table.columns)
    return [column for column, one in found if one.private and not one.kept]


def _condition(column: Column[Any]) -> str:
    """The CHECK of a column, as SQL that both engines take."""
    bounded = _bounded(column)
    return f"{column.name} IS NULL OR {bounded}" if bounded and column.nullable else bounded


def _bounded(column: Column[Any]) -> str:
    bounds = declared(column)
    if bounds.limit is not None:
        return f"length({column.name}) <= {bounds.limit}"
    if bounds.minimum is None or bounds.maximum is None:
        return ""
    unit = 100 if isinstance(column.type, Hundredths) else 1
    least, most = int(bounds.minimum * unit), int(bounds.maximum * unit)
    return f"{column.name} BETWEEN {least} AND {most}"
