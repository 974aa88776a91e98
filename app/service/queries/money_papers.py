"""Reads what receipts and credit notes say, and those that were given out before."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin import archive
from app.admin.archive import Issued
from app.admin.letterhead import letterhead
from app.errors import Refused
from app.paper.frame import Printed, StoreHead
from app.service.queries.bills import CreditRow, PaymentRow
from app.service.queries.sheet import OrderSheet, sheet
from app.text import N_, language
from db.nouns import Noun
from db.tables.bills import CreditLine
from db.vocabulary import PaperKind


@dataclass(frozen=True, slots=True)
class Credited:
    """One line of a credit note: before discount, and its share of the discount."""

    name: str
    amount: Decimal
    discount: Decimal


@dataclass(frozen=True, slots=True)
class MoneyPaper:
    """A receipt or a credit note of an order; one of `payment` and `note` is there."""

    order: OrderSheet
    store: StoreHead
    language: str
    printed: Printed
    payment: PaymentRow | None = None
    note: CreditRow | None = None
    lines: tuple[Credited, ...] = ()
    kept: Issued | None = None


def receipt(session: Session, order_id: int, key: int, *, by: str, at: datetime) -> MoneyPaper:
    """What a receipt says, numbered as the next copy."""
    order = _order(session, order_id)
    payment = next(row for row in order.payments if row.id == key)
    kept = archive.issued(session, PaperKind.RECEIPT, Noun.PAYMENT, noun_id=key)
    head, printed = letterhead(settings.load(session)), _printed(kept, by, at=at)
    return MoneyPaper(order, head, language(), printed, payment=payment, kept=kept)


def credit_note(session: Session, order_id: int, key: int, *, by: str, at: datetime) -> MoneyPaper:
    """What a credit note says, numbered as the next copy."""
    order = _order(session, order_id)
    note = next(row for row in order.credits if row.id == key)
    kept = archive.issued(session, PaperKind.CREDIT_NOTE, Noun.CREDIT_NOTE, noun_id=key)
    head, printed = letterhead(settings.load(session)), _printed(kept, by, at=at)
    wanted = select(CreditLine.name, CreditLine.amount, CreditLine.discount)
    found = session.execute(wanted.where(CreditLine.credit_note_id == key).order_by(CreditLine.id))
    lines = tuple(Credited(*row) for row in found)
    return MoneyPaper(order, head, language(), printed, note=note, lines=lines, kept=kept)


def _printed(kept: Issued | None, by: str, *, at: datetime) -> Printed:
    return Printed(at, by, 1 if kept is None else kept.copies + 1)


def _order(session: Session, order_id: int) -> OrderSheet:
    order = sheet(session, order_id)
    if order is None:
        raise Refused("order.unknown", N_("This order does not exist any more."))
    return order
