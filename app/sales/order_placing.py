"""Makes the orders that a quotation begins: one for each car that is wanted now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.numbers import next_number
from app.permissions import Actor
from app.sales import fleet_quotes, order_terms
from app.sales.facts import VersionFacts
from app.sales.order_values import SaleOrderEntry
from app.sales.version_queries import versions
from app.text import N_
from db.tables.sale_orders import STANDING, SaleOrder
from db.tables.sales import Quote
from db.vocabulary import Role


def new_orders(
    session: Session, entry: SaleOrderEntry, *, by: Actor, at: datetime
) -> list[SaleOrder]:
    """An order for each wanted car of a quotation; Refused for a colleague's or ordered one."""
    quote = session.get(Quote, entry.quote_id) if entry.quote_id is not None else None
    if quote is None:
        message = N_("Which quotation is ordered? A car without one is quoted first.")
        raise Refused("sale.no_quote", message, field="quote_id")
    if quote.staff_id != by.staff_id and not by.may(Role.MANAGER):
        message = N_("This is a colleague's quotation: its consultant or a manager changes it.")
        raise Refused("quote.not_own", message, field="quote_id")
    newest = versions(session, quote.id)[-1]
    places = _places(session, newest, cars=entry.cars or 1)
    order_terms.check_holds(newest, withdrawn_at=quote.withdrawn_at, at=at)
    rows = []
    for place in places:
        row = SaleOrder(number=next_number(session, "D", at), quote_id=quote.id, quote_car=place)
        row.quote_version_id = newest.id
        row.person_id, row.staff_id, row.placed_at = quote.person_id, quote.staff_id, at
        rows.append(row)
    return rows


def _places(session: Session, version: VersionFacts, *, cars: int) -> Sequence[int]:
    """Which cars of the quotation are ordered now; Refused where it has not so many left."""
    left = fleet_quotes.places_left(session, version.quote_id, cars=version.cars)
    if not left:
        standing = select(SaleOrder.number).where(SaleOrder.quote_id == version.quote_id, STANDING)
        number = session.scalar(standing.order_by(SaleOrder.id.desc()).limit(1))
        message = N_("This quotation has been ordered already: {number}.")
        raise Refused("sale.ordered", message, field="quote_id", number=number)
    if cars > len(left):
        message = N_("Only {n} cars of this quotation are not ordered yet.")
        raise Refused("sale.too_many", message, field="cars", n=len(left))
    return left[:cars]


def placed_with(session: Session, order: SaleOrder) -> Sequence[SaleOrder]:
    """All orders of a quotation that were placed in one gesture with this one."""
    together = (SaleOrder.quote_id == order.quote_id) & (SaleOrder.placed_at == order.placed_at)
    return session.scalars(select(SaleOrder).where(together, STANDING)).all()
