"""A car comes in: nothing optional blocks, and what is known is not asked again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.people.operations import Contact
from app.service.commands import opening
from app.service.queries import lists
from app.service.queries.lists import Shown
from app.service.values import Intake, NewOrder
from app.vehicles import queries as cars
from db.tables.admin import Audit
from db.vocabulary import Role, Stage
from tests.app.service.store import NOON


def test_a_plate_alone_opens_an_order(desk: Any) -> None:
    order = desk.sheet(desk.act(opening.open_order, NewOrder("沪a 8f901")))
    assert (order.plate, order.stage, order.advisor, order.customer) == (
        "沪A8F901",
        Stage.WAITING,
        "陈静",
        None,
    )
    assert [(step.old_stage, step.new_stage) for step in order.steps] == [(None, Stage.WAITING)]


def test_a_known_plate_brings_its_owner_and_each_line_is_a_concern(desk: Any, order: int) -> None:
    again = desk.sheet(desk.act(opening.open_order, NewOrder("京A12345", "  保养  \n\n加玻璃水")))
    assert again.customer == desk.sheet(order).customer
    assert again.model == "轩逸 1.6XL"
    assert [row.words for row in again.concerns] == ["保养", "加玻璃水"]


def test_what_cannot_be_a_plate_is_refused_beside_its_field(desk: Any) -> None:
    assert desk.refused(opening.open_order, NewOrder("京A123")).field == "plate"
    assert desk.refused(opening.open_order, NewOrder(None)).field == "plate"


def test_a_lower_odometer_is_accepted_on_second_sight_and_logged(desk: Any, order: int) -> None:
    lower = Intake(odometer=39000)
    assert desk.refused(opening.open_order, NewOrder("京A12345", intake=lower)).field == "odometer"
    desk.act(
        opening.open_order,
        NewOrder("京A12345", intake=Intake(odometer=39000, odometer_accepted=True)),
    )
    with desk.records.read() as session:
        reasons = list(session.scalars(select(Audit.reason).where(Audit.reason.is_not(None))))
        hit = cars.by_plate(session, "京A12345")
    assert reasons == ["odometer 39000 accepted below 40000"]
    assert hit is not None and hit.odometer == 39000, "the newest reading that stands"


def test_a_mistaken_odometer_heals(desk: Any) -> None:
    """京B88888 came with 301464 km by mistake: corrected, cancelled, and back with 32000."""

    def reading() -> int | None:
        with desk.records.read() as session:
            hit = cars.by_plate(session, "京B88888")
        assert hit is not None
        return hit.odometer

    first = desk.act(opening.open_order, NewOrder("京B88888", intake=Intake(odometer=301464)))
    desk.act(opening.change_intake, first, Intake(odometer=30146))
    assert reading() == 30146, "the correction takes the mistaken one back"
    desk.act(opening.change_intake, first, Intake(odometer=30150))
    desk.act(opening.move, first, Stage.CANCELLED, reason="客户不修了")
    assert reading() is None, "a cancelled order reads nothing"
    second = desk.act(opening.open_order, NewOrder("京B88888", intake=Intake(odometer=32000)))
    assert reading() == 32000
    desk.act(opening.change_intake, second, Intake())
    assert reading() is None
    desk.act(opening.change_intake, second, Intake(odometer=32001))
    third = NewOrder("京B88888", intake=Intake(odometer=320010))
    assert desk.refused(opening.open_order, third).code == "order.odometer_far"
    lower = NewOrder("京B88888", intake=Intake(odometer=3200))
    assert desk.refused(opening.open_order, lower).code == "order.odometer_lower"
    kept = replace(lower, intake=Intake(odometer=3200, odometer_accepted=True))
    fourth = desk.act(opening.open_order, kept)
    assert reading() == 3200, "and the next visit is compared with what was accepted"
    desk.act(opening.move, fourth, Stage.CANCELLED, reason="开错单")
    assert reading() == 32001, "what stood before it stands again"


def test_two_open_orders_cannot_share_a_key_tag_and_it_is_free_again_afterwards(
    desk: Any, order: int
) -> None:
    taken = NewOrder("京B23456", intake=Intake(key_tag=" 12 "))
    assert desk.refused(opening.open_order, taken).field == "key_tag"
    desk.act(opening.move, order, Stage.CANCELLED, reason="客户不修了")
    assert desk.sheet(desk.act(opening.open_order, taken)).intake.key_tag == "12"


def test_a_bad_telephone_of_the_bringer_is_said_beside_it(desk: Any) -> None:
    bad = NewOrder("京B23456", intake=Intake(bringer_name="李雷", bringer_phone="123"))
    assert desk.refused(opening.open_order, bad).field == "bringer_phone"


def test_the_intake_is_completed_later_and_the_payer_is_found(desk: Any, order: int) -> None:
    desk.act(
        opening.change_intake,
        order,
        Intake(
            odometer=40010, payer_name="顺达物流", payer_phone="13900139000", damage="左前门划痕"
        ),
    )
    done = desk.sheet(order)
    assert (done.intake.odometer, done.intake.damage, done.payer and done.payer.name) == (
        40010,
        "左前门划痕",
        "顺达物流",
    )
    assert done.car.odometer == 40010


def test_a_promise_moves_with_its_reason(desk: Any, order: int) -> None:
    later = NOON + timedelta(hours=6)
    assert desk.refused(opening.promise, order, later).field == "promise_reason"
    desk.act(opening.promise, order, later, reason="等配件")
    assert [(row.new_promise, row.reason) for row in desk.sheet(order).promises] == [
        (NOON + timedelta(hours=4), None),
        (later, "等配件"),
    ]


def test_an_order_is_handed_over_only_at_its_desk(desk: Any, order: int) -> None:
    assert desk.refused(opening.move, order, Stage.DELIVERED).code == "order.hand_over"


def test_a_technician_opens_no_order(desk: Any) -> None:
    assert (
        desk.refused(opening.open_order, NewOrder("京A12345"), by=desk.technician).code
        == "permission.denied"
    )


def test_an_owner_beside_a_known_owner_only_brings_the_car(desk: Any, order: int) -> None:
    other = desk.act(opening.open_order, NewOrder("京A12345", owner=Contact("李雷", "13800138001")))
    customer = desk.sheet(other).customer
    assert customer is not None and customer.name == "张伟"


@pytest.mark.parametrize(
    ("chip", "count"),
    [
        (Shown.OPEN, 2),
        (Shown.DUE_TODAY, 1),
        (Shown.LATE, 0),
        (Shown.READY, 0),
        (Shown.DELIVERED, 0),
        (Shown.ALL, 2),
    ],
)
def test_a_chip_shows_its_orders(desk: Any, order: int, chip: Shown, count: int) -> None:
    desk.act(opening.open_order, NewOrder("京B23456"))
    with desk.records.read() as session:
        seen = lists.overview(session, chip, now=NOON, risk_minutes=30)
    assert len(seen.rows) == count
    assert seen.counts == {
        Shown.OPEN: 2,
        Shown.DUE_TODAY: 1,
        Shown.LATE: 0,
        Shown.APPROVAL: 0,
        Shown.READY: 0,
        Shown.DELIVERED: 0,
    }


@pytest.mark.parametrize(("text", "count"), [("a12", 1), ("w2611", 2), ("京 b", 1), ("%", 0)])
def test_an_order_is_found_by_number_or_plate(desk: Any, order: int, text: str, count: int) -> None:
    desk.act(opening.open_order, NewOrder("京B23456"))
    with desk.records.read() as session:
        seen = lists.overview(
            session, Shown.OPEN, text, now=NOON + timedelta(hours=5), risk_minutes=30
        )
    assert len(seen.rows) == count
    assert seen.counts[Shown.LATE] == 1


def test_the_roles_of_the_desk_are_declared() -> None:
    assert opening.open_order.roles == {Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER}  # type: ignore[attr-defined]


def test_the_second_of_two_advisors_is_told_of_the_order_of_the_first(desk: Any) -> None:
    """Both looked when the car had no order; the second may still open one on purpose."""
    looked = NewOrder("京A12345", seen_order=0)
    first = desk.act(opening.open_order, looked)
    told = desk.refused(opening.open_order, looked, by=desk.manager, at=NOON + timedelta(minutes=1))
    assert (told.code, told.field) == ("order.opened_meanwhile", "plate")
    assert told.facts["order_id"] == first
    assert told.facts["who"] == "陈静"
    assert told.facts["number"] == desk.sheet(first).number
    assert told.facts["time"] == "12:00"
    again = replace(looked, seen_order=first)
    assert desk.act(opening.open_order, again, by=desk.manager) != first
