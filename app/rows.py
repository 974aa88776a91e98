"""Reads frozen rows: a label of a statement fills the field of the same name.

`fetch(session, VisitRow, select(Visit.id, Person.name.label("who")))` gives frozen dataclasses.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, CursorResult, Select, inspect
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")
Reader = Callable[[Any], object]
"""Takes a row of the result and gives the value of one field."""
Values = Mapping[str, object] | None
"""What the parameters of a statement stand for; None where it has none."""
BY_PLACE = {"_result_disable_adapt_to_context": True}
"""Values are read by position and not by column, which saves a third of the time."""


def fetch(
    session: Session,
    row: type[R],
    statement: Select[*tuple[Any, ...]],
    *,
    params: Values = None,
    **computed: Reader,
) -> list[R]:
    """Every row of `statement` as a `row`.

    `computed` gives fields that are no label, each from the row of the result; labels that start
    with `_` are read by them alone. A field of type `str` is "" where the statement found None.
    Raises TypeError with the names of labels that are missing or left over.
    """
    result = _execute(session, statement, params)
    make = _maker(row, result, computed)
    return [make(found) for found in result.all()]


def fetch_one(
    session: Session,
    row: type[R],
    statement: Select[*tuple[Any, ...]],
    *,
    params: Values = None,
    **computed: Reader,
) -> R | None:
    """The first row of `statement` as a `row`, None where there is none."""
    result = _execute(session, statement, params)
    make = _maker(row, result, computed)
    found = result.first()
    return None if found is None else make(found)


def columns_of(row: type[R], table: Any) -> Iterator[ColumnElement[Any]]:
    """The columns of a mapped class, or an alias, that `row` has fields for."""
    named = inspect(table).mapper.columns
    return (getattr(table, field.name) for field in fields(row) if field.name in named)


def copied(row: type[R], record: object, /, **given: object) -> R:
    """A `row` with the attributes of `record` that bear its fields' names, and with `given`."""
    names = (field.name for field in fields(row))
    return row(**{name: getattr(record, name) for name in names if name not in given}, **given)


def _execute(
    session: Session, statement: Select[*tuple[Any, ...]], params: Values
) -> CursorResult[Any]:
    """Runs a statement without the ORM's loading, which would double the time."""
    if session.autoflush:
        session.flush()
    return session.connection().execute(statement, params, execution_options=BY_PLACE)


def _maker(
    row: type[R], result: CursorResult[Any], computed: Mapping[str, Reader]
) -> Callable[[Any], R]:
    """Makes a function that turns a row of the result into a `row`."""
    read = {**_labelled(row, tuple(result.keys()), frozenset(computed)), **computed}
    named = [(field.name, read[field.name]) for field in fields(row) if field.name in read]
    readers = [reader for _name, reader in named]
    if [name for name, _reader in named] == _positional(row)[: len(named)]:
        return lambda found: row(*[reader(found) for reader in readers])
    return lambda found: row(**{name: reader(found) for name, reader in named})


@cache
def _positional(row: type["DataclassInstance"]) -> list[str]:
    return [field.name for field in fields(row) if not field.kw_only]


@cache
def _labelled(
    row: type["DataclassInstance"], labels: tuple[str, ...], computed: frozenset[str]
) -> dict[str, Reader]:
    """The reader of each label; TypeError for a statement that does not fit."""
    _check(row, labels, computed)
    types = {field.name: field.type for field in fields(row)}
    return {
        label: _text(index) if types[label] is str else itemgetter(index)
        for index, label in enumerate(labels)
        if label in types
    }


def _text(index: int) -> Reader:
    return lambda found: "" if found[index] is None else found[index]


def _check(
    row: type["DataclassInstance"], labels: tuple[str, ...], computed: frozenset[str]
) -> None:
    given = [label for label in labels if not label.startswith("_")] + sorted(computed)
    known = {field.name: field for field in fields(row)}
    needed = {name for name, field in known.items() if _is_needed(field)}
    wrong = {
        "missing": needed - set(given),
        "unknown": set(given) - set(known),
        "twice": {label for label in given if given.count(label) > 1},
    }
    told = "; ".join(f"{word}: {', '.join(sorted(on))}" for word, on in wrong.items() if on)
    if told:
        raise TypeError(f"{row.__name__} cannot be read by label ({told})")


def _is_needed(field: Field[Any]) -> bool:
    return field.init and field.default is MISSING and field.default_factory is MISSING
