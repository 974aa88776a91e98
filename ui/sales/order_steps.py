"""What may be done with an order for a car."""

from __future__ import annotations

from functools import partial

from app.permissions import Actor
from app.sales import (
    after_care_commands,
    after_care_rules,
    delivery_commands,
    money_commands,
    order_commands,
    order_rules,
)
from app.sales.order_facts import SaleOrderRow, after_care, is_prepared
from app.sales.order_values import (
    CancelEntry,
    CarHandOver,
    CarMoney,
    SaleChangeEntry,
    SalePlanEntry,
    SaleStepEntry,
)
from app.text import N_
from db.sales_words import CancelCause, SaleState, SaleStepKind
from db.vocabulary import PaymentMethod, Role
from ui.parts.columns import choice_of, field
from ui.parts.fields import Area, Choice, DateField, Money, Number
from ui.parts.form import Field
from ui.record_desk.declaration import Gesture, Step, Typed
from ui.sales.invoice_steps import INVOICE, RED_INVOICE

TAKE = "take_money"
GIVE, GIVE_OTHER = "give_car", "other_car"


def _is_own(row: SaleOrderRow, viewer: Actor) -> bool:
    return row.is_own or viewer.may()


def _takes_money(row: SaleOrderRow, viewer: Actor) -> bool:
    may = viewer.may(Role.CASHIER)
    return may and row.state in money_commands.BEFORE and row.due > 0


def _settles(row: SaleOrderRow, viewer: Actor) -> bool:
    return viewer.may(Role.CASHIER) and row.state is SaleState.DELIVERED


def _gives_back(row: SaleOrderRow, viewer: Actor) -> bool:
    if not viewer.may(Role.CASHIER):
        return False
    return row.to_pay_back > 0 if row.cancelled_at is not None else row.paid > 0


def _signs(row: SaleOrderRow, viewer: Actor) -> bool:
    is_approved = row.state in order_rules.APPROVED
    return is_approved and row.valid_signature_at is None and _is_own(row, viewer)


def _gets_car(row: SaleOrderRow, viewer: Actor) -> bool:
    waits = row.state is SaleState.WAITS_FOR_CAR and row.agreed.used is None
    return waits and _is_own(row, viewer)


def _changes_car(row: SaleOrderRow, viewer: Actor) -> bool:
    has_car = row.state in (SaleState.PREPARED, SaleState.READY)
    return has_car and row.agreed.used is None and _is_own(row, viewer)


def _changes_terms(row: SaleOrderRow, viewer: Actor) -> bool:
    """Day and deposit alone; before it is approved, the order itself is corrected."""
    is_time = row.state in order_rules.APPROVED or (row.is_open and bool(row.changes))
    return is_time and not row.has_newer and _is_own(row, viewer)


def _may_arrange(row: SaleOrderRow, viewer: Actor) -> bool:
    """Once it is approved, also after the hand-over; the cashier notes what the bank says."""
    is_time = row.state in order_rules.APPROVED or row.state is SaleState.DELIVERED
    return _next_step(row) is not None and is_time and (row.is_own or viewer.may(Role.CASHIER))


def _next_step(row: SaleOrderRow) -> SaleStepKind | None:
    """What of insurance, loan, trade-in, tax and plate is open, then what the bank does next."""
    first = next((one for one in SaleStepKind if one in row.open_steps), None)
    return first or after_care_rules.next_of_loan(after_care(row))


def _goes_out(row: SaleOrderRow, viewer: Actor) -> bool:
    return row.state is SaleState.READY and _is_own(row, viewer)


def _money(command: object, row: SaleOrderRow, typed: Typed) -> Gesture:
    return Gesture(command, (row.id, CarMoney(**typed)))  # type: ignore[arg-type]


APPROVE = Step(
    name="approve",
    text=N_("Approve"),
    applies=lambda row, viewer: viewer.may() and row.state is SaleState.WAITS_FOR_MANAGER,
    act=lambda row, _typed: Gesture(order_commands.approve, (row.id,)),
    done=N_("{name} is approved; finance is next."),
    undo=lambda row, _answer: Gesture(order_commands.take_back_approval, (row.id,)),
)
CHECK = Step(
    name="check_finance",
    text=N_("Finance has checked it"),
    applies=lambda row, viewer: (
        viewer.may(Role.CASHIER) and row.state is SaleState.WAITS_FOR_FINANCE
    ),
    act=lambda row, _typed: Gesture(order_commands.check_finance, (row.id,)),
    done=N_("{name} is checked: the contract can be printed."),
    undo=lambda row, _answer: Gesture(order_commands.take_back_check, (row.id,)),
)
SEND_BACK = Step(
    name="send_back",
    text=N_("Send it back"),
    applies=lambda row, viewer: viewer.may(Role.CASHIER) and row.state in order_rules.WAITING,
    act=lambda row, typed: Gesture(order_commands.send_back, (row.id, typed["rejected_reason"])),
    done=N_("{name} went back to its consultant."),
    fields=(field("sale_order.rejected_reason", partial(Area, rows=2)),),
    aside=True,
    alone=True,
)
PREPARE = Step(
    name="prepare",
    text=N_("Prepare the hand-over"),
    applies=lambda row, viewer: _goes_out(row, viewer) and not is_prepared(row),
    act=lambda row, typed: Gesture(
        delivery_commands.prepare_hand_over, (row.id, CarHandOver(**typed))
    ),
    done=N_("{name}: now print the hand-over confirmation."),
    fields=(
        field("sale_order.advisor_id", Choice, half=True),
        field("sale_order.odometer", partial(Number, unit="km"), half=True),
    ),
    typed=lambda row: {"advisor_id": row.advisor_id, "odometer": row.odometer},
    undo=lambda row, before: Gesture(delivery_commands.take_back_preparation, (row.id, before)),
    alone=True,
)
PREPARE_AGAIN = Step(
    name="prepare_again",
    text=N_("Correct advisor or odometer"),
    applies=lambda row, viewer: _goes_out(row, viewer) and is_prepared(row),
    act=PREPARE.act,
    done=PREPARE.done,
    fields=PREPARE.fields,
    typed=PREPARE.typed,
    undo=PREPARE.undo,
    aside=True,
    alone=True,
)
HAND_OVER = Step(
    name="hand_over",
    text=N_("Hand the car over"),
    applies=lambda row, viewer: _goes_out(row, viewer) and is_prepared(row),
    act=lambda row, _typed: Gesture(delivery_commands.hand_over, (row.id,)),
    done=N_("{name}: handed over, the first call is planned."),
)
SIGN = Step(
    name="sign",
    text=N_("The customer has signed"),
    applies=_signs,
    act=lambda row, _typed: Gesture(order_commands.sign, (row.id,)),
    done=N_("{name} is signed."),
    undo=lambda row, _answer: Gesture(order_commands.take_back_signature, (row.id,)),
)
GIVE_CAR = Step(
    name=GIVE,
    text=N_("Give it a car"),
    applies=_gets_car,
    act=lambda row, typed: Gesture(delivery_commands.give_car, (row.id, typed["stock_car_id"])),
    done=N_("{name} has its car."),
    fields=(field("sale_order.stock_car_id", Choice, label=N_("Free cars that fit")),),
    undo=lambda row, before: Gesture(delivery_commands.take_back_car, (row.id, before)),
    alone=True,
)
OTHER_CAR = Step(
    name=GIVE_OTHER,
    text=N_("Give it another car"),
    applies=_changes_car,
    act=GIVE_CAR.act,
    done=GIVE_CAR.done,
    fields=GIVE_CAR.fields,
    undo=GIVE_CAR.undo,
    aside=True,
    alone=True,
)
MONEY = Step(
    name=TAKE,
    text=N_("Take money"),
    applies=_takes_money,
    act=partial(_money, money_commands.take_money),
    done=N_("{name}: the money is noted. Print the receipt."),
    fields=(
        field("payment.method", choice_of(Choice, PaymentMethod), half=True),
        field("payment.amount", Money, half=True),
        field("payment.note"),
    ),
    typed=lambda row: {
        "amount": order_rules.next_payment(row.agreed.amounts, deposit=row.deposit, paid=row.paid)
    },
    money=True,
    alone=True,
)
SETTLE = Step(
    name="settle",
    text=N_("Take money after the hand-over"),
    applies=_settles,
    act=MONEY.act,
    done=MONEY.done,
    fields=(
        field("payment.method", choice_of(Choice, PaymentMethod), half=True),
        field("payment.amount", Money, half=True),
        field("payment.note", label=N_("What is paid")),
    ),
    aside=True,
    money=True,
    alone=True,
)
BACK = Step(
    name="give_back",
    text=N_("Pay back"),
    applies=_gives_back,
    act=partial(_money, money_commands.give_back),
    done=N_("{name}: paid back. Print the receipt."),
    fields=(
        field("payment.method", choice_of(Choice, PaymentMethod), half=True),
        field("payment.amount", Money, half=True),
        field("payment.note", label=N_("Why money goes back")),
    ),
    typed=lambda row: {"amount": row.to_pay_back or None},
    aside=True,
    money=True,
    alone=True,
)
ARRANGE = Step(
    name="note_step",
    text=N_("Note what was arranged"),
    applies=_may_arrange,
    act=lambda row, typed: Gesture(delivery_commands.note_step, (row.id, SaleStepEntry(**typed))),
    done=N_("{name}: noted."),
    fields=(
        field("sale_step.kind", choice_of(Choice, SaleStepKind), half=True),
        field("sale_step.done_on", DateField, half=True),
        field("sale_step.reference", label=N_("Number of the paper, or the plate")),
        field("sale_step.valid_until", DateField, half=True),
    ),
    typed=lambda row: {"kind": _next_step(row)},
    undo=lambda _row, step_id: Gesture(delivery_commands.take_back_step, (step_id,)),
    alone=True,
)
CAR_BACK = Step(
    name="trade_in_back",
    text=N_("Give the traded car back"),
    applies=lambda row, viewer: (
        row.is_open and row.trade_in_step is not None and _is_own(row, viewer)
    ),
    act=lambda row, _typed: Gesture(delivery_commands.take_back_step, (row.trade_in_step.id,)),
    done=N_("{name}: the customer has the old car again."),
    aside=True,
)
PLAN = Step(
    name="plan_step",
    text=N_("Agree on a day"),
    applies=_may_arrange,
    act=lambda row, typed: Gesture(after_care_commands.plan_step, (row.id, SalePlanEntry(**typed))),
    done=N_("{name}: the day is noted."),
    fields=(
        field("sale_plan.kind", choice_of(Choice, SaleStepKind), half=True),
        field("sale_plan.planned_on", DateField, half=True),
    ),
    typed=lambda row: {"kind": row.plans[0].kind if row.plans else _next_step(row)},
    aside=True,
    alone=True,
)
CHANGE = Step(
    name="change",
    text=N_("Change the order"),
    applies=lambda row, viewer: row.is_open and row.has_newer and _is_own(row, viewer),
    act=lambda row, typed: Gesture(order_commands.change, (row.id, SaleChangeEntry(**typed))),
    done=N_("{name} is changed; it is approved and signed anew."),
    fields=(
        field("sale_change.reason", partial(Area, rows=2)),
        Field("promised_on", N_("Hand-over now by (empty: as before)"), DateField),
        Field("deposit", N_("Deposit now (empty: as before)"), Money),
    ),
    alone=True,
)
CHANGE_TERMS = Step(
    name="change_terms",
    text=N_("Change day or deposit"),
    applies=_changes_terms,
    act=CHANGE.act,
    done=CHANGE.done,
    fields=CHANGE.fields,
    aside=True,
    alone=True,
)
CANCEL = Step(
    name="cancel",
    text=N_("Cancel the car order"),
    applies=lambda row, viewer: row.is_open and _is_own(row, viewer),
    act=lambda row, typed: Gesture(order_commands.cancel, (row.id, CancelEntry(**typed))),
    done=N_("{name} is cancelled."),
    fields=(
        field("sale_order.cancel_cause", choice_of(Choice, CancelCause)),
        field("sale_order.cancel_reason", partial(Area, rows=2)),
    ),
    aside=True,
    alone=True,
)


STEPS = (
    *(APPROVE, CHECK, PREPARE, HAND_OVER, SIGN, GIVE_CAR, MONEY, INVOICE, CHANGE, ARRANGE),
    *(
        PREPARE_AGAIN,
        RED_INVOICE,
        PLAN,
        OTHER_CAR,
        CHANGE_TERMS,
        SEND_BACK,
        SETTLE,
        BACK,
        CAR_BACK,
        CANCEL,
    ),
)
"""The first one that applies is the next one."""
