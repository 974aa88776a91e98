"""Warranty rights against the worked examples E-SB-01 to 13."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.warranty import rules
from app.warranty.rules import Fault, LoanFlag, Repair, Subject
from db.warranty_words import CarUse, MainPart, ReplacedPart


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text + "+08:00")


def repair(agreed: str, completed: str = "", *faults: Fault, **more: Any) -> Repair:
    end = moment(completed) if completed else None
    return Repair(moment(agreed), end, faults=faults, **more)


def count_of(repairs: list[Repair], subject: Subject, what: str = "") -> rules.RightCount:
    found = rules.counts(repairs, rules.ORDER_43, at=moment("2026-11-26T18:00"))
    return next(one for one in found if one.subject is subject and one.what == what)


def test_periods_begin_on_delivery() -> None:
    """E-SB-01."""
    found = rules.periods(date(2026, 9, 28), date(2026, 10, 3))
    assert found.start == date(2026, 10, 3)
    assert (found.day_7, found.day_60) == (date(2026, 10, 10), date(2026, 12, 2))
    assert (found.rights_end, found.warranty_end) == (date(2028, 10, 3), date(2029, 10, 3))
    assert rules.periods(date(2026, 9, 28), None).start == date(2026, 9, 28)
    assert rules.years_after(date(2028, 2, 29), 2) == date(2030, 2, 28)


@pytest.mark.parametrize(
    ("completed", "days"),
    [("2026-11-05T09:30", 3), ("2026-11-05T09:31", 4), ("2026-11-02T16:00", 1)],
)
def test_every_24_hours_and_every_rest_are_a_day(completed: str, days: int) -> None:
    """E-SB-02."""
    one = repair("2026-11-02T09:30", completed)
    assert one.counted_days(moment("2026-12-01T00:00")) == days


def test_each_repair_is_rounded_up_by_itself() -> None:
    """E-SB-03."""
    three = [
        repair("2026-09-07T08:00", "2026-09-07T13:00"),
        repair("2026-10-12T09:00", "2026-10-13T11:00"),
        repair("2026-11-16T10:00", "2026-11-18T11:00"),
    ]
    now = moment("2026-11-26T18:00")
    assert [one.counted_days(now) for one in three] == [1, 2, 3]
    assert rules.count_days(three, rules.ORDER_43, at=now).value == 6


def test_transport_of_a_battery_counts_for_the_loan_car_only() -> None:
    """E-SB-04."""
    one = repair("2026-11-02T08:00", "2026-11-11T10:00", transports=ways("04T12:00 08T12:00"))
    now = moment("2026-11-26T18:00")
    assert (one.repair_days(now), one.loan_days(now)) == (10, 5)
    assert one.loan_from == moment("2026-11-07T08:00")
    assert one.counted_days(now) == 6


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("01T08:00 09T08:00", 4),
        ("09T20:00 11T08:00", 3),
        ("12T08:00 20T08:00", 2),
        ("11T08:00 12T08:00, 12T20:00 13T20:00", 2),
        ("11T08:00 13T08:00, 12T08:00 12T20:00", 2),
        ("11T08:00 12T08:00, 11T20:00 12T20:00", 3),
    ],
)
def test_only_what_lies_within_the_repair_is_cut_out_and_once(told: str, days: int) -> None:
    """Of four days: a part sent before the car came cuts out nothing of them."""
    one = repair("2026-11-10T08:00", "2026-11-14T08:00", transports=ways(told))
    assert one.counted_days(moment("2026-12-01T00:00")) == days


def test_a_part_that_is_still_on_its_way_cuts_out_no_time_to_come() -> None:
    one = repair("2026-11-10T08:00", transports=ways("12T08:00 20T08:00"))
    assert one.counted_days(moment("2026-11-13T08:00")) == 2


def ways(told: str) -> tuple[tuple[datetime, datetime], ...]:
    """Ways of November 2026, as `04T12:00 08T12:00, 10T08:00 11T08:00`."""
    pairs = (way.split() for way in told.split(", "))
    return tuple((moment(f"2026-11-{a}"), moment(f"2026-11-{b}")) for a, b in pairs)


def test_the_right_begins_after_thirty_days() -> None:
    """E-SB-05."""
    closed = repair("2026-09-01T08:00", "2026-09-30T08:00")
    both = [closed, repair("2026-11-25T08:00")]
    found = rules.count_days(both, rules.ORDER_43, at=moment("2026-11-26T08:00"))
    assert (found.value, found.mark, found.has_right) == (30, 30, False)
    found = rules.count_days(both, rules.ORDER_43, at=moment("2026-11-26T08:01"))
    assert (found.value, found.mark, found.has_right) == (31, 30, True)


@pytest.mark.parametrize(
    ("at", "day", "flag"),
    [
        ("2026-11-26T15:00", 3, LoanFlag.NONE),
        ("2026-11-26T15:01", 4, LoanFlag.OFFER),
        ("2026-11-28T15:00", 5, LoanFlag.OFFER),
        ("2026-11-28T15:01", 6, LoanFlag.MUST),
    ],
)
def test_a_loan_car_is_offered_on_day_four_and_owed_on_day_six(
    at: str, day: int, flag: LoanFlag
) -> None:
    """E-SB-06."""
    one = repair("2026-11-23T15:00")
    assert (one.repair_days(moment(at)), rules.loan_flag(one, moment(at))) == (day, flag)


def test_the_same_fault_is_counted_by_its_code() -> None:
    """E-SB-07."""
    codes = ("E12", "B07", "E12", "E12", "B07")
    shop = [repair("2026-11-02T08:00", "2026-11-02T09:00", Fault(code)) for code in codes]
    shop.append(repair("2026-11-26T08:00", "", Fault("E12")))
    found = count_of(shop, Subject.SAME_FAULT, "E12")
    assert (found.value, found.mark, found.has_right) == (4, 4, False)
    found = count_of(shop, Subject.SAME_FAULT, "B07")
    assert (found.value, found.mark, found.has_right) == (2, 0, False)
    shop.append(repair("2026-11-26T08:00", "", Fault("E12")))
    assert count_of(shop, Subject.SAME_FAULT, "E12").has_right


@pytest.mark.parametrize(
    ("day", "km", "inside"),
    [
        (date(2026, 12, 2), 2_999, True),
        (date(2026, 12, 2), 3_001, False),
        (date(2026, 12, 3), 900, False),
    ],
)
def test_both_limits_must_hold(day: date, km: int, inside: bool) -> None:
    """E-SB-08."""
    until = rules.periods(date(2026, 10, 3), None).day_60
    assert rules.is_inside(day, km, until=until, most_km=rules.EARLY_KM) is inside


def test_the_use_of_a_car_is_paid_for() -> None:
    """E-SB-09: 168,800 x 0.005 x 8.65."""
    assert rules.compensation(Decimal("168800.00"), 8_650) == Decimal("7300.60")


def test_a_demand_has_ten_and_twenty_working_days() -> None:
    """E-SB-10, with the holiday table of the examples."""
    holidays = {date(2026, 9, day) for day in (25, 26, 27)}
    holidays |= {date(2026, 10, day) for day in range(1, 8)}
    swapped = {date(2026, 9, 20), date(2026, 10, 10)}

    def works(day: date) -> bool:
        return day in swapped or (day.weekday() < 5 and day not in holidays)

    received = date(2026, 9, 24)
    assert rules.working_day_after(received, 10, works=works) == date(2026, 10, 15)
    assert rules.working_day_after(received, 20, works=works) == date(2026, 10, 29)


def test_the_rules_are_off_for_company_cars() -> None:
    """E-SB-11."""
    assert rules.rule_set(CarUse.COMPANY, date(2025, 1, 1)) is None
    assert rules.rule_set(CarUse.OPERATING, date(2025, 1, 1)) is None
    assert rules.rule_set(None, date(2025, 1, 1)) is None
    assert rules.rule_set(CarUse.PRIVATE, None) is None


def test_a_car_invoiced_before_2022_falls_under_order_150() -> None:
    """E-SB-12: 33 days are not over 35, five repairs not more than five."""
    old = rules.rule_set(CarUse.PRIVATE, date(2021, 12, 30))
    assert old is rules.ORDER_150
    assert rules.rule_set(CarUse.PRIVATE, date(2022, 1, 1)) is rules.ORDER_43
    now = moment("2023-05-10T12:00")
    shop = [repair("2023-01-01T08:00", "2023-01-30T08:00", Fault("E12"))]
    shop += [repair("2023-03-01T08:00", "2023-03-01T18:00", Fault("E12")) for _n in range(4)]
    for order, has_right in ((rules.ORDER_150, False), (rules.ORDER_43, True)):
        found = {one.subject: one for one in rules.counts(shop, order, at=now)}
        assert (found[Subject.DAYS].value, found[Subject.DAYS].has_right) == (33, has_right)
        fault = found[Subject.SAME_FAULT]
        assert (fault.value, fault.has_right) == (5, has_right)


def test_serious_safety_faults_warn_after_two_repairs() -> None:
    """E-SB-13: the state after each of the five events."""
    brake = Fault("B01", MainPart.BRAKE, is_serious=True)
    steering = Fault("S01", MainPart.STEERING, is_serious=True)
    open_1, done_1 = (
        repair("2026-10-01T08:00", "", brake),
        repair("2026-10-01T08:00", "2026-10-05T08:00", brake),
    )
    open_2, done_2 = (
        repair("2026-11-10T08:00", "", brake),
        repair("2026-11-10T08:00", "2026-11-12T08:00", brake),
    )
    third = repair("2026-11-25T08:00", "", steering)
    states = [[open_1], [done_1], [done_1, open_2], [done_1, done_2], [done_1, done_2, third]]
    found = [count_of(shop, Subject.SAFETY) for shop in states]
    assert [(one.mark, one.has_right) for one in found] == [
        (0, False),
        (0, False),
        (0, False),
        (2, False),
        (2, True),
    ]


def test_a_second_replacement_alone_is_a_warning() -> None:
    """Q1: the right needs the mark that the car is still not usable."""
    first = Fault("G01", MainPart.GEARBOX, replaced=ReplacedPart.ASSEMBLY)
    cured = Fault("G01", MainPart.GEARBOX, replaced=ReplacedPart.ASSEMBLY)
    bad = Fault("G01", MainPart.GEARBOX, replaced=ReplacedPart.ASSEMBLY, not_cured=True)
    once = repair("2026-10-01T08:00", "2026-10-02T08:00", first)
    found = count_of([once], Subject.ASSEMBLY, MainPart.GEARBOX)
    assert (found.value, found.mark, found.has_right) == (1, 1, False)
    twice = [once, repair("2026-11-01T08:00", "2026-11-02T08:00", cured)]
    found = count_of(twice, Subject.ASSEMBLY, MainPart.GEARBOX)
    assert (found.value, found.mark, found.has_right) == (2, 2, False)
    failed = [once, repair("2026-11-01T08:00", "2026-11-02T08:00", bad)]
    assert count_of(failed, Subject.ASSEMBLY, MainPart.GEARBOX).has_right


def test_an_assembly_and_its_main_parts_are_not_counted_together() -> None:
    """Article 24, no. 3 names the same main part: another code is another part."""
    whole = Fault("G01", MainPart.GEARBOX, replaced=ReplacedPart.ASSEMBLY)
    one = Fault("G02", MainPart.GEARBOX, replaced=ReplacedPart.MAIN_PART)
    bad = Fault("G03", MainPart.GEARBOX, replaced=ReplacedPart.MAIN_PART, not_cured=True)
    rack = Fault("S01", MainPart.STEERING, replaced=ReplacedPart.ASSEMBLY)
    shop = [repair("2026-10-01T08:00", "2026-10-02T08:00", each) for each in (whole, one, bad)]
    shop += [repair("2026-10-05T08:00", "2026-10-06T08:00", rack)] * 2
    found = rules.counts(shop, rules.ORDER_43, at=moment("2026-11-26T18:00"))
    replaced = [one for one in found if one.subject in (Subject.ASSEMBLY, Subject.MAIN_PART)]
    assert [(one.subject, one.code, one.value, one.has_right) for one in replaced] == [
        (Subject.ASSEMBLY, "", 1, False),
        (Subject.MAIN_PART, "G02", 1, False),
        (Subject.MAIN_PART, "G03", 1, False),
        (Subject.MAIN_PART, "S01", 2, False),
    ]
