"""How a desk tells Today what waits: items with their act, and strips of figures beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.permissions import Actor
from app.tones import Tone
from app.urgency import Urgency
from db.nouns import Noun
from db.vocabulary import Role

Call = tuple[Callable[..., Any], tuple[Any, ...]]
"""A command with its arguments."""


@dataclass(frozen=True, slots=True)
class AskedDay:
    """For whom and when the desks tell what waits; `settings` are the store's (`app.settings`)."""

    viewer: Actor
    at: datetime
    settings: Any


@dataclass(frozen=True, slots=True)
class TodayAct:
    """The button of an item (`text` and `done` are source texts).

    `command` is run at once, told as `done` and taken back by `undo`; without one, or for who may
    not give it, the record opens.
    """

    text: str
    command: Call | None = None
    done: str = ""
    undo: Call | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayItem:
    """Something that waits for somebody.

    `who` stands first, `what` beside it, `why` beneath, in the language of the window.
    `waits`: somebody is here, or a car is out, until it is done. `owner`: whose it is.
    """

    opens: tuple[Noun, int]
    at: datetime
    who: str
    act: TodayAct
    what: str = ""
    why: str = ""
    urgency: Urgency = Urgency.LATER
    waits: bool = False
    owner_id: int | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class TodayList:
    """What waits for people with one of the `roles`; `title` is a source text."""

    name: str
    title: str
    icon: str
    roles: tuple[Role, ...]
    read: Callable[[Session, AskedDay], tuple[TodayItem, ...]]


@dataclass(frozen=True, slots=True)
class StripPerson:
    """Somebody in a strip, drawn as an avatar with two words beneath."""

    opens: tuple[Noun, int]
    name: str
    note: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class StripMark:
    """One thing at its time of the day, drawn as a square over its hour."""

    at: datetime
    tone: Tone
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class StripSpan:
    """A part of a lane: from when until when, for whom."""

    starts_at: datetime
    ends_at: datetime
    name: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class StripLane:
    """A car of the house with what it is booked for today."""

    title: str
    spans: tuple[StripSpan, ...]


@dataclass(frozen=True, slots=True)
class StripBar:
    """A figure of the day: `value` of `target`, `told` in words."""

    title: str
    value: float
    target: float
    told: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True, kw_only=True)
class StripFacts:
    """What a strip shows: a count, words with their tones, and one drawing."""

    count: str = ""
    notes: tuple[tuple[str, Tone], ...] = ()
    people: tuple[StripPerson, ...] = ()
    marks: tuple[StripMark, ...] = ()
    lanes: tuple[StripLane, ...] = ()
    bars: tuple[StripBar, ...] = ()
    by_hour: tuple[int, ...] = ()
    """How many in each hour of the day, from midnight on."""


@dataclass(frozen=True, slots=True)
class TodayStrip:
    """How a desk stands, at one glance; `desk` is the name of the tab that tells more."""

    name: str
    title: str
    icon: str
    roles: tuple[Role, ...]
    desk: str
    read: Callable[[Session, AskedDay], StripFacts]


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One thing that a new store needs before it can work (texts are source texts).

    `part` of the tab `desk` is where it is done; `is_done(session)`: once and for all.
    """

    name: str
    title: str
    why: str
    act: str
    icon: str
    roles: tuple[Role, ...]
    desk: str
    part: str
    is_done: Callable[[Session], bool]
