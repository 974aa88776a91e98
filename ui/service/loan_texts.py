"""What a loan car reads like in the panel of its order."""

from datetime import datetime

from app.fleet import rules
from app.fleet.queries import LoanRow
from app.formatting import duration, joined, short_moment
from app.identity import plate as plates
from app.labels import label
from app.text import _
from app.tones import Tone
from db.vocabulary import BookingState

MOST_WARNINGS = 2


def standing(loan: LoanRow, now: datetime) -> tuple[str, Tone]:
    """The state of a loan; of one that is out how late it is."""
    if loan.state is not BookingState.OUT:
        return label(loan.state), Tone.ACCENT
    late = rules.minutes_late(loan.ends_at, now)
    if not late:
        return label(loan.state), Tone.WARN
    return _("{span} late").format(span=duration(late)), Tone.BAD


def facts(loan: LoanRow) -> str:
    """Car and number on one line, driver and times on the next."""
    since = _("Reserved from {time}").format(time=short_moment(loan.starts_at))
    if loan.out.at is not None:
        told, km = _("Out since {time} with {km} km"), f"{loan.out.km or 0:,}"
        since = told.format(time=short_moment(loan.out.at), km=km)
    due = _("Due back {time}").format(time=short_moment(loan.ends_at))
    car = joined(plates.shown(loan.plate), loan.model, loan.number)
    return f"{car}\n{joined(loan.driver, since, due)}"


def warnings(loan: LoanRow) -> tuple[str, Tone]:
    """What speaks against the drive, or who answers for it all the same."""
    if loan.override_reason:
        told = _("Authorised by {name}: {reason}")
        return told.format(name=loan.override_by, reason=loan.override_reason), Tone.GOOD
    words = [one.text() for one in loan.findings if one.code != "licence.missing"]
    return "\n".join(words[:MOST_WARNINGS]), Tone.WARN


def is_stopped(loan: LoanRow) -> bool:
    """True when the known licence forbids the drive and nobody answers for it."""
    stops = any(finding.stops for finding in loan.findings)
    return stops and bool(loan.licence) and not loan.override_reason


def past(loan: LoanRow) -> str:
    """A loan that is over, in one line."""
    words = joined(loan.number, plates.shown(loan.plate), label(loan.state))
    if loan.back.at is None:
        return joined(words, loan.reason)
    told = _("{words} {time}, {km} km driven").format(
        words=words,
        time=short_moment(loan.back.at),
        km=(loan.back.km or 0) - (loan.out.km or 0),
    )
    return joined(told, loan.damage)
