"""Which orders for cars are open, and which count as signed, for the figures of all desks."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select
from sqlalchemy.orm import Session

from app import settings
from app.local_time import day_bounds, on_days
from app.prospects.settings import PhoneLeadSettings
from db.tables.prospects import Prospect
from db.tables.sale_orders import OPEN, SaleOrder
from db.vocabulary import ProspectState


def signed_on(first: date, *, to: date) -> ColumnElement[bool]:
    """True for the orders that were signed on these days and not cancelled.

    A signature has no index of its own. A signed car is handed over later or still to come,
    so two indexes find the orders of a recent month among those of ten years.
    """
    start = day_bounds(first)[0]
    comes_later = or_(SaleOrder.delivered_at >= start, is_open())
    signed = on_days(SaleOrder.signed_at, first, to=to)
    return and_(comes_later, signed, SaleOrder.cancelled_at.is_(None))


def credits_of_orders(
    session: Session, first: date, *, to: date, staff_id: int | None = None
) -> Decimal:
    """How many signed orders of these days are one colleague's, or all (None).

    An order whose enquiry came by a call is shared between who received it and who sold (S191).
    """
    percent = call_share(session)
    signed = select(SaleOrder.staff_id, received_by())
    rows = session.execute(signed.where(signed_on(first, to=to))).all()
    shares = (share for row in rows for share in shared(*row, percent=percent).items())
    return sum((part for whose, part in shares if staff_id in (None, whose)), Decimal(0))


def received_by() -> ScalarSelect[int | None]:
    """Who received the call with which the buyer's newest enquiry before the signature began."""
    newest = select(Prospect.received_by).where(
        Prospect.person_id == SaleOrder.person_id,
        Prospect.opened_at <= SaleOrder.signed_at,
        Prospect.state != ProspectState.MERGED,
    )
    receiver = newest.order_by(Prospect.opened_at.desc(), Prospect.id.desc()).limit(1)
    return receiver.correlate(SaleOrder).scalar_subquery()


def call_share(session: Session) -> int:
    """The share in percent of who received the call."""
    return settings.load(session).of(PhoneLeadSettings).call_share


def shared(seller: int | None, receiver: int | None, *, percent: int) -> dict[int | None, Decimal]:
    """What of one order is whose: all the seller's, unless somebody else got the call."""
    if receiver in (None, seller):
        return {seller: Decimal(1)}
    theirs = Decimal(percent) / 100
    return {seller: 1 - theirs, receiver: theirs}


def is_open() -> ColumnElement[bool]:
    """True for the orders that are neither handed over nor cancelled.

    Asked by the consultant, whoever it is: so their own index finds them among the others.
    """
    return SaleOrder.id.in_(select(SaleOrder.id).where(OPEN, SaleOrder.staff_id > 0))
