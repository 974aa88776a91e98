"""Use cases up to the hand-over: give a car, arrange what is needed, hand over."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app import settings
from app.care import operations as care
from app.errors import Refused
from app.formatting import short_day
from app.local_time import local_day
from app.permissions import Actor, allow
from app.prospects.buyer_calls import OwnOrder
from app.sales import (
    after_care_rules,
    order_operations,
    order_rules,
    plates,
    rules,
    trade_in,
    used_sale,
)
from app.sales.after_care_operations import keep_plans
from app.sales.order_facts import SaleOrderRow, after_care, told_step
from app.sales.order_operations import check_open, own
from app.sales.order_values import CarHandOver, SaleStepEntry
from app.sales.settings import QuoteSettings
from app.stock import operations as stock
from app.stock import outlet_operations
from app.text import N_, _
from app.vehicles import operations as vehicles
from db.sales_words import SaleStepKind
from db.stock_words import CertificatePlace, LeftHow
from db.tables.admin import Staff
from db.tables.sale_orders import SaleOrder, SaleStep
from db.tables.stock import StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import Relation, Role


@allow(Role.CONSULTANT)
def give_car(
    session: Session, order_id: int, car_id: int | None, *, by: Actor, at: datetime
) -> int | None:
    """Gives an order a car that is what it says; returns the one that it had before.

    Refused where another order or another customer's reservation has it, and where the bank keeps
    its certificate longer than until the promised day.
    """
    told = own(session, order_id, by=by, at=at)
    check_open(told, order_rules.APPROVED)
    if car_id is None:
        raise Refused("sale.no_car", N_("Which car? Choose one."), field="stock_car_id")
    car, row = stock.standing_car(session, car_id), session.get_one(SaleOrder, order_id)
    used_sale.check_not_fixed(told)
    trade_in.check_not_used(car)
    order_operations.check_fits(session, car, told)
    order_operations.check_not_given(session, car, besides=order_id)
    outlet_operations.check_not_away(session, car)
    if car.certificate is CertificatePlace.BANK:
        order_rules.check_free_by(told.promised_on, told.store.certificate_days, today=told.today)
    order_operations.free_hold(session, car, row, at=at)
    before, row.stock_car_id = row.stock_car_id, car.id
    row.allocated_at, row.allocated_by = at, by.staff_id
    session.flush()
    return before


@allow(Role.CONSULTANT)
def take_back_car(
    session: Session, order_id: int, before: int | None, *, by: Actor, at: datetime
) -> None:
    """Undo of `give_car`: the order has the car that it had, or none."""
    told = own(session, order_id, by=by, at=at)
    used_sale.check_not_fixed(told)
    check_open(told, order_rules.APPROVED)
    row = session.get_one(SaleOrder, order_id)
    order_operations.hold_again(session, row)
    row.stock_car_id = before
    row.allocated_at = at if before is not None else None
    row.allocated_by = by.staff_id if before is not None else None


@allow(Role.CONSULTANT, Role.CASHIER)
def note_step(
    session: Session, order_id: int, entry: SaleStepEntry, *, by: Actor, at: datetime
) -> int:
    """Notes that something was arranged for the buyer; returns the id of the note.

    An appraised car that was traded in is a car for sale from then on.
    """
    told = own(session, order_id, by=by, at=at, others=(Role.CASHIER,))
    check_open(told, order_rules.ARRANGING)
    if entry.kind is None:
        raise Refused("step.no_kind", N_("What was arranged? Choose one."), field="kind")
    done = next((one for one in told.steps if one.kind is entry.kind), None)
    if done is not None:
        message = N_("{step} has been noted already, by {who}, {day}.")
        about = {
            "step": _(told_step(told, entry.kind)),
            "who": done.staff,
            "day": short_day(done.done_on),
        }
        raise Refused("step.done", message, field="kind", **about)
    on = entry.done_on or local_day(at)
    _check_step(told, entry.kind, on=on)
    reference = (entry.reference or "").strip() or None
    row = SaleStep(sale_order_id=order_id, kind=entry.kind, done_on=on, done_by=by.staff_id)
    row.reference, row.valid_until = reference, _last_day(entry, on)
    session.add(row)
    session.flush()
    if entry.kind is SaleStepKind.TRADE_IN:
        trade_in.take_over(session, told.agreed, at=at)
    if entry.kind is SaleStepKind.PLATE:
        vehicles.plate_number(reference, "reference")
        if told.delivered_at is not None and told.vehicle_id is not None and reference:
            plates.carry(session, told.vehicle_id, reference, on=on, at=at)
    keep_plans(session, order_id, at=at)
    return row.id


@allow(Role.CONSULTANT, Role.CASHIER)
def take_back_step(session: Session, step_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `note_step`; Refused once the car is handed over, where it was needed for that."""
    row = session.get_one(SaleStep, step_id)
    told = own(session, row.sale_order_id, by=by, at=at, others=(Role.CASHIER,))
    if row.kind in order_rules.BEFORE_HAND_OVER:
        check_open(told)
    if row.kind is SaleStepKind.TRADE_IN:
        trade_in.give_back(session, told.agreed)
    is_plate = row.kind is SaleStepKind.PLATE and told.delivered_at is not None
    if is_plate and told.vehicle_id is not None and row.reference:
        plates.take_off(session, told.vehicle_id, row.reference, on=row.done_on)
    session.delete(row)
    keep_plans(session, row.sale_order_id, at=at)


@allow(Role.CONSULTANT)
def prepare_hand_over(
    session: Session, order_id: int, entry: CarHandOver, *, by: Actor, at: datetime
) -> CarHandOver:
    """Notes advisor and odometer, which the confirmation says; returns what was noted before."""
    told = own(session, order_id, by=by, at=at)
    check_open(told)
    _check_nothing_missing(told)
    order_rules.check_prepared(entry.advisor_id, entry.odometer)
    used_sale.check_odometer(told, entry.odometer or 0)
    advisor = session.get(Staff, entry.advisor_id)
    if advisor is None or not advisor.active or Role.ADVISOR not in advisor.roles:
        message = N_("The customer is introduced to a service advisor. Choose one.")
        raise Refused("sale.other_advisor", message, field="advisor_id")
    row = session.get_one(SaleOrder, order_id)
    row.advisor_id, row.odometer = entry.advisor_id, entry.odometer
    return CarHandOver(told.advisor_id, told.odometer)


@allow(Role.CONSULTANT)
def take_back_preparation(
    session: Session, order_id: int, before: CarHandOver, *, by: Actor, at: datetime
) -> None:
    """Undo of `prepare_hand_over`."""
    check_open(own(session, order_id, by=by, at=at))
    row = session.get_one(SaleOrder, order_id)
    row.advisor_id, row.odometer = before.advisor_id, before.odometer


@allow(Role.CONSULTANT)
def hand_over(session: Session, order_id: int, *, by: Actor, at: datetime) -> datetime:
    """The car goes to its buyer, who is its owner now and is called after some days.

    Refused while anything of `order_rules.blocks` is missing, and before the confirmation of this
    car, advisor and odometer was printed. Returns when the first call is due.
    """
    told = own(session, order_id, by=by, at=at)
    check_open(told)
    _check_nothing_missing(told)
    order_rules.check_prepared(told.advisor_id, told.odometer)
    if order_operations.printed_sheet(session, told) is None:
        message = N_("Print the hand-over confirmation as the order stands now: it is signed.")
        raise Refused("sale.no_sheet", message)
    row = session.get_one(SaleOrder, order_id)
    row.delivered_at, row.delivered_by = at, by.staff_id
    _hand_to_owner(session, told, at=at)
    keep_plans(session, order_id, at=at)
    days = settings.load(session).of(QuoteSettings).first_call_days
    about = OwnOrder(told.person_id, told.staff_id, told.id)
    return care.plan_calls(session, about, days=(days,), at=at)[0]


def _hand_to_owner(session: Session, told: SaleOrderRow, *, at: datetime) -> None:
    car, today = session.get_one(StockCar, told.stock_car_id), local_day(at)
    order_operations.check_fits(session, car, told)
    stock.check_in_hand(session, car)
    car.left_on, car.left_how = today, LeftHow.SOLD
    vehicle = session.get_one(Vehicle, car.vehicle_id)
    vehicle.bought_here = True
    if told.agreed.used is None:  # the warranty of a used car runs on from its first sale
        vehicle.delivered_on = today
        vehicle.invoice_price = rules.bare_price(told.agreed.amounts)
    vehicle.odometer = max(vehicle.odometer or 0, told.odometer or 0)
    owner = Relation.OWNER
    vehicles.keep_relation(session, vehicle.id, told.person_id, relation=owner, at=at)
    plate = next((one for one in told.steps if one.kind is SaleStepKind.PLATE), None)
    if plate is not None and plate.reference:
        plates.carry(session, vehicle.id, plate.reference, on=plate.done_on, at=at)


def _check_nothing_missing(told: SaleOrderRow) -> None:
    if told.blocks:
        message = N_("Before the hand-over there is missing: {what}.")
        what = _(", ").join(_(one.label) for one in told.blocks)
        raise Refused("sale.missing", message, what=what)


def _last_day(entry: SaleStepEntry, on: date) -> date | None:
    """Until when an insurance lasts; Refused for a day before it was arranged."""
    if entry.kind is not SaleStepKind.INSURANCE:
        return None
    if entry.valid_until is not None and entry.valid_until <= on:
        message = N_("The insurance would have ended before it was arranged.")
        raise Refused("step.ended", message, field="valid_until")
    return entry.valid_until


def _check_step(told: SaleOrderRow, kind: SaleStepKind, *, on: date) -> None:
    """Refused for a day before the order or to come, and for what the order does not need.

    Every car gets a plate, also where the customer sees to it.
    """
    if on > told.today:
        message = N_("This day is still to come.")
        raise Refused("step.future", message, field="done_on")
    if on < local_day(told.placed_at):
        message = N_("This day is before the order.")
        raise Refused("step.past", message, field="done_on")
    others = {SaleStepKind.PLATE, *after_care_rules.OF_LOAN}
    if kind not in told.progress.needed | others:
        message = N_("This order does not need it: it stands in no line of the contract.")
        raise Refused("step.not_needed", message, field="kind")
    after_care_rules.check_step(kind, after_care(told), on=on)
