"""The next maintenance at hand-over: why then, one press, and why not (F8)."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.appointments.service_due_rules import ServiceDue
from app.service.queries.next_visit import NextVisit
from db.tables.appointments import Appointment
from db.tables.service import Bay
from db.vocabulary import Stage
from tests.make import NOON
from tests.ui.service.conftest import move
from ui.service.next_visit_row import why

WAY = (Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.WASH, Stage.READY)


def test_one_press_books_what_was_counted(here: Any) -> None:
    row = here.section("leaving").next_visit
    here.wait()
    assert row.isHidden(), "the car is not ready to go"
    move(here, *WAY)
    assert row.isVisible() and row.book.isVisible()
    told = row.told.text()
    assert "45,000 km" in told and "40 km a day, as is usual" in told
    form = here.section("leaving").form
    assert form["next_service_km"].value() == 45_000
    row.book.click()
    here.wait()
    here.wait()
    with here.records.read() as session:
        [booked] = session.scalars(select(Appointment))
    assert booked.number in row.told.text()
    assert not row.book.isVisible()


def test_without_a_free_bay_it_says_why(here: Any) -> None:
    def retire(session: Any, *, by: Any, at: Any) -> None:
        for bay in session.scalars(select(Bay)):
            bay.active = False

    here.records.act(retire, by=here.page.work.actor, at=NOON)
    move(here, *WAY)
    row = here.section("leaving").next_visit
    here.wait()
    here.wait()
    assert "no bay is free" in row.told.text()
    assert not row.book.isVisible()


def test_a_maintenance_of_the_past_is_called_overdue() -> None:
    day = date(2025, 8, 18)
    due = ServiceDue(day, by_km=day, by_months=day, km=10_000, km_a_day=Decimal(41), since=None)
    visit = NextVisit(due=due, slot=None, hours=Decimal(1))
    assert why(visit, "", today=date(2025, 8, 18)).startswith("Next maintenance 2025-08-18")
    assert why(visit, "", today=date(2025, 8, 19)).startswith(
        "Maintenance overdue: it was due on 2025-08-18 or at 10,000 km"
    )
