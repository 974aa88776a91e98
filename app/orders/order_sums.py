"""Builds the sums of lines and bills by order, to be joined to the orders themselves."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Subquery, TextClause, case, false, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from app.order_money import NET, STANDS
from app.orders.rules import CHARGED, NOTHING
from app.orders.shared_work import STANDARD
from db.tables.bills import Settlement
from db.tables.service import LabourLine, OtherLine, PartLine, RepairOrder
from db.types import Hundredths
from db.vocabulary import LineState

Line = LabourLine | PartLine | OtherLine
Which = ColumnElement[bool] | TextClause


@dataclass(frozen=True, slots=True)
class OrderSums:
    """What is joined by `order_id`, and the columns that are told of it."""

    joined: tuple[Subquery, ...]
    columns: tuple[ColumnElement[Any], ...]


def order_sums(which: Which) -> OrderSums:
    """Hours, money and open lines of these orders, and whether each is settled."""
    sums, bills = _sums(which), _bills(which)
    return OrderSums((*sums, bills), tuple(_totals(sums, bills)))


def _totals(sums: tuple[Subquery, Subquery, Subquery], bills: Subquery) -> list[ColumnElement[Any]]:
    """Hours, total, proposed lines and whether an order is settled, as columns."""
    labour, total = sums[0].c, _added(*(lines.c.total for lines in sums))
    settled = (func.coalesce(bills.c.standing, 0) > 0) & (bills.c.reopened == 0)
    return [
        func.coalesce(labour.hours, NOTHING).label("hours"),
        func.coalesce(labour.hours_open, NOTHING).label("hours_open"),
        func.coalesce(sums[1].c.missing, 0).label("parts_missing"),
        type_coerce(case((settled, bills.c.total), else_=total), Hundredths).label("total"),
        func.coalesce(settled, false()).label("settled"),
        _added(*(lines.c.proposed for lines in sums)).label("proposed"),
    ]


def _bills(which: Which) -> Subquery:
    """The bills of each order: their sum, how many stand, how many wait to be made anew."""
    return (
        select(
            Settlement.order_id,
            func.sum(NET).filter(STANDS).label("total"),
            func.count().filter(STANDS).label("standing"),
            func.count().filter(Settlement.reopened).label("reopened"),
        )
        .where(Settlement.order_id.in_(select(RepairOrder.id).where(which)))
        .group_by(Settlement.order_id)
        .subquery()
    )


def _sums(which: Which) -> tuple[Subquery, Subquery, Subquery]:
    """Hours and money of labour, parts and the rest, each by order."""
    unfinished = case((LabourLine.finished_at.is_(None), STANDARD))
    missing = case((PartLine.arrived.is_(False), 1), else_=0)
    return (
        _by_order(
            LabourLine, which, total=LabourLine.fee, hours=LabourLine.hours, hours_open=unfinished
        ),
        _by_order(PartLine, which, total=PartLine.amount, missing=missing),
        _by_order(OtherLine, which, total=OtherLine.amount),
    )


def _by_order(
    line: type[Line], which: Which, **summed: ColumnElement[Any] | InstrumentedAttribute[Decimal]
) -> Subquery:
    """`summed` of the lines that are charged, and how many are proposed, by order."""
    kept = line.state.in_(CHARGED)
    return (
        select(
            line.order_id,
            func.count().filter(line.state == LineState.PROPOSED).label("proposed"),
            *(func.sum(column).filter(kept).label(name) for name, column in summed.items()),
        )
        .where(line.order_id.in_(select(RepairOrder.id).where(which)))
        .group_by(line.order_id)
        .subquery()
    )


def _added(*sums: ColumnElement[Any]) -> ColumnElement[Any]:
    """The sum of these sums; an order without such lines adds 0."""
    first, *others = (func.coalesce(each, 0) for each in sums)
    return sum(others, first)
