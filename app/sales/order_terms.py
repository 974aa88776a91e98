"""Checks day, deposit and version of an order for a car, and keeps them in its changes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.local_time import local_day
from app.sales import discount_rules, order_rules, rules
from app.sales.facts import VersionFacts
from app.sales.order_facts import SaleOrderRow
from app.sales.order_rules import Deposit
from app.sales.order_values import SaleChangeEntry
from app.text import N_
from db.sales_words import QuoteState
from db.tables.sale_orders import SaleChange, SaleOrder

MISSING = N_("Please fill this in.")


def check_holds(newest: VersionFacts, *, withdrawn_at: datetime | None, at: datetime) -> None:
    """Refused for a version whose discount is not granted, or that ended."""
    discount_rules.check_decided(newest, today=local_day(at))
    state = rules.state_of(newest.valid_until, withdrawn_at, today=local_day(at))
    if state is not QuoteState.OPEN:
        message = N_("This quotation holds no more: make its next version first.")
        raise Refused("sale.expired", message, field="quote_id")


def check_deposit(told: SaleOrderRow | None, version: VersionFacts, *, deposit: Deposit) -> None:
    """Refused beyond what the version allows, and where a received one would be bound no more."""
    order_rules.check_deposit(deposit, version.amounts)
    if told is not None:
        before = Deposit(told.deposit, told.deposit_kind)
        order_rules.check_received(deposit, before, quote=version.amounts, paid=told.paid)


def begin_change(told: SaleOrderRow, entry: SaleChangeEntry, *, at: datetime) -> SaleChange:
    """What is changed and why; Refused without a reason, and where nothing is another one."""
    day, deposit = entry.promised_on, entry.deposit
    is_same = day in (None, told.promised_on) and deposit in (None, told.deposit)
    if is_same and not told.has_newer:
        message = N_(
            "Nothing is changed: save the next version of {quote} first, or give another day or"
            " deposit. Another buyer needs an order of their own."
        )
        raise Refused("sale.no_version", message, quote=told.quote_number)
    if told.has_newer:
        check_holds(told.newest, withdrawn_at=None, at=at)
    if not (entry.reason or "").strip():
        raise Refused("sale.no_reason", MISSING, field="reason")
    made = SaleChange(sale_order_id=told.id, reason=(entry.reason or "").strip())
    made.old_version_id, made.new_version_id = told.quote_version_id, told.newest.id
    made.old_promised_on, made.old_deposit = told.promised_on, told.deposit
    return made


def keep_in_change(session: Session, row: SaleOrder) -> None:
    """The last change says the day and the deposit that are put forward with it."""
    changes = select(SaleChange).where(SaleChange.sale_order_id == row.id)
    made = session.scalar(changes.order_by(SaleChange.number.desc()).limit(1))
    if made is not None:
        made.new_promised_on, made.new_deposit = row.promised_on, row.deposit
