"""An insider reads the practice store without a smile, in both languages and at any hour."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Text, func, select
from sqlalchemy.orm import Session

from app import text
from app.admin import stores
from app.desks import DESKS
from app.identity import credit_code, person_id, vin
from app.local_time import at_local, local, local_day
from app.pinyin import is_han
from app.practice import month
from app.records import Records
from app.settings import StoreSettings, load
from app.workbench import month_rows
from app.workshop import promise_figures
from app.workshop import queries as workshop
from db.appointment_words import AppointmentState
from db.money_words import PayerKind
from db.nouns import Noun
from db.tables.admin import Audit, Staff
from db.tables.all import METADATA
from db.tables.appointments import Appointment
from db.tables.bills import Payment, Settlement
from db.tables.clocks import JobClock, QuickService
from db.tables.fleet import Loan, TestDrive
from db.tables.people import Consent, Licence, Person
from db.tables.prospects import Prospect
from db.tables.reception import Visit, VisitStep
from db.tables.service import LabourLine, RepairOrder, StageChange
from db.tables.vehicles import Vehicle
from db.tables.warranty import OrderFault, RecallCar, WarrantyDemand
from db.vocabulary import (
    CustomerClass,
    Energy,
    LineState,
    PersonKind,
    ProspectState,
    ServiceType,
    Stage,
)
from db.warranty_words import DemandAnswer
from tests.make import AFTERNOON

OIL_AND_PLUGS = ("A001", "A002", "A004", "A005")
NIGHT = at_local(local_day(AFTERNOON), time(1, 20))
SPOKEN_BY_BOTH = {
    ("issued_paper", "pdf"),
    ("wording", "clauses"),
    ("audit", "old"),
    ("audit", "new"),
}


@pytest.fixture(scope="module")
def records(practice_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    path = tmp_path_factory.mktemp("month") / "practice.db"
    made = stores.open_store(Path(shutil.copy(practice_store, path)), DESKS)
    yield made
    made.close()


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """The store of somebody who speaks English and opens it in the night."""
    path = tmp_path_factory.mktemp("english") / "practice.db"
    text.use("en")
    made = stores.open_practice(path, month.build, desks=DESKS, at=NIGHT)
    yield made
    made.close()


@pytest.fixture
def session(records: Records) -> Iterator[Session]:
    with records.read() as found:
        yield found


def orders(session: Session) -> list[RepairOrder]:
    return list(session.scalars(select(RepairOrder).order_by(RepairOrder.id)))


def test_a_car_comes_about_once_a_month_and_once_for_its_first_maintenance(
    session: Session,
) -> None:
    found = orders(session)
    visits = Counter(order.vehicle_id for order in found)
    assert len(found) > 400 and len(visits) >= 0.97 * len(found)
    first = [one for one in found if one.service_type is ServiceType.FIRST_MAINTENANCE]
    assert len(first) >= 15 and len({one.vehicle_id for one in first}) == len(first)
    assert all(3_000 <= (one.odometer_in or 0) <= 8_000 for one in first)
    bought = dict(session.execute(select(Vehicle.id, Vehicle.registered_on)).all())
    assert all((one.received_at.date() - bought[one.vehicle_id]).days < 365 for one in first)


def test_one_car_in_eight_is_late_and_none_leaves_after_closing(session: Session) -> None:
    gone = [one for one in orders(session) if one.delivered_at]
    last = local_day(AFTERNOON)
    figures = promise_figures.service_figures(session, last - timedelta(days=30), last)
    served = {one.name: one for one in figures}
    assert 0.06 <= 1 - served["on_time"].kept / served["on_time"].of <= 0.18
    hours = [local(one.delivered_at).time() for one in gone if one.delivered_at]
    assert min(hours) >= time(8, 30) and max(hours) <= time(18)
    assert all(one.delivered_at >= one.received_at for one in gone if one.delivered_at)


@pytest.mark.parametrize(
    "name", ["warned", "given", "first", "washed", "told", "quick", "explained"]
)
def test_the_store_serves_well_but_not_always(session: Session, name: str) -> None:
    """A figure that is always nought or full would teach nobody what it is for."""
    last = local_day(AFTERNOON)
    figures = promise_figures.service_figures(session, last - timedelta(days=30), last)
    found = next(one for one in figures if one.name == name)
    assert found.of >= 40 and 0.8 <= found.kept / found.of < 1, (found.kept, found.of)


def test_accident_repairs_take_days_and_no_electric_car_gets_oil(session: Session) -> None:
    accident = [one for one in orders(session) if one.service_type is ServiceType.ACCIDENT]
    stays = [one.delivered_at - one.received_at for one in accident if one.delivered_at]
    assert len(stays) >= 10 and min(stays) > timedelta(days=1)
    jobs = select(func.count()).select_from(LabourLine)
    of_cars = jobs.join(RepairOrder, RepairOrder.id == LabourLine.order_id)
    electric = of_cars.join(Vehicle).where(Vehicle.energy == Energy.ELECTRIC)
    assert session.scalar(electric) > 0
    assert session.scalar(electric.where(LabourLine.code.in_(OIL_AND_PLUGS))) == 0


def test_drives_are_booked_while_the_store_is_open(session: Session) -> None:
    booked = session.scalars(select(TestDrive.booked_at)).all()
    clocks = [local(at).time() for at in booked]
    assert len(clocks) > 80 and min(clocks) >= time(8, 30) and max(clocks) < time(18)
    starts = select(TestDrive.starts_at, TestDrive.booked_at)
    assert all(start >= at for start, at in session.execute(starts))


def test_nothing_is_written_at_night(session: Session) -> None:
    won = select(Prospect.closed_at).where(Prospect.state == ProspectState.WON)
    moves, booked = select(StageChange.at), select(Appointment.booked_at)
    for wanted in (won, moves, booked):
        clocks = [local(at).time() for at in session.scalars(wanted) if at is not None]
        assert len(clocks) > 5
        assert all(time(8, 30) <= clock <= time(18, 30) for clock in clocks), wanted


def test_the_manufacturer_pays_what_the_warranty_covers(session: Session) -> None:
    kinds = select(RepairOrder.service_type, LabourLine.payer, Settlement.payer, Payment.payer)
    billed = (
        kinds.join(LabourLine, LabourLine.order_id == RepairOrder.id)
        .join(Settlement, Settlement.order_id == RepairOrder.id)
        .join(Payment, Payment.order_id == RepairOrder.id)
    )
    found = {(kind is ServiceType.WARRANTY, *payers) for kind, *payers in session.execute(billed)}
    customer, maker = PayerKind.CUSTOMER, PayerKind.WARRANTY
    assert found == {(False, *[customer] * 3), (True, *[maker] * 3)}


def test_no_car_has_its_usual_maintenance_before_the_first(session: Session) -> None:
    usual = [one for one in orders(session) if one.service_type is ServiceType.MAINTENANCE]
    assert len(usual) > 100 and min(one.odometer_in or 0 for one in usual) >= 7_000


def test_nobody_works_in_two_places(session: Session) -> None:
    busy = [one for one in orders(session) if one.stage is Stage.IN_WORK]
    assert len(busy) >= 3
    assert len({one.technician_id for one in busy}) == len(busy)
    assert len({one.bay_id for one in busy}) == len(busy)
    tags = [one.key_tag for one in orders(session) if one.delivered_at is None]
    assert all(tags) and len(set(tags)) == len(tags)


def test_numbers_belong_to_one_city_and_to_nobody(session: Session) -> None:
    store = load(session).of(StoreSettings)
    assert store.store_address.startswith("北京市") and store.store_phone.startswith("010-")
    assert store.store_credit_code.startswith("911101")
    assert credit_code.judge(store.store_credit_code).level == "fine"
    plates = session.scalars(select(RepairOrder.plate)).all()
    assert {plate[:1] for plate in plates if plate} == {"京"}
    for number in session.scalars(select(Licence.number)):
        assert number.startswith("110199") and person_id.judge(number).level == "fine"
        assert 1956 - 1 <= int(number[6:10]) <= 2006


def test_the_makers_code_matches_the_model(session: Session) -> None:
    heads: dict[str, set[str]] = {}
    for one in session.scalars(select(Vehicle)):
        assert one.vin and vin.judge(one.vin).level == "fine"
        assert one.engine_number and one.body_type
        heads.setdefault((one.model_name or "").split(" ")[0], set()).add(one.vin[:3])
    assert heads["轩逸"] == heads["奇骏"] == {"LGB"}
    assert heads["丰田"] == {"LFM", "LVG"} and heads["大众"] == {"LSV"}


def test_bills_and_receipts_are_numbered_in_the_order_of_their_time(session: Session) -> None:
    for table, moment in ((Settlement, Settlement.settled_at), (Payment, Payment.at)):
        numbers = session.scalars(select(table.number).order_by(moment, table.number)).all()
        assert len(numbers) > 100 and list(numbers) == sorted(numbers), table


def test_the_licence_tells_the_date_of_birth_of_the_file(session: Session) -> None:
    both = select(Licence.number, Person.born_on).join(Person, Person.id == Licence.person_id)
    rows = session.execute(both.where(Person.kind == PersonKind.PERSON)).all()
    assert len(rows) > 50 and all(number[6:14] == f"{born:%Y%m%d}" for number, born in rows)


def test_appointments_are_on_the_quarter_of_an_hour(session: Session) -> None:
    starts = session.scalars(select(Appointment.starts_at)).all()
    assert len(starts) > 50 and all(not one.minute % 15 and not one.second for one in starts)


def test_a_company_is_one_customer_with_several_cars(session: Session) -> None:
    companies = select(Person.name).where(Person.kind == PersonKind.COMPANY)
    names = session.scalars(companies).all()
    assert names and len(names) == len(set(names))


def test_demands_stand_in_every_state(session: Session) -> None:
    rows = session.scalars(select(WarrantyDemand).order_by(WarrantyDemand.received_on)).all()
    assert [(one.answer, one.finished_on is not None) for one in rows] == [
        (DemandAnswer.ACCEPTED, True),
        (DemandAnswer.REFUSED, False),
        (None, False),
        (DemandAnswer.ACCEPTED, False),
    ]


def test_every_desk_is_filled(session: Session) -> None:
    for noun, least in ((VisitStep, 300), (Consent, 500), (Loan, 2), (TestDrive, 90)):
        assert (session.scalar(select(func.count()).select_from(noun)) or 0) >= least, noun
    for condition in (
        Visit.reviewed_at.is_not(None),
        Visit.area.is_not(None),
        LabourLine.state == LineState.DECLINED,
        LabourLine.additional.is_(True),
        Person.alert.is_not(None),
        Person.do_not_contact.is_(True),
        RepairOrder.bringer_name.is_not(None),
        RepairOrder.damage.is_not(None),
        Settlement.discount > 0,
        OrderFault.id > 0,
        RecallCar.done_on.is_(None),
        Vehicle.invoiced_on.is_not(None),
    ):
        assert (session.scalar(select(func.count()).where(condition)) or 0) >= 2, condition
    vips = session.scalar(select(func.count()).where(Person.customer_class == CustomerClass.VIP))
    assert 1 <= (vips or 0) <= 40


def test_every_change_was_made_by_somebody_at_a_workstation(session: Session) -> None:
    nobody = set(session.scalars(select(Audit.noun).where(Audit.staff_id.is_(None)).distinct()))
    worked = (Noun.PERSON, Noun.VEHICLE, Noun.VISIT, Noun.REPAIR_ORDER, Noun.CAR_BOOKING)
    later = (Noun.PROSPECT, Noun.FOLLOW_UP, Noun.SETTLEMENT, Noun.PAYMENT, Noun.APPOINTMENT)
    assert not nobody & {*worked, *later}, "only the founding plants lists without a person"
    assert (session.scalar(select(func.count(func.distinct(Audit.staff_id)))) or 0) >= 10
    assert (session.scalar(select(func.count(func.distinct(Audit.workstation)))) or 0) >= 6


def test_an_english_store_is_english_to_the_last_name(english: Records) -> None:
    with english.read() as session:
        assert session.scalar(select(Staff.name).where(Staff.name == "Wang Min")) == "Wang Min"
        found = {
            f"{table.name}.{column.name}": value
            for table in METADATA.sorted_tables
            for column in table.columns
            if isinstance(column.type, Text)
            and (table.name, column.name) not in SPOKEN_BY_BOTH
            and column.name
            not in ("plate", "number", "trade_in_car", "reference")  # each names a plate
            for value in session.scalars(select(column).where(column.is_not(None)).distinct())
            if any(is_han(one) for one in str(value))
        }
    assert found == {}


def test_a_store_that_is_made_at_night_has_cars_that_stand_over_night(english: Records) -> None:
    with english.read() as session:
        board = workshop.board(session, at=NIGHT)
        assert len(board.rows) >= 3
        assert session.scalar(select(func.max(Audit.at))) <= NIGHT
        today: datetime = at_local(local_day(NIGHT), time(0))
        booked = select(func.count()).where(TestDrive.starts_at >= today)
        assert (session.scalar(booked) or 0) >= 3


def test_cars_are_expected_and_most_of_those_that_were_came(session: Session) -> None:
    states = Counter(session.scalars(select(Appointment.state)))
    came, missed = states[AppointmentState.ARRIVED], states[AppointmentState.NO_SHOW]
    assert came > 40 and 0.8 <= came / (came + missed) < 1
    tomorrow = local_day(AFTERNOON) + timedelta(days=1)
    ahead = [local_day(one) for one in session.scalars(select(Appointment.starts_at))]
    assert all(ahead.count(tomorrow + timedelta(days=days)) >= 4 for days in range(5))


def test_technicians_work_as_people_do(session: Session) -> None:
    """Nobody sells three hours in one, works longer than present, or works seven days a week."""
    told = month_rows.month_overview(session, AFTERNOON.date(), at=AFTERNOON)
    assert len(told.people) == 6
    for one in told.people:
        hours = one.hours
        assert hours.efficiency is not None and 85 <= hours.efficiency <= 130, one.name
        assert hours.utilisation is not None and 20 <= hours.utilisation <= 95, one.name
        assert hours.attended < hours.available * Decimal("1.15"), one.name
    assert 95 <= (told.total.efficiency or 0) <= 120
    clocks = select(JobClock.staff_id, JobClock.started_at, JobClock.ended_at)
    rows = session.execute(clocks.order_by(JobClock.staff_id, JobClock.started_at)).all()
    assert len(rows) > 700
    for before, after in pairwise(rows):
        if before.staff_id == after.staff_id:
            assert before.ended_at is not None and before.ended_at <= after.started_at


def test_a_late_quick_service_was_free_and_next_visits_are_booked(session: Session) -> None:
    [late] = session.scalars(select(QuickService).where(QuickService.waived_at.is_not(None)))
    bill = session.scalars(select(Settlement).where(Settlement.order_id == late.order_id)).one()
    paid = session.scalars(select(Payment).where(Payment.order_id == late.order_id)).one()
    assert late.waived_amount == bill.discount == bill.labour
    assert paid.amount == bill.total == bill.material + bill.other
    ahead = AFTERNOON + timedelta(days=30)
    booked = session.scalars(select(Appointment).where(Appointment.starts_at > ahead)).all()
    assert len(booked) >= 3 and all(one.wish for one in booked)
    orders_of = select(RepairOrder.vehicle_id).where(RepairOrder.stage == Stage.DELIVERED)
    assert {one.vehicle_id for one in booked} <= set(session.scalars(orders_of))
