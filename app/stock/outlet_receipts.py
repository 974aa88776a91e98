"""Reads what outlets have paid at the till, for the lists and for the commands."""

from collections import defaultdict

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.rows import columns_of, fetch
from app.stock.outlet_facts import OutletReceipt
from db.tables.admin import Staff
from db.tables.bills import Payment
from db.tables.outlets import CarTransfer

Receipts = tuple[OutletReceipt, ...]


def receipts_of(session: Session, which: ColumnElement[bool]) -> dict[int, Receipts]:
    """The receipts of these transfers, each in the order in which they were written."""
    told = select(*columns_of(OutletReceipt, Payment), Staff.name.label("staff"))
    wanted = (
        told.join(CarTransfer, CarTransfer.id == Payment.transfer_id)
        .join(Staff, Staff.id == Payment.taken_by)
        .where(which)
    )
    found: dict[int, Receipts] = defaultdict(tuple)
    for one in fetch(session, OutletReceipt, wanted.order_by(Payment.id)):
        found[one.transfer_id] += (one,)
    return found


def receipts_for(session: Session, transfer_id: int) -> Receipts:
    """The receipts of one transfer."""
    return receipts_of(session, CarTransfer.id == transfer_id)[transfer_id]
