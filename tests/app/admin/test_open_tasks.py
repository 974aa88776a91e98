"""Whoever leaves hands everything that is open to a colleague in one step."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.admin import commands, queries
from app.admin.open_tasks import told
from app.errors import Refused
from app.records import Records
from db.tables.appointments import Allocation, Appointment
from db.tables.fleet import CarBooking
from db.tables.prospects import FollowUp, Prospect
from db.tables.service import LabourLine, RepairOrder
from db.vocabulary import BookingState, Role, ServiceType, Stage
from tests import make as makers
from tests.make import NOON


def _at_work(session: Any, *, by: Any, at: Any) -> tuple[int, int, int]:
    """Li has a prospect with a contact, two drives and an order; Zhao drives at noon too."""
    li = makers.staff(session, "李强", Role.CONSULTANT, Role.ADVISOR)
    zhao = makers.staff(session, "赵敏", Role.CONSULTANT)
    wang = makers.staff(session, "王伟", Role.ADVISOR)
    who = makers.person(session)
    prospect = makers.prospect(session, who, li, makers.level(session))
    contact = {"person_id": who.id, "prospect_id": prospect.id, "staff_id": li.id}
    session.add(FollowUp(due_at=at, **contact))
    session.add(FollowUp(due_at=at, done_at=at, **contact))
    for hours, person in ((0, li), (3, li), (0, zhao)):
        car, start = makers.demo_car(session), NOON + timedelta(hours=hours)
        booked = {"consultant_id": person.id, "state": BookingState.BOOKED}
        makers.test_drive(session, car, by=person.id, at=start, **booked)
    for stage in (Stage.IN_WORK, Stage.DELIVERED):
        car = makers.vehicle(session)
        makers.repair_order(session, car, by=li.id, at=at, stage=stage)
    return li.id, zhao.id, wang.id


def _tasks(records: Records, staff_id: int) -> str:
    with records.read() as session:
        row = next(row for row in queries.people(session) if row.id == staff_id)
    return told(row.tasks)


def test_open_tasks_go_to_who_may_have_them_and_past_ones_stay(act: Any, records: Records) -> None:
    li, zhao, wang = act(_at_work)
    assert _tasks(records, li) == (
        "Prospects 1 · Planned contacts 1 · Booked drives 2 · Orders as advisor 1"
    )
    for to in (None, li, 999):
        with pytest.raises(Refused) as refused:
            act(commands.retire_staff, li, hand_to=to)
        assert refused.value.field == "to"
    act(commands.retire_staff, li, hand_to=zhao)
    assert _tasks(records, li) == "Orders as advisor 1", "a consultant takes no orders"
    assert _tasks(records, zhao) == "Prospects 1 · Planned contacts 1 · Booked drives 2"
    act(commands.hand_on, li, wang)
    assert _tasks(records, li) == ""
    with records.read() as session:
        assert {row.owner_id for row in session.query(Prospect)} == {zhao}
        assert [row.staff_id for row in session.query(FollowUp).order_by(FollowUp.id)] == [zhao, li]
        drives = [row.consultant_id for row in session.query(CarBooking).order_by(CarBooking.id)]
        assert drives == [None, zhao, zhao], "nobody has two drives at one time"
        orders = [row.advisor_id for row in session.query(RepairOrder).order_by(RepairOrder.id)]
        assert orders == [wang, li], "who handed the car over stays in the history"


def test_nobody_leaves_everything_to_who_may_have_none_of_it(act: Any, records: Records) -> None:
    """The tasks of a consultant stayed with who had left, without a word."""
    _li, zhao, wang = act(_at_work)
    open_now = _tasks(records, zhao)
    for hands_on in (
        lambda: act(commands.retire_staff, zhao, hand_to=wang),
        lambda: act(commands.hand_on, zhao, wang),
    ):
        with pytest.raises(Refused) as refused:
            hands_on()
        assert (refused.value.code, refused.value.field) == ("staff.taker", "to")
        assert open_now in refused.value.text() and "王伟" in refused.value.text()
    assert _tasks(records, zhao) == open_now == "Booked drives 1"


def _in_the_workshop(session: Any, *, by: Any, at: Any) -> tuple[int, int]:
    """He has a job in an order, one that is finished, two appointments, and rides along once."""
    he = makers.staff(session, "何勇", Role.TECHNICIAN, Role.CONSULTANT)
    ma = makers.staff(session, "马建军", Role.TECHNICIAN, Role.CONSULTANT)
    car = makers.vehicle(session)
    order = makers.repair_order(session, car, by=by.staff_id, at=at, stage=Stage.IN_WORK)
    for done in (None, at):
        makers.labour_line(session, order.id, technician_id=he.id, finished_at=done)
    for hours, technician in ((0, he), (3, he), (1, ma)):
        start = at + timedelta(hours=hours)
        booked = {"vehicle_id": car.id, "starts_at": start, "booked_at": at, "booked_by": 1}
        visit = Appointment(number=f"Y{hours}", service_type=ServiceType.REPAIR, **booked)
        session.add(visit)
        session.flush()
        end = start + timedelta(hours=2)
        span = {"starts_at": start, "ends_at": end, "held_until": end, "hours": Decimal(2)}
        bay = makers.bay(session)
        place = Allocation(appointment_id=visit.id, bay_id=bay.id, **span)
        place.technician_id = technician.id
        session.add(place)
    drive = {"consultant_id": 1, "companion_id": he.id, "state": BookingState.BOOKED}
    makers.test_drive(session, makers.demo_car(session), by=1, at=at, **drive)
    return he.id, ma.id


def test_jobs_appointments_and_rides_of_who_leaves_are_handed_on(
    act: Any, records: Records
) -> None:
    """Ma is in a bay from one to three: of the appointment at noon nobody is the technician."""
    he, ma = act(_in_the_workshop)
    assert _tasks(records, he) == (
        "Drives as companion 1 · Appointments as technician 2 · Jobs as technician 1"
    )
    act(commands.retire_staff, he, hand_to=ma)
    assert _tasks(records, he) == ""
    with records.read() as session:
        jobs = [row.technician_id for row in session.query(LabourLine).order_by(LabourLine.id)]
        assert jobs == [ma, he], "who has finished a job stays in the history"
        visits = [row.technician_id for row in session.query(Allocation).order_by(Allocation.id)]
        assert visits == [None, ma, ma]
        assert [row.companion_id for row in session.query(CarBooking)] == [ma]
