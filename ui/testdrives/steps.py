"""The steps of a test drive, and what its panel says."""

from collections.abc import Iterator
from datetime import date

from app.formatting import clock, joined, kilometres, short_day, show_date
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.testdrives.facts import Drive
from app.text import N_, _
from db.vocabulary import BookingState
from ui.testdrives import shown

LICENCE, AGREEMENT, OUT, BACK, FEEDBACK = "licence", "agreement", "out", "back", "feedback"
Facts = Iterator[tuple[str, str | None]]
"""Names with their values; what is empty is not shown."""
STEPS = (
    (LICENCE, N_("Licence")),
    (AGREEMENT, N_("Agreement")),
    (OUT, N_("Car out")),
    (BACK, N_("Car back")),
    (FEEDBACK, N_("Feedback")),
)


def next_step(drive: Drive, today: date) -> str:
    """The next step, "" for a block, a cancelled or a finished drive."""
    row = drive.row
    if not row.is_drive or row.state in (BookingState.CANCELLED, BookingState.NO_SHOW):
        return ""
    if row.state is BookingState.BACK:
        return "" if drive.opinion else FEEDBACK
    if row.state is BookingState.OUT:
        return BACK
    on = local_day(row.starts_at)
    unseen = drive.seen_at is None or (today >= on and local_day(drive.seen_at) < on)
    if row.drives and unseen and not drive.override_reason:
        return LICENCE
    return OUT if drive.signed_at and not drive.is_agreed_otherwise else AGREEMENT


def facts(drive: Drive, *, short: bool) -> list[tuple[str, str]]:
    """The lines above the form; `short` where the form needs the room."""
    row = drive.row
    is_one_day = local_day(row.starts_at) == local_day(row.ends_at)
    day = joined(short_day(row.starts_at) if is_one_day else "", shown.span(row), by=" ")
    told = [(_("Car"), joined(row.model, plates.shown(row.plate))), (_("Time"), day)]
    if row.is_block:
        return [*told, (_("Reason"), row.reason)]
    if short:
        return told
    more = (*_before(drive), *_on_the_way(drive), *_afterwards(drive))
    return [(_("Phone"), row.phone), *told, *((name, value) for name, value in more if value)]


def _before(drive: Drive) -> Facts:
    """What is agreed before the car leaves."""
    row = drive.row
    if row.is_loan:
        yield _("Repair order"), row.order
    else:
        yield _("Drive"), joined(shown.way(row), row.route)
        yield _("Consultant"), row.consultant
    yield _("Companion"), drive.companion
    if drive.licence_class is not None:
        until = show_date(drive.expires_on) if drive.expires_on else _("No expiry date")
        told = _("{held}, valid until {until}")
        yield _("Licence"), told.format(held=drive.licence_class.value, until=until)


def _on_the_way(drive: Drive) -> Facts:
    """When the car left and came back, with odometer and fuel."""
    out, back = drive.row.out_at, drive.row.back_at
    if out is not None:
        yield _("Out at"), joined(clock(out), kilometres(drive.out_km), label(drive.out_fuel))
    if back is not None:
        yield _("Back at"), joined(clock(back), kilometres(drive.back_km), label(drive.back_fuel))


def _afterwards(drive: Drive) -> Facts:
    """What was found after the drive, and what the customer thinks."""
    yield _("Damage"), drive.damage
    yield _("Reason"), drive.row.reason
    if drive.opinion is not None:
        yield _("Feedback"), joined(f"{drive.opinion.overall}/5", drive.level)
        yield _("Likes"), drive.opinion.likes
        yield _("Concerns about the car"), drive.opinion.worries
        yield _("Compared with"), drive.opinion.rival


def is_printed(drive: Drive) -> bool:
    """True when the agreement was printed and still says what is known."""
    return drive.agreement_edition is not None and not drive.is_agreed_otherwise


def advice(step: str, drive: Drive) -> str:
    """One sentence on what to do now."""
    if drive.row.is_loan:
        return _("The service desk hands a loan car out and takes it back, on its repair order.")
    if step == AGREEMENT and drive.is_agreed_otherwise:
        return _("The licence was corrected since: print the agreement again and have it signed.")
    if step == LICENCE:
        return _("Copy or photograph the licence, then hand it back.")
    if step != AGREEMENT:
        return ""
    if is_printed(drive):
        return _("Both sign the printed agreement; then note it here.")
    return _("Print the agreement in two copies and have it read.")
