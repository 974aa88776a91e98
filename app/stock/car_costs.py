"""Adds up what cars for sale have cost the store."""

from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.tables.reconditioning import ReconditioningStep
from db.tables.stock import StockCar


def costs_of(session: Session, cars: Collection[int]) -> dict[int, Decimal | None]:
    """The purchase price with all reconditioning, by car; None where no price is known."""
    spent = (
        select(func.coalesce(func.sum(ReconditioningStep.cost), 0))
        .where(ReconditioningStep.stock_car_id == StockCar.id)
        .scalar_subquery()
    )
    wanted = select(StockCar.id, StockCar.purchase_price, spent.label("spent"))
    return {
        row.id: None if row.purchase_price is None else row.purchase_price + row.spent
        for row in session.execute(wanted.where(StockCar.id.in_(cars)))
    }
