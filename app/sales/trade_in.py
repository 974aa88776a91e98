"""The car that a customer trades in, from its appraisal into a quotation and into the stock."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.formatting import short_moment, show_date
from app.local_time import local_day
from app.sales import appraisal_queries, appraisal_rules
from app.sales.appraisal_facts import AppraisalRow
from app.sales.facts import VersionFacts
from app.sales.loan_rules import NOTHING
from app.sales.order_facts import SaleOrderRow
from app.sales.order_queries import NOBODY
from app.sales.values import QuoteEntry
from app.stock import operations as stock
from app.text import N_
from db.tables.admin import Staff
from db.tables.appraisals import Appraisal
from db.tables.sale_orders import STANDING, SaleOrder
from db.tables.sales import Quote, QuoteVersion
from db.tables.stock import StockCar

CAR_LIMIT = 60
"""How long the name of the car may be in a quotation."""


def with_appraisal(
    session: Session, entry: QuoteEntry, quote: Quote, *, at: datetime
) -> tuple[QuoteEntry, Decimal]:
    """A version with value and car of its appraisal, and what it pays above that offer.

    Without an appraisal nobody knows what the car is worth: all of it is above. Refused where the
    offer holds no more.
    """
    if entry.appraisal_id is None:
        return entry, entry.trade_in or NOTHING
    told = appraisal_queries.appraisal(session, entry.appraisal_id, NOBODY, at=at)
    if told.person_id != quote.person_id:
        message = N_("This appraisal is of another customer's car.")
        raise Refused("quote.other_appraisal", message, field="appraisal_id")
    if not _had(session, quote, told.id):
        _check_offer(told, today=local_day(at))
    value = entry.trade_in if entry.trade_in is not None else told.offered
    beyond = max(value - told.offered, NOTHING)
    return replace(entry, trade_in=value, trade_in_car=told.car[:CAR_LIMIT]), beyond


def take_over(session: Session, agreed: VersionFacts, *, at: datetime) -> None:
    """The appraised car of an order becomes a car for sale at the agreed value."""
    if agreed.appraisal_id is not None:
        appraisal = session.get_one(Appraisal, agreed.appraisal_id)
        stock.take_in(session, appraisal, agreed.amounts.trade_in, at=at)


def give_back(session: Session, agreed: VersionFacts) -> None:
    """Undo of `take_over`: the customer has the car again."""
    if agreed.appraisal_id is None:
        return
    taken = select(StockCar).where(StockCar.appraisal_id == agreed.appraisal_id)
    car = session.scalar(taken)
    if car is not None:
        stock.give_back(session, car)


def check_kept(told: SaleOrderRow, version: VersionFacts) -> None:
    """Refused where the car stands here, and the order would value it otherwise."""
    agreed = told.agreed
    value = (agreed.appraisal_id, agreed.amounts.trade_in)
    if told.trade_in_step is not None and (version.appraisal_id, version.amounts.trade_in) != value:
        raise _stands_here(agreed)


def check_cancel(session: Session, told: SaleOrderRow) -> None:
    """Refused while the car stands here as it came and can be given back.

    Once it was inspected, reserved or sold the store has bought it: its value is paid to the buyer.
    """
    if told.trade_in_step is None:
        return
    taken = select(StockCar).where(StockCar.appraisal_id == told.agreed.appraisal_id)
    car = session.scalar(taken)
    if car is not None and car.left_on is None and not stock.was_used(session, car.id):
        raise _stands_here(told.agreed)


def _stands_here(agreed: VersionFacts) -> Refused:
    message = N_("{car} has been taken over for this order: give it back first.")
    return Refused("sale.traded_in", message, car=agreed.trade_in_car)


def check_unpromised(session: Session, version: VersionFacts) -> None:
    """Refused where another order counts on the same car."""
    if version.appraisal_id is None:
        return
    agreed = (
        select(SaleOrder.number, Staff.name, SaleOrder.placed_at)
        .join(QuoteVersion, QuoteVersion.id == SaleOrder.quote_version_id)
        .join(Staff, Staff.id == SaleOrder.staff_id)
    )
    of_car = QuoteVersion.appraisal_id == version.appraisal_id
    others = agreed.where(STANDING, of_car, SaleOrder.quote_id != version.quote_id)
    found = session.execute(others.limit(1)).first()
    if found is not None:
        number, who, placed_at = found
        message = N_("{car} is traded in for another order: {number}, by {who}, {when}.")
        about = {"car": version.trade_in_car, "number": number, "who": who}
        about["when"] = short_moment(placed_at)
        raise Refused("sale.car_promised", message, field="quote_id", **about)


def check_not_used(car: StockCar) -> None:
    """Refused where a car that somebody traded in would be handed out as a new one."""
    if car.appraisal_id is not None:
        message = N_("{car} was traded in: it is no new car.")
        raise Refused("sale.used_car", message, field="stock_car_id", car=car.number)


def _had(session: Session, quote: Quote, appraisal_id: int) -> bool:
    """True where an earlier version of the quotation has this appraisal."""
    earlier = select(QuoteVersion.id).where(
        QuoteVersion.quote_id == quote.id, QuoteVersion.appraisal_id == appraisal_id
    )
    return session.scalar(earlier.limit(1)) is not None


def _check_offer(told: AppraisalRow, *, today: date) -> None:
    if told.state not in appraisal_rules.OFFERED:
        message = N_("This offer was declined, or another order has it.")
        raise Refused("quote.no_appraisal", message, field="appraisal_id")
    if told.valid_until < today:
        message = N_("This offer ended on {day}: look at the car again.")
        day = show_date(told.valid_until)
        raise Refused("quote.old_appraisal", message, field="appraisal_id", day=day)
