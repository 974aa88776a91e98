"""Stores papers as they were given out, and reads their clauses.

A reprint is the same paper, whatever changed since.
"""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.permissions import Actor
from app.rows import columns_of, fetch_one
from db.nouns import Noun
from db.tables.papers import IssuedPaper, Sequence, Wording
from db.vocabulary import PaperKind


@dataclass(frozen=True, slots=True)
class Clauses:
    """One edition of a paper's wording."""

    edition: int
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued paper: what was printed, and how often."""

    id: int
    kind: PaperKind
    number: str
    language: str
    edition: int | None
    copies: int
    issued_at: datetime
    pdf: bytes


def clauses(
    session: Session, kind: PaperKind, language: str, *, edition: int | None = None
) -> Clauses:
    """The newest edition of a paper's clauses, or the one asked for.

    Edition 0 for none.
    """
    wanted = select(Wording).where(Wording.kind == kind, Wording.language == language)
    if edition is not None:
        wanted = wanted.where(Wording.edition == edition)
    row = session.scalar(wanted.order_by(Wording.edition.desc()).limit(1))
    if row is None:
        return Clauses(0, ())
    return Clauses(row.edition, tuple(line for line in row.clauses.splitlines() if line.strip()))


def issued(
    session: Session, kind: PaperKind, noun: str, *, noun_id: int, number: str = ""
) -> Issued | None:
    """The newest paper of a kind for a record, or the one of a number."""
    wanted = select(*columns_of(Issued, IssuedPaper)).where(
        _given(kind, noun, noun_id, number=number)
    )
    return fetch_one(session, Issued, wanted.order_by(IssuedPaper.id.desc()).limit(1))


def copies(session: Session, kind: PaperKind, noun: str, *, noun_id: int, number: str = "") -> int:
    """How many papers of this kind were given out for a record, or of one number.

    The next one is copy n + 1.
    """
    return (
        session.scalar(select(func.count()).where(_given(kind, noun, noun_id, number=number))) or 0
    )


def prints(session: Session, name: str) -> int:
    """How often a paper that is not stored was printed, such as the sheet of a day."""
    last = select(Sequence.last).where(Sequence.prefix == prints_key(name))
    return session.scalar(last) or 0


def prints_key(name: str) -> str:
    """Under which the prints of a paper are counted."""
    return f"print-{name}"[:40]


def _given(kind: PaperKind, noun: str, noun_id: int, *, number: str) -> ColumnElement[bool]:
    of_record = (IssuedPaper.noun == noun) & (IssuedPaper.noun_id == noun_id)
    of_kind = of_record & (IssuedPaper.kind == kind)
    return of_kind & (IssuedPaper.number == number) if number else of_kind


@dataclass(frozen=True, slots=True)
class ToKeep:
    """A paper about to be given out for record `noun` `noun_id`."""

    kind: PaperKind
    noun: Noun
    noun_id: int
    number: str
    language: str
    edition: int | None
    pdf: bytes


def keep(
    session: Session, paper: ToKeep, *, by: Actor, at: datetime, by_number: bool = False
) -> int:
    """Stores a paper with its hash, in the transaction of what it is about.

    Returns the copy number, which counts the papers of a record; `by_number` those of one number,
    where a record has a paper for each month.
    """
    number = paper.number if by_number else ""
    copy = copies(session, paper.kind, paper.noun, noun_id=paper.noun_id, number=number) + 1
    row = IssuedPaper(**asdict(paper), copies=copy, issued_at=at, issued_by=by.staff_id)
    row.sha256 = hashlib.sha256(paper.pdf).hexdigest()
    session.add(row)
    return copy
