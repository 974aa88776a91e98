"""Every threshold of service.md 7, driven through orders: what the program says, and when."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.local_time import local_day
from app.people.alerts import AlertKind, alerts_of
from app.service.commands import opening
from app.service.values import Intake, NewOrder
from app.today_spec import AskedDay
from app.urgency import Urgency
from app.vehicles.queries import by_plate
from app.warranty import commands, today, words
from app.warranty.queries import rights
from app.warranty.values import FaultCodeValue, OrderFaultValue
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import ServiceType, Stage
from db.warranty_words import CarUse, MainPart, ReplacedPart

PLATE = "京A12345"
SOLD = date(2026, 1, 10)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}+08:00")


@pytest.fixture
def shop(desk: Any, order: int) -> Any:
    """A private car sold on 10 January 2026; the order of the fixture is called off."""
    use(desk)
    desk.act(opening.move, order, Stage.CANCELLED, reason="误开")
    return desk


def use(desk: Any, kind: CarUse = CarUse.PRIVATE, sold: date = SOLD) -> None:
    def tell(session: Any, *, by: Any, at: Any) -> None:
        car = session.get_one(Vehicle, by_plate(session, PLATE).id)
        car.car_use, car.invoiced_on, car.delivered_on = kind, sold, None

    desk.act(tell, by=desk.manager)


def code(desk: Any, name: str, part: MainPart | None = None, *, serious: bool = False) -> int:
    value = FaultCodeValue(name, "故障", part, serious)
    return int(desk.act(commands.save_fault_code, value, by=desk.manager))


def repair(desk: Any, start: str, end: str = "", *, km: int = 9_000, **fault: Any) -> int:
    """A warranty repair from `start` to `end`, still open without one. Returns the order's id."""
    at = moment(start)
    new = NewOrder(PLATE, "三包维修", at + 4 * timedelta(hours=1), intake=Intake(odometer=km))
    key = int(desk.act(opening.open_order, new, at=at))

    def tell(session: Any, *, by: Any, at: Any) -> None:
        session.get_one(RepairOrder, key).service_type = ServiceType.WARRANTY

    desk.act(tell, by=desk.manager, at=at)
    if fault:
        desk.act(commands.save_fault, key, OrderFaultValue(**fault), at=at)
    if end:
        finish(desk, key, start, end)
    return key


def finish(desk: Any, key: int, start: str, end: str) -> None:
    desk.approve(key, desk.labour(key), at=moment(start))
    desk.act(opening.move, key, Stage.IN_WORK, at=moment(start))
    for stage in (Stage.QUALITY_CHECK, Stage.WASH, Stage.READY):
        desk.act(opening.move, key, stage, at=moment(end))


def said(desk: Any, at: datetime) -> list[str]:
    """What is told about the car wherever it is dealt with."""
    with desk.records.read() as session:
        found = alerts_of(session, vehicle_id=by_plate(session, PLATE).id, at=at)
    return [one.text for one in found if one.kind is AlertKind.WARRANTY]


def told(desk: Any, at: datetime) -> list[tuple[Urgency, str]]:
    """What Today says of its open repairs."""
    with desk.records.read() as session:
        found = today.long_repairs(session, AskedDay(desk.advisor, at, None))
    return [(item.urgency, item.why) for item in found]


def test_days_in_repair_warn_at_20_25_and_30(shop: Any) -> None:
    """E-SB-03 and 05: 1 + 2 + 3 days are closed; the fourth repair adds 14, 19, 24 and 25."""
    repair(shop, "09-07T08:00", "09-07T13:00")
    repair(shop, "10-12T09:00", "10-13T11:00")
    repair(shop, "11-01T10:00", "11-03T11:00")
    assert said(shop, moment("11-04T10:00")) == []
    repair(shop, "11-05T08:00")
    start = moment("11-05T08:00")
    assert said(shop, start + 13 * DAY) == []
    assert said(shop, start + 13 * DAY + MINUTE) == ["Days in repair: 20"]
    assert said(shop, start + 18 * DAY + MINUTE) == ["Days in repair: 25"]
    assert said(shop, start + 24 * DAY) == ["Days in repair: 30"]
    right = "Days in repair: 31, right to exchange or return"
    assert said(shop, start + 24 * DAY + MINUTE) == [right]
    assert told(shop, start + 24 * DAY + MINUTE)[0][0] is Urgency.OVERDUE


def test_the_transport_of_a_special_part_is_cut_out(shop: Any) -> None:
    """E-SB-04: 218 hours are 10 days for the loan car, less 96 hours they are 6."""
    battery = code(shop, "V91", MainPart.TRACTION_BATTERY)
    way = {"transport_from": moment("11-04T12:00"), "transport_until": moment("11-08T12:00")}
    repair(shop, "11-02T08:00", fault_code_id=battery, **way)
    (item,) = told(shop, moment("11-11T10:00"))
    owed = "loan car or travel money is owed since 11-07 08:00, 5 days so far"
    assert item == (Urgency.OVERDUE, f"10 days in repair: {owed}")
    with shop.records.read() as session:
        counts = rights.rights_of(
            session, by_plate(session, PLATE).id, at=moment("11-11T10:00")
        ).counts
    assert words.count_text(counts[0]) == "Days in repair: 6"


def test_a_loan_car_is_offered_on_day_4_and_owed_from_day_6(shop: Any) -> None:
    """E-SB-06."""
    repair(shop, "11-23T15:00")
    start = moment("11-23T15:00")
    assert told(shop, start + 3 * DAY) == []
    offer = "4 days in repair: offer a loan car"
    assert told(shop, start + 3 * DAY + MINUTE) == [(Urgency.TODAY, offer)]
    assert told(shop, start + 5 * DAY)[0][1] == "5 days in repair: offer a loan car"
    owed = "loan car or travel money is owed since 11-28 15:00, 1 days so far"
    assert told(shop, start + 5 * DAY + MINUTE) == [(Urgency.OVERDUE, f"6 days in repair: {owed}")]


def test_the_same_fault_warns_at_3_4_and_5(shop: Any) -> None:
    """E-SB-07: E12, B07, E12, E12, B07, E12; the fifth E12 gives the right."""
    keys = {name: code(shop, name) for name in ("E12", "B07")}
    wanted = {
        1: [],
        2: [],
        3: [],
        4: ["Fault E12: 3"],
        5: ["Fault E12: 3"],
        6: ["Fault E12: 4"],
        7: ["Fault E12: 5, right to exchange or return"],
    }
    for place, name in enumerate(("E12", "B07", "E12", "E12", "B07", "E12", "E12"), 1):
        day = f"05-{place:02}"
        repair(shop, f"{day}T08:00", f"{day}T09:00", fault_code_id=keys[name])
        assert said(shop, moment(f"{day}T10:00")) == wanted[place], place


def test_two_repairs_of_serious_faults_warn_and_a_third_gives_the_right(shop: Any) -> None:
    """E-SB-13: brake, brake again, then the steering."""
    brake = code(shop, "B91", MainPart.BRAKE, serious=True)
    steering = code(shop, "S91", MainPart.STEERING, serious=True)
    repair(shop, "10-01T08:00", "10-01T18:00", fault_code_id=brake)
    assert said(shop, moment("10-05T08:00")) == []
    repair(shop, "11-10T08:00", "11-10T18:00", fault_code_id=brake)
    assert said(shop, moment("11-12T08:00")) == ["Repairs of serious safety faults: 2"]
    repair(shop, "11-25T08:00", fault_code_id=steering)
    right = "Repairs of serious safety faults: 2, right to exchange or return"
    assert said(shop, moment("11-25T08:30")) == [right]


def test_a_replaced_gearbox_warns_at_1_and_2(shop: Any) -> None:
    gearbox = code(shop, "G91", MainPart.GEARBOX)
    whole = {"fault_code_id": gearbox, "replaced": ReplacedPart.ASSEMBLY}
    repair(shop, "06-01T08:00", "06-01T18:00", **whole)
    assert said(shop, moment("06-02T08:00")) == ["Gearbox replaced: 1"]
    key = repair(shop, "07-01T08:00", "07-01T18:00", **whole)
    assert said(shop, moment("07-02T08:00")) == ["Gearbox replaced: 2"]

    def mark(session: Any, *, by: Any, at: Any) -> None:
        (fault,) = rights.order_rights(session, key, at=at).faults
        value = OrderFaultValue(**whole, not_cured=True, id=fault.id, version=fault.version)
        commands.save_fault(session, key, value, by=shop.advisor, at=at)

    shop.act(mark, at=moment("07-05T08:00"))
    right = "Gearbox replaced: 2, right to exchange or return"
    assert said(shop, moment("07-05T09:00")) == [right]


def test_the_first_days_are_told_before_and_after_a_fault(shop: Any) -> None:
    """E-SB-01 and 08: sold on 3 October; day 7 is the 10th, day 60 is 2 December."""
    use(shop, sold=date(2026, 10, 3))
    assert said(shop, moment("10-10T09:00")) == [
        "New assembly lets the car go back until 2026-10-10"
    ]
    early = "Free assembly; steering, brakes, body or fuel leak let the car go back until"
    assert said(shop, moment("10-11T09:00")) == [f"{early} 2026-12-02 or 3,000 km"]
    brake = code(shop, "B91", MainPart.BRAKE, serious=True)
    key = repair(shop, "12-02T09:00", km=2_999, fault_code_id=brake)
    right = "Serious safety fault B91 in the first 60 days: right to exchange or return"
    assert right in said(shop, moment("12-02T09:30"))
    shop.act(opening.move, key, Stage.CANCELLED, reason="误开", at=moment("12-02T10:00"))
    repair(shop, "12-02T11:00", km=3_001, fault_code_id=brake)
    assert said(shop, moment("12-02T11:30")) == []


def test_a_fault_of_day_60_counts_although_the_repair_is_agreed_later(shop: Any) -> None:
    use(shop, sold=date(2026, 10, 3))
    engine = code(shop, "E91", MainPart.ENGINE)
    key = repair(shop, "12-02T17:00", km=2_000, fault_code_id=engine)
    shop.approve(key, shop.labour(key), at=moment("12-03T09:00"))
    right = "Engine fault in the first 60 days: right to a new assembly, free of charge"
    assert said(shop, moment("12-03T10:00")) == [right]


def test_a_company_car_is_told_nothing(shop: Any) -> None:
    """E-SB-11: 33 days in repair, and no loan car is owed."""
    use(shop, CarUse.COMPANY)
    repair(shop, "10-01T08:00")
    at = moment("11-02T09:00")
    assert (said(shop, at), told(shop, at)) == ([], [])


def test_a_car_of_2021_falls_under_order_150(shop: Any) -> None:
    """E-SB-12: warnings at 25, 30 and 35 days; the right is over 35, and 33 is not."""
    use(shop, sold=date(2021, 12, 30))
    start = datetime.fromisoformat("2023-05-01T08:00+08:00")
    assert rights.rules.rule_set(CarUse.PRIVATE, date(2021, 12, 30)).name == "150"
    repair(shop, "06-01T08:00")

    def long_ago(session: Any, *, by: Any, at: Any) -> None:
        order = session.get_one(RepairOrder, 2)
        order.received_at = start

    shop.act(long_ago, by=shop.manager, at=moment("06-01T08:00"))
    assert said(shop, start + 23 * DAY) == []
    assert said(shop, start + 24 * DAY + MINUTE)[0] == "Days in repair: 25"
    assert said(shop, start + 32 * DAY + MINUTE)[0] == "Days in repair: 33"
    assert said(shop, start + 35 * DAY)[0] == "Days in repair: 35"
    assert "right" in said(shop, start + 35 * DAY + MINUTE)[0]


def test_a_repair_after_the_warranty_owes_no_loan_car(shop: Any) -> None:
    """60,001 km on arrival: the three years run on, the kilometres are over."""
    repair(shop, "11-01T08:00", km=60_001)
    assert told(shop, moment("11-10T08:00")) == []
    assert local_day(moment("11-10T08:00")) < rights.rules.periods(SOLD, None).warranty_end
