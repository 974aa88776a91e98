"""Decides whether a person may drive a car on a day.

What the law forbids stops the drive; what a colleague should know warns.

Sources: licence classes, validity and probation in Order 162 of the Ministry of Public Security;
age from the identity number, which is the licence number. A manager may allow an exception, with a
reason that the audit keeps.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.errors import Refused
from app.formatting import show_date
from app.identity import licence as licences
from app.identity import person_id
from app.text import N_, _
from db.vocabulary import LicenceClass, LicenceDocument

NO_COMPANION = N_(
    "In probation until {day}, and {name} does not count as a companion: the settings must tell a"
    " licence for this car that {name} has held for 3 years."
)
COMPANION_MONTHS = 36
"""So long a companion in probation has held the licence."""


@dataclass(frozen=True, slots=True)
class HeldLicence:
    """What is known of a licence. No expiry = long-term."""

    number: str
    licence_class: LicenceClass
    first_issued_on: date | None = None
    expires_on: date | None = None
    seen_on: date | None = None
    born_on: date | None = None
    """As the person said; the number of an identity card tells it better."""


@dataclass(frozen=True, slots=True)
class LicenceNeed:
    """What the licence is to cover, and the store's own rules."""

    on: date
    manual: bool = False
    motorway: bool = False
    companion: HeldLicence | None = None
    """The licence of the colleague who goes along, as far as it is noted with them."""
    companion_name: str = ""
    """Empty: nobody goes along."""
    least_age: int = 18
    probation_months: int = 12
    least_months: int = 0
    """The store refuses a licence that was held for less."""

    @property
    def accompanied(self) -> bool:
        """True with a companion who has held a licence for such a car for three years."""
        held = self.companion
        if held is None or held.first_issued_on is None:
            return False
        covers = licences.may_drive((held.licence_class.value,), manual=self.manual)
        return covers and self.on >= probation_ends(held.first_issued_on, COMPANION_MONTHS)


@dataclass(frozen=True, slots=True)
class LicenceFinding:
    """One thing about a licence. `stops`: the car leaves only if a manager allows it."""

    code: str
    message: str
    stops: bool
    facts: Mapping[str, object] = field(default_factory=dict)

    def text(self) -> str:
        """The message in the present language."""
        return _(self.message).format(**self.facts)


def findings(licence: HeldLicence | None, need: LicenceNeed) -> tuple[LicenceFinding, ...]:
    """Everything worth saying, what stops the drive first."""
    if licence is None:
        return (_stop("missing", N_("No driving licence noted yet: ask for it before the drive.")),)
    rules = (_of_validity, _of_class, _of_age, _of_practice, _of_sight)
    found = [finding for rule in rules if (finding := rule(licence, need))]
    return tuple(sorted(found, key=lambda finding: not finding.stops))


def check(licence: HeldLicence | None, need: LicenceNeed) -> None:
    """Refuses with the first finding that stops the drive."""
    for finding in findings(licence, need):
        if finding.stops:
            raise Refused(finding.code, finding.message, field="licence", **finding.facts)


def document_of(number: str) -> LicenceDocument:
    """The document that a normalised licence number looks like."""
    if len(number) == 18 and number[:17].isdecimal():
        return LicenceDocument.ID_CARD
    forms = (
        (LicenceDocument.PERMIT, "[HM][0-9]{8,10}|[0-9]{8}"),
        (LicenceDocument.PASSPORT, "[A-Z]{1,2}[0-9]{6,8}|[A-Z0-9]{9}"),
    )
    found = (document for document, form in forms if re.fullmatch(form, number))
    return next(found, LicenceDocument.OTHER)


def check_booking(
    licence: HeldLicence | None, need: LicenceNeed, *, expired: bool, missing: bool
) -> None:
    """Refuses a booking for a driver whose licence forbids the drive of that day.

    `expired` and `missing` are the store's rules.
    """
    if licence is None and missing:
        message = N_("No driving licence noted yet: note it first, or book with the manager.")
        raise Refused("licence.book_missing", message, field="way")
    finding = _of_validity(licence, need) if licence is not None else None
    if finding is not None and expired:
        message = N_("The licence expires on {day}, before the drive: note the new one first.")
        raise Refused("licence.book_expired", message, field="way", **finding.facts)
    for found in findings(licence, need) if licence is not None else ():
        if found.stops and found.code != "licence.expired":
            raise Refused(found.code, found.message, field="way", **found.facts)


def probation_ends(first_issued_on: date, months: int) -> date:
    """The day on which probation is over.

    The same day of the month, or its last one.
    """
    years, month = divmod(first_issued_on.month - 1 + months, 12)
    year, month = first_issued_on.year + years, month + 1
    return date(year, month, min(first_issued_on.day, monthrange(year, month)[1]))


def age(born: date, on: date) -> int:
    """Full years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _stop(code: str, message: str, **facts: object) -> LicenceFinding:
    return LicenceFinding(f"licence.{code}", message, stops=True, facts=facts)


def _warn(code: str, message: str, **facts: object) -> LicenceFinding:
    return LicenceFinding(f"licence.{code}", message, stops=False, facts=facts)


def _of_validity(licence: HeldLicence, need: LicenceNeed) -> LicenceFinding | None:
    if licence.expires_on is None or licence.expires_on >= need.on:
        return None
    day = show_date(licence.expires_on)
    return _stop("expired", N_("The licence expired on {day}."), day=day)


def _of_class(licence: HeldLicence, need: LicenceNeed) -> LicenceFinding | None:
    held = licence.licence_class
    if licences.may_drive((held.value,), manual=need.manual):
        return None
    if need.manual:
        message = N_("Class {held} does not cover a car with a manual gearbox.")
        return _stop("class", message, held=held.value)
    if held is LicenceClass.C5:
        return _warn("fitted", N_("Class C5 drives only a car fitted for the driver."))
    return _stop("class", N_("Class {held} does not cover this car."), held=held.value)


def _of_age(licence: HeldLicence, need: LicenceNeed) -> LicenceFinding | None:
    is_identity = document_of(licence.number) is LicenceDocument.ID_CARD
    born = person_id.birth_date(licence.number) if is_identity else licence.born_on
    if born is None:
        message = N_("The age cannot be read from this number: ask for the date of birth.")
        return _warn("age_unknown", message)
    if age(born, need.on) >= need.least_age:
        return None
    return _stop("age", N_("The driver must be {least} years old."), least=need.least_age)


def _of_practice(licence: HeldLicence, need: LicenceNeed) -> LicenceFinding | None:
    if licence.first_issued_on is None:
        return _warn("first_unknown", N_("Ask since when the driver holds a licence."))
    enough = probation_ends(licence.first_issued_on, need.least_months)
    if need.on < enough:
        message = N_("The store asks for {months} months of practice: from {day} on.")
        return _stop("practice", message, months=need.least_months, day=show_date(enough))
    until = probation_ends(licence.first_issued_on, need.probation_months)
    if need.on >= until:
        return None
    if need.motorway and need.companion_name and not need.accompanied:
        return _stop("companion", NO_COMPANION, name=need.companion_name, day=show_date(until))
    if need.motorway and not need.accompanied:
        message = N_(
            "In probation until {day}: no motorway without a companion licensed for 3 years. Choose"
            " another route or a companion."
        )
        return _stop("motorway", message, day=show_date(until))
    if need.companion_name and not need.accompanied:
        return _warn("companion", NO_COMPANION, name=need.companion_name, day=show_date(until))
    message = N_("In probation until {day}: a companion goes along.")
    return _warn("probation", message, day=show_date(until))


def _of_sight(licence: HeldLicence, need: LicenceNeed) -> LicenceFinding | None:
    if licence.seen_on == need.on:
        return None
    seen = show_date(licence.seen_on) if licence.seen_on else "—"
    return _warn("not_seen", N_("Check the original licence; last checked: {day}."), day=seen)
