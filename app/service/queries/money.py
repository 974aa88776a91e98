"""Reads the money of one order and what stops its bill, for commands, screen, papers."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Result, Select, and_, bindparam, exists, func, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.fleet import queries as fleet
from app.formatting import joined, kilometres, show_date
from app.order_money import NET, STANDS, is_settled
from app.orders import guarantees
from app.orders.quality_state import QualityState, quality_state
from app.orders.rules import CHARGED, NOTHING, Priced, SettlementBlock, Totals, add_up
from app.orders.service_types import line_types
from app.orders.shared_work import IS_LEAD
from app.read_once import read_once
from app.service.queries.signed_contract import contract_facts
from app.service.rules import CloseChecklist
from app.service.values import LineRef
from app.text import _
from db.money_words import PayerKind
from db.tables.bills import Settlement
from db.tables.clocks import JobClock
from db.tables.inspections import Inspection
from db.tables.service import (
    Concern,
    LabourLine,
    OtherLine,
    PartLine,
    RepairOrder,
)
from db.vocabulary import LineState, ServiceType

Counted = Concern | PartLine | Inspection | LabourLine
AMOUNTS: dict[SettlementBlock, InstrumentedAttribute[Decimal]] = {
    SettlementBlock.LABOUR: LabourLine.fee,
    SettlementBlock.MATERIAL: PartLine.amount,
    SettlementBlock.OTHER: OtherLine.amount,
}
KINDS: dict[InstrumentedAttribute[Decimal], ColumnElement[Any]] = {
    LabourLine.fee: LabourLine.service_type.expression,
    PartLine.amount: PartLine.service_type.expression,
    OtherLine.amount: null(),
}
"""The amount of each block with the service type of its lines; other items have the order's."""
IS_MISSING = and_(PartLine.arrived.is_(False), PartLine.state.in_(CHARGED))
"""A part that was ordered and has not arrived."""


def totals(session: Session, order_id: int) -> Totals:
    """What the lines of an order add up to now."""
    return add_up(line for _payer, line in _priced(session, order_id))


def totals_by_payer(session: Session, order_id: int) -> dict[PayerKind, Totals]:
    """What the lines of each payer add up to, for those who have lines to pay."""
    lines = _priced(session, order_id)
    found = {
        kind: [line for payer, line in lines if payer is kind and line.state in CHARGED]
        for kind in PayerKind
    }
    return {kind: add_up(priced) for kind, priced in found.items() if priced}


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A line as it stands on a bill."""

    ref: LineRef
    name: str
    amount: Decimal


def billed_lines(session: Session, bill: Settlement) -> list[BilledLine]:
    """The lines of a bill that stands, in the order of its list."""
    return [
        BilledLine(LineRef(block, row.id), row.name, row.amount or NOTHING)
        for block, column in AMOUNTS.items()
        for row in _of_payer(session, column, bill.order_id, payer=bill.payer)
    ]


def fees_of(session: Session, order_id: int, payer: PayerKind) -> list[Decimal]:
    """The fees of the jobs that this payer pays."""
    return [row.amount for row in _of_payer(session, LabourLine.fee, order_id, payer=payer)]


def _of_payer(
    session: Session,
    column: InstrumentedAttribute[Decimal],
    order_id: int,
    *,
    payer: PayerKind,
) -> Result[Any]:
    """The lines of one block that this payer pays, in their order."""
    return session.execute(_lines_of_payer(column), {"order_id": order_id, "payer": payer})


def closing(
    session: Session,
    order: RepairOrder,
    *,
    discount: Decimal = NOTHING,
    inspected: QualityState | None = None,
) -> CloseChecklist:
    """What the checks before the bill look at; `discount` is that of a bill to be made.

    `inspected`: the state of the checks, where it was read already.
    """
    lines = [line for _payer, line in _priced(session, order.id)]
    billed = _billed(session, order.id)
    inspected = inspected or quality_state(session, order.id)
    return CloseChecklist(
        stage=order.stage,
        odometer=order.odometer_in is not None,
        lines=sum(line.state in CHARGED for line in lines),
        proposed=sum(line.state is LineState.PROPOSED for line in lines),
        checked=not inspected.missing,
        inspected=inspected.needs_certificate,
        **_missing(session, order.id),
        walked_round=order.fuel is not None and bool(order.belongings),
        agreed=agreed(session, order.id),
        total=add_up(lines).total - discount if billed is None else billed,
        void=", ".join(contract_facts(session, order).changed),
        loan_out=fleet.loan_out(session, order.id),
        free_until=_free_until(session, order),
        rework=_rework(session, order, discount=discount),
    )


def _rework(session: Session, order: RepairOrder, *, discount: Decimal) -> Decimal:
    """What the customer pays for the lines that are rework by their own type or the order's.

    A discount of the customer's bill is taken off; other payers make no rework dear.
    """
    whole = order.service_type is ServiceType.REWORK
    if not whole and ServiceType.REWORK not in line_types(session, order.id):
        return NOTHING
    mine = [
        (amount or NOTHING, kind is ServiceType.REWORK or (whole and kind is None))
        for column in KINDS
        for amount, kind in session.execute(_customers_lines(column), {"order_id": order.id})
    ]
    bill = session.scalar(_customers_bill(), {"order_id": order.id})
    charged = sum((amount for amount, _again in mine), NOTHING) - discount if bill is None else bill
    return min(charged, sum((amount for amount, again in mine if again), NOTHING))


def _free_until(session: Session, order: RepairOrder) -> str:
    end = guarantees.covering(session, order)
    return joined(show_date(end.last_day), kilometres(end.km), by=_(" or ")) if end else ""


def _billed(session: Session, order_id: int) -> Decimal | None:
    """The bills of a settled order together; None before they are all made."""
    return session.scalar(_all_bills(), {"order_id": order_id})


def _missing(session: Session, order_id: int) -> dict[str, int]:
    """How many concerns, parts and inspections are still open, each by its name."""
    row = session.execute(_open_counts(), {"order_id": order_id}).one()
    return dict(row._mapping)


@read_once
def agreed(session: Session, order_id: int) -> Decimal | None:
    """All that the customer agreed to, first and since; None where that is nothing.

    A line that was agreed to anew counts once, with its last amount; one that was taken out
    counts no more.
    """
    sums = session.execute(_agreed(), {"order_id": order_id}).one()
    return sum((one for one in sums if one is not None), NOTHING) or None


def _priced(session: Session, order_id: int) -> list[tuple[PayerKind, Priced]]:
    """Who pays every line, its amount and state."""
    return [
        (payer, Priced(block, amount or NOTHING, state))
        for block, column in AMOUNTS.items()
        for amount, state, payer in session.execute(_amounts(column), {"order_id": order_id})
    ]


# Built once each: building these statements costs more than running them.


@cache
def _lines_of_payer(column: InstrumentedAttribute[Decimal]) -> Select[Any]:
    table = column.class_
    lines = select(table.id, table.name, column.label("amount")).where(
        table.order_id == bindparam("order_id"),
        table.payer == bindparam("payer"),
        table.state.in_(CHARGED),
    )
    return lines.order_by(table.position, table.id)


@cache
def _customers_lines(column: InstrumentedAttribute[Decimal]) -> Select[Any]:
    table = column.class_
    return select(column, KINDS[column]).where(
        table.order_id == bindparam("order_id"),
        table.payer == PayerKind.CUSTOMER,
        table.state.in_(CHARGED),
    )


@cache
def _customers_bill() -> Select[Decimal]:
    mine = Settlement.order_id == bindparam("order_id"), Settlement.payer == PayerKind.CUSTOMER
    return select(NET).where(*mine, STANDS)


@cache
def _all_bills() -> Select[Decimal | None]:
    wanted = select(func.sum(NET)).join(RepairOrder, RepairOrder.id == Settlement.order_id)
    return wanted.where(Settlement.order_id == bindparam("order_id"), STANDS, is_settled())


@cache
def _open_counts() -> Select[*tuple[int, ...]]:
    open_ones: dict[str, tuple[type[Counted], ColumnElement[bool]]] = {
        "uncorrected": (Concern, func.coalesce(Concern.correction, "") == ""),
        "missing_parts": (PartLine, IS_MISSING),
        "uninspected": (Inspection, Inspection.finished_at.is_(None)),
    }
    open_ones["unfinished"] = (LabourLine, _is_forgotten())
    counts = (
        select(func.count())
        .where(table.order_id == bindparam("order_id"), where)
        .scalar_subquery()
        .label(name)
        for name, (table, where) in open_ones.items()
    )
    return select(*counts)


def _is_forgotten() -> ColumnElement[bool]:
    """Agreed work that is not marked as done, where somebody clocked or finished other jobs."""
    other = aliased(LabourLine)
    clocked = select(JobClock.id).where(JobClock.line_id == other.id).exists()
    used = (other.order_id == LabourLine.order_id) & (other.finished_at.is_not(None) | clocked)
    is_agreed = LabourLine.state == LineState.APPROVED
    return is_agreed & LabourLine.finished_at.is_(None) & IS_LEAD & exists().where(used)


@cache
def _agreed() -> Select[*tuple[Decimal | None, ...]]:
    """What was agreed of each kind of lines."""
    tables = (column.class_ for column in AMOUNTS.values())
    of_order = [
        select(func.sum(table.agreed_amount)).where(table.order_id == bindparam("order_id"))
        for table in tables
    ]
    return select(*(one.scalar_subquery() for one in of_order))


@cache
def _amounts(column: InstrumentedAttribute[Decimal]) -> Select[Any]:
    table = column.class_
    amounts = select(column, table.state, table.payer)
    of_order = table.order_id == bindparam("order_id")
    return amounts.where(of_order).order_by(table.position, table.id)
