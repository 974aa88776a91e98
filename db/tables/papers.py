"""What papers need: numbers given out, wording by edition, the papers as they were printed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.tables.base import Base, Edited, strict
from db.types import Bytes, Word
from db.vocabulary import PaperKind


class Sequence(Base):
    """Last number given out under a prefix such as `W261122`."""

    __tablename__ = "sequence"
    __table_args__ = (strict(),)
    prefix: Mapped[str] = column(label=N_("Prefix"), limit=40, unique=True)
    last: Mapped[int] = column(label=N_("Last number"), minimum=0, maximum=99_999_999)


class Wording(Edited, Base):
    """Clauses of one paper in one language.

    A change adds a version; papers signed earlier keep theirs.
    """

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("kind", "language", "edition"), strict())
    kind: Mapped[PaperKind] = column(Word(PaperKind), label=N_("Kind"))
    language: Mapped[str] = column(label=N_("Language"), limit=16)
    edition: Mapped[int] = column(label=N_("Edition"), minimum=1, maximum=99_999)
    clauses: Mapped[str] = column(label=N_("Clauses, one per line"), limit=12_000)
    since: Mapped[datetime] = column(label=N_("Since"))


class IssuedPaper(Base):
    """A paper as the customer saw it.

    Bytes, hash and wording edition, so that a reprint is the same paper.
    """

    __tablename__ = "issued_paper"
    __table_args__ = (Index(None, "noun", "noun_id", "kind"), strict())
    kind: Mapped[PaperKind] = column(Word(PaperKind), label=N_("Kind"))
    noun: Mapped[str] = column(label=N_("Record"), limit=40)
    noun_id: Mapped[int] = column(label=N_("Number of the record"))
    number: Mapped[str] = column(label=N_("Number"), limit=40)
    language: Mapped[str] = column(label=N_("Language"), limit=16)
    edition: Mapped[int | None] = column(label=N_("Edition"), minimum=1, maximum=99_999)
    copies: Mapped[int] = column(label=N_("Copies"), minimum=1, maximum=99_999, default=1)
    sha256: Mapped[str] = column(label=N_("Check sum"), limit=64)
    pdf: Mapped[bytes] = column(Bytes, label=N_("Paper"), private=True)
    issued_at: Mapped[datetime] = column(label=N_("Printed at"))
    issued_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Printed by"))
