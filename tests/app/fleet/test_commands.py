"""A blocked car: nobody gets it meanwhile, everybody reads why, and it counts as no drive."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.errors import Refused
from app.fleet import commands
from app.fleet.values import Lending, NewBlock
from app.permissions import Actor
from app.testdrives import commands as drives
from app.testdrives import paper_facts, queries, signing
from app.today.queries import my_day
from db.tables.fleet import Block, DemoCar
from db.vocabulary import BookingKind, BookingState, Role
from tests import make as makers
from tests.app.testdrives.store import Showroom, beginnings, showroom_fixture
from tests.make import NOON

__all__ = ["beginnings", "showroom_fixture"]
HOUR = timedelta(hours=1)


def block(showroom: Showroom, *, after: int = 0, hours: int = 2, reason: str = "首保") -> int:
    start = NOON + timedelta(minutes=after)
    wanted = NewBlock(showroom.automatic, start, start + hours * HOUR, reason)
    return int(showroom.act(commands.block, wanted))


def refused(showroom: Showroom, command: Callable[..., Any], *args: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        showroom.act(command, *args, **more)
    return caught.value


def lent(showroom: Showroom) -> int:
    """An order whose customer may have the automatic; returns its id."""

    def build(session: Any, *, by: Actor, at: Any) -> int:
        session.get_one(DemoCar, showroom.automatic).lent = True
        person = makers.person(session, "司马相如")
        order = makers.repair_order(session, makers.vehicle(session), by=1, customer_id=person.id)
        return int(order.id)

    return int(showroom.act(build))


def test_a_block_says_what_is_missing_beside_its_field(showroom: Showroom) -> None:
    for wanted, field in (
        (NewBlock(None, NOON, NOON + HOUR, "首保"), "car_id"),
        (NewBlock(showroom.automatic, None, NOON + HOUR, "首保"), "starts_at"),
        (NewBlock(showroom.automatic, NOON, None, "首保"), "ends_at"),
        (NewBlock(showroom.automatic, NOON, NOON, "首保"), "ends_at"),
        (NewBlock(showroom.automatic, NOON - 2 * HOUR, NOON - HOUR, "首保"), "starts_at"),
        (NewBlock(showroom.automatic, NOON, NOON + HOUR, " "), "reason"),
    ):
        assert refused(showroom, commands.block, wanted).field == field


def test_a_drive_a_loan_and_another_block_stand_in_its_way_by_name(showroom: Showroom) -> None:
    order = lent(showroom)
    showroom.book(60)
    wanted = NewBlock(showroom.automatic, NOON, NOON + 2 * HOUR, "首保")
    assert "张伟" in refused(showroom, commands.block, wanted).text()
    loan = Lending(showroom.automatic, NOON + 5 * HOUR, NOON + 4 * HOUR)
    showroom.act(commands.lend, order, loan, by=showroom.manager)
    said = refused(
        showroom,
        commands.block,
        NewBlock(showroom.automatic, NOON + 3 * HOUR, NOON + 5 * HOUR, "首保"),
    )
    assert said.code == "drive.car_lent" and "司马相如" in said.text()
    block(showroom, after=360, reason="车展")
    said = refused(
        showroom,
        commands.block,
        NewBlock(showroom.automatic, NOON + 7 * HOUR, NOON + 9 * HOUR, "首保"),
    )
    assert said.code == "drive.car_blocked" and "车展" in said.text()


def test_a_blocked_car_is_neither_driven_nor_lent(showroom: Showroom) -> None:
    order = lent(showroom)
    block(showroom)
    with pytest.raises(Refused, match=r"drive\.car_blocked"):
        showroom.book(60)
    wanted = Lending(showroom.automatic, NOON + HOUR)
    said = refused(showroom, commands.lend, order, wanted, by=showroom.manager)
    assert said.code == "drive.car_blocked" and "首保" in said.text()


def test_a_lifted_block_comes_back_while_nobody_has_the_car(showroom: Showroom) -> None:
    key = block(showroom)
    showroom.act(commands.unblock, key)
    assert refused(showroom, commands.unblock, key).code == "drive.step"
    drive = showroom.book(60)
    assert refused(showroom, commands.block_again, key).code == "drive.car_taken"
    showroom.act(drives.cancel, drive, "改天")
    showroom.act(commands.block_again, key)
    with showroom.records.read() as session:
        row = session.get_one(Block, key)
        assert (row.state, row.reason, row.held_until) == (
            BookingState.BOOKED,
            "首保",
            NOON + 2 * HOUR,
        )


def test_a_block_is_no_drive_and_a_drive_no_block(showroom: Showroom) -> None:
    key, drive = block(showroom), showroom.book(180)
    for command, args in (
        (drives.cancel, ("改天",)),
        (drives.mark_no_show, ()),
        (drives.restore, ()),
    ):
        assert refused(showroom, command, key, *args).code == "drive.is_block"
    for command in (commands.unblock, commands.block_again):
        assert refused(showroom, command, drive).code == "block.gone"


def test_a_block_is_shown_and_counted_nowhere(showroom: Showroom) -> None:
    block(showroom)
    day, viewer = date(2026, 11, 21), showroom.manager
    with showroom.records.read() as session:
        shown = queries.desk_day(session, day, now=NOON, viewer=viewer)
        assert [(row.kind, row.standing, row.reason) for row in shown.drives] == [
            (BookingKind.BLOCK, BookingKind.BLOCK, "首保")
        ]
        assert (shown.today, shown.out) == (0, ())
        assert paper_facts.drive_sheet(session, day, now=NOON, viewer=viewer).rows == ()
        assert signing.month(session, day, viewer=viewer).drives == ()
        assert my_day(session, viewer=viewer, at=NOON).rows("drives") == ()
        wall = {car.id: car for car in queries.wall(session, now=NOON)}
        assert wall[showroom.automatic].is_blocked and not wall[showroom.manual].is_blocked


def test_a_drive_without_a_customer_is_still_a_drive(showroom: Showroom) -> None:
    """Of a visitor who left no name; it was taken for a block before."""

    def write(session: Any, *, by: Actor, at: Any) -> int:
        car = session.get_one(DemoCar, showroom.automatic)
        return int(makers.test_drive(session, car, by=1, number="T261121-009").id)

    key = showroom.act(write)
    with showroom.records.read() as session:
        told = queries.drive(session, key, now=NOON, viewer=showroom.manager)
        assert told is not None and told.row.is_drive and told.row.standing is BookingState.BOOKED


def test_the_showroom_blocks_and_the_workshop_does_not(showroom: Showroom) -> None:
    for role in (Role.TECHNICIAN, Role.ADVISOR, Role.CASHIER):
        other = Actor(0, "别人", frozenset({role}), "PC")
        wanted = NewBlock(showroom.automatic, NOON, NOON + HOUR, "首保")
        assert refused(showroom, commands.block, wanted, by=other).code == "permission.denied"
