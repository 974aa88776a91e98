"""Reads and writes that the commands of an order for a car share."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.formatting import joined, short_moment
from app.permissions import Actor
from app.sales import order_queries, order_rules
from app.sales.facts import VersionFacts
from app.sales.order_facts import SaleOrderRow
from app.stock import operations as stock
from app.text import N_
from db.sales_words import SaleState
from db.tables.sale_orders import STANDING, SaleOrder
from db.tables.stock import StockCar
from db.vocabulary import Role


def own(session: Session, order_id: int, *, by: Actor, at: datetime) -> SaleOrderRow:
    """An order of the consultant; Refused for a colleague's unless a manager asks."""
    row = order_queries.order(session, order_id, by, at=at)
    if not row.is_own and not by.may(Role.MANAGER):
        message = N_("This is a colleague's order: its consultant or a manager changes it.")
        raise Refused("sale.not_own", message)
    return row


def check_open(row: SaleOrderRow, allowed: frozenset[SaleState] = order_rules.OPEN_STATES) -> None:
    """Refused where the order stands otherwise; says who did what last."""
    order_rules.check_state(row.state, allowed, told=last_act(row))


def last_act(row: SaleOrderRow) -> str:
    """Who brought the order where it stands, and when; "" where nobody is kept."""
    acts = (
        (row.cancelled_at, row.canceller),
        (row.delivered_at, row.deliverer),
        (row.checked_at, row.checker),
        (row.approved_at, row.approver),
    )
    found = next(((at, who) for at, who in acts if at is not None), None)
    return "" if found is None else joined(found[1], short_moment(found[0]))


def still_fits(row: SaleOrderRow, version: VersionFacts) -> bool:
    """True where the car that was given is what another version wants."""
    colours = order_rules.wanted_colours(version.colour, row.second_colour)
    is_same = version.trim_id == row.agreed.trim_id
    return is_same and (not colours or row.car_colour in colours)


def check_not_given(session: Session, car: StockCar, *, besides: int) -> None:
    """Refused where another order has the car; names its customer and consultant."""
    holder = select(SaleOrder.id).where(SaleOrder.stock_car_id == car.id, STANDING)
    order_id = session.scalar(holder.where(SaleOrder.id != besides))
    if order_id is not None:
        other = session.get_one(SaleOrder, order_id)
        row = order_queries.rows(
            session, order_queries.NOBODY, SaleOrder.id == other.id, at=other.placed_at
        )[0]
        message = N_("{car} has been given to order {number} ({customer}) by {who}, {when}.")
        told = {"car": car.number, "number": row.number, "customer": row.customer}
        when = short_moment(row.allocated_at)
        raise Refused(
            "sale.car_taken", message, field="stock_car_id", **told, who=row.giver, when=when
        )


def free_hold(session: Session, car: StockCar, order: SaleOrder, *, at: datetime) -> None:
    """Ends the reservation for this customer or by this consultant; Refused for another's."""
    hold = stock.live_hold(session, car.id)
    if hold is None:
        return
    if order.person_id != hold.person_id and order.staff_id != hold.staff_id:
        stock.check_free(session, car, at=at)
    hold.ended_at = at
