"""Gathers from the desks what waits today for one person."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from app import settings
from app.permissions import Actor
from app.session_desks import desks_of
from app.today import rules
from app.today_spec import AskedDay, SetUpStep, StripFacts, TodayItem
from app.urgency import LATE
from db.nouns import Noun


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a new store still needs; both parts are empty once the store is at work."""

    steps: tuple[SetUpStep, ...] = ()
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MyDay:
    """The items and strips of the viewer's lists, by name."""

    at: datetime
    lists: Mapping[str, tuple[TodayItem, ...]]
    strips: Mapping[str, StripFacts]
    set_up: SetUp = SetUp()

    def rows(self, name: str) -> tuple[TodayItem, ...] | None:
        """The items of a list; None where this role has no such list."""
        return self.lists.get(name)

    def late(self, name: str = "") -> int:
        """How many items of a list, or of all, are overdue."""
        names = [name] if name else list(self.lists)
        return sum(rules.overdue(self.lists.get(one, ())) for one in names)

    def overdue_nouns(self) -> Counter[Noun]:
        """As the query of this name."""
        return _overdue(chain.from_iterable(self.lists.values()))


def my_day(session: Session, *, viewer: Actor, at: datetime) -> MyDay:
    """What every desk has for this person today."""
    desks, asked = desks_of(session), AskedDay(viewer, at, settings.load(session))
    lists = [one for desk in desks for one in desk.today if viewer.may(*one.roles)]
    strips = [one for desk in desks for one in desk.strips if viewer.may(*one.roles)]
    steps = [one for desk in desks for one in desk.set_up if viewer.may(*one.roles)]
    return MyDay(
        at,
        {one.name: one.read(session, asked) for one in lists},
        {one.name: one.read(session, asked) for one in strips},
        _set_up(session, steps),
    )


def overdue_nouns(session: Session, *, viewer: Actor, at: datetime) -> Counter[Noun]:
    """How many records of each kind are past their time for this person."""
    asked = AskedDay(viewer, at, settings.load(session))
    lists = [one for desk in desks_of(session) for one in desk.today if viewer.may(*one.roles)]
    return _overdue(item for one in lists for item in one.read(session, asked))


def _overdue(items: Iterable[TodayItem]) -> Counter[Noun]:
    """Every record once, in however many lists it stands."""
    return Counter(noun for noun, _id in {item.opens for item in items if item.urgency in LATE})


def _set_up(session: Session, steps: Sequence[SetUpStep]) -> SetUp:
    """The steps of a new store; none once all are done."""
    done = frozenset(one.name for one in steps if one.is_done(session))
    return SetUp(tuple(steps), done) if len(done) < len(steps) else SetUp()
