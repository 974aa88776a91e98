"""The next maintenance is proposed at hand-over and booked in one press (F8)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin import commands as house
from app.appointments.facts import FreeSlot
from app.errors import Refused
from app.local_time import local, local_day
from app.parts.commands import save_package
from app.parts.rules import PackageValue
from app.people.operations import Contact
from app.permissions import Actor
from app.service.commands import jobs, lines, opening
from app.service.commands.next_visit import book_next
from app.service.queries.next_visit import NextVisit, next_visit
from app.service.queries.service_plan import offered_packages
from app.service.values import Intake, NewOrder
from db.tables.appointments import Appointment
from db.tables.service import Bay
from db.vocabulary import ServiceType
from tests import make as makers
from tests.make import NOON

EARLIER = NOON - timedelta(days=150)


def came(desk: Any, kind: ServiceType, km: int, *, at: Any, plate: str = "京A12345") -> int:
    intake = Intake(odometer=km, odometer_accepted=True, service_type=kind)
    owner = Contact("张伟", "138 0013 8000")
    new = NewOrder(plate, owner=owner, intake=intake)
    return int(desk.act(opening.open_order, new, at=at))


def proposed(desk: Any, order: int) -> NextVisit:
    with desk.records.read() as session:
        found = next_visit(session, order, at=NOON)
    assert found is not None
    return found


def offered(desk: Any, order: int) -> set[str]:
    """The packages that the plan makes due at the visit that is on."""
    with desk.records.read() as session:
        found = offered_packages(session, order, on=local_day(NOON))
    assert [one.is_due for one in found] == sorted((one.is_due for one in found), reverse=True)
    return {one.package.name for one in found if one.is_due}


@pytest.fixture
def plan(desk: Any) -> Callable[..., None]:
    """The plan of 轩逸, its car 京A12345 of 900 days ago, and how packages are done on an order."""
    ids = desk.act(_planned, by=desk.manager)

    def do(order: int, *names: str) -> None:
        for name in names:
            job = desk.act(jobs.add_package, order, ids[name])
            desk.approve(order, job)
            desk.act(lines.finish_labour, order, job.id)
            for line in desk.sheet(order).lines:
                if line.job_id == job.id:
                    desk.act(lines.finish_labour, order, line.id)

    return do


def _planned(session: Session, *, by: Actor, at: datetime) -> dict[str, int]:
    model = makers.car_model(session, "轩逸")
    car = makers.vehicle(session, "京A12345", delivered_on=local_day(NOON) - timedelta(days=900))
    car.trim_id = makers.trim(session, model=model).id
    for code in ("BY001", "BY010", "BY020"):
        makers.labour_item(session, code, name=code)
    return {
        name: save_package(
            session,
            PackageValue(name, codes, every_km=km, every_months=months, models=(model.id,)),
            by=by,
            at=at,
        )
        for name, codes, km, months in (
            ("小保养", "BY001", 10_000, 12),
            ("大保养", "BY001\nBY010", 20_000, 24),
            ("制动液", "BY020", 40_000, 24),
        )
    }


def test_the_proposal_counts_the_kilometres_that_are_driven(desk: Any) -> None:
    """30,000 to 36,000 in 150 days: 40 a day, 125 days for 5,000 km."""
    came(desk, ServiceType.MAINTENANCE, 30_000, at=EARLIER)
    order = came(desk, ServiceType.MAINTENANCE, 36_000, at=NOON)
    visit = proposed(desk, order)
    today = local_day(NOON)
    assert (visit.due.km_a_day, visit.due.km) == (40, 41_000)
    assert visit.due.on == today + timedelta(days=125)
    assert visit.slot is not None
    assert local_day(visit.slot.starts_at) >= visit.due.on
    assert local(visit.slot.starts_at).time() >= local(NOON).time(), "when the car came today"


def test_a_repair_counts_from_the_last_maintenance_and_not_from_today(desk: Any) -> None:
    came(desk, ServiceType.MAINTENANCE, 30_000, at=EARLIER)
    order = came(desk, ServiceType.REPAIR, 33_000, at=NOON)
    visit = proposed(desk, order)
    assert visit.due.km == 35_000
    assert visit.due.by_km == local_day(EARLIER) + timedelta(days=250), "3,000 km in 150 days"
    line = {"service_type": ServiceType.MAINTENANCE}
    desk.labour(order, "更换机油机滤", **line)
    assert proposed(desk, order).due.km == 38_000, "a maintenance line makes it one"


def test_one_press_books_it_and_a_second_one_is_told_so(desk: Any) -> None:
    order = came(desk, ServiceType.MAINTENANCE, 36_000, at=NOON)
    slot = proposed(desk, order).slot
    assert slot is not None
    desk.act(book_next, order, slot)
    with desk.records.read() as session:
        [row] = session.scalars(select(Appointment))
        assert (row.starts_at, row.service_type) == (slot.starts_at, ServiceType.MAINTENANCE)
        assert row.advisor_id == desk.advisor.staff_id
        number = row.number
    visit = proposed(desk, order)
    assert (visit.expected_at, visit.number, visit.slot) == (slot.starts_at, number, None)
    with pytest.raises(Refused, match=r"next_visit\.expected") as told:
        desk.act(book_next, order, slot)
    assert number in told.value.text()


def test_a_bay_that_was_taken_since_is_refused_by_name(desk: Any) -> None:
    order = came(desk, ServiceType.MAINTENANCE, 36_000, at=NOON)
    other = came(desk, ServiceType.MAINTENANCE, 21_000, at=NOON, plate="京B23456")
    slot = proposed(desk, order).slot
    assert slot is not None
    desk.act(book_next, other, slot)
    with pytest.raises(Refused, match=r"appointment\.bay_taken") as told:
        desk.act(book_next, order, slot)
    assert slot.bay in told.value.text()


def test_no_bay_no_reading_and_other_intervals(desk: Any) -> None:
    order = came(desk, ServiceType.MAINTENANCE, 36_000, at=NOON)

    def retire(session: Any, *, by: Any, at: Any) -> None:
        for bay in session.scalars(select(Bay)):
            bay.active = False

    desk.act(retire, by=desk.manager)
    assert proposed(desk, order).slot is None, "the store has no bay"
    desk.act(house.save_settings, {"plan_km": 10_000, "plan_months": 12}, by=desk.manager)
    due = proposed(desk, order).due
    assert (due.km, due.by_months) == (46_000, date(2027, 11, 21))
    unread = int(desk.act(opening.open_order, NewOrder("京C34567")))
    with desk.records.read() as session:
        assert next_visit(session, unread, at=NOON) is None
    with pytest.raises(Refused, match=r"next_visit\.unknown"):
        desk.act(book_next, unread, FreeSlot(1, "", NOON))


def test_an_overdue_maintenance_is_proposed_for_tomorrow_at_the_earliest(desk: Any) -> None:
    came(desk, ServiceType.MAINTENANCE, 30_000, at=NOON - timedelta(days=300))
    order = came(desk, ServiceType.REPAIR, 45_000, at=NOON)
    visit = proposed(desk, order)
    assert visit.due.on < local_day(NOON)
    assert visit.slot is not None and local_day(visit.slot.starts_at) > local_day(NOON)


def test_the_plan_of_the_model_says_when_and_for_what(desk: Any, plan: Any) -> None:
    """Oil at 10,000, oil and filter at 20,000 km, fluid at 40,000; 40 km a day since delivery.

    After the oil at 36,000 km the next visit is due at 46,000: 250 days. The filter was never
    changed here, the fluid neither.
    """
    order = came(desk, ServiceType.MAINTENANCE, 36_000, at=NOON)
    plan(order, "小保养")
    visit = proposed(desk, order)
    assert (visit.due.km, visit.due.by_months) == (46_000, date(2027, 11, 21))
    assert set(visit.work) == {"制动液", "大保养"}, "the major service holds the oil"
    assert visit.hours == Decimal("2.40"), "0.8 h, and 1.6 h for oil and filter"
    assert visit.slot is not None
    desk.act(book_next, order, visit.slot)
    with desk.records.read() as session:
        [row] = session.scalars(select(Appointment))
        assert row.wish == " · ".join(visit.work)
    assert proposed(desk, order).work == visit.work


def test_what_was_done_here_is_not_proposed_again(desk: Any, plan: Any) -> None:
    earlier = came(desk, ServiceType.MAINTENANCE, 30_000, at=EARLIER)
    plan(earlier, "大保养", "制动液")
    order = came(desk, ServiceType.MAINTENANCE, 36_000, at=NOON)
    assert offered(desk, order) == {"小保养"}, "6,000 km since, and half of 10,000 is near"
    plan(order, "小保养")
    visit = proposed(desk, order)
    assert visit.due.km == 46_000
    assert visit.work == ("大保养",), "16,000 km and half of 10,000 are more than 20,000"


def test_a_car_of_another_model_and_one_unread_have_no_plan(desk: Any, plan: Any) -> None:
    order = came(desk, ServiceType.MAINTENANCE, 36_000, at=NOON, plate="京B23456")
    assert proposed(desk, order).work == ()
    assert proposed(desk, order).due.km == 41_000, "as the store's settings say"
    assert offered(desk, order) == set()
    unread = int(desk.act(opening.open_order, NewOrder("京C34567")))
    assert offered(desk, unread) == set()
