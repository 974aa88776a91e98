"""A warranty repair needs a record that was given out and signed (order 43, article 17)."""

from datetime import timedelta
from typing import Any

import pytest

from app import settings
from app.service.commands import opening, papers
from app.service.values import GivenOut
from app.today_spec import AskedDay
from app.warranty import commands, today
from app.warranty.queries import rights
from app.warranty.queries.repair_record import RecordState, RepairRecord
from db.tables.service import RepairOrder
from db.vocabulary import PaperKind, ServiceType, Stage
from tests.app.service.store import NOON

COPY = "The warranty repair record was not printed: the customer gets a copy."
NO_SIGNATURE = "The warranty repair record is not signed by the customer and the repairer."


@pytest.fixture
def repair(desk: Any, order: int) -> int:
    def tell(session: Any, *, by: Any, at: Any) -> None:
        session.get_one(RepairOrder, order).service_type = ServiceType.WARRANTY

    desk.act(tell)
    return order


def give_out(desk: Any, order: int, pdf: bytes = b"%PDF") -> None:
    desk.act(papers.keep_paper, order, GivenOut(PaperKind.REPAIR_RECORD, pdf, 1))


def record(desk: Any, order: int) -> RepairRecord | None:
    with desk.records.read() as session:
        return rights.order_rights(session, order, at=NOON).record


def missing(desk: Any, order: int) -> list[str]:
    """What the checks say of the record; none of it keeps the car here."""
    found = [check for check in desk.sheet(order).checks if check.code.startswith("record")]
    assert not any(check.stops for check in found)
    assert all(check.where == "warranty" for check in found)
    return [check.message for check in found]


def test_an_order_that_is_no_warranty_repair_needs_no_record(desk: Any, order: int) -> None:
    assert record(desk, order) is None
    assert missing(desk, order) == []
    assert desk.refused(commands.sign_record, order).code == "repair_record.not_printed"


def test_copy_and_signatures_are_missed_until_each_is_there(desk: Any, repair: int) -> None:
    assert record(desk, repair) == RepairRecord(RecordState.NOT_PRINTED)
    assert missing(desk, repair) == [COPY]
    assert desk.refused(commands.sign_record, repair).code == "repair_record.not_printed"
    give_out(desk, repair)
    assert record(desk, repair) == RepairRecord(RecordState.UNSIGNED)
    assert missing(desk, repair) == [NO_SIGNATURE]
    desk.act(commands.sign_record, repair)
    assert record(desk, repair) == RepairRecord(RecordState.SIGNED, NOON)
    assert missing(desk, repair) == []


def test_the_same_paper_again_keeps_the_signatures_another_one_does_not(
    desk: Any, repair: int
) -> None:
    give_out(desk, repair)
    desk.act(commands.sign_record, repair)
    give_out(desk, repair)
    assert record(desk, repair) == RepairRecord(RecordState.SIGNED, NOON)
    give_out(desk, repair, b"%PDF another")
    assert record(desk, repair) == RepairRecord(RecordState.UNSIGNED)
    assert missing(desk, repair) == [NO_SIGNATURE]


def test_a_cancelled_order_is_not_signed(desk: Any, repair: int) -> None:
    give_out(desk, repair)
    desk.act(opening.move, repair, Stage.CANCELLED, reason="误开")
    desk.refused(commands.sign_record, repair)
    assert record(desk, repair) == RepairRecord(RecordState.UNSIGNED)


def test_a_cashier_notes_no_signature(desk: Any, repair: int) -> None:
    give_out(desk, repair)
    desk.refused(commands.sign_record, repair, by=desk.cashier)
    assert record(desk, repair) == RepairRecord(RecordState.UNSIGNED)


def deliver(session: Any, key: int, *, by: Any, at: Any) -> None:
    order = session.get_one(RepairOrder, key)
    order.stage, order.delivered_at, order.delivered_by = Stage.DELIVERED, at, by.staff_id


def unsigned(desk: Any, viewer: Any = None, after: timedelta = timedelta()) -> Any:
    with desk.records.read() as session:
        return today.unsigned_records(
            session, AskedDay(viewer or desk.advisor, NOON + after, settings.load(session))
        )


def test_a_signature_missing_after_the_hand_over_is_asked_for_on_today(
    desk: Any, repair: int
) -> None:
    give_out(desk, repair)
    assert unsigned(desk) == (), "until the car leaves, its checks say so"
    desk.act(deliver, repair)
    (item,) = unsigned(desk)
    assert item.opens == ("repair_order", repair) and item.why.startswith("The repair record")
    assert unsigned(desk, desk.technician) == (), "each advisor sees the own ones"
    assert len(unsigned(desk, desk.manager, timedelta(days=30))) == 1
    assert unsigned(desk, after=timedelta(days=30, minutes=1)) == (), "the order misses it on"
    assert item.act.command and item.act.undo
    for (command, arguments), left in ((item.act.command, 0), (item.act.undo, 1)):
        desk.refused(command, *arguments, by=desk.cashier)
        desk.act(command, *arguments)
        assert len(unsigned(desk)) == left


def test_nobody_signs_what_was_never_printed_or_needs_no_record(desk: Any, repair: int) -> None:
    """The system of the maker may print it; and an order may have changed its type."""
    desk.act(deliver, repair)
    assert unsigned(desk) == ()
    give_out(desk, repair)
    assert len(unsigned(desk)) == 1

    def change(session: Any, *, by: Any, at: Any) -> None:
        session.get_one(RepairOrder, repair).service_type = ServiceType.REPAIR

    desk.act(change)
    assert unsigned(desk) == ()
