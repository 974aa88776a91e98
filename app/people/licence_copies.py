"""Copies of driving licences: kept only while the customer agrees to a photo of the document."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.people.consents import given
from app.permissions import Actor
from app.rows import columns_of, fetch
from app.text import N_
from db.licence_words import LicencePage
from db.tables.admin import Staff
from db.tables.people import LicenceCopy
from db.vocabulary import ConsentPurpose

MOST_BYTES = 4_000_000
JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A kept page, without its picture."""

    id: int
    page: LicencePage
    added_at: datetime
    staff: str


@dataclass(frozen=True, slots=True)
class CopyState:
    """Whether copies may be kept of a customer's licence, and which are."""

    agreed: bool
    pages: tuple[CopyRow, ...]


def state(session: Session, person_id: int) -> CopyState:
    """The newest copy of each page."""
    rows = select(*columns_of(CopyRow, LicenceCopy), Staff.name.label("staff"))
    rows = rows.join(Staff, Staff.id == LicenceCopy.added_by)
    rows = rows.where(LicenceCopy.person_id == person_id)
    newest = {row.page: row for row in fetch(session, CopyRow, rows.order_by(LicenceCopy.id))}
    pages = tuple(newest[page] for page in LicencePage if page in newest)
    return CopyState(is_agreed(session, person_id), pages)


def picture(session: Session, copy_id: int) -> bytes | None:
    """The JPEG of a copy; None where it was removed meanwhile."""
    return session.scalar(select(LicenceCopy.jpeg).where(LicenceCopy.id == copy_id))


def is_agreed(session: Session, person_id: int) -> bool:
    """True while the consent to a photo of the document stands."""
    return any(one.purpose is ConsentPurpose.DOCUMENT_PHOTO for one in given(session, person_id))


def add(
    session: Session, person_id: int, page: LicencePage, *, jpeg: bytes, by: Actor, at: datetime
) -> int:
    """Keeps a page in the place of its older copy; Refused without the consent."""
    if not is_agreed(session, person_id):
        message = N_("Ask first: tick the consent to a photo of the licence (Ctrl+Shift+P).")
        raise Refused("licence.copy_consent", message)
    if not jpeg.startswith(JPEG) or len(jpeg) > MOST_BYTES:
        raise Refused("licence.copy", N_("This file holds no picture that can be kept."))
    of_page = LicenceCopy.person_id == person_id, LicenceCopy.page == page
    for old in session.scalars(select(LicenceCopy).where(*of_page)):
        session.delete(old)
    row = LicenceCopy(person_id=person_id, page=page, jpeg=jpeg, added_at=at, added_by=by.staff_id)
    session.add(row)
    session.flush()
    return row.id
