"""The search index: documents by recency, found by any fragment, on both engines alike.

What is compared stands in `db/search_text.py`, how it is kept in `db/search_file.py` and
`db/search_server.py`, which have the same functions.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from types import ModuleType

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.sql.expression import TableClause

from db import search_file, search_server
from db.search_text import BREAK, LONGEST, FoundRecord, SearchDocument, document, grams, plain

__all__ = ["BREAK", "FoundRecord", "document", "find", "plain", "put"]


def put(connection: Connection, kind: str, *, record: int, text: str, day: date) -> None:
    """Keeps the document of a record.

    It moves to the front only on another day, and is not written again when nothing changed.
    """
    engine, today = _engine(connection), day.isoformat()
    old = engine.stored(connection, kind, record=record)
    if old is None:
        engine.append(connection, kind, documents=[SearchDocument(record, text, today)])
        return
    moves = old.day < today
    if moves or old.text != text:
        new = SearchDocument(record, text, max(old.day, today))
        engine.rewrite(connection, kind, old=old, new=new, moves=moves)


def drop(connection: Connection, kind: str, *, record: int) -> None:
    """Forgets the document of a record, grams and all."""
    engine = _engine(connection)
    old = engine.stored(connection, kind, record=record)
    if old is not None:
        engine.remove(connection, kind, old=old)


def add_many(
    connection: Connection, kind: str, *, documents: Sequence[tuple[int, str, date]]
) -> None:
    """New documents (record, text, day) in bulk, the oldest first."""
    dated = [SearchDocument(record, text, day.isoformat()) for record, text, day in documents]
    if dated:
        _engine(connection).append(connection, kind, documents=dated)


def append(connection: Connection, kind: str, *, documents: Sequence[SearchDocument]) -> None:
    """Documents of another store as they stand there, the oldest touch first."""
    _engine(connection).append(connection, kind, documents=documents)


def find(
    connection: Connection, kinds: Sequence[str], *, text: str, limit: int
) -> dict[str, list[FoundRecord]]:
    """Of each kind the records whose document holds the fragment.

    Equal values first, then newest first; nothing for an empty question.
    """
    question = plain(unicodedata.normalize("NFC", text))
    if not question or len(question) > LONGEST:
        return {kind: [] for kind in kinds}
    found: dict[str, list[FoundRecord]] = _engine(connection).find(
        connection, kinds, question=question, limit=limit
    )
    return found


def recent(connection: Connection, kind: str, *, limit: int) -> list[int]:
    """The records of a kind, the newest touch first."""
    table, ours = documents(connection, kind)
    wanted = select(table.c.record).where(ours).order_by(table.c.id.desc()).limit(limit)
    return list(connection.execute(wanted).scalars())


def count(connection: Connection, kind: str) -> int:
    """How many records of a kind can be found."""
    table, ours = documents(connection, kind)
    counted = select(func.count()).select_from(table).where(ours)
    return int(connection.execute(counted).scalar_one())


def known(connection: Connection, kind: str) -> dict[int, tuple[int, str]]:
    """How recent each document is (a larger number is newer) and the day of its last touch."""
    table, ours = documents(connection, kind)
    wanted = select(table.c.record, table.c.id, table.c.day).where(ours)
    return {row.record: (row.id, row.day) for row in connection.execute(wanted)}


def texts(connection: Connection, kind: str) -> dict[int, str]:
    """Every document of a kind."""
    table, ours = documents(connection, kind)
    wanted = select(table.c.record, table.c.text).where(ours)
    return {row.record: row.text for row in connection.execute(wanted)}


def faults(connection: Connection, kind: str) -> list[str]:
    """Where the grams of the index do not add up to those of its documents."""
    wanted = Counter(gram for text in texts(connection, kind).values() for gram in grams(text))
    counted = _engine(connection).counted(connection, kind)
    agree = counted == dict(wanted)
    return [] if agree else [f"the grams of {kind} do not agree with its documents"]


def clear(connection: Connection) -> None:
    """Forgets everything, to be written anew."""
    _engine(connection).clear(connection, _searched())


def documents(connection: Connection, kind: str) -> tuple[TableClause, ColumnElement[bool]]:
    """Where the documents of a kind stand: the table, id to text, and which of its rows."""
    table, ours = _engine(connection).documents(kind)
    return table, ours


def _engine(connection: Connection) -> ModuleType:
    return search_file if connection.dialect.name == "sqlite" else search_server


def _searched() -> tuple[str, ...]:
    """The tables that have an index: only here are the tables of all desks loaded."""
    from db.tables import all as every

    return every.SEARCHED
