"""Papers as the customer saw them, and the clauses they carried.

A reprint is the same paper, whatever changed since.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.permissions import Actor
from db.nouns import Noun
from db.tables.admin import IssuedPaper, Wording
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
    """The newest edition of a paper's clauses, or the edition asked for.

    Nothing where none was written.
    """
    wanted = select(Wording).where(Wording.kind == kind, Wording.language == language)
    if edition is not None:
        wanted = wanted.where(Wording.edition == edition)
    row = session.scalars(wanted.order_by(Wording.edition.desc()).limit(1)).first()
    return (
        Clauses(row.edition, tuple(line for line in row.clauses.splitlines() if line.strip()))
        if row
        else Clauses(0, ())
    )


def issued(session: Session, kind: PaperKind, noun: Noun, *, noun_id: int) -> Issued | None:
    """The newest paper of this kind given out for a record."""
    wanted = select(IssuedPaper).where(
        IssuedPaper.kind == kind, IssuedPaper.noun == noun, IssuedPaper.noun_id == noun_id
    )
    row = session.scalars(wanted.order_by(IssuedPaper.id.desc()).limit(1)).first()
    if row is None:
        return None
    return Issued(
        row.id, row.kind, row.number, row.language, row.edition, row.copies, row.issued_at, row.pdf
    )


def copies(session: Session, kind: PaperKind, noun: Noun, *, noun_id: int) -> int:
    """How many papers of this kind were given out for a record: the next one is copy n + 1."""
    wanted = select(func.count()).where(
        IssuedPaper.kind == kind, IssuedPaper.noun == noun, IssuedPaper.noun_id == noun_id
    )
    return session.scalar(wanted) or 0


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


def keep(session: Session, paper: ToKeep, *, by: Actor, at: datetime) -> int:
    """Keeps the bytes and their hash in the same transaction as what the paper is about.

    Returns the copy number.
    """
    copy = copies(session, paper.kind, paper.noun, noun_id=paper.noun_id) + 1
    row = IssuedPaper(
        kind=paper.kind,
        noun=paper.noun,
        noun_id=paper.noun_id,
        number=paper.number,
        language=paper.language,
        edition=paper.edition,
        copies=copy,
        sha256=hashlib.sha256(paper.pdf).hexdigest(),
        pdf=paper.pdf,
        issued_at=at,
        issued_by=by.staff_id,
    )
    session.add(row)
    return copy
