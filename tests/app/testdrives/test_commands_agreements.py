"""Nothing is printed that the licence forbids, nobody drives on a paper that says something else,
and a reprint is the signed one.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.fleet.values import Outing
from app.people.operations import Contact
from app.testdrives import commands, paper_facts, queries
from app.testdrives.values import Agreement
from db.tables.fleet import TestDrive
from db.tables.papers import IssuedPaper
from db.vocabulary import BookingState, FuelLevel, LicenceClass
from tests.app.testdrives.store import NUMBER, Showroom
from tests.make import NOON

TODAY = date(2026, 11, 21)
OUT = Outing(1003, FuelLevel.FULL)
FORBIDDEN: dict[str, dict[str, Any]] = {
    "licence.expired": {"expires_on": TODAY - timedelta(days=1)},
    "licence.class": {"licence_class": LicenceClass.C3},
    "licence.age": {"number": "110105200811220031"},
}


def refusals(showroom: Showroom, drive: int) -> set[str]:
    """What asking for the facts, issuing the paper and sending out say."""
    codes = set()
    with showroom.records.read() as session, pytest.raises(Refused) as refused:
        paper_facts.agreement(session, drive, now=NOON, viewer=showroom.consultant)
    codes.add(refused.value.code)
    for step, value in (
        (commands.issue_agreement, Agreement("en", 1, b"%PDF")),
        (commands.send_out, OUT),
    ):
        with pytest.raises(Refused) as refused:
            showroom.act(step, drive, value)
        codes.add(refused.value.code)
    return codes


def row(showroom: Showroom, drive: int) -> TestDrive:
    with showroom.records.read() as session:
        return session.get_one(TestDrive, drive)


@pytest.mark.parametrize("code", FORBIDDEN)
def test_the_same_judgement_meets_the_paper_and_the_drive(showroom: Showroom, code: str) -> None:
    drive = showroom.book()
    showroom.note_licence(drive, **FORBIDDEN[code])
    assert refusals(showroom, drive) == {code}
    showroom.act(commands.override_licence, drive, "试驾专员同行，场内", by=showroom.manager)
    showroom.sign(drive)
    showroom.act(commands.send_out, drive, OUT)


def test_without_a_licence_nothing_is_printed_and_a_rider_needs_none(showroom: Showroom) -> None:
    assert refusals(showroom, showroom.book()) == {"licence.missing"}
    rider = showroom.book(90, drives=False, rides=True)
    showroom.sign(rider)


@pytest.mark.parametrize(("days", "refused"), [(0, False), (1, True)])
def test_the_day_of_expiry_still_counts(showroom: Showroom, days: int, refused: bool) -> None:
    drive = showroom.book()
    showroom.note_licence(drive, expires_on=TODAY - timedelta(days=days))
    if refused:
        assert refusals(showroom, drive) == {"licence.expired"}
    else:
        showroom.sign(drive)
        showroom.act(commands.send_out, drive, OUT)


@pytest.mark.parametrize(
    ("first", "refused"), [(date(2025, 11, 21), False), (date(2025, 11, 22), True)]
)
def test_probation_ends_twelve_months_to_the_day(
    showroom: Showroom, first: date, refused: bool
) -> None:
    drive = showroom.book(route_id=showroom.motorway)
    showroom.note_licence(drive, first_issued_on=first)
    if refused:
        assert refusals(showroom, drive) == {"licence.motorway"}
    else:
        showroom.sign(drive)


@pytest.mark.parametrize(
    "corrected",
    [
        {"expires_on": date(2031, 1, 1)},
        {"licence_class": LicenceClass.B2},
        {"first_issued_on": date(2016, 1, 1)},
    ],
    ids=["expiry", "class", "first issued"],
)
def test_a_licence_corrected_after_the_print_asks_for_a_new_one(
    showroom: Showroom, corrected: dict[str, Any]
) -> None:
    drive = showroom.book()
    showroom.note_licence(drive)
    showroom.sign(drive)
    showroom.note_licence(drive, **corrected)
    assert (row(showroom, drive).agreement_edition, row(showroom, drive).agreement_signed_at) == (
        None,
        None,
    )
    with pytest.raises(Refused, match=r"drive\.unsigned"):
        showroom.act(commands.send_out, drive, OUT)


def test_a_licence_corrected_at_another_drive_makes_this_agreement_old(showroom: Showroom) -> None:
    first, second = showroom.book(), showroom.book(120)
    for drive in (first, second):
        showroom.note_licence(drive)
    showroom.sign(first)
    showroom.note_licence(second, expires_on=date(2031, 1, 1))
    with showroom.records.read() as session:
        shown = queries.drive(session, first, now=NOON, viewer=showroom.consultant)
        assert shown is not None and shown.is_agreed_otherwise
        assert paper_facts.signed_agreement(session, first) is None
    for step, value in ((commands.send_out, (OUT,)), (commands.note_signature, ())):
        with pytest.raises(Refused) as refused:
            showroom.act(step, first, *value)
        assert (refused.value.code, refused.value.field) == ("drive.agreement_old", "agreement")
    showroom.sign(first)
    showroom.act(commands.send_out, first, OUT)
    assert row(showroom, first).licence_expires_on == date(2031, 1, 1)


def test_seen_again_unchanged_the_signed_paper_stays(showroom: Showroom) -> None:
    drive = showroom.book()
    showroom.note_licence(drive)
    showroom.sign(drive)
    showroom.note_licence(drive)
    showroom.act(commands.send_out, drive, OUT)


def test_a_manager_answers_for_one_licence_car_and_driver_only(showroom: Showroom) -> None:
    drive = showroom.book(car_id=showroom.manual)
    showroom.note_licence(drive, licence_class=LicenceClass.C2)

    def answered() -> bool:
        showroom.act(commands.override_licence, drive, "场内", by=showroom.manager)
        return row(showroom, drive).override_by == 1

    for change in (
        lambda: showroom.note_licence(drive, licence_class=LicenceClass.C5),
        lambda: showroom.act(commands.change, drive, showroom.wanted(60)),
        lambda: showroom.act(
            commands.change, drive, showroom.wanted(60, contact=Contact("李娜", "13900139000"))
        ),
        lambda: showroom.act(
            commands.move, drive, showroom.manual, starts_at=NOON + timedelta(hours=3)
        ),
    ):
        assert answered()
        change()
        assert (row(showroom, drive).override_by, row(showroom, drive).override_reason) == (
            None,
            None,
        )
    assert answered()
    showroom.act(commands.move, drive, showroom.manual, starts_at=NOON + timedelta(hours=4))
    assert row(showroom, drive).override_by == 1


def test_every_edition_is_kept_and_a_reprint_is_the_signed_bytes(showroom: Showroom) -> None:
    drive = showroom.book()
    showroom.note_licence(drive)
    for edition, pdf in ((1, b"first"), (2, b"second")):
        showroom.act(commands.issue_agreement, drive, Agreement("en", edition, pdf))
    showroom.act(commands.note_signature, drive)
    showroom.act(commands.send_out, drive, OUT)
    with showroom.records.read() as session:
        kept = paper_facts.signed_agreement(session, drive)
        papers = session.scalars(select(IssuedPaper).order_by(IssuedPaper.id)).all()
    assert kept is not None and (kept.pdf, kept.edition) == (b"second", 2)
    assert [paper.edition for paper in papers] == [1, 2]
    assert row(showroom, drive).state is BookingState.OUT


@pytest.mark.parametrize("field", ["licence_class", "first_issued_on", "expires_on", "number"])
def test_a_blank_on_the_licence_form_overwrites_nothing(showroom: Showroom, field: str) -> None:
    drive = showroom.book()
    showroom.note_licence(drive)
    showroom.note_licence(drive, **{field: "" if field == "number" else None})
    kept = row(showroom, drive)
    facts = (
        kept.licence_number,
        kept.licence_class,
        kept.licence_first_issued_on,
        kept.licence_expires_on,
    )
    assert facts == (NUMBER, LicenceClass.C1, date(2015, 6, 1), date(2030, 6, 1))


def test_another_number_is_another_licence_and_starts_blank(showroom: Showroom) -> None:
    drive = showroom.book()
    showroom.note_licence(drive)
    showroom.note_licence(drive, number="110105199003070017", first_issued_on=None)
    assert row(showroom, drive).licence_first_issued_on is None


def test_the_companion_of_the_booking_reaches_the_paper(showroom: Showroom) -> None:
    drive = int(showroom.act(commands.book, replace(showroom.wanted(), companion_id=showroom.zhao)))
    showroom.note_licence(drive)
    with showroom.records.read() as session:
        assert (
            paper_facts.agreement(session, drive, now=NOON, viewer=showroom.consultant).companion
            == "赵敏"
        )


def test_a_drag_taken_back_keeps_what_was_signed(showroom: Showroom) -> None:
    drive = showroom.act(commands.book, showroom.wanted(60))
    showroom.note_licence(drive)
    showroom.sign(drive)
    moved = showroom.act(
        commands.move, drive, showroom.automatic, starts_at=NOON + timedelta(hours=3)
    )
    showroom.act(commands.move_back, drive, moved)
    with showroom.records.read() as session:
        row = session.get_one(TestDrive, drive)
        assert (row.starts_at, row.agreement_edition, row.agreement_signed_at) == (
            NOON + timedelta(hours=1),
            1,
            NOON,
        )
        issued = paper_facts.signed_agreement(session, drive)
        assert issued is not None and issued.pdf == b"%PDF-1.4 agreement"
    with pytest.raises(Refused, match=r"changed_since"):
        showroom.act(commands.move_back, drive, moved)
