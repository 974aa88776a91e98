"""Column types: what a value is in code, and how each engine keeps it.

SQLite tables are STRICT, so only its own types are named.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

E = TypeVar("E", bound=StrEnum)
WIDTH = len("2026-11-21 04:00:00.250000")
Reader = Callable[[Any], Any]
"""Turns what the driver gives into the value; given as `result_processor` it is called directly.

A decorator's own one makes two calls of each value, and a page reads thousands.
"""


class Moment(TypeDecorator[datetime]):
    """Aware UTC datetime. SQLite: ISO text of fixed width, so that text order is time order."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(
            Text() if dialect.name == "sqlite" else DateTime(timezone=True)
        )

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be aware")
        return moment_text(value) if dialect.name == "sqlite" else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:
        return _moment


class CalendarDay(TypeDecorator[date]):
    """Calendar day of the store."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value


class Hundredths(TypeDecorator[Decimal]):
    """Decimal with two places kept as an integer.

    Yuan as fen, hours and quantities as hundredths.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = value * 100
        kept = int(scaled)
        if kept != scaled:
            raise ValueError("more than two decimal places")
        return kept

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:
        return _hundredths


Money = Hundredths


class Flag(TypeDecorator[bool]):
    """Yes or no."""

    impl = Integer
    cache_ok = True
    coerce_to_is_types = (type(None), bool)
    """`IS` takes a word on a server, where a bound value would be an error of syntax."""

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:
        return {None: None, 0: False, 1: True}.__getitem__


class Word(TypeDecorator[E], Generic[E]):
    """One member of a closed vocabulary, kept as its code."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words
        self._by_code = _Codes(words)

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else str(self._by_code[value].value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:
        return self._by_code.__getitem__


class Words(TypeDecorator[frozenset[E]], Generic[E]):
    """A set of members, kept sorted and comma-separated."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: frozenset[E] | None, dialect: Dialect) -> str | None:
        return None if value is None else ",".join(sorted(self.words(word).value for word in value))

    def process_result_value(self, value: Any, dialect: Dialect) -> frozenset[E]:
        return frozenset(self.words(code) for code in (value or "").split(",") if code)


Bytes = LargeBinary


class _Codes(dict[Any, Any]):
    """The words by their codes; raises ValueError for a code that is none."""

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__({word.value: word for word in words})
        self[None], self._words = None, words

    def __missing__(self, code: str) -> StrEnum:
        return self._words(code)


def moment_text(value: datetime) -> str:
    """An aware moment as SQLite keeps it; a third of the time that `strftime` takes."""
    utc = value if value.tzinfo is UTC else value.astimezone(UTC)
    return utc.isoformat(" ", "microseconds")[:WIDTH]


def _moment(value: Any) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    return datetime.fromisoformat(value + "+00:00")


def _hundredths(value: Any) -> Decimal | None:
    if type(value) is int:  # the same two places, a third of the time
        return Decimal(value).scaleb(-2)
    return None if value is None else (Decimal(value) / 100).quantize(Decimal("0.01"))
