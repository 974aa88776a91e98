"""Whatever is billed, paid and credited: documents, receipts and accounts agree to the fen."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.admin import commands as house
from app.local_time import local_day
from app.order_money import receipts_of_day
from app.service.commands import bill, credit, lines, opening, payments
from app.service.values import Bill, Credit, NewOrder, OtherValue, PaymentValue
from db.money_words import PayerKind
from db.tables.bills import CreditNote, Payment, Settlement
from db.vocabulary import PaymentMethod
from tests.app.service.store import NOON

FREE = {
    "close_needs_odometer": False,
    "close_needs_approval": False,
    "close_needs_quality_check": False,
    "manager_alone": True,
}
NOTHING = Decimal("0.00")
FEN = st.integers(0, 9_999_999).map(lambda fen: Decimal(fen) / 100)
LINES = st.lists(st.tuples(FEN, st.sampled_from(PayerKind)), min_size=1, max_size=6)
SHARE = st.integers(0, 100)


@pytest.mark.sqlite_only("the rules are the same; races are tried on both engines")
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(priced=LINES, given_away=SHARE, paid=SHARE, credited=st.integers(0, 6))
def test_lines_bills_receipts_and_notes_add_up(
    desk: Any, priced: Any, given_away: int, paid: int, credited: int
) -> None:
    boss = {"by": desk.manager}
    desk.act(house.save_settings, FREE, **boss)
    order = desk.act(opening.open_order, NewOrder("京C33333", seen_order=None), **boss)
    refs = [
        desk.act(lines.save_other, order, OtherValue("项目", amount, payer=payer), **boss)
        for amount, payer in priced
    ]
    mine = sum((amount for amount, payer in priced if payer is PayerKind.CUSTOMER), NOTHING)
    discount = (mine * given_away / 100).quantize(Decimal("0.01"))
    desk.act(bill.settle, order, Bill(discount, "活动"), **boss)
    whole = sum((amount for amount, _payer in priced), NOTHING)
    assert desk.sheet(order).total == whole - discount
    for one in desk.sheet(order).bills:
        part = (one.total * paid / 100).quantize(Decimal("0.01"))
        if part and one.payer is not PayerKind.INTERNAL:
            money = PaymentValue(PaymentMethod.CASH, part, payer=one.payer)
            desk.act(payments.pay, order, money, **boss)
    _amount, payer = priced[credited % len(priced)]
    which = (refs[credited % len(refs)],) if credited % 2 else ()
    desk.act(credit.credit, order, Credit("改正", which, payer), **boss)
    _agree(desk, order)


def _agree(desk: Any, order: int) -> None:
    with desk.records.read() as session:

        def total(column: Any, *where: Any) -> Decimal:
            return session.scalar(select(func.sum(column)).where(*where)) or NOTHING

        of_order = Settlement.order_id == order
        bills, notes = (
            total(Settlement.total, of_order),
            total(CreditNote.total, CreditNote.order_id == order),
        )
        assert notes == total(Settlement.credited, of_order)
        receipts = total(Payment.amount, Payment.order_id == order)
        taken = sum(receipts_of_day(session, local_day(NOON)).values(), NOTHING)
        assert taken == total(Payment.amount, Payment.method == PaymentMethod.CASH)
    seen = desk.sheet(order)
    assert sum((one.left for one in seen.bills), NOTHING) == bills - notes
    assert sum((one.received for one in seen.accounts.values()), NOTHING) == receipts
    for one in seen.bills:
        account = seen.accounts[one.payer]
        assert account.owed == one.left - account.received
