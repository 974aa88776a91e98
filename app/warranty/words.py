"""How counts, periods and loan flags of the warranty rights read, on screen and on paper."""

from collections.abc import Iterable
from datetime import datetime

from app.formatting import joined, kilometres, short_moment, show_date
from app.labels import label
from app.text import _, ngettext
from app.tones import Tone
from app.warranty import rules
from app.warranty.facts import CarRights
from app.warranty.rules import LoanFlag, Repair, RightCount, Subject
from db.warranty_words import MainPart


def count_text(count: RightCount) -> str:
    """`Days in repair: 26`, with the right that follows from it."""
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
    return _("Main part replaced ({part})").format(part=part)


def count_tone(count: RightCount) -> Tone:
    """Red for a right, amber for a threshold that was reached."""
    if count.has_right:
        return Tone.BAD
    return Tone.WARN if count.mark else Tone.NEUTRAL


def alert_texts(rights: CarRights) -> Iterable[tuple[str, Tone]]:
    """What everybody who deals with the car must know, the rights first."""
    return ((count_text(one), count_tone(one)) for one in rights.marked)


def rights_text(rights: CarRights) -> str:
    """Until when and up to what reading exchange and return are possible."""
    if rights.rule_set is None or rights.periods is None:
        return _("The warranty rules do not apply: no private car, or no day of the invoice.")
    return _("Order {order}: exchange and return until {day} or {km}").format(
        order=rights.rule_set.name,
        day=show_date(rights.periods.rights_end),
        km=kilometres(rules.PERIOD_KM),
    )


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
