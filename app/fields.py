"""Reads what columns declare, by names such as `visit.transport`.

The tables are loaded at the first question, so that a module that only names a column loads fast.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from app.errors import Refused
from app.text import N_, _

if TYPE_CHECKING:
    from sqlalchemy import Table

    from db.columns import Declaration
    from db.tables.base import Base

OF_NO_COLUMN = {"rows": N_("Number of lines")}
"""What audit rows tell beside the columns of a table."""
CENT = Decimal("0.01")
BROKEN = N_("A character in this text is broken in half. Type it again.")
LARGEST = 2**63
"""Beyond what either database can hold in an integer."""


def declared(name: str) -> "Declaration":
    """The declaration of a column, named `table.column`; KeyError for one that does not exist."""
    from db.columns import declared as found

    table, _dot, column = name.partition(".")
    return found(_table(table).columns[column])


def label_of(noun: str, field: str) -> str:
    """The label of a field of a noun.

    Of an unknown field, its name in words.
    """
    try:
        label = declared(f"{noun}.{field}").label
    except KeyError:
        label = OF_NO_COLUMN.get(field, "")
    return _(label) if label else field.replace("_", " ")


@cache
def bounded(table: str) -> Mapping[str, "Declaration"]:
    """The columns of a table that have a limit or bounds, by name."""
    names = [column.name for column in _table(table).columns]
    found = {name: declared(f"{table}.{name}") for name in names}
    return {name: one for name, one in found.items() if one.limit or one.maximum is not None}


@cache
def private(table: str) -> tuple[str, ...]:
    """The private columns of a table."""
    from db.tables.all import METADATA

    names = (column.name for column in METADATA.tables[table].columns)
    return tuple(name for name in names if declared(f"{table}.{name}").private)


@cache
def shared(value: type, table: str) -> tuple[str, ...]:
    """The names that a dataclass and a table share, in the order of the dataclass."""
    from db.tables.all import METADATA

    names = METADATA.tables[table].columns.keys()
    return tuple(field.name for field in fields(value) if field.name in names)


def copy(value: Any, row: "Base") -> None:
    """Writes what a dataclass and a row share into the row."""
    kind: type = type(value)
    for name in shared(kind, row.__tablename__):
        setattr(row, name, getattr(value, name))


def check(table: str, values: Mapping[str, Any]) -> None:
    """Refuses a value that its column does not take.

    The refusal names the column as the field.
    """
    for name, bounds in bounded(table).items():
        value = values.get(name)
        if value is None:
            continue
        if isinstance(value, str):
            if bounds.limit is not None and len(value) > bounds.limit:
                raise _too_long(name, bounds)
        elif isinstance(value, int | Decimal):
            _check_number(name, value, bounds)


def check_arguments(arguments: Iterable[Any]) -> None:
    """Refuses what no rule and no database can deal with, wherever a command is given it."""
    for argument in arguments:
        for name, value in _named(argument):
            if isinstance(value, str) and "\0" in value:
                raise Refused("text.broken", BROKEN, field=name)
            if isinstance(value, Decimal) and not value.is_finite():
                raise Refused("number.none", N_("This is not a number."), field=name)
            if isinstance(value, int | Decimal) and not -LARGEST < value < LARGEST:
                raise Refused("number.large", N_("This number is too large."), field=name)


def texts(arguments: Iterable[Any]) -> Iterator[str]:
    """Every text in what a command gets, wherever it stands."""
    found = (value for argument in arguments for _name, value in _named(argument))
    return (value for value in found if isinstance(value, str))


def _table(name: str) -> "Table":
    """A table by name; the tables of all desks are loaded only where it is not there yet."""
    from db.tables.base import Base

    if name not in Base.metadata.tables:
        import db.tables.all  # noqa: F401
    return Base.metadata.tables[name]


def _too_long(name: str, bounds: "Declaration") -> Refused:
    message = N_("{label}: at most {limit} characters.")
    return Refused("text.long", message, field=name, label=_(bounds.label), limit=bounds.limit)


def _check_number(name: str, value: int | Decimal, bounds: "Declaration") -> None:
    if bounds.minimum is None or bounds.maximum is None:
        return
    is_finite = not isinstance(value, Decimal) or value.is_finite()
    if is_finite and bounds.minimum <= value <= bounds.maximum and not value % CENT:
        return
    facts = {"label": _(bounds.label), "least": bounds.minimum, "most": bounds.maximum}
    if not is_finite:
        raise Refused("number.none", N_("{label}: this is not a number."), field=name, **facts)
    if not bounds.minimum <= value <= bounds.maximum:
        message = N_("{label}: at least {least:,}, at most {most:,}.")
        raise Refused("number.range", message, field=name, **facts)
    message = N_("{label}: at most two decimals.")
    raise Refused("number.decimals", message, field=name, **facts)


def _named(value: Any, name: str | None = None) -> Iterator[tuple[str | None, Any]]:
    """Every value inside dataclasses, mappings and sequences, with the name nearest to it."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _named(getattr(value, field.name), field.name)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _named(one, str(key))
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _named(one, name)
    else:
        yield name, value
