"""What the work plans ask of test drives, told in the showroom's words."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.errors import Refused
from app.fleet.values import Outing, Return
from app.paper import pages
from app.people.operations import Contact
from app.permissions import Actor
from app.testdrives import commands, paper_facts, papers, queries, signing
from app.testdrives.values import Agreement, Opinion
from app.text import use
from db.tables.fleet import TestDrive
from db.tables.people import Person
from db.vocabulary import BookingState, FuelLevel
from tests import make as makers
from tests.app.testdrives.store import Showroom, beginnings, showroom_fixture
from tests.make import NOON

__all__ = ["beginnings", "showroom_fixture"]


def test_s008_a_customer_drives_a_demo_car_on_a_drawn_route_and_the_store_sums_up(
    showroom: Showroom,
) -> None:
    """Dedicated cars, a drawn route, the customer drives, the store serves and asks how it was."""
    use("zh_CN")
    drive = showroom.book(contact=Contact("欧阳婷婷", "13800138000"))
    showroom.note_licence(drive)
    with showroom.records.read() as session:
        facts = paper_facts.agreement(session, drive, now=NOON, viewer=showroom.consultant)
    pdf = papers.agreement(facts)
    assert "欧阳婷婷" in pages.page_text(pdf, 0) and "城区" in pages.page_text(pdf, 0)
    showroom.act(commands.issue_agreement, drive, Agreement(facts.language, facts.edition, pdf))
    showroom.act(commands.note_signature, drive)
    showroom.act(commands.send_out, drive, Outing(1002, FuelLevel.FULL, showroom.li))
    with showroom.records.read() as session:
        day = queries.desk_day(
            session, NOON.astimezone().date(), now=NOON, viewer=showroom.consultant
        )
    assert [(row.customer, row.consultant, row.ends_at) for row in day.out] == [
        ("欧阳婷婷", "李强", NOON + timedelta(minutes=30))
    ]
    showroom.act(
        commands.take_back,
        drive,
        Return(1009, FuelLevel.THREE_QUARTERS),
        at=NOON + timedelta(minutes=24),
    )
    showroom.act(
        commands.note_opinion,
        drive,
        Opinion(5, comfort=5, likes="安静", rival="卡罗拉"),
        at=NOON + timedelta(minutes=30),
    )
    with showroom.records.read() as session:
        sheet = paper_facts.drive_sheet(
            session, NOON.astimezone().date(), now=NOON, viewer=showroom.consultant
        )
    assert [(row.state, row.overall, row.route) for row in sheet.rows] == [
        (BookingState.BACK, 5, "城区")
    ]
    assert "7 公里" in pages.page_text(papers.drive_sheet(sheet), 0)


def test_s008_a_demo_car_is_promised_to_one_customer_at_a_time(showroom: Showroom) -> None:
    showroom.book()
    with pytest.raises(Refused) as refused:
        showroom.book(44, consultant_id=showroom.zhao, contact=Contact("李娜"))
    assert "张伟" in refused.value.text()


def test_s194_every_drive_of_the_day_counts_and_the_cancelled_ones_do_not(
    showroom: Showroom,
) -> None:
    """The test-drive rate counts drives.

    A cancelled booking is kept with its reason and is no drive.
    """
    showroom.book()
    cancelled = showroom.book(60, contact=Contact("李娜"))
    showroom.act(commands.cancel, cancelled, "改天")
    with showroom.records.read() as session:
        day = queries.desk_day(
            session, NOON.astimezone().date(), now=NOON, viewer=showroom.consultant
        )
    assert day.today == 1
    assert {row.state for row in day.drives} == {BookingState.BOOKED, BookingState.CANCELLED}


def test_s194_the_signing_rate_is_orders_after_a_drive_over_drives(showroom: Showroom) -> None:
    """Four drive, two of them order: 50 %.

    Who orders without a drive, and who borrows a car, changes nothing.
    """
    keys = [
        showroom.book(60 * at, contact=Contact(name))
        for at, name in enumerate(("张伟", "李娜", "王芳", "刘洋"))
    ]
    for at, key in enumerate(keys):
        moment = NOON + timedelta(hours=at)
        showroom.note_licence(key)
        showroom.sign(key)
        showroom.act(commands.send_out, key, Outing(1010 + 10 * at, FuelLevel.FULL), at=moment)
        showroom.act(
            commands.take_back,
            key,
            Return(1015 + 10 * at, FuelLevel.FULL),
            at=moment + timedelta(minutes=20),
        )

    def order(session: Session, drive_id: int, *, by: Actor, at: datetime) -> None:
        buyer = session.get_one(TestDrive, drive_id).person_id
        makers.signed_order(session, session.get_one(Person, buyer), at)

    for key in keys[:2]:
        showroom.act(order, key, at=NOON + timedelta(hours=6))
    with showroom.records.read() as session:
        month = signing.month(session, NOON.date(), viewer=showroom.consultant)
    assert (len(month.drives), len(month.orders), month.rate) == (4, 2, 50)
    assert [(share.name, share.rate) for share in month.consultants] == [("李强", 50)]


def test_s008_the_wall_tells_which_car_is_out_and_names_nobody(showroom: Showroom) -> None:
    key = showroom.book(contact=Contact("欧阳婷婷", "13800138000"))
    showroom.note_licence(key)
    showroom.sign(key)
    showroom.act(commands.send_out, key, Outing(1002, FuelLevel.FULL))
    with showroom.records.read() as session:
        out, home = queries.wall(session, now=NOON + timedelta(minutes=31))
    assert (out.who, out.consultant, out.out_at, out.due_at) == (
        "欧*",
        "李强",
        NOON,
        NOON + timedelta(minutes=30),
    )
    assert (home.out_at, home.who) == (None, "")
