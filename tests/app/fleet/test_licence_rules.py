"""Who may drive which car on which day, with the examples of the law."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.fleet.licence_rules import (
    HeldLicence,
    LicenceNeed,
    age,
    check,
    check_booking,
    document_of,
    findings,
    probation_ends,
)
from app.identity.person_id import check_character
from db.vocabulary import LicenceClass, LicenceDocument

DAY = date(2026, 11, 21)


def number(born: date) -> str:
    head = f"110105{born:%Y%m%d}001"
    return head + check_character(head)


GOOD = HeldLicence(
    number(date(1990, 3, 1)), LicenceClass.C1, date(2015, 6, 1), date(2030, 6, 1), seen_on=DAY
)
AUTOMATIC, MANUAL = LicenceNeed(DAY), LicenceNeed(DAY, manual=True)


def codes(licence: HeldLicence | None, wish: LicenceNeed) -> list[str]:
    return [finding.code for finding in findings(licence, wish)]


def test_a_good_licence_leaves_nothing_to_say() -> None:
    assert codes(GOOD, AUTOMATIC) == codes(GOOD, MANUAL) == []


@pytest.mark.parametrize("held", ["A1", "A2", "A3", "B1", "B2", "C1"])
def test_c1_and_what_stands_above_it_covers_both_gearboxes(held: str) -> None:
    licence = replace(GOOD, licence_class=LicenceClass(held))
    assert codes(licence, MANUAL) == codes(licence, AUTOMATIC) == []


def test_c2_and_c5_cover_automatics_only() -> None:
    assert codes(replace(GOOD, licence_class=LicenceClass.C2), AUTOMATIC) == []
    assert codes(replace(GOOD, licence_class=LicenceClass.C2), MANUAL) == ["licence.class"]
    assert codes(replace(GOOD, licence_class=LicenceClass.C5), MANUAL) == ["licence.class"]
    assert codes(replace(GOOD, licence_class=LicenceClass.C5), AUTOMATIC) == ["licence.fitted"]
    assert codes(replace(GOOD, licence_class=LicenceClass.C3), AUTOMATIC) == ["licence.class"]


def test_a_licence_counts_on_its_last_day_and_not_after() -> None:
    assert codes(replace(GOOD, expires_on=DAY), AUTOMATIC) == []
    assert codes(replace(GOOD, expires_on=date(2026, 11, 20)), AUTOMATIC) == ["licence.expired"]
    assert codes(replace(GOOD, expires_on=None), AUTOMATIC) == []


def test_the_age_is_counted_to_the_birthday() -> None:
    assert codes(replace(GOOD, number=number(date(2008, 11, 21))), AUTOMATIC) == []
    assert codes(replace(GOOD, number=number(date(2008, 11, 22))), AUTOMATIC) == ["licence.age"]
    assert codes(
        replace(GOOD, number=number(date(2005, 1, 1))), replace(AUTOMATIC, least_age=25)
    ) == ["licence.age"]


def test_probation_warns_and_keeps_off_the_motorway_without_a_companion() -> None:
    fresh = replace(GOOD, first_issued_on=date(2025, 11, 22))
    assert codes(fresh, AUTOMATIC) == ["licence.probation"]
    assert codes(fresh, replace(AUTOMATIC, motorway=True)) == ["licence.motorway"]
    assert codes(fresh, with_companion(AUTOMATIC)) == ["licence.probation"]
    assert (
        codes(replace(GOOD, first_issued_on=date(2025, 11, 21)), replace(AUTOMATIC, motorway=True))
        == []
    )


def with_companion(
    need: LicenceNeed, held: str | None = "C2", since: date | None = date(2023, 11, 21)
) -> LicenceNeed:
    """A motorway drive with a colleague who has held C2 for three years to the day."""
    noted = HeldLicence("", LicenceClass(held), since) if held else None
    return replace(need, motorway=True, companion=noted, companion_name="李强")


def test_a_companion_counts_with_a_licence_for_the_car_that_is_three_years_old() -> None:
    fresh = replace(GOOD, first_issued_on=date(2025, 11, 22))
    young = date(2023, 11, 22)
    assert codes(fresh, with_companion(AUTOMATIC, since=young)) == ["licence.companion"]
    assert codes(fresh, with_companion(MANUAL)) == ["licence.companion"]
    assert codes(fresh, with_companion(MANUAL, "B2")) == ["licence.probation"]
    for unknown in (with_companion(AUTOMATIC, None), with_companion(AUTOMATIC, since=None)):
        (finding,) = findings(fresh, unknown)
        assert finding.stops and "李强" in finding.text()
    in_town = replace(with_companion(AUTOMATIC, None), motorway=False)
    assert [one.stops for one in findings(fresh, in_town)] == [False]


@pytest.mark.parametrize(
    ("held", "need", "code"),
    [
        (replace(GOOD, licence_class=LicenceClass.C2), MANUAL, "licence.class"),
        (replace(GOOD, number=number(date(2008, 11, 22))), AUTOMATIC, "licence.age"),
        (
            replace(GOOD, first_issued_on=date(2025, 11, 22)),
            replace(AUTOMATIC, motorway=True),
            "licence.motorway",
        ),
        (replace(GOOD, first_issued_on=None, seen_on=None), AUTOMATIC, ""),
    ],
)
def test_a_drive_that_the_licence_forbids_is_not_even_booked(
    held: HeldLicence, need: LicenceNeed, code: str
) -> None:
    found = ""
    try:
        check_booking(held, need, expired=True, missing=False)
    except Refused as refused:
        found = refused.code
    assert found == code


def test_what_is_unknown_is_asked_for() -> None:
    assert codes(None, AUTOMATIC) == ["licence.missing"]
    assert codes(replace(GOOD, first_issued_on=None, seen_on=None), AUTOMATIC) == [
        "licence.first_unknown",
        "licence.not_seen",
    ]


def test_what_stops_comes_first_and_refuses() -> None:
    bad = replace(GOOD, seen_on=None, first_issued_on=None, expires_on=date(2020, 1, 1))
    assert codes(bad, AUTOMATIC)[0] == "licence.expired"
    with pytest.raises(Refused) as refused:
        check(bad, AUTOMATIC)
    assert (refused.value.code, refused.value.field) == ("licence.expired", "licence")
    assert "2020-01-01" in refused.value.text()
    check(replace(bad, expires_on=None), AUTOMATIC)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 48))
def test_probation_ends_on_the_same_day_of_a_later_month(first: date, months: int) -> None:
    until = probation_ends(first, months)
    assert (until.year * 12 + until.month) - (first.year * 12 + first.month) == months
    assert until.day <= first.day <= until.day + 3


@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 2), date(2090, 1, 1)))
def test_age_grows_by_one_a_year(born: date, on: date) -> None:
    full = age(born, on)
    anniversary = (on.month, on.day) >= (born.month, born.day)
    assert full == on.year - born.year - (not anniversary)


@pytest.mark.parametrize(
    ("number", "document"),
    [
        ("11010519491231002X", LicenceDocument.ID_CARD),
        ("E12345678", LicenceDocument.PASSPORT),
        ("C01X00T47", LicenceDocument.PASSPORT),
        ("H12345678", LicenceDocument.PERMIT),
        ("M1234567801", LicenceDocument.PERMIT),
        ("01234567", LicenceDocument.PERMIT),
        ("AB123", LicenceDocument.OTHER),
    ],
)
def test_the_document_is_told_by_its_number(number: str, document: LicenceDocument) -> None:
    assert document_of(number) is document


def test_a_passport_tells_no_age_so_the_driver_is_asked() -> None:
    foreign = replace(GOOD, number="E12345678")
    assert codes(foreign, AUTOMATIC) == ["licence.age_unknown"]
    assert codes(replace(foreign, born_on=date(2008, 11, 21)), AUTOMATIC) == []
    assert codes(replace(foreign, born_on=date(2008, 11, 22)), AUTOMATIC) == ["licence.age"]


@pytest.mark.parametrize(
    ("expires_on", "rules", "code"),
    [
        (date(2026, 11, 21), {"expired": True, "missing": True}, ""),
        (date(2026, 11, 20), {"expired": True, "missing": True}, "licence.book_expired"),
        (date(2026, 11, 20), {"expired": False, "missing": True}, ""),
        (None, {"expired": True, "missing": True}, "licence.book_missing"),
        (None, {"expired": True, "missing": False}, ""),
    ],
)
def test_the_store_says_with_which_licence_a_drive_may_be_booked(
    expires_on: date | None, rules: dict[str, bool], code: str
) -> None:
    held = replace(GOOD, expires_on=expires_on) if expires_on else None
    try:
        check_booking(held, AUTOMATIC, **rules)
        assert not code
    except Refused as refused:
        assert (refused.code, refused.field) == (code, "way")
        assert refused.text()


@pytest.mark.parametrize(
    ("on", "least", "found"),
    [
        (date(2026, 11, 20), 12, ("licence.practice", True)),
        (date(2026, 11, 21), 12, None),
        (date(2026, 4, 20), 0, ("licence.probation", False)),
        (date(2026, 4, 20), 3, ("licence.probation", False)),
    ],
)
def test_a_store_may_refuse_who_holds_a_licence_for_too_short(
    on: date, least: int, found: tuple[str, bool] | None
) -> None:
    """Issued on 2025-11-21: a year is full on 2026-11-21; five months only warn by law."""
    held = HeldLicence("11010519900307003X", LicenceClass.C1, date(2025, 11, 21), seen_on=on)
    told = findings(held, LicenceNeed(on, least_months=least))
    assert [(one.code, one.stops) for one in told] == ([] if found is None else [found])
