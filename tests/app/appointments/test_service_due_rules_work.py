"""What a service plan makes due at a visit, worked by hand."""

from datetime import date

import pytest

from app.appointments.service_due_rules import (
    OdometerReading,
    PlannedWork,
    ServicePlan,
    counted_work,
    due_work,
    plan_of,
)

USUAL = ServicePlan(5_000, 6, 40)
OIL, FILTER, BRAKE_FLUID = 1, 2, 3
FIRST = PlannedWork(1, 5_000, 6, True, frozenset({OIL}))
MINOR = PlannedWork(2, 10_000, 12, items=frozenset({OIL}))
MAJOR = PlannedWork(3, 20_000, 24, items=frozenset({OIL, FILTER}))
FLUID = PlannedWork(4, 40_000, 24, items=frozenset({BRAKE_FLUID}))
ALL = (FIRST, MINOR, MAJOR, FLUID)
NEW = OdometerReading(date(2025, 1, 10), 0)


def read(year: int, month: int, km: int) -> OdometerReading:
    return OdometerReading(date(year, month, 10), km)


def names(
    visit: OdometerReading, *, work: tuple[PlannedWork, ...] = ALL, **done: OdometerReading
) -> list[int]:
    items = {"oil": OIL, "filter": FILTER, "fluid": BRAKE_FLUID}
    counted = counted_work(work, maintained=bool(done), km=visit.km)
    known = {items[name]: at for name, at in done.items()}
    plan = plan_of(counted, USUAL)
    return [one.id for one in due_work(counted, done=known, start=NEW, visit=visit, plan=plan)]


def test_a_new_car_comes_to_its_first_maintenance_alone() -> None:
    counted = counted_work(ALL, maintained=False, km=0)
    assert counted == (FIRST,)
    assert plan_of(counted, USUAL) == ServicePlan(5_000, 6, 40)
    assert names(read(2025, 6, 5_000)) == [1]
    assert [one.id for one in counted_work(ALL, maintained=False, km=9_999)] == [1]
    assert [one.id for one in counted_work(ALL, maintained=False, km=10_000)] == [2, 3, 4]


def test_the_shortest_interval_brings_the_car_and_a_model_without_plan_has_the_usual_one() -> None:
    assert plan_of((MINOR, MAJOR, FLUID), USUAL) == ServicePlan(10_000, 12, 40)
    assert plan_of((), USUAL) == USUAL
    by_km_alone = PlannedWork(9, 7_500, None)
    assert plan_of((by_km_alone,), USUAL) == ServicePlan(7_500, 6, 40)


@pytest.mark.parametrize(
    ("visit", "done", "due"),
    [
        (read(2025, 12, 15_000), {"oil": read(2025, 6, 5_000)}, [3]),
        (
            read(2026, 6, 25_000),
            {"oil": read(2025, 12, 15_000), "filter": read(2025, 12, 15_000)},
            [2],
        ),
        (
            read(2026, 12, 35_000),
            {"oil": read(2026, 6, 25_000), "filter": read(2025, 12, 15_000)},
            [3, 4],
        ),
        (
            read(2027, 6, 45_000),
            {
                "oil": read(2026, 12, 35_000),
                "filter": read(2026, 12, 35_000),
                "fluid": read(2026, 12, 35_000),
            },
            [2],
        ),
    ],
)
def test_each_work_is_due_since_it_was_last_done(
    visit: OdometerReading, done: dict[str, OdometerReading], due: list[int]
) -> None:
    """Half an interval (5,000 km, 6 months) before it would be due it is done with the visit.

    15,000: the filter of 20,000 with the oil; 35,000: fluid at 23 months of 24.
    """
    assert names(visit, **done) == due


def test_twelve_months_make_it_due_for_who_hardly_drives() -> None:
    oil = read(2026, 1, 8_000)
    rest = {"filter": oil, "fluid": oil}
    assert names(read(2026, 6, 9_000), oil=oil, **rest) == []
    assert names(read(2026, 7, 9_000), oil=oil, **rest) == [2], "6 months and half of 12"
    assert names(read(2026, 6, 13_000), oil=oil, **rest) == [2], "5,000 km and half of 10,000"
    assert names(read(2026, 6, 12_999), oil=oil, **rest) == []


def test_a_lower_reading_counts_from_the_new_odometer() -> None:
    oil = read(2026, 1, 60_000)
    rest = {"filter": oil, "fluid": oil}
    assert names(read(2026, 3, 4_999), oil=oil, **rest) == []
    assert names(read(2026, 3, 5_000), oil=oil, **rest) == [2]
