"""When the next maintenance is due: the worked examples E-M-01 to E-M-04."""

from datetime import date
from decimal import Decimal

import pytest

from app.appointments.service_due_rules import (
    OdometerReading,
    ServicePlan,
    months_after,
    service_due,
)

USUAL = ServicePlan(5_000, 6, 40)
NEW_YEAR = OdometerReading(date(2026, 1, 1), 9_000)


def read(*facts: tuple[tuple[int, int, int], int]) -> list[OdometerReading]:
    return [OdometerReading(date(*day), km) for day, km in facts]


@pytest.mark.parametrize(
    ("readings", "last", "plan", "a_day", "by_km", "by_months", "due"),
    [
        (
            read(((2026, 5, 20), 30_000), ((2026, 10, 17), 36_000)),
            1,
            USUAL,
            "40.00",
            (2027, 2, 19),
            (2027, 4, 17),
            (2027, 2, 19),
        ),
        (
            read(((2026, 3, 4), 12_000), ((2026, 8, 31), 13_800)),
            1,
            USUAL,
            "10.00",
            (2028, 1, 13),
            (2027, 2, 28),
            (2027, 2, 28),
        ),
        (
            read(((2026, 6, 1), 20_000), ((2026, 10, 29), 26_000), ((2026, 11, 8), 26_100)),
            1,
            USUAL,
            "38.13",
            (2027, 3, 9),
            (2027, 4, 29),
            (2027, 3, 9),
        ),
        (
            read(((2026, 3, 1), 61_200), ((2026, 6, 10), 10), ((2026, 11, 10), 6_130)),
            2,
            ServicePlan(7_500, 12, 40),
            "40.00",
            (2027, 5, 16),
            (2027, 11, 10),
            (2027, 5, 16),
        ),
    ],
    ids=["E-M-01", "E-M-02", "E-M-03", "E-M-04"],
)
def test_the_worked_examples(
    readings: list[OdometerReading],
    last: int,
    plan: ServicePlan,
    a_day: str,
    by_km: tuple[int, int, int],
    by_months: tuple[int, int, int],
    due: tuple[int, int, int],
) -> None:
    found = service_due(readings[last], readings, plan=plan)
    assert round(found.km_a_day + Decimal("0.00001"), 2) == Decimal(a_day)
    told = found.by_km, found.by_months, found.on
    assert told == (date(*by_km), date(*by_months), date(*due))
    assert found.km == readings[last].km + plan.km


def test_one_reading_or_readings_too_close_leave_the_usual_kilometres_a_day() -> None:
    close = read(((2026, 1, 1), 9_000), ((2026, 1, 30), 9_900))
    for readings in ([NEW_YEAR], close):
        found = service_due(NEW_YEAR, readings, plan=USUAL)
        assert (found.km_a_day, found.since) == (Decimal(40), None)
        assert found.by_km == date(2026, 5, 6), "125 days"


@pytest.mark.parametrize(("km", "a_day", "by_km"), [(9_030, 3, (2030, 7, 25)), (60_000, 300, 0)])
def test_no_car_is_counted_below_3_or_above_300_kilometres_a_day(
    km: int, a_day: int, by_km: tuple[int, int, int] | int
) -> None:
    readings = [NEW_YEAR, OdometerReading(date(2026, 2, 1), km)]
    found = service_due(NEW_YEAR, readings, plan=USUAL)
    assert found.km_a_day == a_day
    assert found.by_km == (date(*by_km) if isinstance(by_km, tuple) else date(2026, 1, 17))


def test_a_short_month_ends_with_its_last_day() -> None:
    assert months_after(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert months_after(date(2026, 12, 1), 1) == date(2027, 1, 1)
