"""Faults of orders, demands and recalls, counted and told where they matter."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.admin import calendar_commands
from app.admin.calendar_commands import SpecialDayEntry
from app.local_time import local_day
from app.people.alerts import AlertKind, alerts_of
from app.service.commands import bill, handing_over, opening, payments
from app.service.values import Bill, HandOver, PaymentValue
from app.today_spec import AskedDay
from app.urgency import Urgency
from app.vehicles.queries import by_plate
from app.warranty import commands, today
from app.warranty.queries import demands, recalls, rights
from app.warranty.rules import Subject
from app.warranty.values import (
    DemandReply,
    DemandValue,
    FaultCodeValue,
    OrderFaultValue,
    RecallValue,
)
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import OldParts, PaymentMethod, ServiceType, Stage
from db.warranty_words import CarUse, DemandAnswer, DemandKind, DemandState, MainPart
from tests.app.service.store import NOON

VIN = "LGBH52E0XKY012345"
DAY = timedelta(days=1)
LEAVE = HandOver(40012, OldParts.CUSTOMER_TOOK, "更换机油机滤", None, None, "张伟")


def read(desk: Any, query: Any, *args: Any, **more: Any) -> Any:
    with desk.records.read() as session:
        return query(session, *args, **more)


@pytest.fixture
def car(desk: Any, order: int) -> int:
    """A private car bought a year ago, in with a warranty repair since NOON."""

    def tell(session: Any, *, by: Any, at: Any) -> int:
        one = session.get_one(RepairOrder, order)
        one.service_type = ServiceType.WARRANTY
        found = session.get_one(Vehicle, one.vehicle_id)
        found.car_use, found.invoiced_on = CarUse.PRIVATE, date(2025, 12, 1)
        found.invoice_price = Decimal("168800.00")
        return int(found.id)

    return int(desk.act(tell, by=desk.manager))


def code(desk: Any, name: str = "E12", **more: Any) -> int:
    value = FaultCodeValue(name, "怠速抖动", **more)
    return int(desk.act(commands.save_fault_code, value, by=desk.manager))


def test_an_order_has_each_fault_once(desk: Any, order: int) -> None:
    fault = code(desk, part=MainPart.ENGINE)
    kept = desk.act(commands.save_fault, order, OrderFaultValue(fault))
    twice = desk.refused(commands.save_fault, order, OrderFaultValue(fault))
    assert (twice.code, twice.field) == ("order_fault.twice", "fault_code_id")
    found = read(desk, rights.order_rights, order, at=NOON).faults
    assert [(one.id, one.code, one.part) for one in found] == [(kept, "E12", MainPart.ENGINE)]
    desk.act(commands.remove_fault, order, kept)
    assert read(desk, rights.order_rights, order, at=NOON).faults == ()


def test_the_way_of_a_part_has_two_ends_in_their_order(desk: Any, order: int) -> None:
    fault = code(desk)
    half = OrderFaultValue(fault, transport_from=NOON)
    assert desk.refused(commands.save_fault, order, half).field == "transport_until"
    back = OrderFaultValue(fault, transport_from=NOON, transport_until=NOON - DAY)
    assert desk.refused(commands.save_fault, order, back).code == "order_fault.back"
    assert desk.refused(commands.save_fault, order, OrderFaultValue(None)).field == "fault_code_id"


def test_days_count_from_the_agreement_to_the_end_of_the_work(desk: Any, car: int) -> None:
    order = desk.sheet(1).id
    line = desk.labour(order)
    desk.approve(order, line, at=NOON + timedelta(hours=2))
    found = read(desk, rights.rights_of, car, at=NOON + timedelta(hours=26))
    assert next(one for one in found.counts if one.subject is Subject.DAYS).value == 1
    found = read(desk, rights.rights_of, car, at=NOON + timedelta(hours=26, minutes=1))
    assert next(one for one in found.counts if one.subject is Subject.DAYS).value == 2
    for stage, hours in ((Stage.IN_WORK, 30), (Stage.QUALITY_CHECK, 51), (Stage.READY, 400)):
        desk.act(opening.move, order, stage, at=NOON + timedelta(hours=hours))
    later = read(desk, rights.rights_of, car, at=NOON + 90 * DAY)
    assert next(one for one in later.counts if one.subject is Subject.DAYS).value == 3, "49 h"


def test_a_company_car_counts_nothing(desk: Any, car: int) -> None:
    def sell(session: Any, *, by: Any, at: Any) -> None:
        session.get_one(Vehicle, car).car_use = CarUse.COMPANY

    desk.act(sell, by=desk.manager)
    found = read(desk, rights.rights_of, car, at=NOON + 40 * DAY)
    assert (found.rule_set, found.counts) == (None, ())


def test_a_long_repair_is_told_on_today_and_at_the_car(desk: Any, car: int) -> None:
    asked = AskedDay(desk.advisor, NOON + 3 * DAY, None)
    assert read(desk, today.long_repairs, asked) == ()
    asked = AskedDay(desk.advisor, NOON + 3 * DAY + timedelta(minutes=1), None)
    assert [one.urgency for one in read(desk, today.long_repairs, asked)] == [Urgency.TODAY]
    asked = AskedDay(desk.advisor, NOON + 5 * DAY + timedelta(minutes=1), None)
    (item,) = read(desk, today.long_repairs, asked)
    assert item.urgency is Urgency.OVERDUE
    owed = "loan car or travel money is owed since 11-26 12:00, 1 days so far"
    assert item.why == f"6 days in repair: {owed}"
    other = AskedDay(desk.technician, asked.at, None)
    assert read(desk, today.long_repairs, other) == (), "another advisor's car"
    told = read(desk, alerts_of, vehicle_id=car, at=NOON + 20 * DAY)
    assert [(one.kind, one.text) for one in told] == [(AlertKind.WARRANTY, "Days in repair: 20")]
    told = read(desk, alerts_of, vehicle_id=car, at=NOON + 30 * DAY + timedelta(minutes=1))
    assert told[0].text == "Days in repair: 31, right to exchange or return"


def recall(desk: Any, *vins: str, number: str = "S2026M0012", **more: Any) -> int:
    value = RecallValue(number, "安全气囊", date(2026, 11, 1), vins="\n".join(vins), **more)
    return int(desk.act(commands.save_recall, value))


def test_a_recall_stops_the_hand_over_until_it_is_done(desk: Any, agreed: int) -> None:
    recall(desk, VIN.lower(), "LGBH52E0XKY099999")
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    paid = PaymentValue(PaymentMethod.CASH, Decimal("186.00"))
    desk.act(payments.pay, agreed, paid, by=desk.cashier)
    stopped = desk.refused(handing_over.hand_over, agreed, LEAVE)
    assert stopped.code == "hand_over.recall"
    assert "S2026M0012 安全气囊" in stopped.text()
    assert len(desk.act(commands.finish_recalls, agreed)) == 1
    desk.act(handing_over.hand_over, agreed, LEAVE)
    assert [(row.cars, row.done) for row in read(desk, recalls.recalls)] == [(2, 1)]


def test_only_the_manager_lets_a_car_go_with_an_open_recall(desk: Any, agreed: int) -> None:
    def type_it(session: Any, *, by: Any, at: Any) -> None:
        order = session.get_one(RepairOrder, agreed)
        session.get_one(Vehicle, order.vehicle_id).recall = "转向柱"

    desk.act(type_it, by=desk.manager)
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    paid = PaymentValue(PaymentMethod.CASH, Decimal("186.00"))
    desk.act(payments.pay, agreed, paid, by=desk.cashier)
    assert desk.refused(handing_over.hand_over, agreed, LEAVE).code == "hand_over.recall"
    assert desk.refused(commands.waive_recall, agreed, "客户已知情").code == "permission.denied"
    empty = desk.refused(commands.waive_recall, agreed, " ", by=desk.manager)
    assert empty.field == "reason"
    desk.act(commands.waive_recall, agreed, "客户已知情", by=desk.manager)
    desk.act(handing_over.hand_over, agreed, LEAVE)


def test_the_list_of_a_recall_is_pasted_and_what_was_done_stays(desk: Any, order: int) -> None:
    wrong = RecallValue("S1", "气囊", date(2026, 11, 1), vins=f"{VIN}\n京A12345")
    caught = desk.refused(commands.save_recall, wrong)
    assert (caught.field, "京A12345" in caught.text()) == ("vins", True)
    key = recall(desk, VIN, VIN, " LGBH52E0XKY099999 ;LGBH52E0XKY088888")
    assert read(desk, recalls.recalls)[0].cars == 3
    desk.act(commands.finish_recalls, order)
    version = read(desk, recalls.recalls)[0].version
    recall(desk, "LGBH52E0XKY088888", id=key, version=version)
    (row,) = read(desk, recalls.recalls)
    assert (row.cars, row.done) == (2, 1), "the car whose work is done stays"
    hit = read(desk, by_plate, "京A12345")
    assert read(desk, alerts_of, vehicle_id=hit.id) == ()


def test_a_demand_is_answered_and_finished_in_working_days(desk: Any, car: int) -> None:
    demand = DemandValue("京A12345", DemandKind.RETURN, local_day(NOON), "要求退车")
    key = desk.act(commands.save_demand, demand)
    (row,) = read(desk, demands.demands, at=NOON)
    # 21 November 2026 is a Saturday: 23 to 27 are five, 30 to 4 December ten working days
    assert (row.answer_by, row.finish_by) == (date(2026, 12, 4), date(2026, 12, 18))
    assert row.state is DemandState.TO_ANSWER
    assert row.compensation == Decimal("33760.00"), "168,800 x 0.005 x 40"
    no = DemandReply(DemandAnswer.REFUSED, local_day(NOON))
    assert desk.refused(commands.answer_demand, key, no, by=desk.manager).field == "reason"
    early = DemandReply(DemandAnswer.ACCEPTED, local_day(NOON) - DAY)
    assert desk.refused(commands.answer_demand, key, early, by=desk.manager).field == "answered_on"
    assert desk.refused(commands.finish_demand, key).code == "demand.not_accepted"
    yes = DemandReply(DemandAnswer.ACCEPTED, local_day(NOON))
    assert desk.refused(commands.answer_demand, key, yes).code == "permission.denied"
    desk.act(commands.answer_demand, key, yes, by=desk.manager)
    other = DemandValue("京A12345", DemandKind.REPAIR, local_day(NOON), "修", id=key)
    assert desk.refused(commands.save_demand, other).code == "demand.answered"
    assert read(desk, demands.demands)[0].state is DemandState.TO_FINISH
    desk.act(commands.finish_demand, key)
    assert read(desk, demands.demands)[0].state is DemandState.FINISHED
    desk.act(commands.open_demand_again, key, by=desk.manager)
    assert read(desk, demands.demands)[0].state is DemandState.TO_ANSWER


def test_a_day_off_of_the_store_alone_moves_no_deadline_of_the_law(desk: Any, car: int) -> None:
    desk.act(
        commands.save_demand, DemandValue("京A12345", DemandKind.RETURN, local_day(NOON), "退")
    )

    def deadlines() -> tuple[date, date]:
        (row,) = read(desk, demands.demands, at=NOON)
        return row.answer_by, row.finish_by

    closed = SpecialDayEntry(date(2026, 11, 24), "盘点", only_here=True)
    key = desk.act(calendar_commands.save_day, closed, by=desk.manager)
    assert deadlines() == (date(2026, 12, 4), date(2026, 12, 18))
    holiday = SpecialDayEntry(date(2026, 11, 25), "放假")
    desk.act(calendar_commands.save_day, holiday, by=desk.manager)
    assert deadlines() == (date(2026, 12, 7), date(2026, 12, 21)), "one working day later"
    gone = desk.act(calendar_commands.remove_day, key, by=desk.manager)
    assert gone == closed


def test_a_demand_comes_to_today_three_days_before_its_end(desk: Any, car: int) -> None:
    unknown = DemandValue("京B99999", DemandKind.REPAIR, local_day(NOON), "修")
    assert desk.refused(commands.save_demand, unknown).field == "car"
    future = DemandValue("京A12345", DemandKind.REPAIR, local_day(NOON) + DAY, "修")
    assert desk.refused(commands.save_demand, future).field == "received_on"
    desk.act(commands.save_demand, DemandValue(VIN, DemandKind.REPAIR, local_day(NOON), "修"))

    def items(day: date) -> list[Urgency]:
        at = datetime.combine(day, NOON.timetz())
        found = read(desk, today.open_demands, AskedDay(desk.advisor, at, None))
        return [one.urgency for one in found]

    assert items(date(2026, 11, 30)) == []
    assert items(date(2026, 12, 1)) == [Urgency.TODAY]
    assert items(date(2026, 12, 5)) == [Urgency.OVERDUE]


def test_codes_and_numbers_are_taken_once(desk: Any, order: int) -> None:
    first = code(desk, "e12")
    value = FaultCodeValue("E12", "抖动")
    assert desk.refused(commands.save_fault_code, value, by=desk.manager).field == "code"
    recall(desk, VIN)
    again = RecallValue("S2026M0012", "气囊", date(2026, 11, 1))
    assert desk.refused(commands.save_recall, again).field == "number"
    desk.act(commands.retire_fault_code, first, by=desk.manager)
    assert first not in dict(read(desk, recalls.fault_options))
