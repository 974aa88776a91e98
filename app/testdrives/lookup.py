"""Finds a test drive, whether its agreement is still valid, and the known licence."""

from sqlalchemy.orm import Session

from app.errors import Refused
from app.fleet import queries as fleet
from app.text import N_
from db.nouns import Noun
from db.tables.fleet import CarBooking, Loan, TestDrive

NOUN = Noun.CAR_BOOKING


def drive(session: Session, drive_id: int) -> TestDrive:
    """The test drive.

    Refused for a booking that is gone, or that is a loan or a block.
    """
    row = session.get(CarBooking, drive_id)
    if isinstance(row, TestDrive):
        return row
    if row is None:
        raise Refused("drive.gone", N_("This booking does not exist."))
    if isinstance(row, Loan):
        message = N_(
            "This car is lent with a repair order: the service desk hands it out, moves it and"
            " takes it back."
        )
        raise Refused("drive.is_loan", message)
    raise Refused("drive.is_block", N_("The car is blocked for this time."))


def is_agreed_otherwise(session: Session, row: CarBooking) -> bool:
    """True when the licence was corrected since the agreement was printed, at any desk."""
    if not row.drives or row.agreement_edition is None:
        return False
    with session.no_autoflush:
        return not fleet.is_noted(row, fleet.licence_of(session, row.person_id))


def seen_licence(session: Session, person_id: int | None) -> tuple[int, int]:
    """The id of a person's licence and its version; (0, 0) for none."""
    known = fleet.licence_of(session, person_id)
    return (known.id, known.version) if known is not None else (0, 0)
