"""Search through the program's own function, on a store of any size.

How long, how it grows, and whether the answers are right.
"""

import gc
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app import search
from app.desks import DESKS
from app.people import queries as people
from app.permissions import Actor
from app.records import Records
from db import engine as engines
from db import search as index
from tests.bench import clock, store
from tests.bench.desk import AT, MANAGER
from tests.bench.figure import Figure, middle, p95

PER_LENGTH, TOUCHES, AT_ONCE, AGAIN = 30, 20_000, 50, 3
SMALL = 10_000


def figures(path: Path, _folder: Path) -> Iterator[Figure]:
    """On the store as it is, beside a small one, and after a month of coming and going."""
    small = Records(engines.open_store(store.made(SMALL) / "store.db"), DESKS)
    floor = middle([first for first, _best in asked_once_and_again(small, fragments(small))])
    small.close()
    records = Records(engines.open_store(path), DESKS)
    try:
        yield from _searched(records, "search", floor)
        touched = _touch(records)
        yield from _searched(records, f"search after {touched:,} touches", floor)
    finally:
        records.close()


def fragments(records: Records) -> dict[str, list[str]]:
    """Pieces of 1 to 17 characters of documents of every kind."""
    found, dice = {}, random.Random(7)
    with records.read() as session:
        for kind in (one.name for one in search.kinds(session)):
            newest = index.recent(session.connection(), kind, limit=20_000)
            texts = index.texts(session.connection(), kind)
            values = [
                value
                for record in dice.sample(newest, min(600, len(newest)))
                for value in texts[record].split(index.BREAK)
                if value
            ]
            found[kind] = [
                piece for length in range(1, 18) for piece in _pieces(values, length, dice)
            ]
    return found


def _pieces(values: list[str], length: int, dice: random.Random) -> Iterator[str]:
    long = [value for value in values if len(value) >= length]
    for value in dice.choices(long, k=PER_LENGTH) if long else []:
        start = dice.randint(0, len(value) - length)
        yield value[start : start + length]


def _searched(records: Records, name: str, floor: float) -> Iterator[Figure]:
    asked = fragments(records)
    runs = asked_once_and_again(records, asked)
    first = [once for once, _best in runs]
    dice = random.Random(7)
    with records.read() as session:
        wrong = sum(
            differs(session, kind, dice.sample(pieces, min(60, len(pieces))))
            for kind, pieces in asked.items()
        )
    yield Figure(
        name=f"{name}: {len(runs)} fragments, p50 (floor: {SMALL:,} customers)",
        value=middle(first),
        floor=floor,
        goal=3,
    )
    yield Figure(name=f"{name}: p95", value=p95(first), goal=3)
    yield Figure(
        name=f"{name}: the slowest fragment, best of {AGAIN}",
        value=max(best for _once, best in runs),
        goal=10,
    )
    yield Figure(name=f"{name}: the longest single asking", value=max(first), goal=10)
    yield Figure(name=f"{name}: answers unlike brute force", value=wrong, unit="", goal=0)


def asked_once_and_again(
    records: Records, asked: dict[str, list[str]]
) -> list[tuple[float, float]]:
    """Every fragment: how long it took the first time, and at best. As in the program, the
    questions were put together before and
    the collector does not go through what stands there for good.
    """
    with records.read() as session:
        search.prepare(session)
        gc.collect()
        gc.freeze()
        runs = []
        for piece in (piece for pieces in asked.values() for piece in pieces):
            times = [_timed(session, piece) for _ in range(AGAIN)]
            runs.append((times[0], min(times)))
        gc.unfreeze()
    return runs


def _timed(session: Session, piece: str) -> float:
    start = clock.now()
    search.find(session, piece)
    return (clock.now() - start) * 1000


def differs(session: Session, kind: str, pieces: list[str], limit: int = 50) -> int:
    """How many answers are not what reading every document gives.

    Equal values first, then the newest.
    """
    texts, known = index.texts(session.connection(), kind), index.known(session.connection(), kind)
    newest = sorted(texts, key=lambda record: known[record][0], reverse=True)
    wrong = 0
    for piece in pieces:
        question = index.plain(piece)
        if not question:
            continue
        whole = index.BREAK + question + index.BREAK
        equal = [record for record in newest if whole in texts[record]]
        others = [
            record for record in newest if question in texts[record] and whole not in texts[record]
        ]
        wrong += search.find_ids(session, kind, piece, limit=limit) != (equal + others)[:limit]
    return wrong


def _touch(records: Records) -> int:
    """Customers come again, each on another day than before, in gestures like any other that the
    program writes.
    """
    later = AT + timedelta(days=1)
    with records.read() as session:
        everybody = people.ids(session)
    chosen = random.Random(3).sample(everybody, min(TOUCHES, len(everybody)))
    for start in range(0, len(chosen), AT_ONCE):
        records.act(_come, chosen[start : start + AT_ONCE], by=MANAGER, at=later)
    return len(chosen)


def _come(session: Any, ids: list[int], *, by: Actor, at: Any) -> None:
    session.info["touched"]["person"] = set(ids)
