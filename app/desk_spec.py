"""What a desk declares in its `spec.py`, and how the registries get to read it.

`app/desks.py` lists the specs, the composition root hands them to `Records`, and a registry asks
the session for them: none of them imports a desk.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, Protocol, overload

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.permissions import Actor
from app.urgency import Urgency
from db.nouns import Noun
from db.search import FoundRecord
from db.tables.base import Base
from db.vocabulary import PaperKind, Role

Values = dict[int, list[str]]
"""The texts under which a record is found, by its id."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of the search.

    `note` says what else tells it apart, `matched` is the value that holds the question, as it is
    kept.
    """

    kind: Noun
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

    noun: Noun
    kind: Noun
    column: InstrumentedAttribute[Any]
    key: InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, newest first.

    `noun` and `record_id` say which record opens; `kind` how it reads.
    """

    at: datetime
    kind: str
    noun: Noun
    record_id: int
    title: str
    state: object = None
    note: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A record that is read beside the file of `person_id`.

    Facts as (source text, value), and what was written down.
    """

    noun: Noun
    id: int
    person_id: int
    title: str
    at: datetime
    facts: tuple[tuple[str, object], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Traces:
    """Which files are forgotten, and how they may be written.

    `numbers` are only theirs, `shared` somebody else has as well.
    """

    ids: tuple[int, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    shared: frozenset[str]


@dataclass(frozen=True, slots=True)
class TodayRow:
    """A line of Today for a list that needs no columns of its own."""

    noun: Noun
    id: int
    at: datetime
    title: str
    note: str = ""


class RowUrgency(Protocol):
    """How pressing a row is at this minute; `settings` are the store's (`app.settings`)."""

    def __call__(self, row: Any, at: datetime, *, settings: Any) -> Urgency: ...


@dataclass(frozen=True, slots=True)
class TodayList:
    """What waits today for people with one of the `roles`.

    `read(session, viewer, at)` gives frozen rows, `urgency` tells how pressing one is,
    `opens(row)` the noun and id of its record. `late` is the title of the figure that counts the
    overdue ones (a source text; "": no figure).
    """

    name: str
    title: str
    roles: tuple[Role, ...]
    read: Callable[[Session, Actor, datetime], tuple[Any, ...]]
    urgency: RowUrgency
    opens: Callable[[Any], tuple[Noun, int]]
    late: str = ""


@dataclass(frozen=True, slots=True)
class EventKind:
    """How a kind of event is called (a source text) and which icon it has.

    `chip`: its state is shown as a chip, otherwise beside the title.
    """

    title: str
    icon: str
    chip: bool = True


@dataclass(frozen=True, slots=True)
class EventSource:
    """What happened with the records of a table, such as a person or a vehicle.

    `read(session, record_id)` tells it in any order.
    """

    subject: type[Base]
    kinds: Mapping[str, EventKind]
    read: Callable[[Session, int], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """A paper that the desk prints; `worded`: its clauses can be edited.

    A paper that is kept beside a record has its `noun`, and `of(person_ids)` selects the ids of the
    records whose papers name these people. When a customer is forgotten such a paper goes, unless
    the law wants it kept for `kept_years`.
    """

    kind: PaperKind
    worded: bool = False
    noun: Noun | None = None
    of: Callable[[Sequence[int]], Select[Any]] | None = None
    kept_years: int = 0


@dataclass(frozen=True, slots=True)
class Erasure:
    """What the desk does when a customer is forgotten, beside what its columns declare.

    `is_busy(session, person_id)`: something is under way, so nobody may be forgotten now.
    `end(session, person_ids, at)`: ends what was planned with them.
    `near(session, traces)`: its tables whose rows may name them, with the ids of these rows.
    `whole`: columns of a table that are emptied together where one of them names somebody.
    """

    is_busy: Callable[[Session, int], bool] = lambda _session, _person_id: False
    end: Callable[[Session, Sequence[int], datetime], None] = lambda _session, _ids, _at: None
    near: Callable[[Session, Traces], Mapping[Noun, set[int]]] = lambda _session, _traces: {}
    whole: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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
    `events`: the timelines that it tells of; `documents`: its records that have no page and are
    read beside the file of the person, by noun.
    `today`: what waits today, with its urgency.
    `papers`: what it prints, with what is kept of it and for how long.
    `erasure`: what else happens to its records when a customer is forgotten.
    `settings`: the rules of the store that a manager may change, with their bounds.
    """

    name: str
    nouns: Mapping[Noun, str]
    search: tuple[SearchKind, ...] = ()
    leads: tuple[Lead, ...] = ()
    events: tuple[EventSource, ...] = ()
    documents: Mapping[Noun, Callable[[Session, int], Document | None]] = field(
        default_factory=dict
    )
    today: tuple[TodayList, ...] = ()
    papers: tuple[PaperSpec, ...] = ()
    erasure: Erasure = Erasure()
    settings: tuple[SettingGroup, ...] = ()


Desks = Sequence[DeskSpec]


class LateDesks(Desks):
    """The desks, imported when somebody first asks for one.

    `load` runs once, on the thread that asks first. Until then no table of theirs is mapped.
    """

    def __init__(self, load: Callable[[], Desks]) -> None:
        self._load = cache(load)

    @overload
    def __getitem__(self, place: int) -> DeskSpec: ...
    @overload
    def __getitem__(self, place: slice) -> Desks: ...
    def __getitem__(self, place: int | slice) -> DeskSpec | Desks:
        return self._load()[place]

    def __len__(self) -> int:
        return len(self._load())


def nouns_of(desks: Desks) -> dict[str, str]:
    """How every noun of the store is called (source texts)."""
    return {noun: title for desk in desks for noun, title in desk.nouns.items()}


def desks_of(session: Session) -> Desks:
    """The desks that `Records` handed to its sessions."""
    desks: Desks = session.info["desks"]
    return desks
