"""Finds people, vehicles and orders by any scrap.

`refresh` keeps the documents in step inside the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import BindParameter, Executable, Result, Select, bindparam, select
from sqlalchemy.orm import Session

from app.local_time import local_day
from app.session_desks import desks_of
from app.settings import setting
from app.text import N_
from db import long_work
from db import search as index
from db.hanzi import simplified
from db.tables.admin import Setting

if TYPE_CHECKING:
    from app.desk_spec import Hit, Lead, SearchKind

COUNTRY = ("+86", "0086")
STEP = 400
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
"""For statements that are put together once and asked at every keystroke."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Whether 車 finds 车."""

    search_variants: bool = setting(True, label=N_("車 also finds 车"))


class HitGroup(NamedTuple):
    """Answers of one noun, equal values first, then newest first. `title` is a source text."""

    noun: str
    title: str
    hits: tuple[Hit, ...]
    has_more: bool = False


def find(
    session: Session, text: str, *, limit: int = 6, only: str = "", clear: bool = False
) -> list[HitGroup]:
    """People, cars and orders that hold the fragment; groups without an answer are left out.

    `only` asks for one noun. `clear` shows whole telephone numbers.
    """
    every = [kind for kind in kinds(session) if only in ("", kind.name)]
    questions = _questions(session, text)
    answers = _found(session, [kind.name for kind in every], questions, limit=limit + 1)

    def group(kind: SearchKind) -> HitGroup:
        found = answers[kind.name]
        hits = kind.hits(session, found[:limit], questions[0], clear=clear)
        return HitGroup(kind.name, kind.title, tuple(hits), len(found) > limit)

    return [group(kind) for kind in every if answers[kind.name]]


def find_ids(session: Session, kind: str, text: str, *, limit: int) -> list[int]:
    """Ids of the records of one noun that hold the fragment, for the filter of a list."""
    found = _found(session, [kind], _questions(session, text), limit=limit)
    return [one.record for one in found[kind]]


def kinds(session: Session) -> tuple[SearchKind, ...]:
    """What the search finds, in the order in which it is shown."""
    return tuple(kind for desk in desks_of(session) for kind in desk.search)


def nouns(session: Session) -> frozenset[str]:
    """Whose change may move or rewrite a document."""
    leads = {lead.noun for desk in desks_of(session) for lead in desk.leads}
    return frozenset({kind.name for kind in kinds(session)} | leads)


def prepare(session: Session) -> None:
    """Asks once for nothing, so that the first key of the day waits no longer than others."""
    find(session, "1")


def asked(session: Session, wanted: Executable, ids: Sequence[int]) -> Result[Any]:
    """The rows of a statement with `IDS` for these ids."""
    return session.connection().execute(wanted, {"ids": ids})


def matched(found: index.FoundRecord, question: str) -> str:
    """The value of the document that holds the question."""
    return next((value for value in found.text.split(index.BREAK) if question in value), "")


def refresh(session: Session, touched: Mapping[str, set[int]], at: datetime) -> None:
    """Writes the search documents of the records in `touched` (noun -> ids) anew.

    Who was here today comes first.

    A removed telephone or plate is only noticed when its person or vehicle is touched as well.
    """
    affected = _affected(session, touched)
    for kind in kinds(session):
        if kind.name in affected:
            _write(session, kind, affected[kind.name], day=local_day(at))


Touches = Mapping[str, Mapping[int, tuple[int, str]]]
"""By noun and record how recent it is (a larger number is newer), and the day of its last touch."""


def rebuild(session: Session, touches: Touches | None = None) -> int:
    """Writes the whole index anew; returns the number of documents.

    It has the order that it had, or that of `touches` for the nouns that are there; what neither
    knows comes in the order of the ids.
    """
    connection = session.connection()
    kept: dict[str, Mapping[int, tuple[int, str]]] = {
        kind.name: index.known(connection, kind.name) for kind in kinds(session)
    }
    kept |= touches or {}
    index.clear(connection)
    return sum(_rebuild(session, kind, kept[kind.name]) for kind in kinds(session))


def check(session: Session) -> list[str]:
    """One line per fault of the index.

    Documents that are missing, left over or unlike their record, and grams that disagree.
    """
    return [
        f"search: {fault}"
        for kind in kinds(session)
        for fault in (*_unlike(session, kind), *index.faults(session.connection(), kind.name))
    ]


def _rebuild(session: Session, kind: SearchKind, known: Mapping[int, tuple[int, str]]) -> int:
    """Writes the documents of one kind in the order that was `known`."""
    documents = [
        (record, text)
        for ids in _pages(session, kind)
        for record, text in _documents(session, kind, ids).items()
    ]
    documents.sort(key=lambda pair: (known.get(pair[0], (0, ""))[0], pair[0]))
    for page in _chunks(documents):
        long_work.check()
        dated = [(one, text, _day(known, one)) for one, text in page]
        index.add_many(session.connection(), kind.name, documents=dated)
    return len(documents)


def _unlike(session: Session, kind: SearchKind) -> Iterator[str]:
    kept = index.texts(session.connection(), kind.name)
    for ids in _pages(session, kind):
        for record, text in _documents(session, kind, ids).items():
            if kept.pop(record, None) != text:
                yield f"{kind.name} {record} is not what the index knows"
    yield from (f"{kind.name} {record} is in the index but not in the store" for record in kept)


def _questions(session: Session, text: str) -> tuple[str, ...]:
    """In simplified characters, unless the store distinguishes them.

    Then as it was typed, for documents of an older program.
    """
    asked = _question(text)
    simple = simplified(asked)
    return (asked,) if simple == asked or not _knows_variants(session) else (simple, asked)


def _found(
    session: Session, kinds: Sequence[str], questions: tuple[str, ...], *, limit: int
) -> dict[str, list[index.FoundRecord]]:
    found: dict[str, dict[int, index.FoundRecord]] = {kind: {} for kind in kinds}
    for text in questions:
        answers = index.find(session.connection(), kinds, text=text, limit=limit)
        for kind, records in answers.items():
            for one in records:
                found[kind].setdefault(one.record, one)
    return {kind: list(records.values())[:limit] for kind, records in found.items()}


def _knows_variants(session: Session) -> bool:
    kept = (
        session.connection()
        .execute(select(Setting.value).where(Setting.name == "search_variants"))
        .scalar()
    )
    return kept != "false"


def _question(text: str) -> str:
    """Without the country code that nobody keeps."""
    asked = index.plain(text)
    rest = next((asked[len(code) :] for code in COUNTRY if asked.startswith(code)), asked)
    return rest if rest.isdigit() else asked


def _day(known: Mapping[int, tuple[int, str]], record: int) -> date:
    return date.fromisoformat(known[record][1]) if record in known else date.min


def _write(session: Session, kind: SearchKind, ids: Iterable[int], *, day: date) -> None:
    connection = session.connection()
    for page in _chunks(sorted(ids)):
        documents = _documents(session, kind, page)
        for record in page:
            if record in documents:
                index.put(connection, kind.name, record=record, text=documents[record], day=day)
            else:
                index.drop(connection, kind.name, record=record)


def _affected(session: Session, touched: Mapping[str, set[int]]) -> dict[str, set[int]]:
    """The touched records themselves, and those that they lead to."""
    found: dict[str, set[int]] = defaultdict(set)
    for noun, ids in touched.items():
        found[noun] |= ids
    for lead in (lead for desk in desks_of(session) for lead in desk.leads):
        for page in _chunks(sorted(touched.get(lead.noun, ()))):
            found[lead.kind].update(asked(session, _led_to(lead), page).scalars())
    return found


@cache
def _led_to(lead: Lead) -> Select[Any]:
    """The records whose documents a save of these nouns changes."""
    return select(lead.column).where(lead.key.in_(IDS), lead.column.is_not(None))


def _documents(session: Session, kind: SearchKind, ids: Sequence[int]) -> dict[int, str]:
    return {record: index.document(values) for record, values in kind.values(session, ids).items()}


def _pages(session: Session, kind: SearchKind) -> Iterator[Sequence[int]]:
    wanted = select(kind.table.id).order_by(kind.table.id)
    return _chunks(list(session.connection().execute(wanted).scalars()))


def _chunks(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    return (ids[start : start + STEP] for start in range(0, len(ids), STEP))
