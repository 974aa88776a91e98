"""After the hand-over: plate, payout, mortgage and the end of the loan, each by its day (S050)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from app import settings
from app.errors import Refused
from app.permissions import Actor
from app.sales import (
    after_care_commands,
    after_care_rules,
    commands,
    delivery_commands,
    order_commands,
    order_today,
)
from app.sales.order_values import CancelEntry, SaleChangeEntry, SalePlanEntry, SaleStepEntry
from app.text import use
from app.today_spec import AskedDay
from app.vehicles.commands import change_plate
from app.vehicles.lookup import current_plates
from db.sales_words import CancelCause, LoanKind, SaleStepKind
from db.tables.vehicles import Vehicle
from tests.app.sales.order_store import SaleStore
from tests.make import NOON

LOAN = {
    "down_payment": Decimal(60_900),
    "months": 36,
    "loan_rate": Decimal("3.88"),
    "loan_kind": LoanKind.YEARLY_RATE,
    "plate_fee": Decimal(500),
}
TODAY, DAY = NOON.date(), timedelta(days=1)
PLATE, PAID_OUT = SaleStepKind.PLATE, SaleStepKind.LOAN_PAID_OUT
MORTGAGE, CLEARED = SaleStepKind.MORTGAGE, SaleStepKind.LOAN_CLEARED


def sold(sales: SaleStore) -> int:
    """Handed over without its plate."""
    order, car = sales.place(**LOAN), sales.car()
    sales.approve(order)
    sales.sign(order)
    sales.act(delivery_commands.give_car, order, car)
    sales.inspect(car)
    for kind in sales.row(order).open_steps - {PLATE}:
        sales.act(delivery_commands.note_step, order, SaleStepEntry(kind))
    sales.pay(order, sales.row(order).due)
    sales.invoice(order)
    assert not sales.row(order).plans
    sales.hand_over(order)
    return order


def plans(sales: SaleStore, order: int) -> dict[SaleStepKind, date]:
    return {one.kind: one.planned_on for one in sales.row(order).plans}


def note(sales: SaleStore, order: int, kind: SaleStepKind, days: int = 0) -> int:
    at = NOON + days * DAY
    return sales.act(delivery_commands.note_step, order, SaleStepEntry(kind), at=at)


def test_each_step_of_the_bank_brings_the_day_of_the_next(sales: SaleStore) -> None:
    order = sold(sales)
    assert plans(sales, order) == {PLATE: TODAY + 15 * DAY, PAID_OUT: TODAY + 7 * DAY}
    with pytest.raises(Refused, match=r"step\.before"):
        note(sales, order, MORTGAGE)
    paid = note(sales, order, PAID_OUT, days=5)
    assert plans(sales, order)[MORTGAGE] == TODAY + 35 * DAY
    sales.act(delivery_commands.take_back_step, paid)
    assert plans(sales, order)[PAID_OUT] == TODAY + 7 * DAY and len(plans(sales, order)) == 2
    note(sales, order, PAID_OUT, days=5)
    note(sales, order, PLATE, days=6)
    with pytest.raises(Refused, match=r"step\.early"):
        early = SaleStepEntry(MORTGAGE, TODAY + 4 * DAY)
        sales.act(delivery_commands.note_step, order, early, at=NOON + 9 * DAY)
    note(sales, order, MORTGAGE, days=20)
    assert plans(sales, order) == {CLEARED: date(2029, 11, 26)}
    note(sales, order, CLEARED, days=900)
    assert not plans(sales, order)


def test_a_day_is_agreed_and_moved_and_stays(sales: SaleStore) -> None:
    order = sold(sales)
    chosen = SalePlanEntry(PLATE, TODAY + 3 * DAY)
    assert sales.act(after_care_commands.plan_step, order, chosen)
    note(sales, order, PAID_OUT)
    assert plans(sales, order)[PLATE] == TODAY + 3 * DAY
    for wrong, field in (
        (SalePlanEntry(None, TODAY), "kind"),
        (SalePlanEntry(CLEARED, TODAY), "kind"),
        (SalePlanEntry(PLATE, None), "planned_on"),
        (SalePlanEntry(PLATE, TODAY - DAY), "planned_on"),
    ):
        with pytest.raises(Refused) as refusal:
            sales.act(after_care_commands.plan_step, order, wrong)
        assert refusal.value.field == field


def test_without_a_loan_only_the_plate_follows_and_a_cancelled_order_plans_nothing(
    sales: SaleStore,
) -> None:
    order = sales.place(plate_fee=Decimal(500))
    sales.approve(order)
    with pytest.raises(Refused, match=r"step\.no_loan"):
        note(sales, order, PAID_OUT)
    sales.act(after_care_commands.plan_step, order, SalePlanEntry(PLATE, TODAY))
    assert plans(sales, order) == {PLATE: TODAY}
    sales.act(order_commands.cancel, order, CancelEntry(CancelCause.AGREED, "不买了"))
    assert not plans(sales, order)


def test_today_tells_what_is_due_to_its_consultant_and_the_cashier(sales: SaleStore) -> None:
    use("en")
    sold(sales)

    def due(viewer: Actor, days: int) -> list[str]:
        at = NOON + days * DAY
        with sales.quotes.records.read() as session:
            asked = AskedDay(viewer, at, settings.load(session))
            return [item.why for item in order_today.after_care(session, asked)]

    consultant, colleague = sales.quotes.consultant, sales.quotes.colleague
    assert due(consultant, 6) == []
    assert due(consultant, 7) == ["Loan paid out: planned for 2026-11-28"]
    assert len(due(sales.cashier, 15)) == 2 and due(colleague, 15) == []


@pytest.mark.parametrize(
    ("paid_out", "months", "ends"),
    [
        (date(2026, 11, 26), 36, date(2029, 11, 26)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
    ],
)
def test_a_loan_ends_so_many_months_after_it_was_paid_out(
    paid_out: date, months: int, ends: date
) -> None:
    assert after_care_rules.loan_ends(paid_out, months) == ends


def carried(sales: SaleStore, order: int) -> tuple[list[tuple[str, date]], date | None]:
    """The plates of the car with their first days, and its first registration."""
    with sales.quotes.records.read() as session:
        car = session.get_one(Vehicle, sales.row(order).vehicle_id)
        return [(one.number, one.from_on) for one in current_plates(car)], car.registered_on


def test_the_plate_that_is_noted_reaches_the_file_of_the_car_and_is_taken_back(
    sales: SaleStore,
) -> None:
    order = sold(sales)
    wrong = SaleStepEntry(PLATE, TODAY, "不知道")
    with pytest.raises(Refused) as refusal:
        sales.act(delivery_commands.note_step, order, wrong)
    assert refusal.value.field == "reference"
    entry = SaleStepEntry(PLATE, TODAY + DAY, "京A12345")
    step = sales.act(delivery_commands.note_step, order, entry, at=NOON + 2 * DAY)
    assert carried(sales, order) == ([("京A12345", TODAY + DAY)], TODAY + DAY)
    sales.act(delivery_commands.take_back_step, step, at=NOON + 2 * DAY)
    assert carried(sales, order) == ([], None)


def test_the_temporary_plate_is_on_the_car_again_when_the_plate_is_taken_back(
    sales: SaleStore,
) -> None:
    order, later = sold(sales), NOON + 2 * DAY
    car, manager = sales.row(order).vehicle_id, sales.quotes.manager
    sales.act(change_plate, car, "临京A0123", by=manager)
    entry = SaleStepEntry(PLATE, TODAY + DAY, "京A12345")
    step = sales.act(delivery_commands.note_step, order, entry, at=later)
    assert carried(sales, order) == ([("京A12345", TODAY + DAY)], TODAY + DAY)
    sales.act(delivery_commands.take_back_step, step, at=later)
    assert carried(sales, order) == ([("临京A0123", TODAY)], None)


def test_a_plate_noted_before_the_hand_over_reaches_the_file_with_it(sales: SaleStore) -> None:
    order, _car = sales.ready(plate_fee=Decimal(500))
    (step,) = (one for one in sales.row(order).steps if one.kind is PLATE)
    sales.act(delivery_commands.take_back_step, step.id)
    sales.act(delivery_commands.note_step, order, SaleStepEntry(PLATE, TODAY, "京AD12345"))
    assert carried(sales, order) == ([], None)
    sales.hand_over(order)
    assert carried(sales, order) == ([("京AD12345", TODAY)], TODAY)


def test_the_day_of_what_a_change_takes_off_is_forgotten(sales: SaleStore) -> None:
    order = sales.place(**LOAN, insurance=(("交强险", Decimal(950)),))
    sales.approve(order)
    for kind in (SaleStepKind.INSURANCE, PLATE):
        entry = SalePlanEntry(kind, TODAY + DAY)
        sales.act(after_care_commands.plan_step, order, entry)
    entry = sales.quotes.entry(id=sales.row(order).quote_id, **LOAN)
    sales.act(commands.save_quote, entry)
    sales.act(order_commands.change, order, SaleChangeEntry("自己买保险"))
    assert plans(sales, order) == {PLATE: TODAY + DAY}
