"""What a person may ask for with the copies of a customer's licence."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.errors import Refused
from app.people import licence_copies
from app.people.commands import KEEPERS
from app.permissions import Actor, allow
from app.text import N_
from db.licence_words import LicencePage
from db.nouns import Noun
from db.tables.people import LicenceCopy
from db.vocabulary import Act


@allow(*KEEPERS)
def add_copy(
    session: Session, person_id: int, page: LicencePage, *, jpeg: bytes, by: Actor, at: datetime
) -> int:
    """Keeps a picture of a page while the consent stands; returns the id of the copy."""
    return licence_copies.add(session, person_id, page, jpeg=jpeg, by=by, at=at)


@allow(*KEEPERS)
def remove_copy(session: Session, copy_id: int, *, by: Actor, at: datetime) -> None:
    """Takes a copy away for good; the history tells who did."""
    session.delete(_find(session, copy_id))


@allow(*KEEPERS)
def see_copy(session: Session, copy_id: int, *, by: Actor, at: datetime) -> bytes:
    """The picture of a copy; that it was looked at is recorded."""
    row = _find(session, copy_id)
    audit.note(session, Act.SEE, Noun.LICENCE_COPY, noun_id=copy_id, reason=None)
    return row.jpeg


def _find(session: Session, copy_id: int) -> LicenceCopy:
    row = session.get(LicenceCopy, copy_id)
    if row is None:
        raise Refused("licence.copy_gone", N_("This copy does not exist any more."))
    return row
