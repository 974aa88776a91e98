"""The search index of a store in a file: FTS5, contentless, one virtual table per kind.

It knows no positions and no documents; those stand in `search_doc`, whose ids are the recency.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Text, column, insert, select
from sqlalchemy import delete as remove_from
from sqlalchemy import table as clause
from sqlalchemy.sql.expression import TableClause

from db.search_text import BREAK, WHOLE, FoundRecord, SearchDocument, grams, telling, token

DOCUMENT = clause(
    "search_doc",
    column("id", Integer),
    column("kind", Text),
    column("record", Integer),
    column("day", Text),
    column("text", Text),
)
_COUNTS = "CREATE VIRTUAL TABLE temp.search_counts USING fts5vocab('main', 'search_{kind}', 'row')"
_STORED = "SELECT id, day, text FROM search_doc WHERE kind = ? AND record = ?"
_NEWEST = "SELECT coalesce(max(id), 0) FROM search_doc"
_ADD = "INSERT INTO search_doc (id, kind, record, day, text) VALUES (?, ?, ?, ?, ?)"
_CHANGE = "UPDATE search_doc SET day = ?, text = ? WHERE id = ? RETURNING id"
_MOVE = """UPDATE search_doc SET id = (SELECT max(id) + 1 FROM search_doc), day = ?, text = ?
WHERE id = ? RETURNING id"""
_KNOW = "INSERT INTO search_{kind} (rowid, grams) VALUES (?, ?)"
_FORGET = "INSERT INTO search_{kind} (search_{kind}, rowid, grams) VALUES ('delete', ?, ?)"
_EQUAL = """
equal_{kind} AS MATERIALIZED (
  SELECT search_doc.id, record, text
  FROM search_{kind} JOIN search_doc ON search_doc.id = search_{kind}.rowid
  WHERE search_{kind} MATCH :whole AND instr(text, :equal) > 0
  ORDER BY search_{kind}.rowid DESC LIMIT :limit
)"""
_ANSWERS = """
SELECT '{kind}' AS kind, 0 AS place, id, record, text FROM equal_{kind}
UNION ALL SELECT * FROM (
  SELECT '{kind}', 1, search_doc.id, record, text
  FROM search_{kind} JOIN search_doc ON search_doc.id = search_{kind}.rowid
  WHERE search_{kind} MATCH :grams AND instr(text, :part) > 0 AND instr(text, :equal) = 0
  ORDER BY search_{kind}.rowid DESC LIMIT :limit - (SELECT count(*) FROM equal_{kind})
)"""


def documents(kind: str) -> tuple[TableClause, ColumnElement[bool]]:
    """Where the documents of a kind stand: the table, and which of its rows."""
    return DOCUMENT, DOCUMENT.c.kind == kind


def stored(connection: Connection, kind: str, *, record: int) -> Any:
    """The row (id, day, text) of a record's document, None where it has none."""
    return connection.exec_driver_sql(_STORED, (kind, record)).first()


def append(connection: Connection, kind: str, *, documents: Sequence[SearchDocument]) -> None:
    """New documents in front of all others, the last one foremost."""
    first = connection.exec_driver_sql(_NEWEST).scalar_one() + 1
    kept = [(key, kind, one.record, one.day, one.text) for key, one in enumerate(documents, first)]
    connection.exec_driver_sql(_ADD, kept)
    known = [(key, _written(one.text)) for key, one in enumerate(documents, first)]
    connection.exec_driver_sql(_KNOW.format(kind=kind), known)


def rewrite(
    connection: Connection, kind: str, *, old: Any, new: SearchDocument, moves: bool
) -> None:
    """Writes the stored document `old` anew; `moves`: in front of all others."""
    written = _written(new.text)
    _forget(
        connection,
        kind,
        key=old.id,
        written=written if old.text == new.text else _written(old.text),
    )
    change = _MOVE if moves else _CHANGE
    key = connection.exec_driver_sql(change, (new.day, new.text, old.id)).scalar_one()
    connection.exec_driver_sql(_KNOW.format(kind=kind), (key, written))


def remove(connection: Connection, kind: str, *, old: Any) -> None:
    """Forgets the stored document `old`, grams and all."""
    _forget(connection, kind, key=old.id, written=_written(old.text))
    connection.execute(remove_from(DOCUMENT).where(DOCUMENT.c.id == old.id))


def find(
    connection: Connection, kinds: Sequence[str], *, question: str, limit: int
) -> dict[str, list[FoundRecord]]:
    """Of each kind the records that hold the plain question: equal values, then the newest.

    One statement for all kinds: one more costs as much as most answers.
    """
    asked = {
        "whole": _match([WHOLE + question]),
        "equal": BREAK + question + BREAK,
        "grams": _match(telling(question)),
        "part": question,
        "limit": limit,
    }
    found: dict[str, list[FoundRecord]] = {kind: [] for kind in kinds}
    for kind, record, text in connection.exec_driver_sql(_asked_sql(tuple(kinds)), asked):
        found[kind].append(FoundRecord(record, text))
    return found


def counted(connection: Connection, kind: str) -> dict[str, int]:
    """In how many documents the index knows each gram."""
    connection.exec_driver_sql(_COUNTS.format(kind=kind))
    counts = clause("search_counts", column("term"), column("doc"), schema="temp")
    found = connection.execute(select(counts.c.term, counts.c.doc))
    rows = {row.term: row.doc for row in found}
    connection.exec_driver_sql("DROP TABLE temp.search_counts")
    return rows


def clear(connection: Connection, kinds: Iterable[str]) -> None:
    """Forgets everything, to be written anew."""
    connection.execute(remove_from(DOCUMENT))
    for kind in kinds:
        connection.execute(insert(_index(kind)).values({f"search_{kind}": "delete-all"}))


@cache
def _index(kind: str) -> TableClause:
    return clause(f"search_{kind}", column("rowid"), column("grams"), column(f"search_{kind}"))


@cache
def _asked_sql(kinds: tuple[str, ...]) -> str:
    """The question ready for the driver, made once for the same kinds."""
    equal = ",".join(_EQUAL.format(kind=kind) for kind in kinds)
    answers = " UNION ALL ".join(_ANSWERS.format(kind=kind) for kind in kinds)
    rows = f"SELECT kind, record, text FROM ({answers})"  # noqa: S608 - names of tables
    return f"WITH {equal} {rows} ORDER BY place, id DESC"


def _match(wanted: Sequence[str]) -> str:
    """What FTS5 is asked for: documents with all of these grams."""
    return " AND ".join(f'"{token(gram)}"' for gram in wanted)


def _written(text: str) -> str:
    return " ".join(sorted(grams(text)))


def _forget(connection: Connection, kind: str, *, key: int, written: str) -> None:
    """A contentless index forgets what it is told once more."""
    connection.exec_driver_sql(_FORGET.format(kind=kind), (key, written))
    # SQLite 3.53 leaves ghosts when a secure delete waits beside later writes (detail=none): a
    # savepoint flushes it
    connection.exec_driver_sql("SAVEPOINT search_dropped")
    connection.exec_driver_sql("RELEASE search_dropped")
