"""Fills a booking, voids its agreement and tells prospects of a drive."""

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
    starts_at = rules.check_entered(wanted.starts_at, "starts_at")
    _check_way(wanted)
    ends_at = starts_at + timedelta(minutes=wanted.minutes)
    rules.check_span(starts_at, ends_at, at=at)
    with session.no_autoflush:
        row.car_id = fleet.car(session, wanted.car_id).id
        for name in ("consultant_id", "companion_id", "route_id", "rides", "drives"):
            setattr(row, name, getattr(wanted, name))
        row.state = BookingState.BOOKED
        fleet.set_span(session, row, starts_at=starts_at, ends_at=ends_at)


def _check_way(wanted: NewDrive) -> None:
    if not (wanted.rides or wanted.drives):
        raise Refused("drive.no_way", N_("Ride, drive or both?"), field="way")


def check_agreement(session: Session, row: TestDrive) -> None:
    """Refused where the licence was corrected after the agreement was printed."""
    if lookup.is_agreed_otherwise(session, row):
        message = N_(
            "The licence was corrected after the agreement was printed: print it again (Ctrl+P) and"
            " have it signed."
        )
        raise Refused("drive.agreement_old", message, field="agreement")


def void_agreement(row: TestDrive) -> None:
    """Removes the agreement: it has to be printed and signed anew."""
    row.agreement_edition = row.agreement_signed_at = None


def tell_prospects(
    session: Session, row: TestDrive, level_id: int | None, *, by: Actor, at: datetime
) -> None:
    """Records the drive as a contact in the store; a graded driver becomes a prospect."""
    if row.person_id is None:
        return
    models = select(Trim.model_id).join(DemoCar, DemoCar.trim_id == Trim.id)
    outcome = prospects.ContactOutcome(
        row.person_id,
        row.consultant_id or by.staff_id,
        ContactWay.IN_STORE,
        level_id,
        session.scalar(models.where(DemoCar.id == row.car_id)),
        reason=_("After test drive {number}").format(number=row.number or ""),
    )
    prospects.record_contact(session, outcome, by=by, at=at)
