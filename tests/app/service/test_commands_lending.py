"""A loan car: kept for an order, judged like a test drive, in nobody's way, and home before the
order ends (C7).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from app import daily
from app.errors import Refused
from app.fleet import commands as lending
from app.fleet import queries as fleet
from app.fleet.values import CarEntry, Lending, LicenceSeen, Outing, Return
from app.people import queries as people
from app.people.operations import Contact
from app.permissions import Actor
from app.reception.register_day import register_day
from app.service.commands import bill, handing_over, opening, payments
from app.service.values import Bill, HandOver, PaymentValue
from app.testdrives import commands as drives
from app.testdrives import paper_facts, signing
from app.testdrives import queries as showroom
from app.testdrives.values import NewDrive
from app.today.queries import my_day
from db.tables.fleet import DemoCar, Loan
from db.vocabulary import (
    BookingState,
    FuelLevel,
    LicenceClass,
    OldParts,
    PaymentMethod,
    Role,
    Stage,
)
from tests import make as makers
from tests.app.service.store import Desk
from tests.make import NOON

SEEN = LicenceSeen("110105199003070033", LicenceClass.C1, date(2015, 6, 1), date(2030, 6, 1))
OUT, BACK = Outing(1003, FuelLevel.FULL), Return(1060, FuelLevel.HALF)
HOUR = timedelta(hours=1)


@dataclass
class Lent:
    desk: Desk
    order: int
    car: int
    other: int

    def lend(self, **more: Any) -> int:
        wanted: dict[str, Any] = {"car_id": self.car, "ends_at": NOON + 4 * HOUR}
        return int(self.desk.act(lending.lend, self.order, Lending(**(wanted | more))))

    def hand_out(self, loan: int, seen: LicenceSeen = SEEN, **more: Any) -> None:
        self.desk.act(lending.note_licence, loan, seen)
        self.desk.act(lending.hand_out, loan, OUT, **more)

    def loan(self) -> fleet.LoanRow:
        with self.desk.records.read() as session:
            return fleet.loans(session, self.order, now=NOON, viewer=self.desk.advisor)[0]

    def drive(self, after: timedelta = timedelta(), **more: Any) -> int:
        """A test drive of the same car."""
        wanted = NewDrive(self.car, NOON + after, 30, Contact("李娜", "13900139000"), **more)
        return int(self.desk.act(drives.book, wanted, by=self.desk.manager))


def refused(lent: Lent, command: Any, *args: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        lent.desk.act(command, *args, **more)
    return caught.value


@pytest.fixture
def lent(desk: Desk, order: int) -> Lent:
    def build(session: Any, *, by: Actor, at: Any) -> tuple[int, int]:
        trim = makers.trim(session, "1.6XL CVT", model=makers.car_model(session, "轩逸"))
        cars = [
            makers.demo_car(session, plate, trim_id=trim.id, odometer=1000, lent=lent)
            for plate, lent in (("京AD12345", True), ("京B23456", False))
        ]
        return cars[0].id, cars[1].id

    return Lent(desk, order, *desk.act(build))


def test_a_lent_car_is_kept_for_the_customer_until_the_promised_time(lent: Lent) -> None:
    lent.lend()
    told = lent.loan()
    assert (told.number, told.state, told.driver, told.ends_at) == (
        "L261121-001",
        BookingState.BOOKED,
        "张伟",
        NOON + 4 * HOUR,
    )


def test_somebody_else_may_drive_it(lent: Lent) -> None:
    lent.lend(driver=Contact("张小伟", "13700137000"))
    assert lent.loan().driver == "张小伟"


@pytest.mark.parametrize(
    ("wanted", "code", "field"),
    [
        ({"ends_at": None}, "loan.no_end", "ends_at"),
        ({"ends_at": NOON - HOUR}, "drive.no_time", "ends_at"),
        ({"ends_at": NOON - HOUR, "starts_at": NOON - 2 * HOUR}, "drive.past", "ends_at"),
        ({"car_id": None}, "drive.no_car", "car_id"),
        ({"car_id": 2}, "loan.not_lent", "car_id"),
    ],
)
def test_what_cannot_be_lent_is_refused_beside_its_field(
    lent: Lent, wanted: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Refused) as caught:
        lent.lend(**wanted)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_one_car_at_a_time_and_another_after_it(lent: Lent) -> None:
    loan = lent.lend()
    with pytest.raises(Refused, match=r"loan\.another"):
        lent.lend(starts_at=NOON + 5 * HOUR, ends_at=NOON + 6 * HOUR)
    lent.hand_out(loan)
    lent.desk.act(lending.take_back, loan, BACK)
    lent.lend()


def test_the_licence_is_judged_as_for_a_test_drive_and_the_manager_may_answer(lent: Lent) -> None:
    loan = lent.lend()
    assert refused(lent, lending.hand_out, loan, OUT).code == "licence.missing"
    lent.desk.act(lending.note_licence, loan, replace(SEEN, expires_on=date(2026, 11, 20)))
    assert refused(lent, lending.hand_out, loan, OUT).code == "licence.expired"
    assert [finding.code for finding in lent.loan().findings if finding.stops] == [
        "licence.expired"
    ]
    assert refused(lent, lending.answer_for, loan, "老客户").code == "permission.denied"
    lent.desk.act(lending.answer_for, loan, "老客户，换证中", by=lent.desk.manager)
    assert (lent.loan().override_by, lent.loan().override_reason) == ("王敏", "老客户，换证中")
    lent.desk.act(lending.note_licence, loan, replace(SEEN, licence_class=LicenceClass.C3))
    assert refused(lent, lending.hand_out, loan, OUT).code == "licence.class", (
        "the manager answered for another licence"
    )
    lent.desk.act(lending.answer_for, loan, "场内", by=lent.desk.manager)
    lent.desk.act(lending.note_licence, loan, LicenceSeen("", None))
    lent.desk.act(lending.hand_out, loan, OUT)
    assert lent.loan().state is BookingState.OUT


@pytest.mark.parametrize(("days", "goes"), [(0, True), (1, False)])
def test_the_day_of_expiry_still_counts(lent: Lent, days: int, goes: bool) -> None:
    loan = lent.lend()
    lent.desk.act(
        lending.note_licence,
        loan,
        replace(SEEN, expires_on=date(2026, 11, 21) - timedelta(days=days)),
    )
    if goes:
        lent.desk.act(lending.hand_out, loan, OUT)
    else:
        assert refused(lent, lending.hand_out, loan, OUT).code == "licence.expired"


def test_out_and_back_move_odometer_and_gauge_and_never_backwards(lent: Lent) -> None:
    loan = lent.lend()
    assert refused(lent, lending.take_back, loan, BACK).code == "drive.step"
    lent.desk.act(lending.note_licence, loan, SEEN)
    assert refused(lent, lending.hand_out, loan, Outing(999, FuelLevel.FULL)).field == "km"
    lent.hand_out(loan)
    assert (
        refused(lent, lending.take_back, loan, Return(1002, FuelLevel.HALF)).code
        == "drive.km_below_out"
    )
    assert refused(lent, lending.take_back, loan, Return(1060, None)).code == "drive.no_fuel"
    lent.desk.act(
        lending.take_back, loan, Return(1060, FuelLevel.HALF, " 左后门划痕 "), at=NOON + HOUR
    )
    told = lent.loan()
    assert (told.state, told.back.km, told.damage) == (BookingState.BACK, 1060, "左后门划痕")
    with lent.desk.records.read() as session:
        car = session.get_one(DemoCar, lent.car)
        assert (car.odometer, car.fuel) == (1060, FuelLevel.HALF)


def test_a_test_drive_during_the_loan_is_refused_naming_it_and_the_other_way_round(
    lent: Lent,
) -> None:
    lent.lend()
    with pytest.raises(Refused) as caught:
        lent.drive(HOUR)
    said = caught.value.text()
    assert caught.value.code == "drive.car_lent" and "W261121-001" in said and "张伟" in said
    free = lent.drive(5 * HOUR)
    lent.desk.act(lending.call_off, lent.loan().id, "改乘出租车")
    lent.drive(HOUR)
    with pytest.raises(Refused) as caught:
        lent.lend()
    assert caught.value.code == "drive.car_taken" and "李娜" in caught.value.text()
    assert "京A·" in caught.value.text()
    lent.desk.act(drives.cancel, free, "改天", by=lent.desk.manager)


def test_free_cars_are_those_that_are_lent_and_that_nothing_holds(lent: Lent) -> None:
    def free(start: timedelta, end: timedelta) -> list[str]:
        with lent.desk.records.read() as session:
            return [car.plate for car in fleet.free_cars(session, NOON + start, NOON + end)]

    assert free(timedelta(), 4 * HOUR) == ["京AD12345"]
    lent.drive(HOUR)
    assert free(timedelta(), 4 * HOUR) == [] and free(timedelta(), HOUR) == ["京AD12345"]
    assert free(HOUR + timedelta(minutes=44), 4 * HOUR) == [], "the time to get it ready counts"


def test_a_longer_repair_keeps_the_car_longer_unless_it_is_promised(lent: Lent) -> None:
    loan = lent.lend()
    lent.drive(6 * HOUR)
    lent.desk.act(lending.postpone, loan, NOON + 5 * HOUR)
    assert lent.loan().ends_at == NOON + 5 * HOUR
    assert refused(lent, lending.postpone, loan, NOON + 7 * HOUR).code == "drive.car_taken"
    assert refused(lent, lending.postpone, loan, None).field == "ends_at"


def ready_and_paid(lent: Lent, agreed: int) -> HandOver:
    lent.desk.ready(agreed)
    lent.desk.act(bill.settle, agreed, Bill())
    total = lent.desk.sheet(agreed).bill
    assert total is not None
    lent.desk.act(
        payments.pay, agreed, PaymentValue(PaymentMethod.CASH, total.total), by=lent.desk.cashier
    )
    return HandOver(40012, OldParts.CUSTOMER_TOOK, "更换机油机滤", None, 45000, "张伟")


def test_the_order_cannot_be_handed_over_while_its_loan_car_is_out(lent: Lent, agreed: int) -> None:
    loan = lent.lend()
    lent.hand_out(loan)
    leave = ready_and_paid(lent, agreed)
    assert [
        (check.code, check.where)
        for check in lent.desk.sheet(agreed).checks
        if check.code == "loan"
    ] == [("loan", "loan")]
    told = refused(lent, handing_over.hand_over, agreed, leave)
    assert told.code == "hand_over.loan" and "京A·D12345" in told.text()
    assert lent.desk.sheet(agreed).stage is Stage.READY
    lent.desk.act(lending.take_back, loan, BACK)
    lent.desk.act(handing_over.hand_over, agreed, leave)
    assert lent.desk.sheet(agreed).stage is Stage.DELIVERED
    with pytest.raises(Refused, match=r"order\.closed"):
        lent.lend()


def test_nor_can_it_be_cancelled_and_a_car_only_kept_is_free_again(lent: Lent) -> None:
    loan = lent.lend()
    lent.hand_out(loan)
    assert (
        refused(lent, opening.move, lent.order, Stage.CANCELLED, reason="客户放弃").code
        == "order.loan_out"
    )
    lent.desk.act(lending.take_back, loan, BACK)
    lent.lend()
    lent.desk.act(opening.move, lent.order, Stage.CANCELLED, reason="客户放弃")
    assert (lent.loan().state, lent.loan().reason) == (BookingState.CANCELLED, "W261121-001")


def test_the_test_drive_desk_sees_the_loan_and_leaves_it_alone(lent: Lent) -> None:
    loan = lent.lend()
    lent.hand_out(loan)
    for command, args in (
        (drives.cancel, ("x",)),
        (drives.take_back, (BACK,)),
        (drives.mark_no_show, ()),
        (drives.note_signature, ()),
    ):
        assert refused(lent, command, loan, *args, by=lent.desk.manager).code == "drive.is_loan"
    assert (
        refused(lent, drives.move, loan, lent.car, starts_at=NOON + HOUR, by=lent.desk.manager).code
        == "drive.is_loan"
    )
    with lent.desk.records.read() as session:
        day = showroom.desk_day(session, date(2026, 11, 21), now=NOON, viewer=lent.desk.manager)
        wall = showroom.wall(session, now=NOON)
    assert [(row.order, row.is_loan) for row in day.drives] == [("W261121-001", True)]
    assert (wall[0].order, wall[0].who, wall[0].due_at) == ("W261121-001", "张*", NOON + 4 * HOUR)


def test_a_loan_counts_in_no_figure_of_test_drives(lent: Lent) -> None:
    loan = lent.lend()
    lent.hand_out(loan)
    day, viewer = date(2026, 11, 21), lent.desk.manager
    with lent.desk.records.read() as session:
        assert showroom.desk_day(session, day, now=NOON, viewer=viewer).today == 0
        assert paper_facts.drive_sheet(session, day, now=NOON, viewer=viewer).rows == ()
        assert signing.month(session, day, viewer=viewer).drives == ()
        assert my_day(session, viewer=viewer, at=NOON).rows("drives") == ()
        person = session.get_one(Loan, loan).person_id
        record = people.record(session, person)
        assert record is not None and record.drives == 0
        loans = [event for event in record.events if event.kind == "loan"]
        assert [(event.noun, event.record_id) for event in loans] == [("repair_order", lent.order)]
        assert daily.SHEETS["testdrives"](session, day, at=NOON).startswith(b"%PDF")


def test_a_visitor_with_a_loan_car_has_driven_no_demo_car(lent: Lent) -> None:
    loan = lent.lend()
    lent.hand_out(loan)

    def visit(session: Any, *, by: Actor, at: Any) -> None:
        makers.visit(session, by=by.staff_id, person_id=session.get_one(Loan, loan).person_id)

    lent.desk.act(visit)
    with lent.desk.records.read() as session:
        (row,) = register_day(session, date(2026, 11, 21)).rows
    assert (row.who, row.test_drive) == ("张伟", False)


def test_only_the_service_desk_lends(lent: Lent) -> None:
    for role in (Role.TECHNICIAN, Role.CONSULTANT, Role.PARTS, Role.CASHIER):
        other = Actor(lent.desk.technician.staff_id, "别人", frozenset({role}), "PC")
        wanted = Lending(lent.car, NOON + HOUR)
        assert refused(lent, lending.lend, lent.order, wanted, by=other).code == "permission.denied"


def test_a_car_becomes_a_lent_one_in_the_list(lent: Lent) -> None:
    with lent.desk.records.read() as session:
        car = next(car for car in showroom.demo_cars(session) if car.id == lent.other)
    lent.desk.act(
        lending.save_car,
        CarEntry(car.plate, car.trim_id, car.id, lent=True),
        by=lent.desk.manager,
    )
    with lent.desk.records.read() as session:
        assert [car.id for car in fleet.free_cars(session, NOON, NOON + HOUR)] == [
            lent.car,
            lent.other,
        ]
