"""The classes with which a desk declares itself in its `spec.py`.

`app/desks.py` lists the specs, the composition root hands them to `Records`, and a registry asks
the session for them: none of them imports a desk.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.permissions import Actor
from app.today_spec import SetUpStep, TodayList, TodayStrip
from app.tones import Tone
from db.nouns import Noun
from db.search import FoundRecord
from db.tables.base import Base
from db.vocabulary import PaperKind, Role

Values = dict[int, list[str]]
"""The texts under which a record is found, by its id."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of the search.

    `note` tells it from others, `matched` is the stored value that holds the question. Who sees
    the desk of `opens` gets there instead: a car for sale is found once, as a car.
    """

    kind: Noun
    id: int
    title: str
    note: str
    matched: str
    opens: tuple[Noun, int] | None = None


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
class NumberedKind:
    """Records whose papers bear a number of `app.numbers` with this letter.

    Beside it stands the `name` of the record that `about` points to. `roles`: who may see them;
    with an `owner` everybody but a manager sees their own.
    """

    noun: Noun
    title: str
    letter: str
    number: InstrumentedAttribute[Any]
    about: InstrumentedAttribute[Any]
    name: InstrumentedAttribute[Any]
    roles: tuple[Role, ...] = ()
    owner: InstrumentedAttribute[Any] | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A noun whose save changes the search document of another record.

    `column` is the id of that record, `key` the one of the noun.
    """

    noun: Noun
    kind: Noun
    column: InstrumentedAttribute[Any]
    key: InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened with a person or a car.

    `noun` and `record_id` say which record opens; `kind` names its `EventKind`.
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

    `facts` are pairs of a source text and a value.
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
    """The files that are erased, and what may name them in texts.

    `numbers` are only theirs, `shared` are those that somebody else has as well.
    """

    ids: tuple[int, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    shared: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventKind:
    """How a kind of event is called (a source text) and which icon it has."""

    title: str
    icon: str


@dataclass(frozen=True, slots=True)
class EventSource:
    """What happened with the records of a table, such as a person or a vehicle.

    `read(session, record_id)` tells it in any order.
    """

    subject: type[Base]
    kinds: Mapping[str, EventKind]
    read: Callable[[Session, int], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to do with a customer or a car that another desk does.

    `noun` and `record_id` say what opens; `told` stands beside it (both texts are source texts).
    `owner_id`: only this colleague or a manager may do it.
    """

    text: str
    told: str
    icon: str
    noun: Noun
    record_id: int
    roles: tuple[Role, ...]
    owner_id: int | None = None

    def is_for(self, viewer: Actor) -> bool:
        """True for who may do it. Hiding is comfort: the command refuses."""
        is_own = self.owner_id in (None, viewer.staff_id)
        return viewer.may() or (is_own and viewer.may(*self.roles))


@dataclass(frozen=True, slots=True)
class OfferSource:
    """What a desk can do with a record of a table; `read(session, record_id)` gives it."""

    subject: type[Base]
    read: Callable[[Session, int], Iterator[Offer]]


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """A paper that the desk prints; `worded`: its clauses can be edited.

    A paper that is stored with a record has its `noun`, and `of(person_ids)` selects the ids of the
    records whose papers name these people. When a customer is erased such a paper is removed,
    unless the law wants it stored for `kept_years`.
    """

    kind: PaperKind
    worded: bool = False
    noun: Noun | None = None
    of: Callable[[Sequence[int]], Select[Any]] | None = None
    kept_years: int = 0


@dataclass(frozen=True, slots=True)
class Erasure:
    """What the desk does when a customer is erased, besides what its columns declare.

    `is_busy(session, person_id)`: something is under way, so the customer cannot be erased now.
    `end(session, person_ids, at)`: ends what was planned with them.
    `near(session, traces)`: its tables whose rows may name them, with the ids of these rows.
    `whole`: columns of a table that are emptied together where one of them names somebody.
    """

    is_busy: Callable[[Session, int], bool] = lambda _session, _person_id: False
    end: Callable[[Session, Sequence[int], datetime], None] = lambda _session, _ids, _at: None
    near: Callable[[Session, Traces], Mapping[Noun, set[int]]] = lambda _session, _traces: {}
    whole: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListExport:
    """A list that may be saved as an Excel file.

    `table` is the name of the list on the screen, `title` that of the sheet and of the file,
    `noun` what its rows are in the audit.
    """

    table: str
    title: str
    noun: Noun


@dataclass(frozen=True, slots=True)
class SettingGroup:
    """Settings that are read and changed together, as the fields of `owner` declare them.

    `told(settings)` sums them up in one line; without it they have a page of their own.
    `check(changes)` refuses values that do not fit together.
    """

    name: str
    title: str
    owner: type
    told: Callable[[Any], str] | None = None
    check: Callable[[Mapping[str, Any]], None] | None = None


@dataclass(frozen=True, slots=True)
class TaskKind:
    """Tasks that a colleague can take over from somebody who leaves.

    `holder` is the column that says whose they are, `roles` who may have them. Where the taker is
    not `is_free` for one it is nobody's.
    """

    label: str
    holder: InstrumentedAttribute[Any]
    is_open: Any
    roles: tuple[Role, ...]
    is_free: Callable[[Session, Any, int], bool] | None = None


CarAlerts = Callable[[Session, int, datetime], Iterable[tuple[str, Tone]]]
"""Reads what is to be known of a car at a moment: texts in the present language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSpec:
    """All that the registries know of one desk. Every part may be left out.

    `nouns`: how its tables are called where people read of them (source texts).
    `search` and `leads`: what Ctrl+K finds, and which saves change a search document.
    `numbered`: what Ctrl+K and a scanner find by its number.
    `events`: what it tells timelines; `documents`: its records that have no page and are read
    beside the file of the person, by noun.
    `offers`: what it can do with a customer or a car whose file is open.
    `today`: what waits today, with its urgency; `strips`: how the desk stands, beside it.
    `set_up`: what a new store needs of it before it can work.
    `papers`: what it prints, and for how long that is stored.
    `exports`: its lists that may be saved as a file.
    `erasure`: what else happens to its records when a customer is erased.
    `settings`: the rules of the store that a manager may change, with their bounds.
    `tasks`: what a colleague takes over from somebody who leaves.
    `car_alerts`: what everybody who deals with a car must know, with its tone.
    """

    name: str
    nouns: Mapping[Noun, str]
    search: tuple[SearchKind, ...] = ()
    leads: tuple[Lead, ...] = ()
    numbered: tuple[NumberedKind, ...] = ()
    events: tuple[EventSource, ...] = ()
    documents: Mapping[Noun, Callable[[Session, int], Document | None]] = field(
        default_factory=dict
    )
    offers: tuple[OfferSource, ...] = ()
    today: tuple[TodayList, ...] = ()
    strips: tuple[TodayStrip, ...] = ()
    set_up: tuple[SetUpStep, ...] = ()
    papers: tuple[PaperSpec, ...] = ()
    exports: tuple[ListExport, ...] = ()
    erasure: Erasure = Erasure()
    settings: tuple[SettingGroup, ...] = ()
    tasks: tuple[TaskKind, ...] = ()
    car_alerts: tuple[CarAlerts, ...] = ()


Desks = Sequence[DeskSpec]
