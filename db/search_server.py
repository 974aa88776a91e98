"""The search index of a store on a server: one table of grams per kind.

One table for all kinds would be a hundred times slower: the planner walks it backwards instead of
asking the GIN. The ids are the recency, given under the lock of every write, never by a sequence,
because a moved document takes the next one too.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Integer,
    Text,
    column,
    func,
    insert,
    select,
    true,
)
from sqlalchemy import delete as remove_from
from sqlalchemy import table as clause
from sqlalchemy import update as change
from sqlalchemy.sql.expression import TableClause

from db.search_text import BREAK, WHOLE, FoundRecord, SearchDocument, grams, telling, token

_ONE_KIND = """
latest_{kind} AS MATERIALIZED (
  SELECT id, record, text FROM search_gram_{kind} ORDER BY id DESC LIMIT 1500
), equal_latest_{kind} AS MATERIALIZED (
  SELECT id, record, text FROM latest_{kind}
  WHERE strpos(text, %(equal)s) > 0 ORDER BY id DESC LIMIT %(limit)s
), equal_all_{kind} AS MATERIALIZED (
  SELECT id, record, text FROM search_gram_{kind}
  WHERE (SELECT count(*) FROM equal_latest_{kind}) < %(limit)s
    AND grams @> %(whole)s::text[] AND strpos(text, %(equal)s) > 0
  ORDER BY id + 0 DESC LIMIT %(limit)s
), equal_{kind} AS MATERIALIZED (
  SELECT * FROM equal_all_{kind}
  UNION ALL SELECT * FROM equal_latest_{kind}
  WHERE (SELECT count(*) FROM equal_latest_{kind}) = %(limit)s
), wanted_{kind} AS MATERIALIZED (
  SELECT CASE WHEN count(*) < %(limit)s THEN %(limit)s + count(*) ELSE 0 END AS n FROM equal_{kind}
), newest_{kind} AS MATERIALIZED (
  SELECT id, record, text FROM latest_{kind}
  WHERE strpos(text, %(part)s) > 0 ORDER BY id DESC LIMIT (SELECT n FROM wanted_{kind})
), all_{kind} AS MATERIALIZED (
  SELECT id, record, text FROM search_gram_{kind}
  WHERE (SELECT count(*) FROM newest_{kind}) < (SELECT n FROM wanted_{kind})
    AND grams @> %(grams)s::text[] AND strpos(text, %(part)s) > 0
  ORDER BY id + 0 DESC LIMIT (SELECT n FROM wanted_{kind})
)"""
"""Equal values first. What many records hold, such as a model, is found among the newest.

The GIN is asked for what is rare there. `id + 0`, so that the planner cannot walk the key backwards
in search of a rare gram.
"""
_ANSWERS = """
SELECT '{kind}' AS kind, 0 AS place, id, record, text FROM equal_{kind}
UNION ALL SELECT '{kind}', 1, id, record, text FROM all_{kind}
UNION ALL SELECT '{kind}', 1, id, record, text FROM newest_{kind}
WHERE (SELECT count(*) FROM newest_{kind}) = (SELECT n FROM wanted_{kind})"""


def documents(kind: str) -> tuple[TableClause, ColumnElement[bool]]:
    """Where the documents of a kind stand: the table, and which of its rows."""
    return _table(kind), true()


def stored(connection: Connection, kind: str, *, record: int) -> Any:
    """The row (id, day, text) of a record's document, None where it has none."""
    asked = f"SELECT id, day, text FROM search_gram_{kind} WHERE record = %s"  # noqa: S608 - ours
    return connection.exec_driver_sql(asked, (record,)).first()


def append(connection: Connection, kind: str, *, documents: Sequence[SearchDocument]) -> None:
    """New documents in front of all others, the last one foremost."""
    first = _newest(connection, kind) + 1
    connection.execute(
        insert(_table(kind)),
        [
            {"id": key, "record": one.record, "day": one.day, "text": one.text}
            | {"grams": sorted(grams(one.text))}
            for key, one in enumerate(documents, first)
        ],
    )


def rewrite(
    connection: Connection, kind: str, *, old: Any, new: SearchDocument, moves: bool
) -> None:
    """Writes the stored document `old` anew; `moves`: in front of all others."""
    index = _table(kind)
    values = {"id": _newest(connection, kind) + 1 if moves else old.id, "day": new.day}
    if new.text != old.text:
        values |= {"text": new.text, "grams": sorted(grams(new.text))}
    connection.execute(change(index).where(index.c.id == old.id).values(values))


def remove(connection: Connection, kind: str, *, old: Any) -> None:
    """Forgets the stored document `old`, grams and all."""
    index = _table(kind)
    connection.execute(remove_from(index).where(index.c.id == old.id))


def find(
    connection: Connection, kinds: Sequence[str], *, question: str, limit: int
) -> dict[str, list[FoundRecord]]:
    """Of each kind the records that hold the plain question: equal values, then the newest.

    One statement for all kinds: each way to the server costs as much as its answer.
    """
    asked = _asked(question, limit)
    found: dict[str, dict[int, FoundRecord]] = {kind: {} for kind in kinds}
    for row in connection.exec_driver_sql(_asked_sql(tuple(kinds)), asked):
        found[row.kind].setdefault(row.record, FoundRecord(row.record, row.text))
    return {kind: list(records.values())[:limit] for kind, records in found.items()}


def counted(connection: Connection, kind: str) -> dict[str, int]:
    """In how many documents the index knows each gram."""
    gram = func.unnest(_table(kind).c.grams).label("gram")
    unnested = select(gram).subquery()
    wanted = select(unnested.c.gram, func.count()).group_by(unnested.c.gram)
    return {row[0]: row[1] for row in connection.execute(wanted)}


def clear(connection: Connection, kinds: Iterable[str]) -> None:
    """Forgets everything, to be written anew."""
    for kind in kinds:
        connection.execute(remove_from(_table(kind)))


@cache
def _table(kind: str) -> TableClause:
    return clause(
        f"search_gram_{kind}",
        column("id", Integer),
        column("record", Integer),
        column("day", Text),
        column("text", Text),
        column("grams", ARRAY(Text)),
    )


def _asked(question: str, limit: int) -> dict[str, Any]:
    return {
        "whole": [token(WHOLE + question)],
        "equal": BREAK + question + BREAK,
        "grams": [token(gram) for gram in telling(question)],
        "part": question,
        "limit": limit,
    }


@cache
def _asked_sql(kinds: tuple[str, ...]) -> str:
    parts = ",".join(_ONE_KIND.format(kind=kind) for kind in kinds)
    answers = " UNION ALL ".join(_ANSWERS.format(kind=kind) for kind in kinds)
    rows = f"SELECT kind, record, text FROM ({answers}) AS found"  # noqa: S608 - names of tables
    return f"WITH {parts} {rows} ORDER BY place, id DESC"


def _newest(connection: Connection, kind: str) -> int:
    return connection.execute(select(func.max(_table(kind).c.id))).scalar_one() or 0
