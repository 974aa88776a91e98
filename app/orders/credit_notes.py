"""Reads the bills and credit notes of a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.local_time import on_days
from app.order_money import NOTHING
from app.rows import columns_of, fetch
from db.money_words import PayerKind
from db.tables.bills import CreditNote, Settlement
from db.tables.service import RepairOrder


@dataclass(frozen=True, slots=True)
class CreditedNote:
    """A credit note of a day, with its bill and order."""

    number: str
    bill: str
    order: str
    plate: str | None
    payer: PayerKind
    reason: str
    total: Decimal


@dataclass(frozen=True, slots=True)
class DayBills:
    """What was billed on a day to all payers, and what credit notes took back that day."""

    billed: Decimal = NOTHING
    notes: tuple[CreditedNote, ...] = ()

    @property
    def credited(self) -> Decimal:
        """All credit notes together."""
        return sum((note.total for note in self.notes), NOTHING)

    @property
    def left(self) -> Decimal:
        """The bills less the credit notes; negative where more was taken back."""
        return self.billed - self.credited


NO_BILLS = DayBills()


def day_bills(session: Session, day: date) -> DayBills:
    """A bill counts on the day it was made, also when it was reversed later.

    A credit note counts on its own day, whichever bill it takes from.
    """
    billed = select(func.sum(Settlement.total)).where(on_days(Settlement.settled_at, day))
    wanted = (
        select(
            *columns_of(CreditedNote, CreditNote),
            Settlement.number.label("bill"),
            Settlement.payer.label("payer"),
            RepairOrder.number.label("order"),
            RepairOrder.plate.label("plate"),
        )
        .join(Settlement, Settlement.id == CreditNote.settlement_id)
        .join(RepairOrder, RepairOrder.id == CreditNote.order_id)
        .where(on_days(CreditNote.at, day))
    )
    notes = fetch(session, CreditedNote, wanted.order_by(CreditNote.id))
    return DayBills(session.scalar(billed) or NOTHING, tuple(notes))
