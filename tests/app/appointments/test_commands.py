"""Booking a car into a bay: nothing is promised twice, nothing outside the hours of the store."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from app.admin import calendar_commands as calendar
from app.admin import commands as admin
from app.admin.calendar_commands import AbsenceEntry, SpecialDayEntry
from app.admin.entries import BayEntry
from app.appointments import commands, queries, slots
from app.appointments.values import NewAllocation
from app.errors import Conflict, Refused
from app.identity import plate as plates
from app.orders import queries as orders
from app.people.operations import Contact
from app.service.commands import opening
from app.service.queries.sheet import sheet
from app.service.values import NewOrder
from db.appointment_words import AppointmentState, ArrivalWay
from db.tables.appointments import Allocation, Appointment
from db.tables.calendar import SpecialDay
from db.vocabulary import ServiceType, Stage, Trade
from tests import make as makers
from tests.app.appointments.shop import PLATE, Shop
from tests.make import NOON

HOUR = timedelta(hours=1)
TODAY = date(2026, 11, 21)


def refused(shop: Shop, command: Any, *args: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        shop.act(command, *args, **more)
    return caught.value


def rows(shop: Shop, day: date = TODAY) -> Any:
    return shop.read(queries.plan, day, viewer=shop.actor, at=NOON)


def test_a_booking_takes_its_bay_for_its_hours_and_the_time_after_them(shop: Shop) -> None:
    shop.book(way=ArrivalWay.LOAN, wish="四万公里保养")
    (part,) = rows(shop).allocations
    assert (part.starts_at, part.ends_at) == (NOON + HOUR, NOON + 3 * HOUR)
    assert part.held_until == part.ends_at + timedelta(minutes=15)
    (row,) = rows(shop).rows
    assert (row.customer, row.hours, row.bays) == ("陶渊明", Decimal(2), "1")
    assert row.number == "A261121-001" and row.way is ArrivalWay.LOAN


def test_a_bay_is_free_again_after_the_time_to_make_it_ready(shop: Shop) -> None:
    """10 to 12 with 15 minutes after it: the next slot is 12:15 (F12)."""
    shop.book()
    told = refused(shop, commands.book, shop.wanted("京B77777", minutes=60 + 120 + 14))
    assert told.code == "appointment.bay_taken" and told.field == "starts_at"
    assert "1" in told.text() and plates.shown(PLATE) in told.text() and "陶渊明" in told.text()
    assert shop.book("京B77777", minutes=60 + 120 + 15)


def test_a_technician_works_on_one_car_at_a_time(shop: Shop) -> None:
    shop.book(technician_id=shop.zhou)
    other = shop.wanted("京B77777", bay_id=shop.pit, technician_id=shop.zhou)
    assert refused(shop, commands.book, other).field == "technician_id"
    assert shop.book("京B77777", bay_id=shop.pit, technician_id=shop.wu)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"minutes": -60}, "starts_at"),
        ({"hours": None}, "hours"),
        ({"hours": Decimal(0)}, "hours"),
        ({"bay_id": None}, "bay_id"),
        ({"minutes": 60 * 24 * 500}, "starts_at"),
        ({"minutes": 60 * 9}, "starts_at"),
        ({"hours": Decimal("5.1")}, "hours"),
        ({"owner": None}, "owner_name"),
        ({"plate": " "}, "plate"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_beside_its_field(
    shop: Shop, more: dict[str, Any], field: str
) -> None:
    assert refused(shop, commands.book, shop.wanted(**more)).field == field
    assert rows(shop).rows == () and rows(shop).allocations == ()


def test_five_hours_from_13_to_18_fit_the_day_exactly(shop: Shop) -> None:
    assert shop.book(hours=Decimal(5))


def test_nobody_is_booked_on_a_closed_day_but_on_the_workday_swapped_for_it(shop: Shop) -> None:
    holiday = SpecialDayEntry(TODAY, "元旦")
    day_id = shop.act(calendar.save_day, holiday)
    told = refused(shop, commands.book, shop.wanted())
    assert told.code == "appointment.closed" and "元旦" in told.text()
    assert rows(shop).load.closed == "元旦" and rows(shop).load.capacity == 0
    version = shop.read(lambda session: session.get(SpecialDay, day_id).version)
    swapped = SpecialDayEntry(TODAY, "元旦调休", works=True, id=day_id, version=version)
    shop.act(calendar.save_day, swapped)
    assert shop.book() and rows(shop).load.capacity == 16


def test_a_bay_under_maintenance_and_an_absent_technician_are_not_booked(shop: Shop) -> None:
    away = AbsenceEntry(None, shop.lift, NOON, NOON + 3 * HOUR, "举升机年检")
    shop.act(calendar.save_absence, away)
    told = refused(shop, commands.book, shop.wanted())
    assert told.code == "appointment.bay_taken" and "举升机年检" in told.text()
    ill = AbsenceEntry(shop.zhou, None, NOON, NOON + 3 * HOUR, "病假")
    shop.act(calendar.save_absence, ill)
    booking = shop.wanted(bay_id=shop.pit, technician_id=shop.zhou)
    assert refused(shop, commands.book, booking).field == "technician_id"


def test_hours_of_a_day_are_those_of_the_technicians_less_their_absence(shop: Shop) -> None:
    """Two technicians of 8 h; one is away from 12 to 15: 16 - 3 = 13 h (F2)."""
    away = AbsenceEntry(shop.zhou, None, NOON, NOON + 3 * HOUR, "病假")
    shop.act(calendar.save_absence, away)
    shop.book(hours=Decimal("2.5"))
    load = rows(shop).load
    assert (load.capacity, load.booked, load.over) == (13, Decimal("2.5"), 0)
    assert load.hours == {ArrivalWay.WAITS: Decimal("2.5")} and load.count == 1


def test_a_whole_day_away_costs_the_hours_that_are_worked(shop: Shop) -> None:
    """8:30 to 18:00 is 9.5 h, a technician has 8: a day of leave costs 8."""
    start = NOON - 12 * HOUR
    leave = AbsenceEntry(shop.zhou, None, start, start + 48 * HOUR, "年假")
    shop.act(calendar.save_absence, leave)
    assert rows(shop).load.capacity == 8


def test_a_full_day_is_refused_only_where_the_store_wants_that(shop: Shop) -> None:
    shop.act(admin.save_settings, {"technician_hours": 1})
    assert shop.book(hours=Decimal("2.5")) and rows(shop).load.over == Decimal("0.5")
    shop.act(admin.save_settings, {"refuse_full_days": True})
    told = refused(shop, commands.book, shop.wanted("京B77777", bay_id=shop.pit))
    assert told.code == "appointment.full"


def test_a_move_changes_bay_and_time_and_is_taken_back(shop: Shop) -> None:
    booked = shop.book()
    shop.act(commands.confirm, booked)
    (part,) = rows(shop).allocations
    moved = shop.act(commands.move, part.id, shop.pit, starts_at=NOON + 2 * HOUR)
    (row,) = rows(shop).rows
    assert (row.starts_at, row.bays, row.confirmed_at) == (NOON + 2 * HOUR, "2", None)
    shop.act(commands.move_back, part.id, moved)
    (row,) = rows(shop).rows
    assert (row.starts_at, row.bays) == (NOON + HOUR, "1")
    assert refused(shop, commands.move_back, part.id, moved).code == "appointment.changed_since"


def test_a_move_onto_another_car_is_refused_and_changes_nothing(shop: Shop) -> None:
    shop.book()
    other = shop.book("京B77777", bay_id=shop.pit)
    (part,) = [one for one in rows(shop).allocations if one.appointment_id == other]
    told = refused(shop, commands.move, part.id, shop.lift, starts_at=NOON + 2 * HOUR)
    assert told.code == "appointment.bay_taken"
    assert [one.bay for one in rows(shop).allocations] == ["1", "2"]


def test_one_job_on_two_days_takes_its_hours_and_not_the_night(shop: Shop) -> None:
    """A gearbox on two days: 2 h and 4.5 h are 6.5 h, not 48 (F3)."""
    booked = shop.book()
    tomorrow = NOON + timedelta(hours=21, minutes=30)
    more = NewAllocation(shop.lift, tomorrow, Decimal("4.5"))
    shop.act(commands.add_time, booked, more)
    assert rows(shop).rows[0].hours == Decimal("6.5")
    assert rows(shop).load.booked == 2
    assert rows(shop, TODAY + timedelta(days=1)).load.booked == Decimal("4.5")
    first, second = shop.read(queries.parts, booked)
    assert refused(shop, commands.add_time, booked, more).code == "appointment.bay_taken"
    gone = shop.act(commands.drop_time, second.id)
    assert gone == more
    assert refused(shop, commands.drop_time, first.id).code == "appointment.last_time"


def test_who_calls_off_or_does_not_come_leaves_the_bay_to_others(shop: Shop) -> None:
    booked = shop.book()
    assert refused(shop, commands.miss, booked).code == "appointment.early"
    assert refused(shop, commands.call_off, booked, " ").field == "reason"
    shop.act(commands.call_off, booked, "客户改期")
    other = shop.book("京B77777")
    assert refused(shop, commands.expect_again, booked).code == "appointment.bay_taken"
    shop.act(commands.miss, other, at=NOON + 2 * HOUR)
    shop.act(commands.expect_again, booked)
    states = {row.plate: row.state for row in rows(shop).rows}
    assert states == {PLATE: AppointmentState.BOOKED, "京B77777": AppointmentState.NO_SHOW}


def test_show_rate_leaves_out_who_called_off(shop: Shop) -> None:
    """One came, one did not, one called off: 50 % (F10); one order of one came by appointment."""
    came = shop.book()
    missed = shop.book("京B77777", bay_id=shop.pit)
    off = shop.book("京B88888", minutes=60 + 180)
    shop.act(opening.receive, came)
    shop.act(commands.miss, missed, at=NOON + 2 * HOUR)
    shop.act(commands.call_off, off, "改期")
    plan = rows(shop)
    assert plan.show_rate == Decimal("50.0") and plan.booked_share == Decimal("100.0")


def test_the_order_is_made_from_the_appointment_without_typing_again(shop: Shop) -> None:
    booked = shop.book(
        wish="四万公里保养\n刹车异响",
        service_type=ServiceType.MAINTENANCE,
        technician_id=shop.zhou,
    )
    order_id = shop.act(opening.receive, booked, at=NOON + HOUR)
    made = shop.read(sheet, order_id)
    assert [one.words for one in made.concerns] == ["四万公里保养", "刹车异响"]
    assert made.service_type is ServiceType.MAINTENANCE
    (row,) = shop.read(orders.in_shop)
    assert (row.plate, row.customer, row.stage) == (PLATE, "陶渊明", Stage.WAITING)
    assert (row.bay, row.technician, row.promised_at) == ("1", "周师傅", NOON + 3 * HOUR)
    (booked_row,) = rows(shop).rows
    assert booked_row.state is AppointmentState.ARRIVED and booked_row.order_id == order_id
    assert refused(shop, opening.receive, booked).code == "appointment.step"
    assert refused(shop, commands.change, shop.wanted(id=booked)).code == "appointment.step"


def test_a_car_comes_in_although_another_one_still_stands_in_its_bay(shop: Shop) -> None:
    first, second = shop.book(), shop.book("京B77777", minutes=60 + 150)
    shop.act(opening.receive, first, at=NOON + HOUR)
    order_id = shop.act(opening.receive, second, at=NOON + 4 * HOUR)
    found = {row.id: row.bay for row in shop.read(orders.in_shop)}
    assert found[order_id] is None or found[order_id] == ""
    assert sorted(filter(None, found.values())) == ["1"]


def test_who_changes_what_a_colleague_saved_meanwhile_is_told(shop: Shop) -> None:
    booked = shop.book()
    version = rows(shop).rows[0].version
    shop.act(commands.save, shop.wanted(wish="保养", id=booked, version=version))
    with pytest.raises(Conflict):
        shop.act(commands.save, shop.wanted(wish="漆面", id=booked, version=version))
    assert rows(shop).rows[0].wish == "保养"


def test_free_slots_are_the_first_ones_in_which_the_work_fits(shop: Shop) -> None:
    """Bay 1 is taken 13 to 15:15, so two hours fit there at 15:15; bay 2 is free at noon."""
    shop.book()
    found = shop.read(slots.free_slots, Decimal(2), after=NOON)
    assert [(one.bay, one.starts_at) for one in found[:2]] == [
        ("2", NOON),
        ("1", NOON + timedelta(hours=3, minutes=15)),
    ]
    assert len(found) == 3 and found[2].starts_at > NOON + 12 * HOUR


def test_a_store_that_closes_at_midnight_books_until_then(shop: Shop) -> None:
    shop.act(admin.save_settings, {"closes": "24:00"})
    first = shop.read(slots.free_slots, Decimal(1), after=NOON + 10 * HOUR)[0]
    assert first.starts_at == NOON + 10 * HOUR, "it is ten in the evening"


@pytest.mark.parametrize(
    ("kind", "bays"),
    [
        (ServiceType.MAINTENANCE, {"1", "2"}),
        (ServiceType.ASSEMBLY, {"1", "2"}),
        (ServiceType.ACCIDENT, {"钣金"}),
        (ServiceType.PRE_SALE, {"1", "2"}),
        (ServiceType.REWORK, {"1", "2", "钣金"}),
        (None, {"1", "2", "钣金"}),
    ],
)
def test_slots_are_offered_in_bays_of_the_right_trade(
    shop: Shop, kind: ServiceType | None, bays: set[str]
) -> None:
    """No maintenance is sent into body work; without a bay of the trade every bay is offered."""
    offered = partial(shop.read, slots.free_slots, Decimal(1), after=NOON)
    assert {one.bay for one in offered(service_type=ServiceType.ACCIDENT)} == {"1", "2"}
    shop.act(lambda session, by, at: makers.bay(session, "钣金", trade=Trade.BODY).id)
    found = offered(service_type=kind)
    assert {one.bay for one in found} == bays
    chosen = next(one.bay_id for one in offered() if one.bay == "钣金")
    assert {one.bay for one in offered(service_type=kind, bay_id=chosen)} == {"钣金"}


def test_a_car_that_is_expected_or_was_missed_is_told_while_it_is_booked(shop: Shop) -> None:
    missed = shop.book()
    shop.act(commands.miss, missed, at=NOON + 2 * HOUR)
    shop.book(minutes=60 + 180)
    known = shop.read(queries.history, "京A·12345", viewer=shop.actor)
    assert known.missed == 1 and [row.starts_at for row in known.expected] == [NOON + 4 * HOUR]
    assert shop.read(queries.history, "京Z99999", viewer=shop.actor).expected == ()


def test_the_database_itself_refuses_a_bay_twice(shop: Shop) -> None:
    shop.book()

    def insert(session: Any, *, by: Any, at: Any) -> None:
        first = session.scalars(select(Allocation)).first()
        copied = {name: getattr(first, name) for name in (*commands.MOVED, "appointment_id")}
        session.add(Allocation(**copied))
        session.flush()

    with pytest.raises(Exception, match=r"ex_allocation_bay|record\.taken"):
        shop.act(insert)


def test_appointments_are_numbered_by_the_day_of_booking(shop: Shop) -> None:
    shop.book()
    shop.book("京B77777", bay_id=shop.pit)
    numbers = shop.read(lambda session: session.scalars(select(Appointment.number)).all())
    assert numbers == ["A261121-001", "A261121-002"]


def test_what_a_colleague_has_removed_since_is_said_in_words(shop: Shop) -> None:
    """Both desks show a second day and an absence; the first one takes them out."""
    key = shop.book()
    more = NewAllocation(shop.pit, NOON + timedelta(days=2), Decimal(1))
    part = shop.act(commands.add_time, key, more)
    start = NOON + timedelta(days=3)
    absence = AbsenceEntry(shop.wu, None, start, start + timedelta(hours=4), "培训")
    away = shop.act(calendar.save_absence, absence)
    shop.act(commands.drop_time, part)
    shop.act(calendar.remove_absence, away)
    late = (
        partial(refused, shop, commands.drop_time, part),
        partial(refused, shop, commands.move, part, shop.lift, starts_at=start),
        partial(refused, shop, calendar.remove_absence, away),
    )
    assert {one().code for one in late} == {"record.gone"}


def test_a_bay_that_is_in_use_cannot_be_retired(shop: Shop) -> None:
    """Its appointments and its car would stand on no plan any more."""
    retire = (admin.retire_entry, BayEntry, shop.lift)
    booked = shop.book()
    assert refused(shop, *retire).code == "bay.booked"
    order = shop.act(opening.open_order, NewOrder("京B66666", owner=Contact("李白", "13900139000")))
    shop.act(commands.call_off, booked, "客户改期")
    shop.act(opening.assign, order, technician_id=None, bay_id=shop.lift)
    told = refused(shop, *retire)
    assert (told.code, told.facts) == ("bay.taken", {"plate": "京B66666"})
    shop.act(opening.assign, order, technician_id=None, bay_id=shop.pit)
    shop.act(*retire)
