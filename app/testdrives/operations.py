"""What the commands write beside the drive itself: a void agreement, word to the prospects."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.fleet import operations as fleet
from app.fleet import rules
from app.permissions import Actor
from app.prospects import operations as prospects
from app.testdrives import lookup
from app.testdrives.values import NewDrive
from app.text import N_, _
from db.tables.fleet import DemoCar, TestDrive
from db.tables.vehicles import Trim
from db.vocabulary import BookingState, ContactWay

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


def fill(session: Session, row: TestDrive, wanted: NewDrive, *, at: datetime) -> None:
    """Writes what was asked for into a booking that has not left."""
    if wanted.starts_at is None:
        raise Refused("drive.no_start", N_("Enter the time."), field="starts_at")
    if not (wanted.rides or wanted.drives):
        raise Refused("drive.no_way", N_("Ride, drive or both?"), field="way")
    ends_at = wanted.starts_at + timedelta(minutes=wanted.minutes)
    rules.check_span(wanted.starts_at, ends_at, at=at)
    with session.no_autoflush:
        row.car_id = fleet.car(session, wanted.car_id).id
        row.consultant_id, row.companion_id, row.route_id = (
            wanted.consultant_id,
            wanted.companion_id,
            wanted.route_id,
        )
        row.rides, row.drives = wanted.rides, wanted.drives
        row.state = BookingState.BOOKED
        fleet.set_span(session, row, starts_at=wanted.starts_at, ends_at=ends_at)


def check_agreement(session: Session, row: TestDrive) -> None:
    """A licence that was corrected since makes the printed agreement another one."""
    if lookup.is_agreed_otherwise(session, row):
        message = N_(
            "The licence was corrected after the agreement was printed: print it again (Ctrl+P) and"
            " have it signed."
        )
        raise Refused("drive.agreement_old", message, field="agreement")


def void_agreement(row: TestDrive) -> None:
    """What was agreed is no longer what was printed: it is printed and signed anew."""
    row.agreement_edition = row.agreement_signed_at = None


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
