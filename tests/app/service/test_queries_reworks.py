"""A rework names the order that it does again, and reads whether its guarantee holds."""

from datetime import date, timedelta
from typing import Any

from app.orders.rules import GuaranteeEnd
from app.service.commands import approvals, opening
from app.service.paper_blocks import service_types
from app.service.queries.reworks import past_repairs
from app.service.values import Answer, Intake, NewOrder
from db.money_words import PayerKind
from db.vocabulary import ApprovalMedium, ServiceType
from tests.app.service.test_commands_leaving import ended, stay
from tests.make import NOON

DAY = timedelta(days=1)


def test_the_chosen_order_is_linked_and_its_guarantee_follows(desk: Any) -> None:
    """An engine overhaul, then a second-level maintenance: the engine is done again."""
    engine = stay(desk, ServiceType.ASSEMBLY, at=NOON, odometer=40_000)
    second = stay(desk, ServiceType.SECOND_LEVEL, at=NOON + DAY, odometer=40_500)
    with desk.records.read() as session:
        found = past_repairs(session, desk.sheet(engine).car.id)
    assert [one.id for one in found] == [second, engine]
    assert found[1].end == GuaranteeEnd(date(2027, 3, 1), 60_000)
    assert found[0].end == GuaranteeEnd(date(2026, 12, 22), 45_500)
    intake = Intake(odometer=41_000, service_type=ServiceType.REWORK, reworked_id=engine)
    again = desk.act(opening.open_order, NewOrder("京C33333", intake=intake), at=NOON + 2 * DAY)
    assert desk.sheet(again).intake.reworked_id == engine


def test_without_a_choice_the_newest_is_meant_and_another_cars_is_refused(desk: Any) -> None:
    first = stay(desk, ServiceType.ASSEMBLY, at=NOON, odometer=40_000)
    newest = stay(desk, ServiceType.SECOND_LEVEL, at=NOON + DAY, odometer=40_500)
    rework = Intake(odometer=41_000, service_type=ServiceType.REWORK)
    again = desk.act(opening.open_order, NewOrder("京C33333", intake=rework), at=NOON + 2 * DAY)
    assert desk.sheet(again).intake.reworked_id == newest
    other = Intake(service_type=ServiceType.REWORK, reworked_id=first)
    refusal = desk.refused(opening.open_order, NewOrder("京C44444", intake=other))
    assert (refusal.code, refusal.field) == ("order.rework", "reworked_id")
    plain = Intake(odometer=41_000, service_type=ServiceType.REPAIR, reworked_id=first)
    desk.act(opening.change_intake, again, plain, at=NOON + 2 * DAY)
    assert desk.sheet(again).intake.reworked_id is None


def test_a_rework_of_a_chosen_rework_restarts_where_it_was_completed(desk: Any) -> None:
    stay(desk, ServiceType.ASSEMBLY, at=NOON, odometer=40_000)
    done = NOON + 3 * DAY
    again = stay(desk, ServiceType.REWORK, at=done, odometer=43_100, left=done + 2 * DAY)
    with desk.records.read() as session:
        newest = past_repairs(session, desk.sheet(again).car.id)[0]
    assert (newest.id, newest.end.last_day, newest.end.km) == (again, *ended(desk, again)[1:])


def paid_lines(desk: Any, order: int) -> set[str]:
    """The codes of what stops the bill."""
    return {check.code for check in desk.sheet(order).checks if check.stops}


def test_only_what_is_done_again_is_free(desk: Any) -> None:
    """A rework comes in, and the customer also wants new wipers: 60.00 are paid."""
    stay(desk, ServiceType.ASSEMBLY, at=NOON, odometer=40_000)
    intake = Intake(odometer=41_000, service_type=ServiceType.REWORK)
    again = desk.act(opening.open_order, NewOrder("京C33333", intake=intake), at=NOON + DAY)
    desk.labour(again, "重装水泵", "1.00")
    wipers = {"payer": PayerKind.CUSTOMER, "service_type": ServiceType.REPAIR}
    desk.part(again, "雨刮片", "1", "60.00", **wipers)
    assert "rework" not in paid_lines(desk, again), "the store pays what it does again"
    desk.part(again, "水泵垫片", "1", "15.00", payer=PayerKind.CUSTOMER)
    assert "rework" in paid_lines(desk, again)
    [told] = [check for check in desk.sheet(again).checks if check.code == "rework"]
    assert "¥15.00" in told.text()


def test_a_line_that_is_a_rework_links_an_ordinary_order_to_the_first_one(desk: Any) -> None:
    first = stay(desk, ServiceType.ASSEMBLY, at=NOON, odometer=40_000)
    intake = Intake(odometer=41_000, service_type=ServiceType.MAINTENANCE)
    order = desk.act(opening.open_order, NewOrder("京C33333", intake=intake), at=NOON + DAY)
    desk.labour(order, "更换机油机滤")
    assert desk.sheet(order).intake.reworked_id is None
    rework = {"service_type": ServiceType.REWORK}
    line = desk.labour(order, "重装水泵", "1.00", **rework)
    assert desk.sheet(order).intake.reworked_id == first
    assert desk.sheet(order).lines[1].payer is PayerKind.INTERNAL
    assert "rework" not in paid_lines(desk, order)
    desk.labour(order, "重装水泵", "1.00", **rework, payer=PayerKind.CUSTOMER, id=line.id)
    assert "rework" in paid_lines(desk, order)
    desk.act(opening.change_intake, order, intake, at=NOON + DAY)
    assert desk.sheet(order).intake.reworked_id == first, "the line still says so"
    desk.labour(order, "重装水泵", "1.00", payer=PayerKind.CUSTOMER, id=line.id)
    assert desk.sheet(order).intake.reworked_id is None


def test_the_biggest_line_decides_on_checks_certificate_and_guarantee(desk: Any) -> None:
    """An ordinary repair with one assembly line: 100 days or 20,000 km, and a certificate."""
    intake = Intake(odometer=41_000, service_type=ServiceType.REPAIR)
    order = desk.act(opening.open_order, NewOrder("京C33333", intake=intake))
    assert not desk.sheet(order).quality.state.needs_certificate
    line = desk.labour(order, "更换变速箱总成", "6.00", service_type=ServiceType.ASSEMBLY)
    state = desk.sheet(order).quality.state
    assert (state.repair, state.needs_certificate) == (ServiceType.ASSEMBLY, True)
    desk.act(approvals.approve, order, Answer(ApprovalMedium.PHONE, "张伟", (), ((line, "太贵"),)))
    assert not desk.sheet(order).quality.state.needs_certificate, "it is not done"


def test_papers_name_every_service_type_of_an_order_once(desk: Any) -> None:
    intake = Intake(odometer=41_000, service_type=ServiceType.MAINTENANCE)
    order = desk.act(opening.open_order, NewOrder("京C33333", intake=intake))
    desk.labour(order, "更换机油机滤")
    desk.labour(order, "更换水泵", "1.00", service_type=ServiceType.WARRANTY)
    desk.part(order, "水泵", service_type=ServiceType.WARRANTY)
    assert service_types(desk.sheet(order)) == "Maintenance · Warranty"
    payers = [line.payer for line in desk.sheet(order).lines]
    assert payers == [PayerKind.CUSTOMER, PayerKind.WARRANTY, PayerKind.WARRANTY]
