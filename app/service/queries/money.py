"""Reads the money of one order and what stops its bill, for commands, screen, papers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.fleet import queries as fleet
from app.formatting import joined, kilometres, show_date
from app.order_money import NET, STANDS, is_settled
from app.orders import guarantees
from app.orders.quality_state import quality_state
from app.orders.rules import CHARGED, NOTHING, Priced, SettlementBlock, Totals, add_up
from app.service.queries.signed_contract import contract_facts
from app.service.rules import CloseChecklist
from app.service.values import LineRef
from app.text import _
from db.money_words import PayerKind
from db.tables.bills import Settlement
from db.tables.inspections import Inspection
from db.tables.service import (
    Approval,
    Concern,
    LabourLine,
    OtherLine,
    PartLine,
    RepairOrder,
)
from db.vocabulary import LineState, ServiceType

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
        for row in session.execute(_of_payer(column, bill.order_id, bill.payer))
    ]


def fees_of(session: Session, order_id: int, payer: PayerKind) -> list[Decimal]:
    """The fees of the jobs that this payer pays."""
    return [row.amount for row in session.execute(_of_payer(LabourLine.fee, order_id, payer))]


def _of_payer(
    column: InstrumentedAttribute[Decimal], order_id: int, payer: PayerKind
) -> Select[Any]:
    """The lines of one block that this payer pays, in their order."""
    table = column.class_
    lines = select(table.id, table.name, column.label("amount")).where(
        table.order_id == order_id, table.payer == payer, table.state.in_(CHARGED)
    )
    return lines.order_by(table.position, table.id)


def closing(session: Session, order: RepairOrder, *, discount: Decimal = NOTHING) -> CloseChecklist:
    """What the checks before the bill look at; `discount` is that of a bill to be made."""
    lines = [line for _payer, line in _priced(session, order.id)]
    billed = _billed(session, order.id)
    inspected = quality_state(session, order.id)
    return CloseChecklist(
        stage=order.stage,
        odometer=order.odometer_in is not None,
        lines=sum(line.state in CHARGED for line in lines),
        proposed=sum(line.state is LineState.PROPOSED for line in lines),
        checked=not inspected.missing,
        inspected=inspected.needs_certificate,
        uncorrected=_count(session, Concern, order, func.coalesce(Concern.correction, "") == ""),
        missing_parts=_count(session, PartLine, order, IS_MISSING),
        uninspected=_count(session, Inspection, order, Inspection.finished_at.is_(None)),
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
    mine = [
        (amount or NOTHING, kind is ServiceType.REWORK or (whole and kind is None))
        for column, kind_of in KINDS.items()
        for amount, kind in session.execute(
            select(column, kind_of).where(
                column.class_.order_id == order.id,
                column.class_.payer == PayerKind.CUSTOMER,
                column.class_.state.in_(CHARGED),
            )
        )
    ]
    bill = session.scalar(
        select(NET).where(
            Settlement.order_id == order.id, STANDS, Settlement.payer == PayerKind.CUSTOMER
        )
    )
    charged = sum((amount for amount, _again in mine), NOTHING) - discount if bill is None else bill
    return min(charged, sum((amount for amount, again in mine if again), NOTHING))


def _free_until(session: Session, order: RepairOrder) -> str:
    end = guarantees.covering(session, order)
    return joined(show_date(end.last_day), kilometres(end.km), by=_(" or ")) if end else ""


def _billed(session: Session, order_id: int) -> Decimal | None:
    """The bills of a settled order together; None before they are all made."""
    wanted = select(func.sum(NET)).join(RepairOrder, RepairOrder.id == Settlement.order_id)
    return session.scalar(wanted.where(Settlement.order_id == order_id, STANDS, is_settled()))


def _count(
    session: Session,
    table: type[Concern | PartLine | Inspection],
    order: RepairOrder,
    where: ColumnElement[bool],
) -> int:
    return session.scalar(select(func.count()).where(table.order_id == order.id, where)) or 0


def agreed(session: Session, order_id: int) -> Decimal | None:
    """All that the customer agreed to, first and since; None before that.

    A line that was agreed to anew counts once, with its last amount.
    """
    sums = select(func.sum(Approval.total), func.sum(Approval.replaced))
    total, replaced = session.execute(sums.where(Approval.order_id == order_id)).one()
    return total - replaced if total else None


def _priced(session: Session, order_id: int) -> list[tuple[PayerKind, Priced]]:
    """Who pays every line, its amount and state."""
    return [
        (payer, Priced(block, amount or NOTHING, state))
        for block, column in AMOUNTS.items()
        for amount, state, payer in session.execute(
            select(column, column.class_.state, column.class_.payer)
            .where(column.class_.order_id == order_id)
            .order_by(column.class_.position, column.class_.id)
        )
    ]
