"""What the work plans ask of test drives, told in the showroom's words."""

from datetime import timedelta

import pytest

from app.errors import Refused
from app.fleet.values import Outing, Return
from app.paper import pages
from app.people.keeping import Contact
from app.permits import Actor
from app.records import Records
from app.testdrives import commands, papers, queries
from app.testdrives.values import Agreement, Opinion
from app.text import use
from db.words import DriveState, FuelLevel
from tests.app.testdrives.store import Showroom, furnish
from tests.make import NOON


@pytest.fixture
def showroom(records: Records, manager: Actor) -> Showroom:
    return furnish(records, manager)


def test_s008_a_customer_drives_a_demo_car_on_a_drawn_route_and_the_store_sums_up(showroom: Showroom) -> None:
    """Dedicated cars, a drawn route, the customer drives, the store serves and asks how it was."""
    use("zh_CN")
    drive = showroom.book(contact=Contact("欧阳婷婷", "13800138000"))
    showroom.note_licence(drive)
    with showroom.records.read() as session:
        facts = queries.agreement(session, drive, now=NOON, viewer=showroom.consultant)
    pdf = papers.agreement(facts)
    assert "欧阳婷婷" in pages.page_text(pdf, 0) and "城区" in pages.page_text(pdf, 0)
    showroom.act(commands.issue_agreement, drive, Agreement(facts.language, facts.edition, pdf))
    showroom.act(commands.note_signature, drive)
    showroom.act(commands.send_out, drive, Outing(1002, FuelLevel.FULL, showroom.li))
    with showroom.records.read() as session:
        day = queries.desk_day(session, NOON.astimezone().date(), now=NOON, viewer=showroom.consultant)
    assert [(row.customer, row.consultant, row.ends_at) for row in day.out] == [("欧阳婷婷", "李强", NOON + timedelta(minutes=30))]
    showroom.act(commands.take_back, drive, Return(1009, FuelLevel.THREE_QUARTERS), at=NOON + timedelta(minutes=24))
    showroom.act(commands.note_opinion, drive, Opinion(5, comfort=5, likes="安静", rival="卡罗拉"), at=NOON + timedelta(minutes=30))
    with showroom.records.read() as session:
        sheet = queries.drive_sheet(session, NOON.astimezone().date(), now=NOON, viewer=showroom.consultant)
    assert [(row.state, row.overall, row.route) for row in sheet.rows] == [(DriveState.BACK, 5, "城区")]
    assert "7 公里" in pages.page_text(papers.drive_sheet(sheet), 0)


def test_s008_a_demo_car_is_promised_to_one_customer_at_a_time(showroom: Showroom) -> None:
    showroom.book()
    with pytest.raises(Refused) as refused:
        showroom.book(44, consultant_id=showroom.zhao, contact=Contact("李娜"))
    assert "张伟" in refused.value.text()


def test_s194_every_drive_of_the_day_counts_and_the_cancelled_ones_do_not(showroom: Showroom) -> None:
    """The test-drive rate counts drives: a cancelled booking is kept with its reason and is no drive."""
    showroom.book()
    cancelled = showroom.book(60, contact=Contact("李娜"))
    showroom.act(commands.cancel, cancelled, "改天")
    with showroom.records.read() as session:
        day = queries.desk_day(session, NOON.astimezone().date(), now=NOON, viewer=showroom.consultant)
    assert day.today == 1
    assert {row.state for row in day.drives} == {DriveState.BOOKED, DriveState.CANCELLED}
