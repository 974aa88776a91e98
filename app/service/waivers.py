"""Finds the quick service of an order, and who signed the waiver of its fee."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.orders.rules import NOTHING
from db.tables.clocks import QuickService


def signed(session: Session, order_id: int, discount: Decimal) -> int | None:
    """The manager whose waiver covers a discount; None where there is none or it is larger."""
    row = quick_service(session, order_id)
    is_covered = row is not None and NOTHING < discount <= (row.waived_amount or NOTHING)
    return row.waived_by if row is not None and is_covered else None


def quick_service(session: Session, order_id: int) -> QuickService | None:
    """What quick service an order was promised."""
    return session.scalar(select(QuickService).where(QuickService.order_id == order_id))
