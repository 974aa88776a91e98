"""Which orders for cars count as signed, for the figures of all desks."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from app.local_time import day_bounds, on_days
from db.tables.sale_orders import SaleOrder


def signed_on(first: date, *, to: date) -> ColumnElement[bool]:
    """True for the orders that were signed on these days and not cancelled.

    A signature has no index of its own. A signed car is handed over later or still to come,
    so the index on the hand-over finds the orders of a recent month among those of ten years.
    """
    start = day_bounds(first)[0]
    comes_later = or_(SaleOrder.delivered_at >= start, SaleOrder.delivered_at.is_(None))
    signed = on_days(SaleOrder.signed_at, first, to=to)
    return and_(comes_later, signed, SaleOrder.cancelled_at.is_(None))
