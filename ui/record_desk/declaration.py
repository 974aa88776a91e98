"""What a simple desk declares; all texts are `N_()`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any

from app.labels import label
from app.permissions import Actor
from app.record_lists import OneRecord
from app.text import N_
from db.nouns import Noun
from ui.labels import tone
from ui.parts.form import Field
from ui.parts.table import Column

Row = Any
"""A frozen row with `id` and `version`."""
Typed = Mapping[str, Any]
Options = Sequence[tuple[Any, ...]]
Query = Callable[[Any, Actor], Sequence[Row]]
"""Called with the session and who looks."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """A command with what it is told."""

    command: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    named: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptRead:
    """`papers(session, id, viewer, at=)` were given out for a record, `copy` reads one of them."""

    papers: Callable[..., Sequence[object]]
    copy: Callable[..., object]


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of the list, shown with its number of rows.

    Without a `text` the label of the word is shown.
    """

    name: str
    shows: Callable[[Row], bool]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Another record that belongs to a row where it `applies`, shown on its own desk."""

    text: str
    record: Callable[[Row], tuple[Noun, int]]
    applies: Callable[[Row], bool] = lambda _row: True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that may be done with a record.

    Of the steps that apply the first is the next one.

    `fields` are asked first where there are any, beginning with `typed(row)`. `done` is said
    afterwards, with `{name}`; `undo` is told the row as it was and the answer of the command. A
    step `aside` is never the next one. The form of a step `alone` takes the place of the facts.
    A step of `money` belongs to a MoneyPanel.
    """

    name: str
    text: str
    applies: Callable[[Row, Actor], bool]
    act: Callable[[Row, Typed], Gesture]
    done: str
    fields: tuple[Field, ...] = ()
    undo: Callable[[Row, Any], Gesture] | None = None
    aside: bool = False
    alone: bool = False
    money: bool = False
    typed: Callable[[Row], Typed] = lambda _row: {}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDesk:
    """A list of records with the form, the facts and the steps of one.

    `ordered` is the column by which the list stands at first, names by pinyin.
    `brief(row)` is what of the facts stays while a form takes their place.
    `teaches` says how the desk works, beside the button, where there is no record yet.
    `facts(row)` are label and value of what is read at the right; without them the form is the
    record. `typed(row)` is what the form holds (None: what the row has of its fields);
    `value(typed, row)` makes what `save` is given, and has a `version`. `edit(row, viewer)` is the
    text of the button that opens the form, "" where the record is only read. `options` fill the
    choices of the form; `only_new` names fields that a saved record has no more. `start(id)` fills
    the form when somebody opens a record that is not in the list; `one` reads such a record, where
    the list has the newest ones only. `subjects(row)` are the person
    and the car whose alerts stand above the facts. `reorder` is given the noun and
    all ids where the rows are moved by hand. `more_filters` makes filters of what the form chooses
    from, such as the store's levels. `whose(row)` is the colleague of a row, by whom the list is
    narrowed where it shows those of several. `kept` reads what was printed of a record.
    """

    name: str
    empty: str
    query: Query
    columns: tuple[Column, ...]
    add: str
    fields: tuple[Field, ...]
    save: Callable[..., Any]
    value: Callable[[dict[str, Any], Row | None], Any]
    typed: Callable[[Row], Typed] | None = None
    blank: Typed = field(default_factory=dict)
    options: Mapping[str, Query] = field(default_factory=dict)
    only_new: frozenset[str] = frozenset()
    may_add: Callable[[Actor], bool] = lambda _viewer: True
    teaches: str = ""
    ordered: str = ""
    submit: str = N_("Save")
    saved: str = N_("Saved.")
    undo: Callable[[Any], Gesture] | None = None
    start: Callable[[int], Typed] | None = None
    one: OneRecord[Row] | None = None
    edit: Callable[[Row, Actor], str] = lambda _row, _viewer: N_("Edit")
    facts: Callable[[Row], Sequence[tuple[str, Any]]] | None = None
    brief: Callable[[Row], str] = lambda _row: ""
    subjects: Callable[[Row], tuple[int | None, int | None]] | None = None
    state: Callable[[Row], Enum] | None = None
    filters: tuple[Filter, ...] = ()
    more_filters: Callable[[Mapping[str, Options]], Sequence[Filter]] | None = None
    whose: Callable[[Row], tuple[int, str]] | None = None
    find: Callable[[Row], str] | None = None
    steps: tuple[Step, ...] = ()
    links: tuple[Link, ...] = ()
    reorder: Callable[..., Any] | None = None
    noun: Noun | None = None
    kept: KeptRead | None = None
    name_of: Callable[[Row], str] = lambda row: str(row.name)

    def in_form(self, row: Row) -> Typed:
        """What the form holds of a record."""
        if self.typed is not None:
            return self.typed(row)
        names = (one.name for one in self.fields if one.name not in self.only_new)
        return {name: getattr(row, name) for name in names}

    @property
    def record_noun(self) -> str:
        """What the store calls such a record."""
        return self.noun or self.name


def by_state(words: type[StrEnum]) -> tuple[Filter, ...]:
    """All rows, and those of each word that a row's `state` may be."""
    every = Filter("all", lambda _row: True, N_("All"))
    return (every, *(Filter(word, lambda row, word=word: row.state is word) for word in words))


def state_column(width: int) -> Column:
    """A column that shows `row.state`, a word of a vocabulary, as a chip."""
    return Column(
        "state", N_("State"), width, chip=True, text=label, tone=lambda row: tone(row.state)
    )
