"""People and companies: name, phones, driving licence, consent."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, relationship

from db.columns import MOST_MONEY, N_, column
from db.licence_words import LicencePage
from db.tables.base import Base, Edited, strict
from db.types import Bytes, Word
from db.vocabulary import (
    ConsentPurpose,
    CustomerClass,
    LicenceClass,
    LicenceDocument,
    PersonKind,
    Sex,
)

CLASSED = text("customer_class IN ('vip', 'tier_1', 'tier_2')")
"""Who is visited regularly (S071)."""


class Person(Edited, Base):
    """Anybody the store deals with.

    Erasing empties the private columns and keeps the row, so that totals stay.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index(None, "id_number"),
        Index(None, "merged_into"),
        Index("ix_person_class", "customer_class", sqlite_where=CLASSED),
        strict(searched=True),
    )
    kind: Mapped[PersonKind] = column(Word(PersonKind), label=N_("Kind"), default=PersonKind.PERSON)
    name: Mapped[str] = column(label=N_("Name"), limit=120, private=True)
    sex: Mapped[Sex | None] = column(Word(Sex), label=N_("Form of address"), private=True)
    customer_class: Mapped[CustomerClass | None] = column(
        Word(CustomerClass), label=N_("Customer class"), private=True
    )
    id_number: Mapped[str | None] = column(
        label=N_("Identity number"), limit=64, private=True, free=True
    )
    born_on: Mapped[date | None] = column(label=N_("Date of birth"), private=True)
    address: Mapped[str | None] = column(label=N_("Address"), limit=200, private=True, free=True)
    employer: Mapped[str | None] = column(label=N_("Employer"), limit=100, private=True, free=True)
    note: Mapped[str | None] = column(label=N_("Note"), limit=500, private=True, free=True)
    alert: Mapped[str | None] = column(
        label=N_("Alert: everybody sees it first"), limit=200, private=True, free=True
    )
    complaint: Mapped[str | None] = column(
        label=N_("Open complaint"), limit=200, private=True, free=True
    )
    cash_only: Mapped[bool] = column(label=N_("Cash only"), default=False, server_default=false())
    credit_limit: Mapped[Decimal | None] = column(
        label=N_("May owe up to"), minimum=0, maximum=MOST_MONEY
    )
    credit_days: Mapped[int | None] = column(label=N_("Days to pay"), minimum=0, maximum=365)
    do_not_contact: Mapped[bool] = column(label=N_("Do not contact"), default=False)
    created_at: Mapped[datetime] = column(label=N_("Added at"))
    created_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Added by"))
    merged_into: Mapped[int | None] = column(ForeignKey("person.id"), label=N_("Merged into"))
    erased_at: Mapped[datetime | None] = column(label=N_("Erased at"))

    phones: Mapped[list["Phone"]] = relationship(
        back_populates="person", order_by="Phone.position", lazy="selectin"
    )


class Phone(Edited, Base):
    """One telephone number, normalised (`identity.phone`). Position 0 is the one to call first."""

    __tablename__ = "phone"
    __table_args__ = (Index(None, "number"), Index(None, "person_id"), strict())
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"), owner=True)
    number: Mapped[str] = column(label=N_("Phone"), limit=32, private=True)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    note: Mapped[str | None] = column(label=N_("Note"), limit=80, private=True, free=True)

    person: Mapped[Person] = relationship(back_populates="phones")


class Licence(Edited, Base):
    """Driving licence as seen at the desk."""

    __tablename__ = "licence"
    __table_args__ = (Index(None, "person_id", unique=True), strict(sealed=True))
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"), owner=True)
    number: Mapped[str] = column(label=N_("Licence number"), limit=32, private=True)
    document: Mapped[LicenceDocument] = column(
        Word(LicenceDocument),
        label=N_("Number from"),
        default=LicenceDocument.ID_CARD,
        server_default=LicenceDocument.ID_CARD.value,
    )
    licence_class: Mapped[LicenceClass] = column(Word(LicenceClass), label=N_("Class"))
    first_issued_on: Mapped[date | None] = column(label=N_("First issued"), private=True)
    expires_on: Mapped[date | None] = column(label=N_("Expires"), private=True)
    long_term: Mapped[bool] = column(label=N_("Expiry"), default=False)
    seen_at: Mapped[datetime | None] = column(label=N_("Seen at"))
    seen_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Seen by"))


class LicenceCopy(Base):
    """A picture of one page of a licence, kept only while the customer agrees to it.

    The bytes lie in the database of either engine, so that every backup has them.
    """

    __tablename__ = "licence_copy"
    __table_args__ = (Index(None, "person_id"), strict())
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"), owner=True)
    page: Mapped[LicencePage] = column(Word(LicencePage), label=N_("Page of the licence"))
    added_at: Mapped[datetime] = column(label=N_("Added at"))
    added_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Added by"))
    jpeg: Mapped[bytes] = column(Bytes, label=N_("Picture"), private=True)


class Consent(Edited, Base):
    """Agreement of one person to one purpose under one edition of the notice."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "person_id"), strict(sealed=True))
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"), owner=True)
    purpose: Mapped[ConsentPurpose] = column(Word(ConsentPurpose), label=N_("Purpose"))
    notice_edition: Mapped[int] = column(
        label=N_("Privacy notice edition"), minimum=0, maximum=99_999
    )
    way: Mapped[str] = column(
        label=N_("How the customer agreed"), limit=80, private=True, kept=True, free=True
    )
    given_at: Mapped[datetime] = column(label=N_("Given at"))
    given_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Taken by"))
    withdrawn_at: Mapped[datetime | None] = column(label=N_("Withdrawn"))


class Merge(Base):
    """Two files of one person made one.

    `changes` is what undoing it needs: every value before and after, as JSON.
    """

    __tablename__ = "merge"
    __table_args__ = (Index(None, "stayed_id"), Index(None, "gone_id"), strict())
    stayed_id: Mapped[int] = column(
        ForeignKey("person.id"), label=N_("File that stayed"), owner=True
    )
    gone_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("File that went"), owner=True)
    changes: Mapped[str] = column(label=N_("Changes"), limit=5_000_000, private=True, default="[]")
    at: Mapped[datetime] = column(label=N_("Time"))
    staff_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Colleague"))
    undone_at: Mapped[datetime | None] = column(label=N_("Undone"))
    undone_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Undone by"))
