"""The forms of a bill: discount, payment, credit note, who pays."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.admin.values import Approver
from app.formatting import money
from app.service.queries.advice import AdviceLine
from app.service.queries.sheet import OrderSheet
from app.service.values import Bill, Credit, NamedPayer
from app.text import N_
from db.money_words import PayerKind
from db.vocabulary import PaymentMethod
from ui.parts.columns import choice_of, field
from ui.parts.fields import Chips, Choice, Money, Number, PhoneInput, Segments
from ui.parts.form import Field, Form

SETTLEMENT = (
    field("settlement.discount", Money, half=True),
    Field(
        "labour_percent",
        N_("Discount on labour"),
        partial(Number, decimals=2, maximum=100, unit="%"),
        half=True,
    ),
    field("settlement.discount_reason", partial(Choice, free=True)),
)
PAYMENT = (
    field("payment.method", choice_of(Segments, PaymentMethod)),
    field("payment.amount", Money, half=True),
    field("payment.note", half=True),
)
CREDIT = (
    Field("lines", N_("Only these lines; none for the whole bill"), Chips),
    field("credit_note.reason", partial(Choice, free=True)),
)
PAYER = (
    Field("lines", N_("Lines that are paid by somebody else"), Chips),
    field("settlement.payer", choice_of(Segments, PayerKind)),
    Field("percent", N_("Only this share"), partial(Number, decimals=2, maximum=100, unit="%")),
    Field("name", N_("Billed to"), half=True, make=partial(Choice, free=True)),
    field("phone.number", PhoneInput, name="phone", half=True),
)


class SettleForm(Form):
    """The discount of the customer's bill, which `bill` puts together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(SETTLEMENT, submit=N_("Settle"), clear="", name="settle", parent=parent)

    def bill(self, approver: Approver | None) -> Bill:
        """The settlement that is asked for."""
        value = self.value()
        return Bill(value["discount"], value["discount_reason"], value["labour_percent"], approver)


class CreditForm(Form):
    """The lines that are taken back and why; without lines the whole bill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        submit = N_("Make the credit note")
        super().__init__(CREDIT, submit=submit, leaves=True, name="credit", parent=parent)
        self.payer = PayerKind.CUSTOMER

    def offer(self, one: OrderSheet, reasons: Iterable[tuple[str, str]]) -> None:
        """The lines of a payer's bill, and the usual reasons."""
        self["lines"].set_options(_options(one.charged if one.bills else ()))
        self["reason"].set_options(reasons)

    def credit(self, approver: Approver | None) -> Credit:
        """The credit note that is asked for."""
        value = self.value()
        return Credit(value["reason"], value["lines"], self.payer, approver)


class PayerForm(Form):
    """Who pays which lines, and under which name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PAYER, submit=N_("Let them pay"), leaves=True, name="payer", parent=parent)

    def offer(self, sheet: OrderSheet) -> None:
        """The lines that stand on no bill yet."""
        billed = {bill.payer for bill in sheet.bills}
        self["lines"].set_options(
            _options(line for line in sheet.charged if line.payer not in billed)
        )

    def named(self) -> NamedPayer:
        """What is asked for."""
        return NamedPayer(**self.value())


def _options(lines: Iterable[AdviceLine]) -> list[tuple[object, str]]:
    return [(line.ref, f"{line.name} {money(line.amount)}") for line in lines]
