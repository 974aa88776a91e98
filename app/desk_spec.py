"""What a desk declares in its `spec.py`, and how the registries get to read it.

`app/desks.py` lists the specs, the composition root hands them to `Records`, and a registry asks
the session for them: none of them imports a desk.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import InstrumentedAttribute, Session

from db.search import FoundRecord
from db.tables.base import Base

Values = dict[int, list[str]]
"""The texts under which a record is found, by its id."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of the search.

    `note` says what else tells it apart, `matched` is the value that holds the question, as it is
    kept.
    """

    kind: str
    id: int
    title: str
    note: str
    matched: str


class SearchHits(Protocol):
    """Reads the lines that are shown, in the order of `found`; `clear`: whole telephone numbers."""

    def __call__(
        self, session: Session, found: Sequence[FoundRecord], question: str, *, clear: bool
    ) -> Iterator[Hit]: ...


@dataclass(frozen=True, slots=True)
class SearchKind:
    """Records that the search finds; their table is marked as searched and has its index.

    `values(session, ids)` gives the texts of each record that may be found.
    """

    table: type[Base]
    title: str
    values: Callable[[Session, Sequence[int]], Values]
    hits: SearchHits

    @property
    def name(self) -> str:
        """The noun, which is also the name of the index."""
        name: str = self.table.__tablename__
        return name


@dataclass(frozen=True, slots=True)
class Lead:
    """A saved `noun` writes the document of another record anew: `column` where `key` is its id."""

    noun: str
    kind: str
    column: InstrumentedAttribute[Any]
    key: InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class SettingGroup:
    """Settings that are read and changed together, as the fields of `owner` declare them.

    `told(settings)` sums them up in one line; without it they have a page of their own.
    `check(changes)` refuses what only makes no sense together.
    """

    name: str
    title: str
    owner: type
    told: Callable[[Any], str] | None = None
    check: Callable[[Mapping[str, Any]], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSpec:
    """All that the registries know of one desk. Every part may be left out.

    `nouns`: how its tables are called where people read of them (source texts).
    `search` and `leads`: what Ctrl+K finds, and what else brings a record to the front.
    `settings`: the rules of the store that a manager may change, with their bounds.
    """

    name: str
    nouns: Mapping[str, str]
    search: tuple[SearchKind, ...] = ()
    leads: tuple[Lead, ...] = ()
    settings: tuple[SettingGroup, ...] = ()


Desks = tuple[DeskSpec, ...]


def nouns_of(desks: Desks) -> dict[str, str]:
    """How every noun of the store is called (source texts)."""
    return {noun: title for desk in desks for noun, title in desk.nouns.items()}


def desks_of(session: Session) -> Desks:
    """The desks that `Records` handed to its sessions."""
    desks: Desks = session.info["desks"]
    return desks
