"""The next maintenance is proposed at hand-over and booked in one press (F8)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.admin import commands as house
from app.appointments.facts import FreeSlot
from app.errors import Refused
from app.local_time import local, local_day
from app.people.operations import Contact
from app.service.commands import opening
from app.service.commands.next_visit import book_next
from app.service.queries.next_visit import NextVisit, next_visit
from app.service.values import Intake, NewOrder
from db.tables.appointments import Appointment
from db.tables.service import Bay
from db.vocabulary import ServiceType
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
