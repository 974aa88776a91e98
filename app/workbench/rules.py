"""Decides which PINs are good, and which corrections of a clock are possible."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from app.errors import Refused
from app.text import N_

SHORTEST, LONGEST = 4, 8
PRODUCTIVE_FROM, PRODUCTIVE_TO = Decimal(80), Decimal(110)
"""Sold of available hours in percent that a technician should have in a month."""
COACHED_AFTER = 3
RUNS = ("01234567890", "09876543210")


def needs_coaching(productivity: Sequence[Decimal | None]) -> bool:
    """True where somebody was below the target in each of the last three months.

    A month without available hours says nothing.
    """
    last = productivity[-COACHED_AFTER:]
    return len(last) == COACHED_AFTER and all(
        month is not None and month < PRODUCTIVE_FROM for month in last
    )


def check_pin(pin: str) -> None:
    """Refused unless 4 to 8 digits that nobody guesses first: no run, no repeated digit."""
    if not (SHORTEST <= len(pin) <= LONGEST and pin.isascii() and pin.isdecimal()):
        message = N_("A PIN has {shortest} to {longest} digits.")
        facts = {"shortest": SHORTEST, "longest": LONGEST}
        raise Refused("pin.form", message, field="pin", **facts)
    if len(set(pin)) == 1 or any(pin in run for run in RUNS):
        message = N_("Everybody would try this PIN first. Choose another one.")
        raise Refused("pin.common", message, field="pin")


def check_correction(
    started_at: datetime | None, ended_at: datetime | None, *, reason: str | None, at: datetime
) -> tuple[datetime, datetime]:
    """Both times; Refused where one lacks, they are reversed or to come, or nobody says why."""
    if started_at is None or ended_at is None:
        field = "started_at" if started_at is None else "ended_at"
        raise Refused("clock.no_time", N_("Please fill this in."), field=field)
    if ended_at < started_at:
        message = N_("This ends before it begins.")
        raise Refused("clock.negative", message, field="ended_at")
    if ended_at > at:
        message = N_("This time is still to come.")
        raise Refused("clock.future", message, field="ended_at")
    if not (reason or "").strip():
        message = N_("Say why the time is corrected: hours are paid by it.")
        raise Refused("clock.reason", message, field="reason")
    return started_at, ended_at
