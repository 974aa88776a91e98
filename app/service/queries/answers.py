"""Reads what the customer agreed to, and what was promised."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.formatting import money
from app.rows import columns_of, fetch
from app.text import _
from db.tables.admin import Staff
from db.tables.service import Approval, PromiseChange
from db.vocabulary import ApprovalMedium

STAFF = Staff.name.label("staff")


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One answer of the customer."""

    id: int
    at: datetime
    medium: ApprovalMedium
    given_by: str
    total: Decimal
    replaced: Decimal
    staff: str

    @property
    def instead_of(self) -> str:
        """What was agreed before of the same lines, in words; "" where that is nothing."""
        return _("instead of {amount}").format(amount=money(self.replaced)) if self.replaced else ""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise given or moved."""

    at: datetime
    old_promise: datetime | None
    new_promise: datetime | None
    reason: str | None
    staff: str


def approvals(session: Session, order_id: int) -> tuple[ApprovalRow, ...]:
    """The answers of the customer, the first one first."""
    of_order = {"order_id": order_id}
    return tuple(fetch(session, ApprovalRow, _approvals(), params=of_order))


def promises(session: Session, order_id: int) -> tuple[PromiseRow, ...]:
    """The promised times, the first one first."""
    of_order = {"order_id": order_id}
    return tuple(fetch(session, PromiseRow, _promises(), params=of_order))


@cache
def _approvals() -> Select[*tuple[Any, ...]]:
    """Built once, as `_promises`: building them costs more than running them."""
    approvals = select(*columns_of(ApprovalRow, Approval), STAFF)
    of_order = Approval.order_id == bindparam("order_id")
    return approvals.where(of_order, Approval.staff_id == Staff.id).order_by(Approval.id)


@cache
def _promises() -> Select[*tuple[Any, ...]]:
    promises = select(*columns_of(PromiseRow, PromiseChange), STAFF)
    of_order = PromiseChange.order_id == bindparam("order_id")
    return promises.where(of_order, PromiseChange.staff_id == Staff.id).order_by(PromiseChange.id)
