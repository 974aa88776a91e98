"""The steps of a drive: which one comes next, and what is worth saying about it."""

from datetime import date

from app.formatting import clock, kilometres, show_date
from app.identity import plate as plates
from app.local_time import local, local_day
from app.testdrives.facts import Drive
from app.text import N_, _
from db.vocabulary import DriveState
from ui.testdrives import shown

LICENCE, AGREEMENT, OUT, BACK, FEEDBACK = "licence", "agreement", "out", "back", "feedback"
STEPS = (
    (LICENCE, N_("Licence")),
    (AGREEMENT, N_("Agreement")),
    (OUT, N_("Car out")),
    (BACK, N_("Car back")),
    (FEEDBACK, N_("Feedback")),
)


def next_step(drive: Drive, today: date) -> str:
    """What comes next: nothing for a block, a cancelled booking, or a drive that is all told."""
    row = drive.row
    if not row.is_drive or row.state in (DriveState.CANCELLED, DriveState.NO_SHOW):
        return ""
    if row.state is DriveState.BACK:
        return "" if drive.opinion else FEEDBACK
    if row.state is DriveState.OUT:
        return BACK
    on = local_day(row.starts_at)
    unseen = drive.seen_at is None or (today >= on and local_day(drive.seen_at) < on)
    if row.drives and unseen and not drive.override_reason:
        return LICENCE
    return OUT if drive.signed_at and not drive.is_agreed_otherwise else AGREEMENT


def facts(drive: Drive, *, short: bool) -> list[tuple[str, str]]:
    """The lines above the form; fewer where the form needs the room."""
    row = drive.row
    day = f"{local(row.starts_at):%m-%d} {shown.span(row)}"
    told = [(_("Car"), f"{row.model} · {plates.shown(row.plate)}"), (_("Time"), day)]
    if row.is_block:
        return [*told, (_("Reason"), row.reason)]
    if short:
        return told
    way = " · ".join(part for part in (shown.way(row), row.route) if part)
    told = [(_("Phone"), row.phone), *told]
    told += (
        [(_("Repair order"), row.order)]
        if row.is_loan
        else [(_("Drive"), way), (_("Consultant"), row.consultant)]
    )
    if drive.companion:
        told.append((_("Companion"), drive.companion))
    if drive.licence_class is not None:
        until = show_date(drive.expires_on) if drive.expires_on else _("Long-term")
        told.append(
            (
                _("Licence"),
                _("{held}, valid until {until}").format(
                    held=drive.licence_class.value, until=until
                ),
            )
        )
    if row.out_at is not None:
        told.append(
            (
                _("Out at"),
                _odometer(clock(row.out_at), drive.out_km, fuel=shown.fuel(drive.out_fuel)),
            )
        )
    if row.back_at is not None:
        told.append(
            (
                _("Back at"),
                _odometer(clock(row.back_at), drive.back_km, fuel=shown.fuel(drive.back_fuel)),
            )
        )
    return [*told, *_afterwards(drive)]


def _afterwards(drive: Drive) -> list[tuple[str, str]]:
    told = [(_("Damage"), drive.damage)] if drive.damage else []
    if drive.row.reason:
        told.append((_("Reason"), drive.row.reason))
    if drive.opinion is None:
        return told
    told.append(
        (
            _("Feedback"),
            " · ".join(part for part in (f"{drive.opinion.overall}/5", drive.level) if part),
        )
    )
    pairs = (
        (_("Likes"), drive.opinion.likes),
        (_("Worries"), drive.opinion.worries),
        (_("Compared with"), drive.opinion.rival),
    )
    return told + [(name, value) for name, value in pairs if value]


def _odometer(time: str, km: int | None, *, fuel: str) -> str:
    return " · ".join(part for part in (time, kilometres(km), fuel) if part)


def is_printed(drive: Drive) -> bool:
    """Whether the agreement was printed and still says what is known."""
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
