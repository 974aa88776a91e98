"""The search index of the two engines behind the same functions.

Documents by recency, found by any fragment.

A document is the normalised values of one record. Its grams (1, 2 and 3 characters, and each whole
value) go into an index without
positions: SQLite's FTS5 contentless, PostgreSQL an array with GIN. A question of up to 3 characters
is one gram, a longer one an AND
of its most telling grams; every answer is verified against the document, so that the index can
never invent one.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import (
    ARRAY,
    Connection,
    Integer,
    Text,
    column,
    func,
    insert,
    literal,
    select,
    table,
    update,
)
from sqlalchemy import delete as remove
from sqlalchemy.sql.expression import TableClause

from db.hanzi import simplified

LONGEST = 80
MOST_GRAMS = 3
BREAK = "\n"
WHOLE = "\ue07f"
"""Marks a gram that is a whole value: an equal value comes before one that only contains the
question.
"""
UNSEEN = frozenset(".·•‧∙⋅・･。-‐‑‒–—−_()（）")
UNWRITTEN = frozenset(("Cc", "Cf", "Cs"))
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_LETTERS = {code: chr(0xE000 + code) for code in range(0x80) if not chr(code).isalnum()}
"""FTS5's ascii tokenizer splits at ASCII symbols: they are written as characters that nobody types.
"""

DOCUMENT = table(
    "search_doc",
    column("id", Integer),
    column("kind", Text),
    column("record", Integer),
    column("day", Text),
    column("text", Text),
)
GRAMS = table("search_gram", column("id", Integer), column("grams", ARRAY(Text)))

_COUNTS = "CREATE VIRTUAL TABLE temp.search_counts USING fts5vocab('main', 'search_{kind}', 'row')"
_HOLDING = """SELECT search_doc.record, search_doc.text
FROM search_{kind} JOIN search_doc ON search_doc.id = search_{kind}.rowid
WHERE search_{kind} MATCH ? AND instr(search_doc.text, ?) > 0 AND search_doc.kind = ?
ORDER BY search_{kind}.rowid DESC LIMIT ?"""


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """One record that answers: its id and its document."""

    record: int
    text: str


def plain(text: str) -> str:
    """What is compared: half-width, without case, space, dots, hyphens and what cannot be seen.
    Character by character, so that
    a fragment of a text is a fragment of its plain form.
    """
    halved = text.translate(_HALF_WIDTH)
    return "".join(
        one
        for one in halved
        if one not in UNSEEN and not one.isspace() and unicodedata.category(one) not in UNWRITTEN
    ).casefold()


def document(values: Iterable[str]) -> str:
    """The values of a record as they are kept.

    Plain, each once, in order; then the simplified ones of those that are not.
    """
    plainly = [plain(value)[:LONGEST] for value in values if value]
    kept = dict.fromkeys([*plainly, *map(simplified, plainly)])
    return BREAK.join(("", *(value for value in kept if value), ""))


def put(connection: Connection, kind: str, *, record: int, text: str, day: date) -> None:
    """Keeps the document of a record.

    It moves to the front only on another day, and is not written again when nothing changed.
    """
    old = connection.execute(
        select(DOCUMENT).where(DOCUMENT.c.kind == kind, DOCUMENT.c.record == record)
    ).first()
    if old is None:
        values = {"kind": kind, "record": record, "day": day.isoformat(), "text": text}
        _add_grams(
            connection,
            kind,
            connection.execute(
                insert(DOCUMENT).values(values).returning(DOCUMENT.c.id)
            ).scalar_one(),
            text=text,
        )
        return
    moved = old.day < day.isoformat()
    if old.text == text and not moved:
        return
    front = (
        connection.execute(select(func.max(DOCUMENT.c.id))).scalar_one() + 1 if moved else old.id
    )
    _drop_grams(connection, kind, old.id, text=old.text)
    changed = update(DOCUMENT).where(DOCUMENT.c.id == old.id)
    connection.execute(changed.values(id=front, text=text, day=max(old.day, day.isoformat())))
    _add_grams(connection, kind, front, text=text)


def drop(connection: Connection, kind: str, *, record: int) -> None:
    """Forgets the document of a record, grams and all."""
    old = connection.execute(
        select(DOCUMENT).where(DOCUMENT.c.kind == kind, DOCUMENT.c.record == record)
    ).first()
    if old is not None:
        _drop_grams(connection, kind, old.id, text=old.text)
        connection.execute(remove(DOCUMENT).where(DOCUMENT.c.id == old.id))


def add_many(
    connection: Connection, kind: str, *, documents: Sequence[tuple[int, str, date]]
) -> None:
    """New documents (record, text, day) in bulk, the oldest first."""
    if not documents:
        return
    first = (connection.execute(select(func.max(DOCUMENT.c.id))).scalar_one() or 0) + 1
    rows = [
        {"id": key, "kind": kind, "record": record, "day": day.isoformat(), "text": text}
        for key, (record, text, day) in enumerate(documents, first)
    ]
    connection.execute(insert(DOCUMENT), rows)
    if connection.dialect.name == "sqlite":
        connection.execute(
            insert(_index(kind)),
            [
                {"rowid": row["id"], "grams": " ".join(sorted(grams(str(row["text"]))))}
                for row in rows
            ],
        )
    else:
        connection.execute(
            insert(GRAMS),
            [{"id": row["id"], "grams": sorted(grams(str(row["text"])))} for row in rows],
        )


def find(connection: Connection, kind: str, *, text: str, limit: int) -> list[FoundRecord]:
    """Records of a kind whose document holds the fragment: equal values first, then newest first.

    Empty for an empty question.
    """
    question = plain(unicodedata.normalize("NFC", text))
    if not question or len(question) > LONGEST:
        return []
    whole = _asked(connection, kind, [WHOLE + question], part=BREAK + question + BREAK, limit=limit)
    if len(whole) == limit:
        return whole
    known = {found.record for found in whole}
    rest = _asked(connection, kind, _telling(question), part=question, limit=limit + len(known))
    return [*whole, *(found for found in rest if found.record not in known)][:limit]


def grams(text: str) -> set[str]:
    """What the index knows of a document, written as one token each."""
    found: set[str] = set()
    for value in text.split(BREAK):
        for length in (1, 2, 3):
            found.update(value[start : start + length] for start in range(len(value) - length + 1))
        if value:
            found.add(WHOLE + value)
    return {gram.translate(_LETTERS) for gram in found}


def recent(connection: Connection, kind: str, *, limit: int) -> list[int]:
    """The records of a kind, the newest touch first."""
    wanted = (
        select(DOCUMENT.c.record)
        .where(DOCUMENT.c.kind == kind)
        .order_by(DOCUMENT.c.id.desc())
        .limit(limit)
    )
    return list(connection.execute(wanted).scalars())


def count(connection: Connection, kind: str) -> int:
    """How many records of a kind can be found."""
    return connection.execute(select(func.count()).where(DOCUMENT.c.kind == kind)).scalar_one()


def known(connection: Connection, kind: str) -> dict[int, tuple[int, str]]:
    """How recent each document is (a larger number is newer) and the day of its last touch."""
    wanted = select(DOCUMENT.c.record, DOCUMENT.c.id, DOCUMENT.c.day).where(DOCUMENT.c.kind == kind)
    return {row.record: (row.id, row.day) for row in connection.execute(wanted)}


def texts(connection: Connection, kind: str) -> dict[int, str]:
    """Every document of a kind."""
    wanted = select(DOCUMENT.c.record, DOCUMENT.c.text).where(DOCUMENT.c.kind == kind)
    return {row.record: row.text for row in connection.execute(wanted)}


def faults(connection: Connection, kind: str) -> list[str]:
    """Where the grams of the index do not add up to those of its documents."""
    wanted = Counter(gram for text in texts(connection, kind).values() for gram in grams(text))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_COUNTS.format(kind=kind))
        counted = table("search_counts", column("term"), column("doc"), schema="temp")
        rows = [
            (row.term, row.doc) for row in connection.execute(select(counted.c.term, counted.c.doc))
        ]
        connection.exec_driver_sql("DROP TABLE temp.search_counts")
    else:
        gram = func.unnest(GRAMS.c.grams).label("gram")
        unnested = (
            select(gram)
            .join(DOCUMENT, DOCUMENT.c.id == GRAMS.c.id)
            .where(DOCUMENT.c.kind == kind)
            .subquery()
        )
        rows = [
            (row.gram, row.n)
            for row in connection.execute(
                select(unnested.c.gram, func.count().label("n")).group_by(unnested.c.gram)
            )
        ]
    return (
        []
        if dict(rows) == dict(wanted)
        else [f"the grams of {kind} do not agree with its documents"]
    )


def clear(connection: Connection) -> None:
    """Forgets everything, to be written anew."""
    connection.execute(remove(DOCUMENT))
    if connection.dialect.name == "sqlite":
        for kind in _searched():
            connection.execute(insert(_index(kind)).values({f"search_{kind}": "delete-all"}))
    else:
        connection.execute(remove(GRAMS))


def tidy(connection: Connection) -> None:
    """Merges the pieces of the index; for the end of a day."""
    if connection.dialect.name == "sqlite":
        for kind in _searched():
            connection.execute(insert(_index(kind)).values({f"search_{kind}": "optimize"}))


def _telling(question: str) -> list[str]:
    """Up to three grams of the question that tell most.

    Those with figures, and of equals the later ones.

    A VIN begins like thousands of others and ends like none; every further list costs more than it
    saves, since answers are verified.
    """
    if len(question) <= 3:
        return [question]
    starts = {*range(len(question) - 3, -1, -3), 0}
    found = [(sum(one.isdigit() for one in question[start : start + 3]), start) for start in starts]
    return [
        question[start : start + 3] for _figures, start in sorted(found, reverse=True)[:MOST_GRAMS]
    ]


@cache
def _index(kind: str) -> TableClause:
    return table(f"search_{kind}", column("rowid"), column("grams"), column(f"search_{kind}"))


@cache
def _asked_sql(kind: str) -> str:
    """Ready for the driver: putting the question together costs more than the answer, and it is
    asked at every keystroke.
    """
    return _HOLDING.format(kind=kind)


def _searched() -> tuple[str, ...]:
    """The tables that have an index: only here are the tables of all desks loaded."""
    from db.tables import all as every

    return every.SEARCHED


def _asked(
    connection: Connection, kind: str, wanted: list[str], *, part: str, limit: int
) -> list[FoundRecord]:
    tokens = [gram.translate(_LETTERS) for gram in wanted]
    if connection.dialect.name == "sqlite":
        match = " AND ".join(f'"{token}"' for token in tokens)
        return [
            FoundRecord(*row)
            for row in connection.exec_driver_sql(_asked_sql(kind), (match, part, kind, limit))
        ]
    rows = select(DOCUMENT.c.record, DOCUMENT.c.text).join_from(
        GRAMS, DOCUMENT, DOCUMENT.c.id == GRAMS.c.id
    )
    rows = rows.where(
        GRAMS.c.grams.op("@>", is_comparison=True)(tokens), func.strpos(DOCUMENT.c.text, part) > 0
    )
    rows = rows.where(DOCUMENT.c.kind == literal(kind)).order_by(GRAMS.c.id.desc()).limit(limit)
    return [FoundRecord(row.record, row.text) for row in connection.execute(rows)]


def _add_grams(connection: Connection, kind: str, key: int, *, text: str) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(
            insert(_index(kind)).values(rowid=key, grams=" ".join(sorted(grams(text))))
        )
    else:
        connection.execute(insert(GRAMS).values(id=key, grams=sorted(grams(text))))


def _drop_grams(connection: Connection, kind: str, key: int, *, text: str) -> None:
    """A contentless index forgets what it is told once more."""
    if connection.dialect.name == "sqlite":
        told = {f"search_{kind}": "delete", "rowid": key, "grams": " ".join(sorted(grams(text)))}
        connection.execute(insert(_index(kind)).values(told))
        # SQLite 3.53 leaves ghosts when a secure delete waits beside later writes (detail=none): a
        # savepoint flushes it
        connection.exec_driver_sql("SAVEPOINT search_dropped")
        connection.exec_driver_sql("RELEASE search_dropped")
    else:
        connection.execute(remove(GRAMS).where(GRAMS.c.id == key))
