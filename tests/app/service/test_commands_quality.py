"""Finished work is seen by other eyes, and a big repair leaves only with its certificate."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.admin import commands as house
from app.orders import guarantees
from app.orders.check_operations import CheckValue
from app.orders.rules import GuaranteeEnd
from app.service.commands import bill, handing_over, lines, opening, quality
from app.service.commands.quality import CertificateValue
from app.service.values import Bill, HandOver, Intake, NewOrder
from app.workbench import commands as workbench
from db.money_words import PayerKind
from db.quality_words import CheckStep
from db.tables.clocks import LineShare
from db.tables.quality import Certificate, CheckItem, CheckResult
from db.vocabulary import OldParts, ServiceType, Stage
from tests.app.service.store import NOON

SELF, LEADER, FINAL = CheckStep


@pytest.fixture
def engine(desk: Any) -> int:
    """An engine overhaul by 赵师傅, in with 40,000 km, in the quality check."""
    intake = Intake(odometer=40_000, service_type=ServiceType.ASSEMBLY, wash=False)
    order = int(desk.act(opening.open_order, NewOrder("京C33333", intake=intake)))
    desk.act(opening.assign, order, technician_id=desk.technician.staff_id, bay_id=None)
    desk.move(order, Stage.IN_WORK, Stage.QUALITY_CHECK)
    return order


def look(desk: Any, order: int, step: CheckStep, by: Any, **found: Any) -> Any:
    value = CheckValue(step, **({"passed": True} | found))
    return desk.act(quality.inspect, order, value, by=by)


def test_an_overhaul_is_seen_by_three_people_in_their_order(desk: Any, engine: int) -> None:
    inspector = desk.inspector()
    early = CheckValue(FINAL, passed=True)
    assert desk.refused(quality.inspect, engine, early, by=inspector).code == "quality.order"
    assert desk.refused(opening.move, engine, Stage.READY).code == "quality.missing"
    stranger = CheckValue(SELF, passed=True)
    assert desk.refused(quality.inspect, engine, stranger).code == "quality.same_person"
    look(desk, engine, SELF, desk.technician)
    again = CheckValue(LEADER, passed=True)
    told = desk.refused(quality.inspect, engine, again, by=desk.technician)
    assert (told.code, told.field) == ("quality.same_person", "override")
    look(desk, engine, LEADER, desk.advisor)
    assert desk.refused(quality.inspect, engine, early).code == "quality.inspector"
    assert look(desk, engine, FINAL, inspector) is Stage.READY
    assert [row.step for row in desk.sheet(engine).quality.checks] == [FINAL, LEADER, SELF]
    assert desk.sheet(engine).quality.state.missing == ()


def test_only_the_manager_lets_one_pair_of_eyes_do_with_a_reason(desk: Any, engine: int) -> None:
    look(desk, engine, SELF, desk.technician)
    alone = CheckValue(LEADER, passed=True, override="只有一人当班")
    assert desk.refused(quality.inspect, engine, alone, by=desk.technician).code == (
        "quality.override"
    )
    look(desk, engine, LEADER, desk.manager)
    row = desk.sheet(engine).quality.checks[0]
    assert (row.step, row.override, row.staff) == (LEADER, None, desk.manager.name)


def test_what_is_not_fine_sends_the_car_back_and_voids_the_checks(desk: Any, engine: int) -> None:
    def list_items(session: Any, *, by: Any, at: Any) -> list[int]:
        items = [
            CheckItem(name="接头无渗漏", position=1),
            CheckItem(name="尾气排放", final_only=True),
        ]
        session.add_all(items)
        session.flush()
        return [item.id for item in items]

    leak, _exhaust = desk.act(list_items, by=desk.manager)
    wrong = CheckValue(SELF, passed=True, bad=(leak,))
    assert desk.refused(quality.inspect, engine, wrong, by=desk.technician).code == (
        "quality.faults"
    )
    look(desk, engine, SELF, desk.technician)
    mute = CheckValue(LEADER, passed=False, bad=(leak,))
    assert desk.refused(quality.inspect, engine, mute).field == "reason"
    back = look(desk, engine, LEADER, desk.advisor, passed=False, reason="油底渗油", bad=(leak,))
    assert back is Stage.IN_WORK
    sheet = desk.sheet(engine)
    assert sheet.steps[-1].reason == "油底渗油"
    assert sheet.quality.state.missing == (SELF, LEADER, FINAL)
    failed = sheet.quality.checks[0]
    assert (failed.passed, failed.counts) == (False, False)
    found = {one.name: one.fine for one in failed.results}
    assert [name for name, fine in found.items() if not fine] == ["接头无渗漏"]
    with desk.records.read() as session:
        assert (
            len(session.scalars(select(CheckResult)).all()) == 16
        )  # eight at each look: the exhaust is for the end


def test_whoever_clocked_or_shares_a_job_is_no_second_pair_of_eyes(desk: Any, order: int) -> None:
    """The order is 赵师傅's; 高明, an inspector, clocked a job of it, the advisor shares one."""
    inspector = desk.inspector()
    first, second = desk.labour(order, "拆装"), desk.labour(order, "研磨")
    desk.approve(order, first, second)
    desk.act(opening.assign, order, technician_id=desk.technician.staff_id, bay_id=None)
    desk.act(workbench.start, first.id, by=inspector)

    def give(session: Any, *, by: Any, at: Any) -> None:
        share = LineShare(line_id=second.id, staff_id=desk.advisor.staff_id, percent=Decimal(100))
        session.add(share)

    desk.act(give)
    desk.move(order, Stage.QUALITY_CHECK)
    for by in (inspector, desk.advisor):
        told = desk.refused(quality.inspect, order, CheckValue(LEADER, passed=True), by=by)
        assert told.code == "quality.same_person"
    look(desk, order, LEADER, desk.manager)


def test_a_job_that_was_forgotten_is_noted_before_the_bill(desk: Any, order: int) -> None:
    """Only where the clocks are used: a store without them marks no job as finished."""

    def noted() -> list[tuple[str, bool]]:
        found = (one for one in desk.sheet(order).checks if one.code == "unfinished")
        return [(one.text(), one.stops) for one in found]

    first, second = desk.labour(order, "拆装"), desk.labour(order, "研磨")
    desk.approve(order, first, second)
    desk.move(order, Stage.IN_WORK, Stage.QUALITY_CHECK)
    assert noted() == []
    desk.move(order, Stage.WASH)
    desk.act(opening.move, order, Stage.IN_WORK, reason="漏项")
    desk.act(workbench.start, first.id, by=desk.technician)
    desk.act(workbench.finish, first.id, by=desk.technician)
    assert noted() == [], "still in work"
    desk.move(order, Stage.QUALITY_CHECK)
    assert noted() == [("Jobs that nobody has marked as finished: 1.", False)]
    desk.act(lines.finish_labour, order, second.id)
    assert noted() == []


def test_a_road_test_has_its_kilometres(desk: Any, engine: int) -> None:
    value = CheckValue(SELF, passed=True, road_tested=True)
    assert desk.refused(quality.inspect, engine, value, by=desk.technician).field == "road_km"
    value = CheckValue(SELF, passed=True, road_km=14)
    assert desk.refused(quality.inspect, engine, value, by=desk.technician).field == "road_tested"
    look(desk, engine, SELF, desk.technician, road_tested=True, road_km=14)
    assert desk.sheet(engine).quality.checks[0].road_km == 14


def test_a_small_repair_is_passed_by_moving_its_card_but_not_by_who_worked(
    desk: Any, agreed: int
) -> None:
    desk.act(opening.assign, agreed, technician_id=desk.technician.staff_id, bay_id=None)
    desk.move(agreed, Stage.IN_WORK, Stage.QUALITY_CHECK)
    own = desk.refused(opening.move, agreed, Stage.WASH, by=desk.technician)
    assert own.code == "quality.same_person"
    desk.move(agreed, Stage.WASH)
    row = desk.sheet(agreed).quality.checks[0]
    assert (row.step, row.passed, row.staff) == (LEADER, True, "陈静")


def test_the_law_keeps_an_overhaul_here_whatever_the_switch_says(desk: Any, engine: int) -> None:
    off = {"close_needs_quality_check": False}
    desk.act(house.save_settings, off, by=desk.manager)
    assert desk.refused(opening.move, engine, Stage.READY).code == "quality.missing"
    assert desk.refused(bill.settle, engine, Bill()).code == "close.quality"


def test_a_car_leaves_only_with_the_certificate_of_that_day_and_reading(
    desk: Any, engine: int
) -> None:
    inspector, leave = desk.inspector(), HandOver(40_012, OldParts.SHOWN)
    paper = CertificateValue(40_010)
    assert desk.refused(quality.issue_certificate, engine, paper, by=inspector).code == (
        "certificate.unchecked"
    )
    for step, by in ((SELF, desk.technician), (LEADER, desk.advisor), (FINAL, inspector)):
        look(desk, engine, step, by)
    desk.act(bill.settle, engine, Bill())
    assert desk.refused(handing_over.hand_over, engine, leave).code == "hand_over.no_certificate"
    assert desk.refused(quality.issue_certificate, engine, paper).code == "certificate.inspector"
    assert desk.certify(engine, 40_010) == "HG261121-001"
    far = desk.refused(handing_over.hand_over, engine, leave)
    assert (far.code, far.field) == ("hand_over.certificate_km", "odometer_out")
    tomorrow = NOON + timedelta(days=1)
    late = desk.refused(
        handing_over.hand_over, engine, HandOver(40_010, OldParts.NONE), at=tomorrow
    )
    assert late.code == "hand_over.old_certificate"
    stands = desk.refused(
        quality.issue_certificate, engine, CertificateValue(40_012), by=inspector, at=tomorrow
    )
    assert (stands.code, stands.field) == ("certificate.stands", "reason")
    anew = CertificateValue(40_012, reason="客户次日提车")
    desk.act(quality.issue_certificate, engine, anew, by=inspector, at=tomorrow)
    desk.act(handing_over.hand_over, engine, leave, at=tomorrow)
    with desk.records.read() as session:
        rows = session.scalars(select(Certificate).order_by(Certificate.id)).all()
        kept = [(row.number, row.void_reason, row.leaves_on, row.odometer) for row in rows]
        end = guarantees.end_of(session, engine)
    assert kept == [
        ("HG261121-001", "客户次日提车", date(2026, 11, 21), 40_010),
        ("HG261122-001", None, date(2026, 11, 22), 40_012),
    ]
    # 22 Nov + 8 = 30 Nov, + 31 (39), + 31 (70), + 28 (98), + 2 = 2 Mar; 40,012 + 20,000
    assert end == GuaranteeEnd(date(2027, 3, 2), 60_012)


def test_work_that_goes_on_voids_the_certificate(desk: Any, engine: int) -> None:
    inspector = desk.inspector()
    for step, by in ((SELF, desk.technician), (LEADER, desk.advisor), (FINAL, inspector)):
        look(desk, engine, step, by)
    desk.certify(engine, 40_010)
    desk.act(opening.move, engine, Stage.IN_WORK, reason="怠速抖动")
    assert desk.sheet(engine).quality.certificate is None


def test_a_rework_inside_the_guarantee_is_free_and_after_it_is_not(desk: Any, agreed: int) -> None:
    """A small repair leaves on 21 Nov: covered to 1 Dec and 42,005 km."""
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    desk.act(house.save_settings, {"close_needs_payment": False}, by=desk.manager)
    desk.act(handing_over.hand_over, agreed, HandOver(40_005, OldParts.NONE))
    for days, km, free in ((10, 42_005, True), (10, 42_006, False), (11, 41_000, False)):
        intake = Intake(odometer=km, odometer_accepted=True, service_type=ServiceType.REWORK)
        new, at = NewOrder("京A12345", "异响仍在", intake=intake), NOON + timedelta(days=days)
        again = desk.act(opening.open_order, new, at=at)
        desk.labour(again, payer=PayerKind.CUSTOMER)
        found = [check for check in desk.sheet(again).checks if check.code == "rework"]
        assert bool(found) is free, (days, km)
        if found:
            assert "96.00" in found[0].text() and found[0].stops
        desk.act(opening.move, again, Stage.CANCELLED, reason="试算", at=at)
    assert desk.sheet(again).totals.total == Decimal("96.00")
