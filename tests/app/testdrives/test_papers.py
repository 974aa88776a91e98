"""The agreement carries every field of the trade's forms, the register every drive of the day.

What people typed stands literally.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import text
from app.fleet.values import Outing, Return
from app.paper import pages
from app.permissions import Actor
from app.testdrives import commands, paper_facts, papers
from app.testdrives.facts import AgreementFacts, SheetFacts
from app.testdrives.values import Agreement
from db.tables.papers import Wording
from db.vocabulary import BookingState, FuelLevel, PaperKind, Role
from tests.app.testdrives.store import Showroom
from tests.make import NOON

EVIL = '<b>张</b> & "𬭎" 😀'


def bare(pdf: bytes) -> str:
    said = "".join(pages.page_text(pdf, page) for page in range(pages.page_count(pdf)))
    return "".join(said.split())


def agreement(showroom: Showroom, drive: int) -> AgreementFacts:
    with showroom.records.read() as session:
        return paper_facts.agreement(session, drive, now=NOON, viewer=showroom.consultant)


def licensed(showroom: Showroom) -> int:
    drive = showroom.book()
    showroom.note_licence(drive)
    return drive


@pytest.mark.parametrize(
    ("language", "title", "clause"),
    [
        ("zh_CN", "试乘试驾协议书", "不扣留证件"),
        ("en", "Test-driveagreement", "doesnotkeepthelicence"),
    ],
)
def test_the_agreement_says_everything(
    showroom: Showroom, language: str, title: str, clause: str
) -> None:
    text.use(language)
    drive = showroom.book(rides=True)
    showroom.note_licence(drive)
    said = bare(papers.agreement(agreement(showroom, drive)))
    for fact in (
        title,
        clause,
        "T261121-001",
        "张伟",
        "13800138000",
        "110105199003070033",
        "C1",
        "2015年6月1日" if language == "zh_CN" else "2015-06-01",
        "2030年6月1日" if language == "zh_CN" else "2030-06-01",
        "轩逸1.6XLCVT",
        "京A·D12345",
        "城区",
        "李强",
    ):
        assert fact in said, fact


def test_what_people_typed_is_never_markup(showroom: Showroom) -> None:
    facts = replace(
        agreement(showroom, licensed(showroom)), customer=EVIL, address=EVIL * 10, route=EVIL
    )
    said = bare(papers.agreement(facts))
    assert said.count("".join(EVIL.split())) >= 10


def test_the_signature_is_never_alone_on_its_page(showroom: Showroom) -> None:
    facts = agreement(showroom, licensed(showroom))
    for extra in range(0, 12, 3):
        pdf = papers.agreement(
            replace(facts, clauses=facts.clauses + ("One more clause of the store.",) * extra)
        )
        page = next(
            page
            for page in range(pages.page_count(pdf))
            if "Driver (signature)" in pages.page_text(pdf, page)
        )
        assert "I have read and understood" in pages.page_text(pdf, page)


def test_a_reprint_after_new_wording_is_the_paper_that_was_signed(showroom: Showroom) -> None:
    drive = licensed(showroom)
    facts = agreement(showroom, drive)
    pdf = papers.agreement(facts)
    showroom.act(commands.issue_agreement, drive, Agreement(facts.language, facts.edition, pdf))
    showroom.act(commands.note_signature, drive)

    def reword(session, *, by, at) -> None:  # type: ignore[no-untyped-def]
        session.add(
            Wording(
                kind=PaperKind.DRIVE_AGREEMENT,
                language="en",
                edition=2,
                clauses="All new.",
                since=at,
            )
        )

    showroom.act(reword)
    with showroom.records.read() as session:
        kept = paper_facts.signed_agreement(session, drive)
    assert kept is not None and kept.pdf == pdf and "Allnew." not in bare(kept.pdf)
    assert "Allnew." in bare(papers.agreement(agreement(showroom, showroom.book(120))))


def sheet(showroom: Showroom, *roles: Role) -> SheetFacts:
    viewer = Actor(showroom.li, "李强", frozenset(roles), "展厅1")
    with showroom.records.read() as session:
        return paper_facts.drive_sheet(session, date(2026, 11, 21), now=NOON, viewer=viewer)


def test_the_register_has_every_drive_of_the_day_and_its_totals(showroom: Showroom) -> None:
    drive = showroom.book()
    showroom.book(60 * 24)
    showroom.note_licence(drive)
    showroom.sign(drive)
    showroom.act(commands.send_out, drive, Outing(1002, FuelLevel.FULL))
    showroom.act(
        commands.take_back, drive, Return(1013, FuelLevel.HALF), at=NOON + timedelta(minutes=25)
    )
    facts = sheet(showroom, Role.MANAGER)
    pdf = papers.drive_sheet(facts)
    said = bare(pdf)
    assert len(facts.rows) == 1
    for fact in (
        "Test-driveregister",
        "张伟",
        "138****8000",
        "110105********0033",
        "京A·D12345",
        "1,002",
        "1,013",
        "11km",
        "Drives:1",
        "李强",
    ):
        assert fact in said, fact
    assert pages.page_size(pdf, 0)[0] > pages.page_size(pdf, 0)[1]
    assert pages.page_count(pdf) == 1


def test_the_register_masks_numbers_whoever_prints_it(showroom: Showroom) -> None:
    showroom.note_licence(showroom.book())
    for role in (Role.MANAGER, Role.CONSULTANT, Role.PARTS):
        told = sheet(showroom, role).rows[0]
        assert (told.licence, told.phone) == ("110105********0033", "138****8000")


def test_a_long_day_repeats_the_head_and_totals_once(showroom: Showroom) -> None:
    showroom.book()
    facts = sheet(showroom, Role.MANAGER)
    pdf = papers.drive_sheet(replace(facts, rows=facts.rows * 60))
    assert pages.page_count(pdf) > 2
    assert all(
        "Licence number" in pages.page_text(pdf, page) for page in range(pages.page_count(pdf) - 1)
    )
    assert bare(pdf).count("TotalDrives:0") == 1


def test_the_register_of_a_day_that_is_over_tells_what_was_known_then(showroom: Showroom) -> None:
    drive = showroom.book()
    showroom.note_licence(drive)
    showroom.sign(drive)
    showroom.act(commands.send_out, drive, Outing(1002, FuelLevel.FULL))
    tomorrow = NOON + timedelta(days=1)
    showroom.act(commands.take_back, drive, Return(1013, FuelLevel.HALF), at=tomorrow)
    with showroom.records.read() as session:
        viewer = Actor(showroom.li, "李强", frozenset({Role.MANAGER}), "展厅1")
        (row,) = paper_facts.drive_sheet(
            session, date(2026, 11, 21), now=tomorrow, viewer=viewer
        ).rows
    assert (row.state, row.out_km, row.back_at, row.back_km) == (BookingState.OUT, 1002, None, None)
