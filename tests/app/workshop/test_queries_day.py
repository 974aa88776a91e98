"""The sheet of a day tells the state of that day, whenever it is printed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.admin.letterhead import letterhead
from app.orders.rules import Timing
from app.paper import pages
from app.paper.frame import Printed
from app.service.commands import bill, handing_over, opening, payments
from app.service.values import Bill, HandOver, NewOrder, PaymentValue, Progress
from app.settings import Settings
from app.workshop import commands, papers, queries
from app.workshop.queries import WorkshopDay
from db.vocabulary import OldParts, PaymentMethod, Role, Stage
from tests import make as makers
from tests.app.service.store import NOON, Desk

DAY, NEXT = date(2026, 11, 21), date(2026, 11, 22)
TOMORROW, WEEK_LATER = NOON + timedelta(days=1), NOON + timedelta(days=7)
CASH, LATER = PaymentMethod.CASH, PaymentMethod.ON_ACCOUNT


def day_of(desk: Desk, day: date, at: datetime) -> WorkshopDay:
    with desk.records.read() as session:
        return queries.workshop_day(session, day, at=at)


def pay(desk: Desk, order: int, method: PaymentMethod, at: datetime) -> None:
    value = PaymentValue(method, Decimal("860.04"))
    desk.act(payments.pay, order, value, by=desk.manager, at=at)


def leave(desk: Desk, order: int, at: datetime = NOON) -> None:
    """Labour 880.04 less 20.00 is a bill of 860.04; the manager lets the customer pay later."""
    desk.approve(order, desk.labour(order, hours="1.00", rate="880.04"))
    desk.ready(order)
    desk.act(bill.settle, order, Bill(Decimal("20.00"), "老客户"), at=at)
    pay(desk, order, LATER, at)
    desk.act(handing_over.hand_over, order, HandOver(40012, OldParts.NONE), at=at)


def test_a_promise_is_no_taking_and_the_discount_is_taken_off(desk: Desk, order: int) -> None:
    leave(desk, order)
    pay(desk, order, CASH, TOMORROW)
    first, second = day_of(desk, DAY, NOON), day_of(desk, NEXT, TOMORROW)
    assert (first.taken, first.promised, first.billed) == (
        Decimal(0),
        Decimal("860.04"),
        Decimal("860.04"),
    )
    assert (second.taken, second.promised, second.billed) == (
        Decimal("860.04"),
        Decimal("-860.04"),
        Decimal(0),
    )
    assert second.takings == {CASH: Decimal("860.04")}


def test_the_paper_prints_the_bill_and_no_promise_among_the_takings(desk: Desk, order: int) -> None:
    leave(desk, order)
    pdf = papers.workshop_sheet(
        day_of(desk, DAY, NOON), letterhead(Settings()), printed=Printed(NOON, "")
    )
    words = "".join(pages.page_text(pdf, number) for number in range(pages.page_count(pdf)))
    assert "860.04" in words
    assert "880.04" not in words
    assert "Put on account, not in the total" in words


def test_a_day_that_is_over_is_told_as_it_ended(
    desk: Desk, order: int, make: Callable[..., int]
) -> None:
    bay = make(makers.bay, "一号")
    first, second = (make(makers.staff, name, Role.TECHNICIAN) for name in ("马建军", "朱海涛"))
    desk.act(commands.assign, order, commands.Assignment(first, bay), by=desk.manager)
    desk.approve(order, desk.labour(order))
    desk.move(order, Stage.IN_WORK)
    then = day_of(desk, DAY, NOON)
    move_on(desk, order, second)
    desk.act(opening.open_order, NewOrder("京B22222"), at=TOMORROW)
    past = day_of(desk, DAY, WEEK_LATER)
    (row,), (seen,) = past.in_shop, then.in_shop
    assert (row.plate, row.stage, row.technician, row.bay) == (
        "京A12345",
        Stage.IN_WORK,
        "马建军",
        "一号",
    )
    assert (row.promised_at, row.stage_since) == (seen.promised_at, seen.stage_since)
    assert (past.received, past.due, past.delivered) == (1, (row,), ())
    assert past.late == (row,), "promised for 16:00, still in work at midnight"
    assert row.timing(NOON, 30) is Timing.FINE
    later = day_of(desk, NEXT, WEEK_LATER)
    assert [(one.plate, one.stage) for one in later.in_shop] == [
        ("京A12345", Stage.QUALITY_CHECK),
        ("京B22222", Stage.WAITING),
    ]
    assert later.in_shop[0].technician == "朱海涛"


def move_on(desk: Desk, order: int, technician: int) -> None:
    """On the next day another technician, another promise and another stage."""
    moved = Progress(technician, None, TOMORROW + timedelta(hours=9), "等件", Stage.QUALITY_CHECK)
    desk.act(opening.save_progress, order, moved, at=TOMORROW)


def test_a_car_that_left_later_still_stood_in_the_shop_that_day(desk: Desk, order: int) -> None:
    leave(desk, order, at=TOMORROW)
    past = day_of(desk, DAY, WEEK_LATER)
    assert [(row.id, row.stage) for row in past.in_shop] == [(order, Stage.READY)]
    gone = day_of(desk, NEXT, WEEK_LATER)
    assert (gone.in_shop, gone.billed) == ((), Decimal("860.04"))


def test_an_order_that_was_given_up_later_stood_in_the_shop_that_day(
    desk: Desk, order: int
) -> None:
    desk.act(opening.move, order, Stage.CANCELLED, reason="不修了", at=TOMORROW)
    assert [row.id for row in day_of(desk, DAY, WEEK_LATER).in_shop] == [order]
    assert day_of(desk, NEXT, WEEK_LATER).in_shop == ()


def test_after_midnight_the_sheet_is_that_of_the_day_that_ended(desk: Desk, order: int) -> None:
    midnight = datetime(2026, 11, 21, 16, 10, tzinfo=UTC)  # 00:10 on the 22nd in the store
    assert queries.sheet_day(midnight) == DAY
    assert queries.sheet_day(NOON) == DAY
    day: Any = day_of(desk, queries.sheet_day(midnight), midnight)
    assert (day.received, len(day.in_shop), day.is_over) == (1, 1, True)
