"""Finds records by the number on their papers, whole or by its last digits.

A number is a letter, the day and a running number (`app.numbers`), so that an ending is asked for
as the whole numbers that it may belong to: each is in the index of its table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app import search
from app.desk_spec import Hit
from app.identity.characters import half_width
from app.permissions import Actor
from app.search import HitGroup
from app.session_desks import desks_of
from db.nouns import Noun

if TYPE_CHECKING:
    from app.desk_spec import NumberedKind

WHOLE = re.compile(r"([A-Z])(\d{6})-?(\d{3,4})(?:-[A-Z]?\d+)?")
"""Also that of a version, a contract or a change, which has a part more."""
LEAST, MOST, RUNNING = 4, 9, 3
"""Digits of an ending; the last ones are the running number of the day."""
YEARS, MOST_DAYS, SHOWN = 10, 72, 4
"""How far back days are looked through, and how many of the newest that fit are asked for."""


def find(
    session: Session, text: str, *, viewer: Actor, today: date, clear: bool = False
) -> list[HitGroup]:
    """All that the search finds, and behind it records of whose number this is the ending."""
    found = search.find(session, text, clear=clear)
    return [*found, *numbered(session, text, viewer=viewer, today=today)]


def prepare(session: Session, *, viewer: Actor, today: date) -> None:
    """Asks once for nothing, as `search.prepare`."""
    search.prepare(session)
    list(numbered(session, "0000", viewer=viewer, today=today))


def numbered(session: Session, text: str, *, viewer: Actor, today: date) -> Iterator[HitGroup]:
    """The records that the viewer may see, the newest number first."""
    wanted = {kind: possible(text, kind.letter, today=today) for kind in kinds(session)}
    asked = [
        _of_kind(kind, numbers, viewer)
        for kind, numbers in wanted.items()
        if numbers and viewer.may(*kind.roles)
    ]
    if not asked:
        return
    found: dict[str, list[Hit]] = defaultdict(list)
    rows = session.connection().exec_driver_sql(" UNION ALL ".join(asked))
    for noun, key, number, name in rows:
        found[noun].append(Hit(Noun(noun), key, number, name or "", number))
    for kind in wanted:
        if hits := found[kind.noun]:
            yield HitGroup(kind.noun, kind.title, tuple(hits))


def kinds(session: Session) -> tuple[NumberedKind, ...]:
    """What has a number, in the order in which it is shown."""
    return tuple(kind for desk in desks_of(session) for kind in desk.numbered)


def possible(text: str, letter: str, *, today: date) -> Sequence[str]:
    """The whole numbers with this letter that the typed text may mean."""
    told = half_width(text).strip().upper()
    if whole := WHOLE.fullmatch(told):
        given, day, running = whole.groups()
        return (f"{letter}{day}-{running}",) if given == letter else ()
    digits = told.replace("-", "").replace(" ", "")
    if not (digits.isascii() and digits.isdecimal() and LEAST <= len(digits) <= MOST):
        return ()
    ending, running = digits[:-RUNNING], digits[-RUNNING:]
    return [f"{letter}{day}-{running}" for day in _days_ending(ending, today)]


def _of_kind(kind: NumberedKind, numbers: Sequence[str], viewer: Actor) -> str:
    """The question to one table, ready for the driver: all kinds are one statement.

    The numbers are made of digits here, never of what was typed.
    """
    own = ""
    if kind.owner is not None and not viewer.may():
        own = f" AND {kind.owner.key} = {viewer.staff_id:d}"
    table, named = kind.number.class_.__tablename__, kind.name.class_.__tablename__
    note = f"SELECT {kind.name.key} FROM {named} WHERE {named}.id = {table}.{kind.about.key}"  # noqa: S608 - ours
    among = "', '".join(numbers)
    return (
        f"SELECT * FROM (SELECT '{kind.noun.value}' AS noun, id, number, ({note}) AS note"  # noqa: S608 - ours
        f" FROM {table} WHERE number IN ('{among}'){own} ORDER BY number DESC LIMIT {SHOWN})"
        f" AS {table}_found"
    )


@lru_cache(maxsize=64)
def _days_ending(ending: str, today: date) -> tuple[str, ...]:
    found = (day for day in _days(today) if day.endswith(ending))
    return tuple(day for day, _at in zip(found, range(MOST_DAYS), strict=False))


@lru_cache(maxsize=1)
def _days(today: date) -> tuple[str, ...]:
    """Every day of the last years as a number tells it, today first."""
    days = (today - timedelta(days=back) for back in range(366 * YEARS))
    return tuple(f"{day.year % 100:02}{day.month:02}{day.day:02}" for day in days)
