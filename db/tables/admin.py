"""The store itself.

Settings, staff, the lists that a manager edits, numbers, wording, audit, printed papers.
"""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Edited, private, strict
from db.types import Bytes, Word, Words
from db.vocabulary import Act, PaperKind, Role


class Setting(Edited, Base):
    """One store rule; the value is JSON, its type and default stand in `app/settings.py`."""

    __tablename__ = "setting"
    __table_args__ = (strict(),)
    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


class Staff(Edited, Base):
    """A person who works here. Never deleted: history keeps the name."""

    __tablename__ = "staff"
    __table_args__ = (strict(),)
    name: Mapped[str]
    roles: Mapped[frozenset[Role]] = mapped_column(Words(Role))
    phone: Mapped[str | None] = mapped_column(info=private())
    on_duty: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(info=private())
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class Source(Edited, Base):
    """Where customers come from: an editable list; a campaign is a source with dates and cost."""

    __tablename__ = "source"
    __table_args__ = (strict(),)
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(default=0)
    cost: Mapped[Decimal | None]
    active: Mapped[bool] = mapped_column(default=True)


class Purpose(Edited, Base):
    """Why somebody came or called.

    Only purposes that count as natural sales visits enter the contact-kept rate.
    """

    __tablename__ = "purpose"
    __table_args__ = (strict(),)
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(default=0)
    is_sales: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)


class Level(Edited, Base):
    """Prospect level. Brands disagree on letters and days, so the store edits them."""

    __tablename__ = "level"
    __table_args__ = (strict(),)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    buys_within_days: Mapped[int | None]
    contact_every_days: Mapped[int]
    is_open: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)


class Wording(Edited, Base):
    """Clauses of one paper in one language.

    A change adds a version; papers signed earlier keep theirs.
    """

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("kind", "language", "edition"), strict())
    kind: Mapped[PaperKind] = mapped_column(Word(PaperKind))
    language: Mapped[str]
    edition: Mapped[int]
    clauses: Mapped[str]
    since: Mapped[datetime]


class Sequence(Base):
    """Last number given out under a prefix such as `W261122`."""

    __tablename__ = "sequence"
    __table_args__ = (strict(),)
    prefix: Mapped[str] = mapped_column(unique=True)
    last: Mapped[int]


class ListView(Base):
    """How a person left a list: sort, filter, columns and widths as JSON.

    The same at every PC; not in the audit.
    """

    __tablename__ = "list_view"
    __table_args__ = (UniqueConstraint("staff_id", "name"), strict())
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str]
    state: Mapped[str]


class IssuedPaper(Base):
    """A paper as the customer saw it.

    Bytes, hash and wording edition, so that a reprint is the same paper.
    """

    __tablename__ = "issued_paper"
    __table_args__ = (Index(None, "noun", "noun_id", "kind"), strict())
    kind: Mapped[PaperKind] = mapped_column(Word(PaperKind))
    noun: Mapped[str]
    noun_id: Mapped[int]
    number: Mapped[str]
    language: Mapped[str]
    edition: Mapped[int | None]
    copies: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str]
    pdf: Mapped[bytes] = mapped_column(Bytes, info=private())
    issued_at: Mapped[datetime]
    issued_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class Audit(Base):
    """Who changed what.

    Append-only (a trigger refuses update and delete); private values are masked before they come
    here.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index(None, "noun", "noun_id"),
        Index(None, "gesture"),
        Index(None, "at"),
        strict(),
    )
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    workstation: Mapped[str]
    gesture: Mapped[str]
    act: Mapped[Act] = mapped_column(Word(Act))
    noun: Mapped[str]
    noun_id: Mapped[int | None]
    old: Mapped[str | None]
    new: Mapped[str | None]
    reason: Mapped[str | None]
