"""Orders with several payers, ready to be billed, and short ways to add and pay."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.service.commands import lines, payments
from app.service.values import LineRef, OtherValue, PaymentValue
from db.money_words import PayerKind
from db.vocabulary import PaymentMethod
from tests.app.service.store import AGREED, DESK, ORDER
from tests.beginnings import Beginning, begin_with

CASH, CARD, LATER = PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.ON_ACCOUNT
CUSTOMER, WARRANTY = PayerKind.CUSTOMER, PayerKind.WARRANTY
INSURER, INTERNAL = PayerKind.INSURER, PayerKind.INTERNAL
TODAY = date(2026, 11, 21)


def other(desk: Any, order: int, amount: str, payer: PayerKind, name: str = "喷漆") -> LineRef:
    made: LineRef = desk.act(
        lines.save_other, order, OtherValue(name, Decimal(amount), payer=payer)
    )
    return made


def pay(desk: Any, order: int, amount: str, **more: Any) -> str:
    method, payer = more.pop("method", CASH), more.pop("payer", CUSTOMER)
    value = PaymentValue(method, Decimal(amount), payer=payer, approver=more.pop("approver", None))
    return str(desk.act(payments.pay, order, value, by=more.pop("by", desk.cashier), **more))


def shared(desk: Any, order: int) -> int:
    """E-ST-01: four payers in one order, agreed and ready."""
    refs = [
        desk.labour(order, hours="1.50", rate="128.50"),
        desk.part(order, quantity="2", price="86.35"),
        desk.labour(order, "换水泵", hours="0.70", rate="110.00", payer=WARRANTY),
        desk.part(order, "水泵", price="455.00", payer=WARRANTY),
        other(desk, order, "1260.00", INSURER),
        other(desk, order, "35.00", INTERNAL, "洗车"),
    ]
    desk.approve(order, *refs)
    desk.ready(order)
    return order


def agreed_186(desk: Any, agreed: int) -> int:
    """Labour 96.00 and material 90.00, ready."""
    desk.ready(agreed)
    return agreed


SHARED = Beginning(shared, after=ORDER)
AGREED_186 = Beginning(agreed_186, after=AGREED)
beginnings = begin_with(DESK, ORDER, AGREED, SHARED, AGREED_186)
shared_fixture, agreed_186_fixture = SHARED.fixture, AGREED_186.fixture


def totals(desk: Any, order: int) -> dict[PayerKind, Decimal]:
    return {one.payer: one.total for one in desk.sheet(order).bills}
