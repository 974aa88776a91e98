"""The first 7 and 60 days of a car, and the last ones of its periods (articles 18, 20, 22, 23)."""

from datetime import date, datetime, timedelta

import pytest

from app.warranty import early_rules, rules
from app.warranty.early_rules import PeriodName
from app.warranty.rules import ORDER_43, ORDER_150, Fault, Repair, Subject
from db.warranty_words import MainPart, ReplacedPart

TIMES = rules.periods(date(2026, 9, 28), date(2026, 10, 3))
"""E-SB-01: day 7 is 10 October, day 60 is 2 December 2026."""
LEAK = Fault("F01", None, is_serious=True)
BRAKE = Fault("B01", MainPart.BRAKE, is_serious=True)
NOISE = Fault("B02", MainPart.BRAKE)
STALL = Fault("E01", MainPart.ENGINE, is_serious=True)
ENGINE = Fault("E02", MainPart.ENGINE, replaced=ReplacedPart.MAIN_PART)
BATTERY = Fault("V01", MainPart.TRACTION_BATTERY, is_serious=True)
WEEK, SAFETY, PART = Subject.FIRST_WEEK, Subject.EARLY_SAFETY, Subject.EARLY_PART


def found(fault: Fault, day: str, km: int | None, order: rules.RuleSet = ORDER_43) -> list[Subject]:
    at = datetime.fromisoformat(f"{day}T10:00+08:00")
    repair = Repair(at + timedelta(days=3), faults=(fault,), km=km, reported_at=at)
    return [one.subject for one in early_rules.first_rights([repair], order, times=TIMES)]


@pytest.mark.parametrize(
    ("fault", "day", "km", "rights"),
    [
        # article 22: a new assembly or main part in the first seven days, at any reading
        (ENGINE, "2026-10-10", 400, [WEEK, PART]),
        (ENGINE, "2026-10-10", 5_000, [WEEK]),
        (ENGINE, "2026-10-11", 400, [PART]),
        # article 20: 60 days and 3,000 km
        (ENGINE, "2026-12-02", 3_000, [PART]),
        (ENGINE, "2026-12-02", 3_001, []),
        (ENGINE, "2026-12-03", 900, []),
        # article 23, E-SB-08: brake failure on day 60 with 2,999 and 3,001 km, on day 61
        (BRAKE, "2026-12-02", 2_999, [SAFETY]),
        (BRAKE, "2026-12-02", 3_001, []),
        (BRAKE, "2026-12-03", 900, []),
        (LEAK, "2026-12-02", None, [SAFETY]),
        (BATTERY, "2026-11-30", 2_000, [SAFETY, PART]),
        # a noise of the brakes and a stalling engine are no failures that article 23 names
        (NOISE, "2026-10-20", 500, []),
        (STALL, "2026-10-20", 500, [PART]),
    ],
)
def test_the_first_days_give_rights(
    fault: Fault, day: str, km: int | None, rights: list[Subject]
) -> None:
    assert found(fault, day, km) == rights


def test_order_150_names_fewer_failures() -> None:
    assert found(ENGINE, "2026-10-05", 300, ORDER_150) == [PART]
    assert found(BATTERY, "2026-10-05", 300, ORDER_150) == []
    assert found(BRAKE, "2026-10-05", 300, ORDER_150) == [SAFETY]


def test_a_right_of_the_first_days_is_told_once() -> None:
    at = datetime.fromisoformat("2026-10-05T10:00+08:00")
    twice = [Repair(at, faults=(BRAKE,), km=100), Repair(at, faults=(BRAKE,), km=200)]
    assert len(early_rules.first_rights(twice, ORDER_43, times=TIMES)) == 1


def running(day: date, km: int | None, order: rules.RuleSet = ORDER_43) -> list[str]:
    return [
        one.name for one in early_rules.periods_on(TIMES, order, day=day, km=km) if one.is_running
    ]


def told(day: date, km: int | None) -> list[str]:
    return [
        one.name for one in early_rules.periods_on(TIMES, ORDER_43, day=day, km=km) if one.is_told
    ]


@pytest.mark.parametrize(
    ("day", "km", "names"),
    [
        (date(2026, 10, 10), 3_000, ["week", "early", "rights", "warranty"]),
        (date(2026, 10, 11), 3_000, ["early", "rights", "warranty"]),
        (date(2026, 12, 2), 3_000, ["early", "rights", "warranty"]),
        (date(2026, 12, 2), 3_001, ["rights", "warranty"]),
        (date(2028, 10, 3), 50_000, ["rights", "warranty"]),
        (date(2028, 10, 4), 50_000, ["warranty"]),
        (date(2028, 10, 3), 50_001, ["warranty"]),
        (date(2029, 10, 3), 60_000, ["warranty"]),
        (date(2029, 10, 4), None, []),
        (date(2029, 10, 3), 60_001, []),
    ],
)
def test_periods_end_with_the_day_or_the_kilometre(
    day: date, km: int | None, names: list[str]
) -> None:
    assert running(day, km) == names


def test_order_150_has_no_first_week() -> None:
    assert running(date(2026, 10, 5), 10, ORDER_150) == ["early", "rights", "warranty"]


@pytest.mark.parametrize(
    ("day", "km", "names"),
    [
        (date(2026, 10, 5), 100, [PeriodName.WEEK, PeriodName.EARLY]),
        (date(2026, 12, 2), 3_000, [PeriodName.EARLY]),
        (date(2027, 6, 1), 9_000, []),
        (date(2028, 9, 2), 20_000, []),
        (date(2028, 9, 3), 20_000, [PeriodName.RIGHTS]),
        (date(2027, 6, 1), 48_999, []),
        (date(2027, 6, 1), 49_000, [PeriodName.RIGHTS]),
        (date(2029, 9, 3), 55_000, [PeriodName.WARRANTY]),
        (date(2029, 6, 1), 59_000, [PeriodName.WARRANTY]),
        (date(2029, 10, 4), 59_000, []),
    ],
)
def test_first_days_and_last_thirty_days_or_thousand_kilometres_are_told(
    day: date, km: int, names: list[PeriodName]
) -> None:
    assert told(day, km) == names
