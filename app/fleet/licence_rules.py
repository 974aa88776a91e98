"""May this person drive this car on this day?

What the law says stops the drive; what a colleague should know warns.

Sources: licence classes, validity and probation in Order 162 of the Ministry of Public Security;
age from the identity number,
which is the licence number. A manager may answer for an exception, with a reason that the audit
keeps.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.errors import Refused
from app.formatting import show_date
from app.identity import licence as licences
from app.identity import person_id
from app.text import N_, _
from db.vocabulary import LicenceClass


@dataclass(frozen=True, slots=True)
class HeldLicence:
    """What is known of a licence. No expiry = long-term."""

    number: str
    licence_class: LicenceClass
    first_issued_on: date | None = None
    expires_on: date | None = None
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class LicenceNeed:
    """What the licence is to cover, and the store's own rules."""

    on: date
    manual: bool = False
    motorway: bool = False
    accompanied: bool = False
    least_age: int = 18
    probation_months: int = 12


@dataclass(frozen=True, slots=True)
class LicenceFinding:
    """One thing about a licence. `stops`: without a manager's word the car does not leave."""

    code: str
    message: str
    stops: bool
    facts: Mapping[str, object] = field(default_factory=dict)

    def text(self) -> str:
        """In the language now spoken."""
        return _(self.message).format(**self.facts)


def findings(licence: HeldLicence | None, wish: LicenceNeed) -> tuple[LicenceFinding, ...]:
    """Everything worth saying, what stops the drive first."""
    if licence is None:
        return (
            LicenceFinding(
                "licence.missing",
                N_("No driving licence noted yet: ask for it before the drive."),
                stops=True,
            ),
        )
    found = (
        *_of_validity(licence, wish),
        *_of_class(licence, wish),
        *_of_age(licence, wish),
        *_of_practice(licence, wish),
        *_of_sight(licence, wish),
    )
    return tuple(sorted(found, key=lambda finding: not finding.stops))


def check(licence: HeldLicence | None, wish: LicenceNeed) -> None:
    """Refuses with the first finding that stops the drive."""
    for finding in findings(licence, wish):
        if finding.stops:
            raise Refused(finding.code, finding.message, field="licence", **finding.facts)


def probation_ends(first_issued_on: date, months: int) -> date:
    """The day on which probation is over: the same day of the month, or its last one."""
    years, month = divmod(first_issued_on.month - 1 + months, 12)
    year, month = first_issued_on.year + years, month + 1
    return date(year, month, min(first_issued_on.day, monthrange(year, month)[1]))


def age(born: date, on: date) -> int:
    """Full years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _of_validity(licence: HeldLicence, wish: LicenceNeed) -> tuple[LicenceFinding, ...]:
    if licence.expires_on is None or licence.expires_on >= wish.on:
        return ()
    return (
        LicenceFinding(
            "licence.expired",
            N_("The licence expired on {day}."),
            stops=True,
            facts={"day": show_date(licence.expires_on)},
        ),
    )


def _of_class(licence: HeldLicence, wish: LicenceNeed) -> tuple[LicenceFinding, ...]:
    held = licence.licence_class
    if licences.may_drive((held.value,), manual=wish.manual):
        return ()
    if held is LicenceClass.C5 and not wish.manual:
        return (
            LicenceFinding(
                "licence.fitted",
                N_("Class C5 drives only a car fitted for the driver."),
                stops=False,
            ),
        )
    gearbox = (
        N_("Class {held} does not cover a car with a manual gearbox.")
        if wish.manual
        else N_("Class {held} does not cover this car.")
    )
    return (LicenceFinding("licence.class", gearbox, stops=True, facts={"held": held.value}),)


def _of_age(licence: HeldLicence, wish: LicenceNeed) -> tuple[LicenceFinding, ...]:
    born = (
        person_id.birth_date(licence.number)
        if len(licence.number) == 18 and licence.number[6:14].isdecimal()
        else None
    )
    if born is None:
        return (
            LicenceFinding(
                "licence.age_unknown",
                N_("The age cannot be read from the licence number."),
                stops=False,
            ),
        )
    if age(born, wish.on) >= wish.least_age:
        return ()
    return (
        LicenceFinding(
            "licence.age",
            N_("The driver must be {least} years old."),
            stops=True,
            facts={"least": wish.least_age},
        ),
    )


def _of_practice(licence: HeldLicence, wish: LicenceNeed) -> tuple[LicenceFinding, ...]:
    if licence.first_issued_on is None:
        return (
            LicenceFinding(
                "licence.first_unknown",
                N_("Ask since when the driver holds a licence."),
                stops=False,
            ),
        )
    until = probation_ends(licence.first_issued_on, wish.probation_months)
    if wish.on >= until:
        return ()
    if wish.motorway and not wish.accompanied:
        message = N_(
            "In probation until {day}: no motorway without a companion licensed for 3 years. Choose"
            " another route or a companion."
        )
        return (
            LicenceFinding(
                "licence.motorway", message, stops=True, facts={"day": show_date(until)}
            ),
        )
    return (
        LicenceFinding(
            "licence.probation",
            N_("In probation until {day}: a companion goes along."),
            stops=False,
            facts={"day": show_date(until)},
        ),
    )


def _of_sight(licence: HeldLicence, wish: LicenceNeed) -> tuple[LicenceFinding, ...]:
    if licence.seen_on == wish.on:
        return ()
    seen = show_date(licence.seen_on) if licence.seen_on else "—"
    return (
        LicenceFinding(
            "licence.not_seen",
            N_("Look at the licence itself; last seen: {day}."),
            stops=False,
            facts={"day": seen},
        ),
    )
