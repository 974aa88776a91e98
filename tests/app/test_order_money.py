"""What came in, what is promised and what is owed, each sum worked out by hand."""

from decimal import Decimal

from app.order_money import account_of
from db.vocabulary import PaymentMethod

CASH, CARD, LATER = PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.ON_ACCOUNT


def test_a_prepayment_and_a_card_leave_980_50_of_2_480_50() -> None:
    account = account_of(
        Decimal("2480.50"), [(CASH, Decimal("500.00")), (CARD, Decimal("1000.00"))]
    )
    assert (account.received, account.owed, account.due) == (
        Decimal(1500),
        Decimal("980.50"),
        Decimal("980.50"),
    )


def test_a_promise_is_never_money_taken_and_stays_owed() -> None:
    account = account_of(Decimal("860.04"), [(LATER, Decimal("860.04"))])
    assert (account.received, account.on_account) == (Decimal(0), Decimal("860.04"))
    assert (account.owed, account.due) == (Decimal("860.04"), Decimal(0))


def test_a_promise_that_is_paid_is_a_receipt_and_nothing_is_promised_any_more() -> None:
    paid = [(LATER, Decimal("860.04")), (LATER, Decimal("-860.04")), (CASH, Decimal("860.04"))]
    account = account_of(Decimal("860.04"), paid)
    assert (account.received, account.on_account, account.owed) == (
        Decimal("860.04"),
        Decimal(0),
        Decimal(0),
    )


def test_before_the_bill_a_deposit_is_received_and_nothing_is_owed() -> None:
    account = account_of(None, [(CASH, Decimal("500.00")), (CASH, Decimal("-200.00"))])
    assert (account.received, account.owed, account.due) == (
        Decimal("300.00"),
        Decimal(0),
        Decimal(0),
    )
