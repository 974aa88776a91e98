"""Writes requests for a price below the floor, for commands that have checked who may."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin import second_person
from app.admin.second_person import SecondPersonNeeded
from app.errors import Refused
from app.formatting import joined, money, show_date
from app.local_time import local_day
from app.numbers import next_number
from app.permissions import Actor
from app.sales import discount_rules
from app.sales.facts import VersionFacts
from app.sales.rules import Amounts
from app.sales.settings import DiscountSettings
from app.sales.values import QuoteEntry
from app.sales.version_queries import versions
from app.text import N_
from app.vehicles.prices import Price
from db.tables.sale_orders import STANDING, SaleOrder
from db.tables.sales import DiscountRequest, QuoteVersion
from db.tables.stock import StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import Role

BELOW = N_(
    "{amount} below the floor price of the day. Choose why, and it is asked for; or write the"
    " reason below, and a manager signs for it here."
)
REASON = 200
"""So long is the reason that a version keeps."""
SIGN = N_("{amount} below the floor price of the day: a manager signs for it.")


@dataclass(frozen=True, slots=True)
class Below:
    """What was typed, its amounts, the prices of the day, and how far below the floor it is."""

    entry: QuoteEntry
    amounts: Amounts
    price: Price
    gap: Decimal


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided, and by which role."""

    granted: bool
    level: Role
    answer: str | None = None


def let_through(
    session: Session, version: QuoteVersion, below: Below, *, by: Actor, at: datetime
) -> None:
    """Notes who lets a new version through: a granted request, or who signs for it now.

    Nobody where it has to be asked for.
    """
    granted = _covering(session, version, below.amounts, today=local_day(at))
    if granted is not None:
        _take_over(session, version, granted, typed=below.entry.valid_until)
        return
    signed = _signed(session, below, by=by, at=at)
    if signed is not None:
        version.override_by = signed
        version.override_reason = (below.entry.override_reason or "").strip()
        session.info["reason"] = version.override_reason


def _covering(
    session: Session, version: QuoteVersion, amounts: Amounts, *, today: date
) -> VersionFacts | None:
    """The granted version of the same quotation that holds longest; None without one."""
    told = versions(session, version.quote_id)
    car = (version.trim_id, version.stock_car_id)
    granted = (one for one in told if discount_rules.covers(one, amounts, car=car, today=today))
    return max(granted, key=lambda one: one.valid_until, default=None)


def _take_over(
    session: Session, version: QuoteVersion, granted: VersionFacts, *, typed: date | None
) -> None:
    """The new version holds by the granted one, and no longer."""
    if typed is not None and typed > granted.valid_until:
        message = N_("The price below the floor was granted until {day}: no later day.")
        day = show_date(granted.valid_until)
        raise Refused("discount.later", message, field="valid_until", day=day)
    version.valid_until = min(version.valid_until, granted.valid_until)
    before = session.get_one(QuoteVersion, granted.id)
    version.override_by, version.override_reason = before.override_by, before.override_reason


def _signed(session: Session, below: Below, *, by: Actor, at: datetime) -> int | None:
    """Who signs for it on the spot, with a reason; None where a cause asks for it."""
    entry, gap = below.entry, below.gap
    note = (entry.override_reason or "").strip()
    if entry.cause is not None:
        discount_rules.check_cause(entry.cause, note)
        return None
    if not note:
        raise Refused("quote.below", BELOW, field="cause", amount=money(gap))
    enough = discount_rules.levels(gap, store=settings.load(session).of(DiscountSettings))
    if by.roles & enough:
        return by.staff_id
    if entry.approver is None:
        raise SecondPersonNeeded("quote.needs_manager", SIGN, amount=money(gap))
    return second_person.check(session, entry.approver, roles=enough, by=by, at=at)


def ask(session: Session, version: QuoteVersion, below: Below, *, by: Actor, at: datetime) -> None:
    """Asks for the price of a version; granted at once to somebody who may decide about it."""
    entry, price = below.entry, below.price
    assert entry.cause is not None and price.floor_price is not None
    row = DiscountRequest(number=next_number(session, "Y", at), quote_version_id=version.id)
    row.cause, row.note = entry.cause, (entry.override_reason or "").strip() or None
    row.list_price, row.floor_price = price.list_price, price.floor_price
    is_used = version.stock_car_id is not None
    row.cost = price.floor_price if is_used else _cost(session, entry)
    row.income = entry.income
    row.asked_at, row.asked_by = at, by.staff_id
    session.add(row)
    session.flush()
    store = settings.load(session).of(DiscountSettings)
    level = discount_rules.level(below.gap, by.roles, store=store)
    if level is not None:
        decide(session, row, Decision(True, level), by=by, at=at)


def decide(
    session: Session, row: DiscountRequest, decision: Decision, *, by: Actor, at: datetime
) -> None:
    """Writes a decision; a granted request lets its version through."""
    row.decided_at, row.decided_by, row.level = at, by.staff_id, decision.level
    row.granted, row.answer = decision.granted, (decision.answer or "").strip() or None
    session.info["reason"] = row.answer
    if row.granted:
        version = session.get_one(QuoteVersion, row.quote_version_id)
        version.override_by = by.staff_id
        version.override_reason = told_reason(row.number, row.answer or row.note)


def told_reason(number: str, words: str | None) -> str:
    """Why a version below the floor may be given out: its request, and what was said to it."""
    return joined(number, words)[:REASON]


def _cost(session: Session, entry: QuoteEntry) -> Decimal | None:
    """The purchase price of the free car that stands longest, of the asked colour first."""
    given = select(SaleOrder.stock_car_id).where(STANDING, SaleOrder.stock_car_id.is_not(None))
    wanted = select(StockCar.purchase_price).join(Vehicle, Vehicle.id == StockCar.vehicle_id)
    free = wanted.where(
        Vehicle.trim_id == entry.trim_id,
        StockCar.left_on.is_(None),
        StockCar.purchase_price.is_not(None),
        StockCar.id.not_in(given),
    )
    is_other = Vehicle.colour != entry.colour
    in_order = free.order_by(is_other, StockCar.arrived_on.is_(None), StockCar.arrived_on)
    return session.scalar(in_order.order_by(StockCar.id).limit(1))
