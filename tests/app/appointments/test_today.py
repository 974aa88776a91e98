"""Whom the appointments of Today name: who is to be called, and who has not come."""

from datetime import date, timedelta
from typing import Any

from app import settings
from app.admin import calendar_commands as calendar
from app.admin import commands as house
from app.admin.calendar_commands import AbsenceEntry, SpecialDayEntry
from app.appointments import commands, queries, today
from app.orders import queries as orders
from app.service.commands import opening
from app.service.values import NewOrder
from app.today_spec import AskedDay
from db.appointment_words import AppointmentState
from tests.app.appointments.shop import PLATE, Shop
from tests.make import NOON

TODAY = date(2026, 11, 21)


def waits(shop: Shop, day: date, which: Any) -> list[tuple[str, str]]:
    """Who stands in a list of Today at noon of a day, and why."""
    with shop.records.read() as session:
        asked = AskedDay(shop.actor, NOON + (day - TODAY), settings.load(session))
        return [(item.who, item.why) for item in which(session, asked)]


def test_who_comes_after_a_closure_is_called_on_the_last_open_day(shop: Shop) -> None:
    """The store is closed for two days after today: the first guests come on the third."""
    for ahead in (1, 2):
        day = TODAY + timedelta(days=ahead)
        shop.act(calendar.save_day, SpecialDayEntry(day, "国庆节", works=False))
    shop.book(minutes=3 * 24 * 60)
    [(who, why)] = waits(shop, TODAY, today.to_confirm)
    assert (who, why) == ("陶渊明", "comes on 11-24 at 12:00, not confirmed")
    [(_who, why)] = waits(shop, TODAY + timedelta(days=2), today.to_confirm)
    assert why == "comes tomorrow at 12:00, not confirmed"
    assert waits(shop, TODAY + timedelta(days=3), today.to_confirm) == []


def test_whoever_did_not_come_is_asked_about_until_somebody_notes_it(shop: Shop) -> None:
    """Otherwise the show rate would count only those who came."""
    booked = shop.book()
    tomorrow = TODAY + timedelta(days=1)
    [(_who, why)] = waits(shop, tomorrow, today.expected)
    assert why.startswith("expected 23 h ago")
    shop.act(commands.miss, booked, at=NOON + timedelta(days=1))
    assert waits(shop, tomorrow, today.expected) == []
    assert shop.read(queries.show_rate, tomorrow) == 0


def test_whoever_comes_after_the_booked_time_is_received_with_a_new_promise(shop: Shop) -> None:
    """Booked for 13 to 15 h, here at 15:30: two hours of work are done at 17:30."""
    late = NOON + timedelta(hours=3, minutes=30)
    order = shop.act(opening.receive, shop.book(), at=late)
    with shop.records.read() as session:
        [row] = orders.rows_of(session, [order])
    assert row.promised_at == late + timedelta(hours=2)


def test_whoever_was_noted_as_missed_may_still_come(shop: Shop) -> None:
    booked = shop.book()
    shop.act(commands.miss, booked, at=NOON + timedelta(hours=2))
    shop.act(opening.receive, booked, at=NOON + timedelta(hours=5))


def test_whoever_was_booked_with_somebody_who_left_is_received_all_the_same(shop: Shop) -> None:
    """Nobody hands on what was missed; then the customer comes after all."""
    booked = shop.book(technician_id=shop.zhou, advisor_id=shop.wu)
    shop.act(commands.miss, booked, at=NOON + timedelta(hours=2))
    for key in (shop.zhou, shop.wu):
        shop.act(house.retire_staff, key)
    order = shop.act(opening.receive, booked, at=NOON + timedelta(hours=2))
    with shop.records.read() as session:
        [row] = orders.rows_of(session, [order])
    assert (row.technician, row.advisor) == (None, "王敏")


def test_a_car_that_was_opened_by_its_plate_gets_no_second_order(shop: Shop) -> None:
    booked = shop.book()
    by_plate = shop.act(opening.open_order, NewOrder(PLATE, "保养"), at=NOON + timedelta(hours=1))
    assert shop.act(opening.receive, booked, at=NOON + timedelta(hours=1)) == by_plate
    with shop.records.read() as session:
        assert [row.id for row in orders.in_shop(session)] == [by_plate]
        [row] = queries.plan(session, TODAY, viewer=shop.actor, at=NOON).rows
    assert (row.state, row.order_id) == (AppointmentState.ARRIVED, by_plate)


def test_a_booking_is_to_be_moved_where_bay_technician_or_store_is_not_there(shop: Shop) -> None:
    """Tomorrow the bay is repaired, on the second day the technician is ill, the third is closed.

    Whose booking only touches an absence stays.
    """
    for ahead, more in ((1, {}), (2, {"technician_id": shop.zhou, "bay_id": shop.pit}), (3, {})):
        shop.book(f"京B0000{ahead}", minutes=ahead * 24 * 60, **more)
    shop.book("京B00009", minutes=24 * 60 + 180)
    noon = NOON + timedelta(days=1)
    absences = (
        AbsenceEntry(None, shop.lift, noon, noon + timedelta(hours=3), "举升机检修"),
        AbsenceEntry(shop.zhou, None, noon + timedelta(days=1), noon + timedelta(days=2), "病假"),
    )
    for one in absences:
        shop.act(calendar.save_absence, one)
    shop.act(calendar.save_day, SpecialDayEntry(TODAY + timedelta(days=3), "盘点", works=False))
    told = [why for _who, why in waits(shop, TODAY, today.to_move)]
    assert told == [
        "booked for 11-22 12:00: 1, 举升机检修",
        "booked for 11-23 12:00: 周师傅, 病假",
        "booked for 11-24 12:00: 盘点",
    ]
