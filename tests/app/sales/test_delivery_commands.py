"""A car is given once, and leaves only when nothing is missing; then its buyer owns it (E10)."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.admin import calendar_commands
from app.admin import commands as house
from app.admin.calendar_commands import SpecialDayEntry
from app.errors import Refused
from app.local_time import local_day
from app.people import consents
from app.sales import commands, delivery_commands, order_commands
from app.sales.order_values import CarHandOver, SaleChangeEntry, SaleStepEntry
from app.stock import commands as stock
from app.stock import hold_commands, pdi_commands
from app.stock import queries as stock_queries
from app.stock.values import Leaving, NewHold, PdiEntry
from db.sales_words import LoanKind, SaleBlock, SaleState, SaleStepKind
from db.stock_words import CertificatePlace, LeftHow, PdiPoint, StockState
from db.tables.people import Person
from db.tables.prospects import FollowUp
from db.tables.stock import StockCar
from db.tables.vehicles import Vehicle, VehicleRelation
from db.vocabulary import Relation
from tests import make as makers
from tests.app.sales.order_store import SaleStore
from tests.make import NOON

TODAY = NOON.date()
LOAN = {
    "down_payment": Decimal(60_900),
    "months": 36,
    "loan_rate": Decimal("3.88"),
    "loan_kind": LoanKind.YEARLY_RATE,
}


def test_one_car_has_one_order(sales: SaleStore) -> None:
    first, second, car = sales.place(), sales.place(), sales.car()
    for order in (first, second):
        sales.approve(order)
    sales.act(delivery_commands.give_car, first, car)
    with pytest.raises(Refused, match=r"sale\.car_taken") as refusal:
        sales.act(delivery_commands.give_car, second, car)
    assert all(one in refusal.value.text() for one in ("D261121-001", "李强", "周雨桐"))
    with pytest.raises(Refused, match=r"stock\.ordered"):
        sales.act(hold_commands.reserve, car, NewHold(note="老客户"), by=sales.quotes.colleague)
    with pytest.raises(Refused, match=r"stock\.ordered"):
        leaving = Leaving(how=LeftHow.SOLD, reason="急")
        sales.act(stock.leave, car, leaving, by=sales.quotes.manager)
    assert _stock_state(sales, car) is StockState.ALLOCATED
    sales.act(delivery_commands.take_back_car, first, None)
    sales.act(delivery_commands.give_car, second, car)


def test_a_car_is_given_after_the_approvals_and_as_it_was_ordered(sales: SaleStore) -> None:
    order, white = sales.place(colour="墨玉黑"), sales.car(colour="珠光白")
    with pytest.raises(Refused, match=r"sale\.state"):
        sales.act(delivery_commands.give_car, order, white)
    sales.approve(order)
    with pytest.raises(Refused, match=r"sale\.other_colour"):
        sales.act(delivery_commands.give_car, order, white)
    with pytest.raises(Refused, match=r"sale\.no_car"):
        sales.act(delivery_commands.give_car, order, None)


def test_a_reservation_gives_way_to_the_order_of_its_customer_alone(sales: SaleStore) -> None:
    store, order, car = sales.quotes, sales.place(), sales.car()
    sales.approve(order)
    hold = sales.act(hold_commands.reserve, car, NewHold(note="老客户"), by=store.colleague)
    with pytest.raises(Refused, match=r"hold\.taken"):
        sales.act(delivery_commands.give_car, order, car)
    sales.act(hold_commands.release, hold, by=store.colleague)
    wish = NewHold(person_id=store.person)
    sales.act(hold_commands.reserve, car, wish, by=store.colleague)
    sales.act(delivery_commands.give_car, order, car)
    assert _stock_state(sales, car) is StockState.ALLOCATED
    sales.act(delivery_commands.take_back_car, order, None)
    assert _stock_state(sales, car) is StockState.RESERVED, "as it was before"


def test_a_consultant_does_not_take_the_car_of_another_own_customer(
    sales: SaleStore, make: Callable[..., int]
) -> None:
    order, car = sales.place(), sales.car()
    sales.approve(order)
    sales.act(hold_commands.reserve, car, NewHold(person_id=make(makers.person, "何先生")))
    with pytest.raises(Refused, match=r"hold\.taken"):
        sales.act(delivery_commands.give_car, order, car)


def test_nothing_that_is_missing_is_overlooked(sales: SaleStore) -> None:
    traded = {"trade_in": Decimal(40_000), "appraisal_id": sales.appraise()}
    loan = LOAN | traded | {"insurance": (("交强险", Decimal(950)),)}
    order, car = sales.place(**loan), sales.car(here=False)
    assert sales.row(order).blocks == (
        *(SaleBlock.MANAGER, SaleBlock.FINANCE, SaleBlock.SIGNATURE, SaleBlock.CAR),
        *(SaleBlock.INSURANCE, SaleBlock.LOAN, SaleBlock.TRADE_IN, SaleBlock.PAYMENT),
    )
    sales.approve(order)
    sales.act(delivery_commands.give_car, order, car)
    with pytest.raises(Refused, match=r"pdi\.not_here"):
        sales.inspect(car)
    assert sales.row(order).blocks[:3] == (SaleBlock.SIGNATURE, SaleBlock.ARRIVAL, SaleBlock.PDI)
    sales.act(stock.arrive, car)
    sales.act(stock.move_certificate, car, CertificatePlace.BANK, by=sales.quotes.manager)
    sales.sign(order)
    sales.arrange(order)
    sales.pay(order, sales.row(order).due)
    sales.invoice(order)
    assert sales.row(order).blocks == (SaleBlock.CERTIFICATE, SaleBlock.PDI)
    with pytest.raises(Refused, match=r"sale\.missing") as refusal:
        sales.hand_over(order)
    assert "the certificate" in refusal.value.text()


def test_an_inspection_grows_old_and_is_made_again(sales: SaleStore) -> None:
    order, _car = sales.ready()
    late = NOON + timedelta(days=30)
    assert sales.row(order, at=late).state is SaleState.READY
    over = sales.row(order, at=late + timedelta(days=1))
    assert (over.blocks, over.is_inspected) == ((SaleBlock.OLD_PDI,), False)
    sales.act(house.save_settings, {"pdi_days": 0}, by=sales.quotes.manager)
    assert sales.row(order, at=late + timedelta(days=1)).state is SaleState.READY


def test_no_car_is_given_whose_certificate_is_free_after_the_promised_day(
    sales: SaleStore,
) -> None:
    order, car = sales.place(), sales.car()
    sales.approve(order)
    sales.act(stock.move_certificate, car, CertificatePlace.BANK, by=sales.quotes.manager)
    sales.act(house.save_settings, {"certificate_days": 15}, by=sales.quotes.manager)
    with pytest.raises(Refused, match=r"sale\.certificate"):
        sales.act(delivery_commands.give_car, order, car)
    sales.act(house.save_settings, {"certificate_days": 14}, by=sales.quotes.manager)
    sales.act(delivery_commands.give_car, order, car)
    assert SaleBlock.CERTIFICATE in sales.row(order).blocks


def test_only_the_last_inspection_counts(sales: SaleStore) -> None:
    order, car = sales.ready()
    assert sales.row(order).state is SaleState.READY
    sales.inspect(car, findings="右前门漆面划伤")
    assert sales.row(order).blocks == (SaleBlock.PDI,)
    sales.inspect(car, point=PdiPoint.IN_STOCK)
    assert sales.row(order).blocks == (SaleBlock.PDI,)
    again = sales.inspect(car)
    assert sales.row(order).state is SaleState.READY
    sales.act(pdi_commands.take_back_pdi, again)
    assert sales.row(order).blocks == (SaleBlock.PDI,)
    for wrong, field in (
        (PdiEntry(), "point"),
        (PdiEntry(PdiPoint.ARRIVAL), "checked_by"),
        (PdiEntry(PdiPoint.ARRIVAL, sales.technician), "passed"),
        (PdiEntry(PdiPoint.ARRIVAL, sales.technician, False), "findings"),
    ):
        with pytest.raises(Refused) as refusal:
            sales.act(pdi_commands.note_pdi, car, wrong)
        assert refusal.value.field == field


def test_the_buyer_owns_the_car_and_is_called(sales: SaleStore) -> None:
    order, car = sales.ready(discount=Decimal(900))
    closed = SpecialDayEntry(local_day(NOON) + timedelta(days=3), "盘点", works=False)
    sales.act(calendar_commands.save_day, closed, by=sales.quotes.manager)
    due = sales.hand_over(order)
    # the third day is closed: the call is due on the fourth
    assert local_day(due) == TODAY + timedelta(days=4)
    row = sales.row(order)
    assert (row.state, row.odometer, row.advisor) == (SaleState.DELIVERED, 15, "周顾问")
    with sales.quotes.records.read() as session:
        left = session.get_one(StockCar, car)
        assert (left.left_on, left.left_how) == (TODAY, LeftHow.SOLD)
        vehicle = session.get_one(Vehicle, left.vehicle_id)
        assert (vehicle.bought_here, vehicle.delivered_on) == (True, TODAY)
        assert vehicle.invoice_price == 139_000
        owner = session.scalars(select(VehicleRelation)).one()
        assert (owner.person_id, owner.relation) == (sales.quotes.person, Relation.OWNER)
    with pytest.raises(Refused, match=r"sale\.state") as refusal:
        sales.hand_over(order)
    assert "李强" in refusal.value.text()


def test_a_sold_car_does_not_come_back_past_its_order(sales: SaleStore) -> None:
    order, car = sales.ready()
    sales.hand_over(order)
    with pytest.raises(Refused, match=r"stock\.ordered"):
        sales.act(stock.come_back, car, by=sales.quotes.manager)


def test_a_new_car_that_was_inspected_is_not_removed(sales: SaleStore) -> None:
    car = sales.car()
    sales.inspect(car)
    with pytest.raises(Refused, match=r"stock\.changed"):
        sales.act(stock.remove_car, car, by=sales.quotes.manager)


def test_a_call_about_the_own_car_waits_unless_the_customer_refused(sales: SaleStore) -> None:
    order, _car = sales.ready()
    sales.hand_over(order)
    assert _calls(sales) == 1

    def refuse(session: Any, *, by: Any, at: Any) -> None:
        session.get_one(Person, sales.quotes.person).do_not_contact = True

    sales.act(refuse, by=sales.quotes.manager)
    assert _calls(sales) == 0


def test_who_hands_over_names_advisor_and_odometer(sales: SaleStore) -> None:
    order, _car = sales.ready()
    wrong = (
        (CarHandOver(None, 12), "advisor_id"),
        (CarHandOver(sales.advisor), "odometer"),
        (CarHandOver(sales.technician, 12), "advisor_id"),
    )
    for entry, field in wrong:
        with pytest.raises(Refused) as refusal:
            sales.act(delivery_commands.prepare_hand_over, order, entry)
        assert refusal.value.field == field


def test_what_was_arranged_is_noted_once(sales: SaleStore) -> None:
    order = sales.place(insurance=(("交强险", Decimal(950)),))
    entry = SaleStepEntry(SaleStepKind.INSURANCE, TODAY, "PDAA2026001")
    with pytest.raises(Refused, match=r"sale\.state"):
        sales.act(delivery_commands.note_step, order, entry)
    sales.approve(order)
    for kind, day, why in (
        (SaleStepKind.TAX, TODAY + timedelta(days=1), r"step\.future"),
        (SaleStepKind.TAX, TODAY - timedelta(days=1), r"step\.past"),
        (SaleStepKind.TRADE_IN, None, r"step\.not_needed"),
        (SaleStepKind.LOAN, None, r"step\.no_loan"),
        (None, None, r"step\.no_kind"),
    ):
        with pytest.raises(Refused, match=why):
            sales.act(delivery_commands.note_step, order, SaleStepEntry(kind, day))
    with pytest.raises(Refused, match=r"sale\.not_own"):
        sales.act(delivery_commands.note_step, order, entry, by=sales.quotes.colleague)
    step = sales.act(delivery_commands.note_step, order, entry, by=sales.cashier)
    with pytest.raises(Refused, match=r"step\.done"):
        sales.act(delivery_commands.note_step, order, entry)
    assert sales.row(order).steps[0].reference == "PDAA2026001"
    with pytest.raises(Refused, match=r"sale\.not_own"):
        sales.act(delivery_commands.take_back_step, step, by=sales.quotes.colleague)
    sales.act(delivery_commands.take_back_step, step)
    assert sales.row(order).steps == ()


INSURANCE = (("交强险", Decimal(950)),)


@pytest.mark.parametrize(
    "now, opened",
    [
        ({"down_payment": Decimal(1_000)}, {SaleStepKind.LOAN}),
        ({"discount": Decimal(1_000)}, {SaleStepKind.LOAN, SaleStepKind.TAX}),
        ({"insurance": (("交强险", Decimal(1_100)),)}, {SaleStepKind.INSURANCE}),
        ({"trade_in": Decimal(9_000)}, {SaleStepKind.TRADE_IN}),
        ({"trade_in_car": "另一台旧车"}, {SaleStepKind.TRADE_IN}),
        ({"colour": "珠光白"}, set()),
    ],
)
def test_what_was_arranged_for_another_amount_is_open_again(
    sales: SaleStore, now: dict, opened: set
) -> None:
    """By a change as by a newer version of an order that was sent back."""
    traded = {"trade_in": Decimal(8_000), "trade_in_car": "旧车"}
    quoted = LOAN | traded | {"insurance": INSURANCE, "plate_fee": Decimal(500)}
    changed, sent_back = sales.place(**quoted), sales.place(**quoted)
    for order in (changed, sent_back):
        sales.approve(order)
        sales.arrange(order)
        assert sales.row(order).open_steps == set()
    sales.act(order_commands.take_back_check, sent_back, by=sales.cashier)
    sales.act(order_commands.send_back, sent_back, "请重算", by=sales.quotes.manager)
    for order in (changed, sent_back):
        entry = sales.quotes.entry(id=sales.row(order).quote_id, **(quoted | now))
        sales.act(commands.save_quote, entry)
    sales.act(order_commands.change, changed, SaleChangeEntry("改贷款"))
    row = sales.row(sent_back)
    sales.act(order_commands.save_order, sales.entry(row.quote_id, id=sent_back))
    assert sales.row(changed).open_steps == sales.row(sent_back).open_steps == opened


def test_tax_and_plate_follow_after_the_hand_over(sales: SaleStore) -> None:
    order, _car = sales.ready()
    sales.hand_over(order)
    plate = SaleStepEntry(SaleStepKind.PLATE, None, "粤B12345")
    step = sales.act(delivery_commands.note_step, order, plate)
    assert [one.kind for one in sales.row(order).steps if one.id == step] == [SaleStepKind.PLATE]


def _calls(sales: SaleStore) -> int:
    with sales.quotes.records.read() as session:
        planned = select(FollowUp.id).join(Person, Person.id == FollowUp.person_id)
        return len(session.scalars(planned.where(consents.waiting())).all())


def _stock_state(sales: SaleStore, car: int) -> StockState:
    with sales.quotes.records.read() as session:
        rows = stock_queries.stock(session, sales.quotes.consultant, at=NOON)
    return next(row.state for row in rows if row.id == car)
