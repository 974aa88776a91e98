"""How counts, periods and loan flags of the warranty rights read, on screen and on paper."""

from collections.abc import Iterable
from datetime import date, datetime

from app.formatting import joined, kilometres, short_moment, show_date
from app.labels import label
from app.text import N_, _, ngettext
from app.tones import Tone
from app.warranty import rules
from app.warranty.early_rules import Period, PeriodName
from app.warranty.facts import CarRights
from app.warranty.rules import LoanFlag, Repair, RightCount, Subject
from db.warranty_words import MainPart

EARLY = {
    Subject.FIRST_WEEK: N_("{part} replaced in the first 7 days: right to exchange or return"),
    Subject.EARLY_SAFETY: N_(
        "Serious safety fault {code} in the first 60 days: right to exchange or return"
    ),
    Subject.EARLY_PART: N_(
        "{part} fault in the first 60 days: right to a new assembly, free of charge"
    ),
}
ENDINGS = {
    PeriodName.WEEK: N_("New assembly lets the car go back until {limit}"),
    PeriodName.EARLY: N_(
        "Free assembly; steering, brakes, body or fuel leak let the car go back until {limit}"
    ),
    PeriodName.RIGHTS: N_("Exchange and return by counts until {limit}"),
    PeriodName.WARRANTY: N_("Warranty until {limit}"),
}


def count_text(count: RightCount) -> str:
    """`Days in repair: 26`, with the right that follows from it."""
    if count.subject in EARLY:
        is_part = count.subject is not Subject.EARLY_SAFETY
        part = label(MainPart(count.what)) if is_part else ""
        return _(EARLY[count.subject]).format(part=part, code=count.what)
    told = _("{what}: {value}").format(what=_what(count), value=count.value)
    right = _("right to exchange or return") if count.has_right else ""
    return joined(told, right, by=", ")


def _what(count: RightCount) -> str:
    if count.subject is Subject.DAYS:
        return _("Days in repair")
    if count.subject is Subject.SAME_FAULT:
        return _("Fault {code}").format(code=count.what)
    if count.subject is Subject.SAFETY:
        return _("Repairs of serious safety faults")
    part = label(MainPart(count.what))
    if count.subject is Subject.ASSEMBLY:
        return _("{part} replaced").format(part=part)
    return _("Main part replaced ({part})").format(part=joined(part, count.code, by=" "))


def count_tone(count: RightCount) -> Tone:
    """Red for a right, amber for a threshold that was reached."""
    if count.has_right:
        return Tone.BAD
    return Tone.WARN if count.mark else Tone.NEUTRAL


def alert_texts(rights: CarRights, day: date) -> Iterable[tuple[str, Tone]]:
    """What everybody who deals with the car must know, the rights first.

    A count without a right is silent once the two years or 50,000 km are over.
    """
    periods = rights.periods_on(day)
    is_over = any(one.name is PeriodName.RIGHTS and not one.is_running for one in periods)
    for count in rights.marked:
        if count.has_right or not is_over:
            yield count_text(count), count_tone(count)
    told = next((one for one in periods if one.is_told), None)
    if told is not None:
        yield period_text(told), Tone.WARN


def period_text(period: Period) -> str:
    """`Warranty until 2028-10-03 or 60,000 km`; a period that ended says so."""
    limit = show_date(period.last_day)
    if period.most_km is not None:
        limit = _("{day} or {km}").format(day=limit, km=kilometres(period.most_km))
    told = _(ENDINGS[period.name]).format(limit=limit)
    return told if period.is_running else joined(told, _("this is over"), by=": ")


def rights_text(rights: CarRights, day: date) -> str:
    """The order that the car falls under, and its periods in lines; the first 60 days when new."""
    if rights.rule_set is None or rights.periods is None:
        return _("The warranty rules do not apply: no private car, or no day of the invoice.")
    years = (PeriodName.RIGHTS, PeriodName.WARRANTY)
    shown = (one for one in rights.periods_on(day) if one.is_running or one.name in years)
    order = _("Warranty rules: order {order}").format(order=rights.rule_set.name)
    return "\n".join((order, *(period_text(one) for one in shown)))


def loan_of(rights: CarRights, repair: Repair | None, *, at: datetime) -> tuple[str, Tone]:
    """What the customer is owed for a long repair; blank where the rules do not cover it."""
    if repair is None or not rights.is_covered(repair):
        return "", Tone.NEUTRAL
    return loan_text(repair, at)


def loan_text(repair: Repair, at: datetime) -> tuple[str, Tone]:
    """How long the car has been here, and what the customer is owed for it."""
    days = repair.repair_days(at)
    told = ngettext("{count} day in repair", "{count} days in repair", days).format(count=days)
    flag = rules.loan_flag(repair, at)
    if flag is LoanFlag.MUST:
        owed = _("loan car or travel money is owed since {time}, {days} days so far").format(
            time=short_moment(repair.loan_from), days=repair.loan_days(at)
        )
        return joined(told, owed, by=": "), Tone.BAD
    if flag is LoanFlag.OFFER:
        return joined(told, _("offer a loan car"), by=": "), Tone.WARN
    return told, Tone.NEUTRAL
