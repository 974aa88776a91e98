"""Makes a changed order of the practice store: another colour, one accessory more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from app.permissions import Actor
from app.practice.lists import PracticeLists
from app.sales import operations
from app.sales.facts import VersionFacts
from app.sales.rules import Amounts
from app.sales.values import Named, QuoteEntry
from app.sales.version_queries import versions
from db.sales_words import QuoteLineKind
from db.tables.admin import Staff
from db.tables.sale_orders import SaleChange, SaleOrder
from db.tables.sales import Quote

WEEK = timedelta(days=7)
"""So much later the changed car comes."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the customer wants instead, and why."""

    colour: str
    accessory: tuple[str, Decimal]
    reason: str


def change(session: Session, row: SaleOrder, lists: PracticeLists, *, at: datetime) -> None:
    """The order takes over a next version of its quotation, as its first change."""
    before = versions(session, row.quote_id)[-1]
    wish = _wish(before, lists)
    quote = session.get_one(Quote, row.quote_id)
    quote.versions += 1
    # a price below the floor was let through by a manager, who does it again
    maker = session.get_one(Staff, row.approved_by if before.signed_by else row.staff_id)
    by = Actor(maker.id, maker.name, frozenset(maker.roles), "")
    version = operations.add_version(session, quote, _entry(before, wish), by=by, at=at)
    made = SaleChange(sale_order_id=row.id, number=1, reason=wish.reason, made_at=at)
    made.old_version_id, made.new_version_id = row.quote_version_id, version.id
    made.made_by, row.quote_version_id = row.staff_id, version.id
    made.old_promised_on = row.promised_on
    row.promised_on += WEEK
    made.new_promised_on = row.promised_on
    made.old_deposit = made.new_deposit = row.deposit
    session.add(made)


def _wish(before: VersionFacts, lists: PracticeLists) -> Wish:
    """A colour and an accessory that were not in the version."""
    named = {line.text for line in before.amounts.lines}
    accessories: list[list[str]] = lists.facts["quotes"]["accessories"]
    text, amount = next(one for one in accessories if one[0] not in named)
    colour = next(one for one in lists.facts["colours"] if one != before.colour)
    return Wish(colour, (text, Decimal(amount)), lists.facts["sale_orders"]["changed"])


def _entry(before: VersionFacts, wish: Wish) -> QuoteEntry:
    """All that was agreed, with what is wished instead."""
    quote, loan = before.amounts, before.amounts.loan
    return QuoteEntry(
        accessories=(*_lines(quote, QuoteLineKind.ACCESSORY), wish.accessory),
        gifts=_lines(quote, QuoteLineKind.GIFT),
        insurance=_lines(quote, QuoteLineKind.INSURANCE),
        fees=_lines(quote, QuoteLineKind.FEE),
        trim_id=before.trim_id,
        colour=wish.colour,
        interior=before.interior or None,
        car_price=quote.car_price,
        discount=quote.discount,
        tax=quote.tax if before.tax_typed else None,
        plate_fee=quote.plate_fee,
        down_payment=loan.down_payment if loan else None,
        months=loan.months if loan else None,
        loan_kind=loan.kind if loan else None,
        loan_rate=loan.rate if loan else None,
        appraisal_id=before.appraisal_id,
        trade_in=quote.trade_in,
        trade_in_car=before.trade_in_car or None,
        override_reason=before.override_reason or None,
    )


def _lines(quote: Amounts, kind: QuoteLineKind) -> tuple[Named, ...]:
    return tuple((line.text, line.amount) for line in quote.lines if line.kind is kind)
