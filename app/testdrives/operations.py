"""The rows behind the commands.

Which drive is meant, whether its agreement still holds, what the prospects hear of it.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.fleet import queries as fleet
from app.permissions import Actor
from app.prospects import operations as prospects
from app.text import N_, _
from db.tables.fleet import CarBooking, DemoCar, Loan, TestDrive
from db.tables.vehicles import Trim
from db.vocabulary import ContactWay

NOUN = CarBooking.__tablename__
MOVED = (
    "car_id",
    "starts_at",
    "ends_at",
    "held_until",
    "agreement_edition",
    "agreement_signed_at",
    "override_reason",
    "override_by",
)
"""What a dragged booking changes."""


def drive(session: Session, drive_id: int) -> TestDrive:
    """The test drive; Refused for a booking that is gone, or that is a loan or a block."""
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


def void_agreement(row: TestDrive) -> None:
    """What was agreed is no longer what was printed: it is printed and signed anew."""
    row.agreement_edition = row.agreement_signed_at = None


def is_agreed_otherwise(session: Session, row: CarBooking) -> bool:
    """Whether the licence was corrected since the agreement was printed.

    At another drive, or at another desk.
    """
    if not row.drives or row.agreement_edition is None:
        return False
    with session.no_autoflush:
        return not fleet.is_noted(row, fleet.licence_of(session, row.person_id))


def tell_prospects(
    session: Session, row: TestDrive, level_id: int | None, *, by: Actor, at: datetime
) -> None:
    """The drive was a contact in the store.

    A graded driver becomes a prospect, a prospect's next contact is planned anew.
    """
    if row.person_id is None:
        return
    model_id = session.scalar(
        select(Trim.model_id)
        .join(DemoCar, DemoCar.trim_id == Trim.id)
        .where(DemoCar.id == row.car_id)
    )
    reason = _("After test drive {number}").format(number=row.number or "")
    wish = prospects.ContactOutcome(
        row.person_id,
        row.consultant_id or by.staff_id,
        ContactWay.IN_STORE,
        level_id,
        model_id,
        reason=reason,
    )
    prospects.record_contact(session, wish, by=by, at=at)


def seen_licence(session: Session, person_id: int | None) -> tuple[int, int]:
    """Which licence of a person is known, and which version of it; (0, 0) for none."""
    known = fleet.licence_of(session, person_id)
    return (known.id, known.version) if known is not None else (0, 0)
