"""People and companies: name, phones, driving licence, consent."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.tables.base import Base, Edited, private, strict
from db.types import Word
from db.vocabulary import ConsentPurpose, CustomerClass, LicenceClass, PersonKind, Sex


class Person(Edited, Base):
    """Anybody the store deals with.

    Erasing empties the private columns and keeps the row, so that totals stay.
    """

    __tablename__ = "person"
    __table_args__ = (Index(None, "id_number"), Index(None, "merged_into"), strict(searched=True))
    kind: Mapped[PersonKind] = mapped_column(Word(PersonKind), default=PersonKind.PERSON)
    name: Mapped[str] = mapped_column(info=private())
    sex: Mapped[Sex | None] = mapped_column(Word(Sex))
    customer_class: Mapped[CustomerClass | None] = mapped_column(Word(CustomerClass))
    id_number: Mapped[str | None] = mapped_column(info=private())
    born_on: Mapped[date | None] = mapped_column(info=private())
    address: Mapped[str | None] = mapped_column(info=private())
    employer: Mapped[str | None] = mapped_column(info=private())
    note: Mapped[str | None] = mapped_column(info=private())
    alert: Mapped[str | None] = mapped_column(info=private())
    do_not_contact: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    erased_at: Mapped[datetime | None]

    phones: Mapped[list["Phone"]] = relationship(
        back_populates="person", order_by="Phone.position", lazy="selectin"
    )


class Phone(Edited, Base):
    """One telephone number, normalised (`identity.phone`). Position 0 is the one to call first."""

    __tablename__ = "phone"
    __table_args__ = (Index(None, "number"), Index(None, "person_id"), strict())
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str] = mapped_column(info=private())
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str | None] = mapped_column(info=private())

    person: Mapped[Person] = relationship(back_populates="phones")


class Licence(Edited, Base):
    """Driving licence as seen at the desk (copied or photographed, never kept)."""

    __tablename__ = "licence"
    __table_args__ = (Index(None, "person_id", unique=True), strict())
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str] = mapped_column(info=private())
    licence_class: Mapped[LicenceClass] = mapped_column(Word(LicenceClass))
    first_issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    long_term: Mapped[bool] = mapped_column(default=False)
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Consent(Edited, Base):
    """Agreement of one person to one purpose under one edition of the notice."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "person_id"), strict())
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[ConsentPurpose] = mapped_column(Word(ConsentPurpose))
    notice_edition: Mapped[int]
    way: Mapped[str] = mapped_column(info=private())
    given_at: Mapped[datetime]
    given_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    withdrawn_at: Mapped[datetime | None]


class Merge(Base):
    """Two files of one person made one.

    `changes` is what undoing it needs: every value before and after, as JSON.
    """

    __tablename__ = "merge"
    __table_args__ = (Index(None, "stayed_id"), Index(None, "gone_id"), strict())
    stayed_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    gone_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changes: Mapped[str] = mapped_column(info=private())
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
