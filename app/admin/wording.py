"""Reads the clauses of the papers, edition by edition."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Newest, last_saved
from app.rows import columns_of, copied, fetch
from app.session_desks import desks_of
from db.nouns import Noun
from db.tables.papers import Wording
from db.vocabulary import PaperKind

SPOKEN = ("zh_CN", "en")
"""Languages that these papers are printed in."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a paper's wording."""

    edition: int
    since: datetime
    clauses: str


@dataclass(frozen=True, slots=True)
class Worded:
    """One edition of one paper in one language.

    Only the newest of each can be changed.
    """

    id: str
    kind: PaperKind
    language: str
    edition: int
    since: datetime | None
    clauses: str
    newest: bool


def editions(session: Session, kind: PaperKind, language: str) -> list[Edition]:
    """Every edition of a paper's clauses, the newest first."""
    worded = select(*columns_of(Edition, Wording)).where(
        Wording.kind == kind, Wording.language == language
    )
    return fetch(session, Edition, worded.order_by(Wording.edition.desc()))


def worded(session: Session) -> list[PaperKind]:
    """The papers whose clauses can be edited."""
    papers = (paper for desk in desks_of(session) for paper in desk.papers)
    return [paper.kind for paper in papers if paper.worded]


def wordings(session: Session) -> list[Worded]:
    """Every edition of every paper, paper by paper, the newest first.

    Edition 0 where none is.
    """
    return [
        row
        for kind in worded(session)
        for language in SPOKEN
        for row in _worded(session, kind, language)
    ]


def newest_wording(session: Session, key: str) -> Newest[Worded]:
    """The clauses that are printed now; `key` is the kind and the language, dotted."""
    kind, language = key.rsplit(".", 1)
    found = _worded(session, PaperKind(kind), language)[0]
    last = last_saved(session, Noun.WORDING)
    return Newest(found, found.edition, last if last and last.at == found.since else None)


def _worded(session: Session, kind: PaperKind, language: str) -> list[Worded]:
    """The editions of one paper in one language, the newest first; edition 0 for none."""
    found = editions(session, kind, language)
    if not found:
        return [Worded(f"{kind}.{language}.0", kind, language, 0, None, "", newest=True)]
    return [
        copied(
            Worded,
            one,
            id=f"{kind}.{language}.{one.edition}",
            kind=kind,
            language=language,
            newest=one is found[0],
        )
        for one in found
    ]
