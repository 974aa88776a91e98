"""Decides on warranty rights: periods, days in repair, faults, thresholds, deadlines.

家用汽车产品修理更换退货责任规定, order 43 (in force 2022-01-01); cars invoiced before that fall
under order 150 of 2013.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, StrEnum, auto

from app.local_time import local_day
from db.warranty_words import CarUse, MainPart, ReplacedPart

DAY = timedelta(days=1)
LOAN_AFTER = timedelta(days=5)
"""Article 21: a repair over five days entitles to a car or money from the sixth day on."""
OFFER_ON, MUST_ON = 4, 6
"""Days of an open repair on which a loan car is offered, and is owed."""
MOST_COMPENSATION = Decimal("0.005")
"""Article 27: the factor for use, at most half a percent for each 1,000 km."""
ANSWER_WITHIN, FINISH_WITHIN = 10, 20
"""Article 28: working days after the day on which a demand was received."""
SINCE_ORDER_43 = date(2022, 1, 1)
EARLY_KM, PERIOD_KM, WARRANTY_KM = 3_000, 50_000, 60_000


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The figures of an order; a right begins where a count is more than `days` or `repairs`."""

    name: str
    days: int
    repairs: int
    day_marks: tuple[int, ...]
    repair_marks: tuple[int, ...]
    parts: frozenset[MainPart]
    """Assemblies whose second replacement counts by itself."""
    early_parts: frozenset[MainPart]
    """Where a failure of the first 60 days lets the car go back (article 23)."""
    first_week: bool
    """Whether a new assembly in the first seven days lets the car go back (article 22)."""


ORDER_43 = RuleSet(
    name="43",
    days=30,
    repairs=4,
    day_marks=(20, 25, 30),
    repair_marks=(3, 4, 5),
    parts=frozenset(
        {MainPart.ENGINE, MainPart.GEARBOX, MainPart.TRACTION_BATTERY, MainPart.DRIVE_MOTOR}
    ),
    early_parts=frozenset(
        {MainPart.STEERING, MainPart.BRAKE, MainPart.BODY, MainPart.TRACTION_BATTERY}
    ),
    first_week=True,
)
ORDER_150 = RuleSet(
    name="150",
    days=35,
    repairs=5,
    day_marks=(25, 30, 35),
    repair_marks=(4, 5, 6),
    parts=frozenset({MainPart.ENGINE, MainPart.GEARBOX}),
    early_parts=frozenset({MainPart.STEERING, MainPart.BRAKE, MainPart.BODY}),
    first_week=False,
)


def rule_set(use: CarUse | None, invoiced_on: date | None) -> RuleSet | None:
    """The rules for a car by its invoice; None for company and hired cars, or without a date."""
    if use is not CarUse.PRIVATE or invoiced_on is None:
        return None
    return ORDER_43 if invoiced_on >= SINCE_ORDER_43 else ORDER_150


@dataclass(frozen=True, slots=True)
class Periods:
    """Last days of the periods; the first day is day 0 and every last day is inside."""

    start: date
    day_7: date
    day_60: date
    rights_end: date
    warranty_end: date


def periods(invoiced_on: date, delivered_on: date | None) -> Periods:
    """The periods of a car: they begin on delivery where that is another day than the invoice."""
    start = delivered_on or invoiced_on
    return Periods(
        start=start,
        day_7=start + 7 * DAY,
        day_60=start + 60 * DAY,
        rights_end=years_after(start, 2),
        warranty_end=years_after(start, 3),
    )


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def is_inside(day: date, km: int | None, *, until: date, most_km: int) -> bool:
    """True on or before the last day with at most the kilometres; an unread odometer counts in."""
    return day <= until and (km is None or km <= most_km)


def days_of(span: timedelta) -> int:
    """Every 24 hours are a day, and so is a rest (article 40)."""
    return max(0, -(-span // DAY))


def covered(
    spans: Iterable[tuple[datetime, datetime]], start: datetime, *, end: datetime
) -> timedelta:
    """How much of the time from `start` to `end` the spans take; what two share counts once."""
    total, reached = timedelta(0), start
    for begin, until in sorted(spans):
        first, last = max(begin, reached), min(until, end)
        if last > first:
            total, reached = total + (last - first), last
    return total


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a repair, by the code that the advisor chose."""

    code: str
    part: MainPart | None = None
    is_serious: bool = False
    replaced: ReplacedPart | None = None
    not_cured: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """One stay under warranty: from the agreement to the completion (None: still open).

    `transports` are the ways of parts made for this car, or of a traction battery, from and until.
    `reported_at`: when the car came (None: when the repair was agreed), with `km` on its odometer.
    """

    agreed_at: datetime
    completed_at: datetime | None = None
    transports: tuple[tuple[datetime, datetime], ...] = ()
    faults: tuple[Fault, ...] = ()
    km: int | None = None
    reported_at: datetime | None = None

    @property
    def reported_on(self) -> date:
        """The day on which the car came with its faults."""
        return local_day(self.reported_at or self.agreed_at)

    def span(self, at: datetime) -> timedelta:
        """How long the repair took, or has taken until `at`."""
        return max(timedelta(0), (self.completed_at or at) - self.agreed_at)

    def repair_days(self, at: datetime) -> int:
        """Days with all waiting: what a loan car is owed by."""
        return days_of(self.span(at))

    def counted_days(self, at: datetime) -> int:
        """Days for article 24: while special parts were on their way, nothing of it counts."""
        end = self.completed_at or at
        return days_of(self.span(at) - covered(self.transports, self.agreed_at, end=end))

    def loan_days(self, at: datetime) -> int:
        """Days from the sixth on, for which a car or travel money is owed."""
        return max(0, self.repair_days(at) - LOAN_AFTER.days)

    @property
    def loan_from(self) -> datetime:
        """The moment at which the sixth day begins."""
        return self.agreed_at + LOAN_AFTER


class LoanFlag(Enum):
    """What is due to a customer whose car stays long."""

    NONE = auto()
    OFFER = auto()
    MUST = auto()


def loan_flag(repair: Repair, at: datetime) -> LoanFlag:
    """From the fourth day a loan car is offered, from the sixth it is owed."""
    day = repair.repair_days(at)
    if repair.completed_at is not None or day < OFFER_ON:
        return LoanFlag.NONE
    return LoanFlag.MUST if day >= MUST_ON else LoanFlag.OFFER


class Subject(StrEnum):
    """What is counted for a car."""

    DAYS = "days"
    SAME_FAULT = "same_fault"
    SAFETY = "safety"
    ASSEMBLY = "assembly"
    MAIN_PART = "main_part"
    FIRST_WEEK = "first_week"
    EARLY_SAFETY = "early_safety"
    EARLY_PART = "early_part"


@dataclass(frozen=True, slots=True)
class RightCount:
    """One count of a car: `mark` is the threshold reached last (0: none yet).

    `what` is the fault code or the assembly, "" for the days; `code` that of a main part.
    """

    subject: Subject
    what: str
    value: int
    mark: int = 0
    has_right: bool = False
    code: str = ""


def counts(repairs: Sequence[Repair], rules: RuleSet, *, at: datetime) -> tuple[RightCount, ...]:
    """All counts of a car from its repairs in the order of saving, the days first."""
    faults = [(one, fault) for one in repairs for fault in one.faults]
    return (
        count_days(repairs, rules, at=at),
        *_same_faults(faults, rules),
        *_replacements(faults, rules),
        *_safety(faults),
    )


def count_days(repairs: Iterable[Repair], rules: RuleSet, *, at: datetime) -> RightCount:
    """Days in repair, each repair rounded up by itself (article 24, no. 4)."""
    total = sum(one.counted_days(at) for one in repairs)
    mark = _reached(total, rules.day_marks)
    return RightCount(Subject.DAYS, "", total, mark, total > rules.days)


def _same_faults(faults: Iterable[tuple[Repair, Fault]], rules: RuleSet) -> Iterable[RightCount]:
    found: dict[str, int] = {}
    for _repair, fault in faults:
        found[fault.code] = found.get(fault.code, 0) + 1
    for code, value in found.items():
        mark = _reached(value, rules.repair_marks)
        yield RightCount(Subject.SAME_FAULT, code, value, mark, value > rules.repairs)


def _replacements(faults: Iterable[tuple[Repair, Fault]], rules: RuleSet) -> Iterable[RightCount]:
    """Replacements: the second of the same warns, and gives a right if it did not help.

    An assembly and its main parts are not counted together; the same fault code is the same part.
    """
    found: dict[tuple[Subject, MainPart, str], list[Fault]] = {}
    for _repair, fault in faults:
        if fault.replaced is None or fault.part is None:
            continue
        whole = fault.part in rules.parts and fault.replaced is ReplacedPart.ASSEMBLY
        key = (Subject.ASSEMBLY, "") if whole else (Subject.MAIN_PART, fault.code)
        found.setdefault((key[0], fault.part, key[1]), []).append(fault)
    for (subject, part, code), replaced in found.items():
        value = len(replaced)
        has_right = value >= 2 and replaced[-1].not_cured
        yield RightCount(subject, part, value, min(value, 2), has_right, code)


def _safety(faults: Sequence[tuple[Repair, Fault]]) -> Iterable[RightCount]:
    """Two repairs of serious safety faults warn; one that comes after them gives the right."""
    serious = [(one, fault) for one, fault in faults if fault.is_serious]
    if not serious:
        return
    finished = [one for one, _fault in serious if one.completed_at is not None]
    done = len(finished)
    failed = done >= 2 and (len(serious) > 2 or any(fault.not_cured for _one, fault in serious))
    yield RightCount(Subject.SAFETY, "", done, 2 if done >= 2 else 0, failed)


def _reached(value: int, marks: Iterable[int]) -> int:
    return max((mark for mark in marks if value >= mark), default=0)


def compensation(price: Decimal, km: int, *, factor: Decimal = MOST_COMPENSATION) -> Decimal:
    """What a buyer pays for the use of a car that goes back under article 24, in fen."""
    return (price * factor * km / 1000).quantize(Decimal("0.01"), ROUND_HALF_UP)


def working_day_after(day: date, count: int, *, works: Callable[[date], bool]) -> date:
    """The last of `count` working days after a day, which itself does not count."""
    while count:
        day += DAY
        count -= works(day)
    return day
