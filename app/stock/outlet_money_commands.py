"""Use cases of the money of outlets: the cashier takes it and pays it back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.admin import second_person
from app.admin.second_person import SecondPersonNeeded
from app.formatting import short_moment, two_decimals
from app.local_time import local_day
from app.orders import money_rules
from app.payments.receipts import open_till, save_payment
from app.payments.signing import sign
from app.permissions import Actor, allow
from app.stock import outlet_operations, outlet_rules
from app.stock.outlet_facts import OutletReceipt, received
from app.stock.outlet_receipts import receipts_for
from app.stock.outlet_values import OutletPayment
from app.text import N_, _
from db.outlet_words import TransferState
from db.tables.bills import Payment
from db.tables.outlets import CarTransfer
from db.vocabulary import Role


@allow(Role.CASHIER)
def take_payment(
    session: Session, transfer_id: int, paid: OutletPayment, *, by: Actor, at: datetime
) -> str:
    """Takes what an outlet pays for a car it has sold; returns the number of the receipt.

    The car is settled once all is paid, or the rest is let off, for which a manager signs.
    """
    row = outlet_operations.in_state(session, transfer_id, TransferState.OWED)
    before, reason = receipts_for(session, transfer_id), (paid.rebate_reason or "").strip()
    owed = row.price - received(before)
    amount = outlet_rules.check_paid(paid.amount, owed=owed, reason=reason, last=_last(before))
    is_rebate = bool(reason) and amount < owed
    signed = _sign_rebate(session, paid, by=by, at=at) if is_rebate else None
    number = ""
    if amount:
        method = outlet_rules.check_method(paid.method)
        signed = open_till(session, paid.till, paid.approver, by=by, at=at) or signed
        receipt = Payment(transfer_id=row.id, till=paid.till, method=method, amount=amount)
        receipt.approved_by = signed
        number = save_payment(session, receipt, by=by, at=at)
    if is_rebate or amount == owed:
        row.settled_on, row.settled_by = local_day(at), signed if is_rebate else by.staff_id
        row.rebate_reason = reason if is_rebate else None
    return number


@allow(Role.CASHIER)
def give_back(
    session: Session, transfer_id: int, back: OutletPayment, *, by: Actor, at: datetime
) -> str:
    """Pays an outlet back with a reason; two people sign, one of them a manager.

    The car is owed again, also what was let off.
    """
    row = session.get_one(CarTransfer, transfer_id)
    paid = received(receipts_for(session, transfer_id))
    amount = money_rules.check_refund(back.amount, back.note, paid=paid)
    method = outlet_rules.check_method(back.method)
    signed = sign(session, back.approver, by=by, at=at)
    open_till(session, back.till, back.approver, by=by, at=at)
    receipt = Payment(transfer_id=row.id, till=back.till, method=method, amount=-amount)
    receipt.note, receipt.approved_by = back.note, signed
    _owed_again(row)
    return save_payment(session, receipt, by=by, at=at)


@allow(Role.MANAGER)
def take_back_settlement(session: Session, transfer_id: int, *, by: Actor, at: datetime) -> None:
    """What was let off is owed again, and what was noted as paid past the till."""
    row = outlet_operations.in_state(session, transfer_id, TransferState.SETTLED)
    if received(receipts_for(session, transfer_id)) == row.price:
        outlet_operations.check_nothing_paid(session, transfer_id)
    _owed_again(row)


def _owed_again(row: CarTransfer) -> None:
    row.settled_on = row.settled_by = row.settled_method = row.settled_amount = None
    row.rebate_reason = None


def _sign_rebate(session: Session, paid: OutletPayment, *, by: Actor, at: datetime) -> int:
    """The manager who lets an outlet off the rest."""
    if by.may(Role.MANAGER):
        return by.staff_id
    if paid.approver is None:
        raise SecondPersonNeeded("outlet.rebate", N_("A manager signs for the rebate."))
    managers = frozenset({Role.MANAGER})
    return second_person.check(session, paid.approver, roles=managers, by=by, at=at)


def _last(receipts: Sequence[OutletReceipt]) -> str:
    """Who took the last payment for the car, when and with which number; "" before any."""
    if not receipts:
        return ""
    last = receipts[-1]
    return _("{name} took ¥{amount} at {when} ({number}).").format(
        name=last.staff,
        amount=two_decimals(last.amount),
        when=short_moment(last.at),
        number=last.number,
    )
