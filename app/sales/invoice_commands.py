"""Use cases of the tax invoice of a car: note it, take it back by a red one."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.formatting import money, short_day, short_moment
from app.local_time import local_day
from app.permissions import Actor, allow
from app.sales import invoice_rules, order_rules, rules
from app.sales.order_facts import standing_invoice
from app.sales.order_operations import check_open, own
from app.sales.order_values import InvoiceEntry
from app.text import N_
from db.sales_words import SaleState
from db.tables.people import Person
from db.tables.sale_orders import SaleInvoice, SaleOrder
from db.vocabulary import Role

NOTING = order_rules.APPROVED | {SaleState.DELIVERED}
"""When an invoice is written; after the hand-over where the store does not wait for it."""


@allow(Role.CONSULTANT, Role.CASHIER)
def note_invoice(
    session: Session, order_id: int, entry: InvoiceEntry, *, by: Actor, at: datetime
) -> int:
    """Notes the invoice of the car at its agreed price, for the buyer as the file names him.

    Refused before the car is given, signed and paid, and for a number that was used before.
    """
    told = own(session, order_id, by=by, at=at, others=(Role.CASHIER,))
    check_open(told, NOTING)
    stands = standing_invoice(told)
    if stands is not None:
        message = N_(
            "It is invoiced: {number}, by {who}, {when}. A red invoice takes that back first."
        )
        about = {"number": stands.number, "who": stands.staff}
        about["when"] = short_moment(stands.noted_at)
        raise Refused("invoice.noted", message, field="number", **about)
    if told.stock_car_id is None or told.valid_signature_at is None:
        message = N_("An invoice names one car: sign the contract and give the order a car first.")
        raise Refused("invoice.no_car", message)
    if told.due > 0:
        message = N_("What is paid is invoiced: {amount} is still due.")
        raise Refused("invoice.unpaid", message, amount=money(told.due))
    number, on = invoice_rules.check_number(entry.number), entry.issued_on or local_day(at)
    invoice_rules.check_day(on, first=local_day(told.placed_at), today=local_day(at))
    _check_new(session, number)
    person = session.get_one(Person, told.person_id)
    row = SaleInvoice(sale_order_id=order_id, stock_car_id=told.stock_car_id, number=number)
    row.issued_on, row.amount = on, rules.bare_price(told.agreed.amounts)
    row.buyer, row.id_number = person.name, person.id_number
    row.noted_at, row.noted_by = at, by.staff_id
    session.add(row)
    session.flush()
    return row.id


@allow(Role.CONSULTANT, Role.CASHIER)
def take_back_invoice(session: Session, invoice_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `note_invoice`, while the car is here and no red invoice was written."""
    row = session.get_one(SaleInvoice, invoice_id)
    told = own(session, row.sale_order_id, by=by, at=at, others=(Role.CASHIER,))
    check_open(told)
    if row.red_number is not None:
        message = N_("A red invoice has taken it back: {number}.")
        raise Refused("invoice.red", message, number=row.red_number)
    session.delete(row)


@allow(Role.CONSULTANT, Role.CASHIER)
def note_red_invoice(
    session: Session, order_id: int, entry: InvoiceEntry, *, by: Actor, at: datetime
) -> int:
    """Notes the red invoice by which the one that stands is taken back; returns its id."""
    told = own(session, order_id, by=by, at=at, others=(Role.CASHIER,))
    stands = standing_invoice(told)
    if stands is None:
        raise Refused("invoice.none", N_("No invoice stands that a red one could take back."))
    number, on = invoice_rules.check_number(entry.number), entry.issued_on or local_day(at)
    invoice_rules.check_day(on, first=stands.issued_on, today=local_day(at))
    _check_new(session, number)
    row = session.get_one(SaleInvoice, stands.id)
    row.red_number, row.red_on = number, on
    return row.id


@allow(Role.CONSULTANT, Role.CASHIER)
def take_back_red_invoice(session: Session, invoice_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `note_red_invoice`, until the order has another invoice."""
    row = session.get_one(SaleInvoice, invoice_id)
    told = own(session, row.sale_order_id, by=by, at=at, others=(Role.CASHIER,))
    stands = standing_invoice(told)
    if stands is not None:
        message = N_("Another invoice stands by now: {number}.")
        raise Refused("invoice.other", message, number=stands.number)
    row.red_number = row.red_on = None


def _check_new(session: Session, number: str) -> None:
    """Refused where an invoice, black or red, has this number; says which order it belongs to."""
    used = or_(SaleInvoice.number == number, SaleInvoice.red_number == number)
    of_order = select(SaleOrder.number, SaleInvoice.issued_on).join(
        SaleInvoice, SaleInvoice.sale_order_id == SaleOrder.id
    )
    found = session.execute(of_order.where(used)).first()
    if found is not None:
        message = N_("This number is used: order {order}, {day}.")
        about = {"order": found[0], "day": short_day(found[1])}
        raise Refused("invoice.used", message, field="number", **about)
