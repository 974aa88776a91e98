"""The signing rate on a fixture that was counted by hand.

4 drives, 2 orders after a drive, 50 %.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.fleet.values import Outing, Return
from app.people.operations import Contact
from app.permissions import Actor
from app.testdrives import commands, rules, signing
from db.sales_words import CancelCause
from db.tables.fleet import TestDrive
from db.tables.people import Person
from db.tables.sale_orders import SaleOrder
from db.vocabulary import BookingState, FuelLevel, Role
from tests import make as makers
from tests.app.testdrives.store import Showroom
from tests.make import NOON
from tests.query_plans import plans_of

NOVEMBER, OCTOBER = date(2026, 11, 21), date(2026, 10, 1)


def drove(showroom: Showroom, name: str, **more: Any) -> int:
    """`name` drove on `at`; returns the person."""

    def write(session: Any, *, by: Actor, at: Any) -> int:
        person = session.scalars(
            select(Person).where(Person.name == name)
        ).first() or makers.person(session, name)
        facts = {
            "state": BookingState.BACK,
            "out_at": more.get("at", NOON),
            "out_km": 1,
            "consultant_id": showroom.li,
        } | more
        car = session.get_one(makers.DemoCar, facts.pop("car_id", showroom.automatic))
        makers.test_drive(session, car, by=1, person_id=person.id, **facts)
        return person.id

    return int(showroom.act(write))


def ordered(showroom: Showroom, person_id: int, at: Any, **more: Any) -> str:
    """The person signed an order for a car on `at`; returns its number."""

    def write(session: Any, *, by: Actor, at: Any) -> str:
        who = session.get_one(Person, person_id)
        return makers.signed_order(session, who, at, **more).number

    return str(showroom.act(write, at=at))


def month(showroom: Showroom, day: date = NOVEMBER, *roles: Role) -> signing.Signing:
    viewer = Actor(1, "王敏", frozenset(roles or {Role.MANAGER}), "PC")
    with showroom.records.read() as session:
        return signing.month(session, day, viewer=viewer)


@pytest.fixture
def november(showroom: Showroom) -> Showroom:
    """李强 three drives (one on the manual car), 赵敏 one.

    Two orders after a drive; one without a drive, one cancelled and one unsigned do not count.
    """
    day = timedelta(days=1)
    zhang = drove(showroom, "张伟", at=NOON - 30 * day)
    drove(showroom, "张伟", at=NOON - 3 * day)
    li_na = drove(showroom, "李娜", at=NOON - 2 * day, car_id=showroom.manual)
    lost = drove(showroom, "王芳", at=NOON - day)
    drove(showroom, "刘洋", at=NOON - 5 * day, consultant_id=showroom.zhao)
    drove(
        showroom, "陈静", at=NOON - 4 * day, state=BookingState.CANCELLED, out_at=None, out_km=None
    )
    ordered(showroom, zhang, NOON - 2 * day)
    ordered(showroom, li_na, NOON)
    cancelled = {"cancelled_at": NOON, "cancel_cause": CancelCause.AGREED}
    ordered(showroom, lost, NOON, **cancelled)
    ordered(showroom, lost, NOON, signed_at=None)
    never = showroom.act(lambda session, *, by, at: makers.person(session, "赵磊").id)
    ordered(showroom, never, NOON)
    return showroom


def test_the_month_is_orders_with_a_drive_over_drives(november: Showroom) -> None:
    told = month(november)
    assert (len(told.drives), len(told.orders), told.rate) == (4, 2, Decimal(50))
    assert [order.drive.customer for order in told.orders] == ["张伟", "李娜"]
    with november.records.read() as session:
        for order in told.orders:
            row = session.get_one(SaleOrder, order.id)
            assert (row.number, row.signed_at) == (order.number, order.signed_at)


def test_an_order_belongs_to_the_last_drive_before_it_and_the_shares_add_up(
    november: Showroom,
) -> None:
    told = month(november)
    assert [
        (share.name, len(share.drives), len(share.orders), share.rate) for share in told.consultants
    ] == [
        ("李强", 3, 2, Decimal(67)),
        ("赵敏", 1, 0, Decimal(0)),
    ]
    assert [(share.name[:2], len(share.drives), len(share.orders)) for share in told.cars] == [
        ("轩逸", 3, 1),
        ("轩逸", 1, 1),
    ]
    assert told.orders[0].drive.starts_at == NOON - timedelta(days=3)


def test_a_drive_after_the_order_does_not_sign_it(showroom: Showroom) -> None:
    person = drove(showroom, "张伟", at=NOON)
    ordered(showroom, person, NOON - timedelta(days=1))
    assert (month(showroom).orders, month(showroom).rate) == ((), Decimal(0))


def test_months_are_cut_by_the_stores_clock(showroom: Showroom) -> None:
    last_minute = NOON.replace(month=10, day=31, hour=15, minute=59)
    person = drove(showroom, "张伟", at=last_minute)
    drove(showroom, "张伟", at=last_minute + timedelta(minutes=1), minutes=30)
    ordered(showroom, person, last_minute + timedelta(minutes=1))
    october, november = month(showroom, OCTOBER), month(showroom)
    assert (len(october.drives), len(october.orders), october.rate) == (1, 0, Decimal(0))
    assert (len(november.drives), len(november.orders), november.rate) == (1, 1, Decimal(100))


def test_an_order_counts_when_it_was_signed_whenever_the_car_is_handed_over(
    showroom: Showroom,
) -> None:
    day = timedelta(days=1)
    for at, name in enumerate(("张伟", "李娜", "王芳")):
        person = drove(showroom, name, at=NOON - (60 - at) * day)
        ordered(showroom, person, NOON - 30 * day, delivered_at=NOON - (30 - 25 * at) * day)
    assert [len(month(showroom, day).orders) for day in (OCTOBER, NOVEMBER)] == [3, 0]


@pytest.mark.sqlite_only("asks SQLite for its plan")
def test_the_orders_of_a_month_are_read_by_index(showroom: Showroom) -> None:
    with showroom.records.read() as session:
        plans = plans_of(session, lambda: signing.month(session, NOVEMBER, viewer=showroom.manager))
    (plan,) = [plan for statement, plan in plans if "FROM sale_order" in statement]
    assert "INDEX ix_sale_order_delivered " in plan and "SCAN sale_order" not in plan


def test_a_month_without_drives_has_no_rate(showroom: Showroom) -> None:
    assert month(showroom).rate is None


def test_a_loan_is_no_test_drive(showroom: Showroom) -> None:
    def lend(session: Any, *, by: Actor, at: Any) -> None:
        car = session.get_one(makers.DemoCar, showroom.automatic)
        order = makers.repair_order(session, makers.vehicle(session, "京B11111"), by=1)
        makers.loan(
            session,
            car,
            order,
            by=1,
            person_id=makers.person(session).id,
            state=BookingState.BACK,
            out_at=at,
        )

    showroom.act(lend)
    assert month(showroom).drives == ()


def test_names_are_masked_for_whoever_does_not_work_with_customers(november: Showroom) -> None:
    assert {drive.customer for drive in month(november, NOVEMBER, Role.PARTS).drives} == {
        "张*",
        "李*",
        "王*",
        "刘*",
    }


def test_a_drive_through_the_desk_counts_from_the_moment_it_leaves(showroom: Showroom) -> None:
    key = showroom.book(contact=Contact("张伟", "13800138000"))
    assert month(showroom).drives == ()
    showroom.note_licence(key)
    showroom.sign(key)
    showroom.act(commands.send_out, key, Outing(1003, FuelLevel.FULL))
    assert [drive.id for drive in month(showroom).drives] == [key]
    showroom.act(commands.take_back, key, Return(1010, FuelLevel.HALF))
    with showroom.records.read() as session:
        assert session.get_one(TestDrive, key).state is BookingState.BACK
    assert [drive.id for drive in month(showroom).drives] == [key]


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_rate_is_a_whole_percentage(orders: int, drives: int) -> None:
    rate = rules.signing_rate(Decimal(orders), drives)
    assert rate is not None and abs(rate - Decimal(100 * orders) / drives) <= Decimal("0.5")
