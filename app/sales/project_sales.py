"""Reads the quotations of a fleet project, each with the orders that were made from it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.formatting import joined
from app.permissions import Actor
from app.sales import order_queries, queries
from app.sales.facts import QuoteRow
from app.sales.order_facts import SaleOrderRow
from app.text import _
from db.nouns import Noun
from db.sales_words import QuoteState, SaleState
from db.tables.sale_orders import SaleOrder
from db.tables.sales import Quote

QUOTED = Quote.fleet_project_id == bindparam("project_id")
ORDERED = SaleOrder.quote_id.in_(select(Quote.id).where(QUOTED))


@dataclass(frozen=True, slots=True)
class ProjectSale:
    """A quotation or an order of a project; `opens` is its record."""

    id: str
    opens: tuple[Noun, int]
    number: str
    what: str
    state: QuoteState | SaleState


@dataclass(frozen=True, slots=True)
class ProjectSales:
    """All that was quoted and ordered in a project."""

    id: int
    sales: tuple[ProjectSale, ...]


def project_sales(
    session: Session, project_id: int, viewer: Actor, *, at: datetime
) -> ProjectSales:
    """The newest quotation first, each followed by its orders."""
    values = {"project_id": project_id}
    orders: dict[int, list[SaleOrderRow]] = defaultdict(list)
    for row in order_queries.rows(session, viewer, ORDERED, at=at, values=values):
        orders[row.quote_id].append(row)
    quoted = queries.rows(session, viewer, QUOTED, at=at, values=values)
    told = (one for row in quoted for one in _told(row, orders[row.id]))
    return ProjectSales(project_id, tuple(told))


def _told(quote: QuoteRow, orders: list[SaleOrderRow]) -> Iterator[ProjectSale]:
    cars = _("{n} cars").format(n=quote.newest.cars)
    yield _sale(Noun.QUOTE, quote, joined(cars, quote.car))
    for order in sorted(orders, key=lambda row: row.id):
        what = joined(order.car, order.car_colour or order.agreed.colour, order.car_number)
        yield _sale(Noun.SALE_ORDER, order, what)


def _sale(noun: Noun, row: QuoteRow | SaleOrderRow, what: str) -> ProjectSale:
    return ProjectSale(f"{noun}-{row.id}", (noun, row.id), row.number, what, row.state)
