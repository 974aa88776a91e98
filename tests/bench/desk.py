"""What a desk waits for on a store of any size: search, the register of a day, a save, the board, a customer's page."""

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import event

from app import search
from app.people import queries as people
from app.permits import Actor
from app.practice.bulk import last_moment
from app.reception import commands, queries
from app.reception.values import NewVisit
from app.records import Records
from app.workshop import queries as workshop
from db import engine as engines
from db import search as index
from db.words import Role
from tests.bench import clock
from tests.bench.figure import Figure, middle, p95
from tests.bench.store import LAST_DAY

AT = last_moment(LAST_DAY)
MANAGER = Actor(1, "秦岚", frozenset({Role.MANAGER, Role.ADMINISTRATOR}), "bench")
PER_LENGTH, TOUCHES, SAVES = 30, 2000, 60


def figures(path: Path, _folder: Path) -> Iterator[Figure]:
    """Every figure of the desks on this store."""
    records = Records(engines.open_store(path))
    try:
        yield from _searched(records, "search")
        yield from _reads(records)
        records.close()
        yield from _saves(records, path)
        _touch(records)
        yield from _searched(records, f"search after {TOUCHES} touches")
    finally:
        records.close()


def fragments(records: Records, dice: random.Random) -> dict[str, list[str]]:
    """Pieces of 1 to 17 characters of documents of every kind."""
    found = {}
    with records.read() as session:
        for kind in index.KINDS:
            newest = index.recent(session.connection(), kind, limit=20_000)
            texts = index.texts(session.connection(), kind)
            values = [value for record in dice.sample(newest, min(600, len(newest))) for value in texts[record].split(index.BREAK) if value]
            found[kind] = [piece for length in range(1, 18) for piece in _pieces(values, length, dice)]
    return found


def _pieces(values: list[str], length: int, dice: random.Random) -> Iterator[str]:
    long = [value for value in values if len(value) >= length]
    for value in dice.choices(long, k=PER_LENGTH) if long else []:
        start = dice.randint(0, len(value) - length)
        yield value[start : start + length]


def _searched(records: Records, name: str) -> Iterator[Figure]:
    dice = random.Random(7)
    asked = fragments(records, dice)
    with records.read() as session:
        runs = [_timed(search.find, session, piece) for pieces in asked.values() for piece in pieces]
        wrong = sum(_differs(session, kind, dice.sample(pieces, min(60, len(pieces)))) for kind, pieces in asked.items())
    yield Figure(name=f"{name}: {len(runs)} fragments of 1-17 characters, p50", value=middle(runs))
    yield Figure(name=f"{name}: p95", value=p95(runs), goal=5)
    yield Figure(name=f"{name}: longest", value=max(runs), goal=10)
    yield Figure(name=f"{name}: answers unlike brute force", value=wrong, unit="", goal=0)


def _differs(session: Any, kind: str, pieces: list[str], limit: int = 50) -> int:
    """How many answers are not what reading every document gives: equal values first, then the newest."""
    texts, known = index.texts(session.connection(), kind), index.known(session.connection(), kind)
    newest = sorted(texts, key=lambda record: known[record][0], reverse=True)
    wrong = 0
    for piece in pieces:
        question = index.plain(piece)
        if not question:
            continue
        whole = index.BREAK + question + index.BREAK
        equal = [record for record in newest if whole in texts[record]]
        others = [record for record in newest if question in texts[record] and whole not in texts[record]]
        wrong += search.find_ids(session, kind, piece, limit=limit) != (equal + others)[:limit]
    return wrong


def _reads(records: Records) -> Iterator[Figure]:
    with records.read() as session:
        days = [LAST_DAY - timedelta(days=back) for back in range(1, 41)]
        runs = [_timed(queries.register_of, session, day, viewer=MANAGER) for day in days]
        yield Figure(name="the visitor register of a day, p95", value=p95(runs), goal=5)
        runs = [_timed(queries.desk, session, day=LAST_DAY, at=AT, viewer=MANAGER) for _ in range(20)]
        yield Figure(name="everything the reception page shows, p95", value=p95(runs), goal=100)
        standing = len(workshop.board(session, at=AT).rows)
        runs = [_timed(workshop.board, session, at=AT) for _ in range(20)]
        yield Figure(name=f"the board with {standing} open orders, p95", value=p95(runs), goal=100)
        runs = [_timed(people.record, session, person) for person in people.ids(session, limit=40)]
        yield Figure(name="a customer's page, p95", value=p95(runs), goal=100)
        yield Figure(name="the ids of the whole customer list", value=_timed(people.ids, session), goal=300)


def _saves(records: Records, path: Path) -> Iterator[Figure]:
    """A visit of a known customer with audit and search rows; the floor: the very same writes, sent to a twin by the driver."""
    with records.read() as session:
        somebody = people.ids(session, limit=SAVES + 5)
    twin = Path(shutil.copy(path, path.with_name("twin.db")))
    raw = driver.connect(str(twin), isolation_level=None)
    for pragma in engines.PRAGMAS:
        raw.execute(pragma)
    floors, runs, writes = [], [], []
    event.listen(records.engine, "before_cursor_execute", lambda _c, _cursor, told, given, *_: writes.append((told, given)))
    for person in somebody:
        writes.clear()
        runs.append(_timed(records.act, commands.register, NewVisit(person_id=person), by=MANAGER, at=AT))
        floors.append(_timed(_replay, raw, [write for write in writes if not write[0].startswith("SELECT")]))
    raw.close()
    yield Figure(
        name="a visit is saved (floor: the same rows by the driver), p50", value=middle(runs[5:]), floor=middle(floors[5:]), goal=3
    )


def _replay(raw: Any, writes: list[tuple[str, Any]]) -> None:
    for told, given in writes:
        raw.execute(told, given)
    raw.execute("COMMIT")


def _touch(records: Records) -> None:
    """Customers come again, each on another day than before."""
    later = AT + timedelta(days=1)
    with records.read() as session:
        everybody = people.ids(session, limit=200_000)
    chosen = random.Random(3).choices(everybody, k=TOUCHES)

    def touch(session: Any, *, by: Actor, at: Any) -> None:
        search.refresh(session, {"person": set(chosen)}, later)

    records.act(touch, by=MANAGER, at=later)


def _timed(call: Callable[..., Any], *given: Any, **more: Any) -> float:
    start = clock.now()
    call(*given, **more)
    return (clock.now() - start) * 1000
