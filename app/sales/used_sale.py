"""The one used car that an order is about: it is the order's from the first moment on."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Refused
from app.sales import order_operations
from app.sales.facts import VersionFacts
from app.sales.order_facts import SaleOrderRow
from app.stock import operations as stock
from app.stock import outlet_operations
from app.text import N_
from db.tables.sale_orders import SaleOrder
from db.tables.stock import StockCar


def allot(session: Session, row: SaleOrder, version: VersionFacts, *, at: datetime) -> None:
    """Gives an order the used car of its version, and frees one that it is about no more.

    Refused where another order, an outlet or another customer's reservation has the car.
    """
    if row.stock_car_id is not None and row.stock_car_id != version.stock_car_id:
        before = session.get_one(StockCar, row.stock_car_id)
        if version.stock_car_id is not None or before.appraisal_id is not None:
            row.stock_car_id = row.allocated_at = row.allocated_by = None
    if version.stock_car_id is None or row.stock_car_id is not None:
        return
    car = stock.standing_car(session, version.stock_car_id)
    order_operations.check_not_given(session, car, besides=row.id or 0)
    outlet_operations.check_not_away(session, car)
    order_operations.free_hold(session, car, row, at=at)
    row.stock_car_id, row.allocated_at, row.allocated_by = car.id, at, row.staff_id


def check_odometer(told: SaleOrderRow, odometer: int) -> None:
    """Refused where a used car would have driven less than its contract says."""
    used = told.agreed.used
    if used is not None and odometer < (used.odometer or 0):
        message = N_("The contract says {known}: the odometer cannot show less.")
        raise Refused("sale.odometer", message, field="odometer", known=used.kilometres)


def check_not_fixed(told: SaleOrderRow) -> None:
    """Refused where an order is about one used car: another one is another quotation."""
    used = told.agreed.used
    if used is not None:
        message = N_("This order is about {car} alone. Quote the other car to change the order.")
        raise Refused("sale.one_car", message, field="stock_car_id", car=used.number)
