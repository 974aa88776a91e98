"""The sentences with which a bill tells its sums."""

from __future__ import annotations

from app.formatting import joined, show_date, two_decimals
from app.labels import label
from app.order_money import OrderAccount
from app.service.queries.advice import AdviceLine
from app.service.queries.bills import BillFacts, CreditRow
from app.service.queries.sheet import OrderSheet
from app.text import _
from db.money_words import PayerKind


def payer_tab(sheet: OrderSheet, payer: PayerKind) -> str:
    """Who pays and how much, such as `Insurer ¥1,260.00`."""
    one = sheet.for_payer(payer)
    amount = one.bills[0].left if one.bills else one.totals.total
    return f"{label(payer)} ¥{two_decimals(amount)}"


def payer_of(line: AdviceLine) -> str:
    """Who pays a line and which share of it, where that is not simply the customer."""
    share = "" if line.share is None else f" {line.share.normalize():f} %"
    return "" if line.payer is PayerKind.CUSTOMER and not share else f"{label(line.payer)}{share}"


def summary(one: OrderSheet, *, may_pay: bool) -> str:
    """The sums of a payer's bill; before it is made the deposit."""
    account = one.account
    paid = two_decimals(account.received)
    if not one.bills:
        deposit = _("Deposit paid: ¥{paid}.").format(paid=paid) if account.received else ""
        return joined(_billed_to(one), deposit, by=" ")
    bill = one.bills[0]
    sums = _("{number}: ¥{total} to pay, discount ¥{discount}, paid ¥{paid}.").format(
        number=bill.number,
        total=two_decimals(bill.total),
        discount=two_decimals(bill.discount),
        paid=paid,
    )
    return joined(sums, _credited(one.credits), _left(bill, account, may_pay=may_pay), by=" ")


def _billed_to(one: OrderSheet) -> str:
    """Whose bill it will be, where that is somebody else than the customer."""
    kind = one.payers[0]
    name = one.billed_to.get(kind, "")
    if kind is PayerKind.CUSTOMER:
        name = one.payer.name if one.payer is not None else ""
    if name:
        return _("Billed to {name}.").format(name=name)
    asks = kind in (PayerKind.INSURER, PayerKind.WARRANTY)
    return _("Nobody is named yet: press “Who pays…”.") if asks else ""


def _credited(notes: tuple[CreditRow, ...]) -> str:
    told = _("Credited ¥{amount} with {number}.")
    lines = (told.format(amount=two_decimals(one.total), number=one.number) for one in notes)
    return joined(*lines, by=" ")


def _left(bill: BillFacts, account: OrderAccount, *, may_pay: bool) -> str:
    """What is still to come, how much of it was promised, until when."""
    if bill.payer is PayerKind.INTERNAL:
        return _("Booked to our own store: nothing is paid.")
    if not account.owed:
        return _("Paid in full.")
    if account.owed < 0:
        return _("To refund: ¥{rest}.").format(rest=two_decimals(-account.owed))
    left = _("Balance due: ¥{rest}.")
    if account.on_account:
        left = _("Balance due: ¥{rest}, of it ¥{promised} on account.")
    elif not may_pay:
        left = _("Balance due: ¥{rest}. The cashier takes the payment.")
    rest, promised = two_decimals(account.owed), two_decimals(account.on_account)
    told = left.format(rest=rest, promised=promised)
    if bill.due_on is None or (bill.payer is PayerKind.CUSTOMER and not account.on_account):
        return told
    until = _("Payable until {day}.").format(day=show_date(bill.due_on))
    return f"{told} {until}"
