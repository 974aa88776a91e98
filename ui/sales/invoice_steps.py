"""The sales invoice of a car, and the red one that takes it back."""

from __future__ import annotations

from app.permissions import Actor
from app.sales import invoice_commands
from app.sales.order_facts import SaleOrderRow, standing_invoice
from app.sales.order_values import InvoiceEntry
from app.text import N_
from db.vocabulary import Role
from ui.parts.columns import field
from ui.parts.fields import DateField
from ui.record_desk.declaration import Gesture, Step


def _arranges(row: SaleOrderRow, viewer: Actor) -> bool:
    return row.is_own or viewer.may(Role.CASHIER)


def _applies(row: SaleOrderRow, viewer: Actor) -> bool:
    """Once the car is given, signed and paid."""
    is_time = row.state in invoice_commands.NOTING and row.stock_car_id is not None
    is_paid = row.valid_signature_at is not None and row.due <= 0
    return is_time and is_paid and standing_invoice(row) is None and _arranges(row, viewer)


INVOICE = Step(
    name="invoice",
    text=N_("Note the sales invoice"),
    applies=_applies,
    act=lambda row, typed: Gesture(invoice_commands.note_invoice, (row.id, InvoiceEntry(**typed))),
    done=N_("{name} is invoiced."),
    fields=(
        field("sale_invoice.number"),
        field("sale_invoice.issued_on", DateField),
    ),
    undo=lambda _row, key: Gesture(invoice_commands.take_back_invoice, (key,)),
    alone=True,
)
RED_INVOICE = Step(
    name="red_invoice",
    text=N_("Note the red invoice"),
    applies=lambda row, viewer: standing_invoice(row) is not None and _arranges(row, viewer),
    act=lambda row, typed: Gesture(
        invoice_commands.note_red_invoice, (row.id, InvoiceEntry(**typed))
    ),
    done=N_("{name}: the invoice is taken back."),
    fields=(
        field("sale_invoice.red_number", name="number"),
        field("sale_invoice.red_on", DateField, name="issued_on"),
    ),
    undo=lambda _row, key: Gesture(invoice_commands.take_back_red_invoice, (key,)),
    aside=True,
    alone=True,
)
