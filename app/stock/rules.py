"""Decides on age, interest, certificate and reservations of cars for sale."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from app.errors import Refused
from app.formatting import joined, show_date, show_moment
from app.text import N_, _
from db.stock_words import CertificatePlace, LeftHow, PdiPoint, StockState

YEAR = Decimal(360)
"""Banks count a year as 360 days."""
CENT = Decimal("0.01")


def days_in_stock(arrived_on: date | None, until: date) -> int | None:
    """Whole days since the arrival, which is day 0; None before it."""
    return None if arrived_on is None else max(0, (until - arrived_on).days)


def band_of(days: int, bands: Sequence[int]) -> int:
    """The place of the age band; what is over the last one has the place after it."""
    return sum(days > last for last in bands)


def band_name(place: int, bands: Sequence[int]) -> str:
    """How a band reads: 0–30, 31–60 … 180+."""
    first = bands[place - 1] + 1 if place else 0
    return f"{first}–{bands[place]}" if place < len(bands) else f"{bands[-1]}+"


def interest(
    price: Decimal | None, rate: Decimal, *, payment_on: date | None, until: date, free_days: int
) -> Decimal:
    """What a car has cost in interest: price x rate / 360 x days after the free ones."""
    if price is None or payment_on is None:
        return Decimal(0)
    days = max(0, (until - payment_on).days - free_days)
    return (price * rate / 100 / YEAR * days).quantize(CENT, ROUND_HALF_UP)


def state_of(
    *,
    arrived_on: date | None,
    left_on: date | None,
    held_until: datetime | None,
    at: datetime,
    is_ordered: bool = False,
) -> StockState:
    """How a car stands; a hold that has run out counts as none."""
    if left_on is not None:
        return StockState.LEFT
    if is_ordered:
        return StockState.ALLOCATED
    if is_held(held_until, at):
        return StockState.RESERVED
    return StockState.IN_TRANSIT if arrived_on is None else StockState.IN_STOCK


def is_held(held_until: datetime | None, at: datetime) -> bool:
    """True until the moment up to which a car is reserved."""
    return held_until is not None and held_until > at


def check_sale(how: LeftHow, certificate: CertificatePlace) -> None:
    """Refused where a car is sold past its order; told first where its certificate is not here."""
    if how is not LeftHow.SOLD:
        return
    if certificate is not CertificatePlace.HERE:
        message = N_(
            "The certificate is not here ({where}). Without it the buyer cannot register the car:"
            " fetch it, or say why the car leaves all the same."
        )
        place = _(certificate.label)
        raise Refused("stock.certificate", message, field="reason", where=place)
    message = N_("A car is sold by its order, which hands it over. Say why it goes without one.")
    raise Refused("stock.no_order", message, field="reason")


def check_until(until: datetime, *, now: datetime, longest: int, may_exceed: bool = False) -> None:
    """Refused for a moment that has passed, or beyond the days that a consultant may reserve."""
    if until <= now:
        message = N_("That moment has passed. Until when is the car reserved?")
        raise Refused("hold.past", message, field="held_until")
    last = now + timedelta(days=longest)
    if until > last and not may_exceed:
        message = N_("Reserved for {days} days at most, until {last}. The manager may go further.")
        told = {"days": longest, "last": show_moment(last)}
        raise Refused("hold.long", message, field="held_until", **told)


def check_free(
    held_until: datetime | None, *, holder: str, customer: str, number: str, at: datetime
) -> None:
    """Refused while somebody has the car reserved; names who, for whom and until when."""
    if is_held(held_until, at):
        message = N_("{number} is reserved until {until} by {who}.")
        who = joined(holder, customer)
        raise Refused("hold.taken", message, number=number, until=show_moment(held_until), who=who)


def check_pdi(passed: bool | None, findings: str | None) -> None:
    """Refused without a result, and for faults that nobody named."""
    if passed is None:
        raise Refused("pdi.no_result", N_("Is the car without faults?"), field="passed")
    if not passed and not (findings or "").strip():
        message = N_("Which faults were found? Who repairs them reads it.")
        raise Refused("pdi.no_findings", message, field="findings")


def point_now(last: PdiPoint | None, *, is_of_today: bool, is_ordered: bool) -> PdiPoint:
    """Which inspection a photo belongs to, unless somebody says otherwise."""
    if last is not None and is_of_today:
        return last
    if is_ordered:
        return PdiPoint.HAND_OVER
    return PdiPoint.ARRIVAL if last is None else PdiPoint.IN_STOCK


def check_past(day: date | None, *, today: date, field: str) -> None:
    """Refused for a day that has not come."""
    if day is not None and day > today:
        message = N_("{day} is still to come.")
        raise Refused("stock.future", message, field=field, day=show_date(day))


def check_order(built_on: date | None, arrived_on: date | None) -> None:
    """Refused for a car that came before it was built."""
    if built_on is not None and arrived_on is not None and arrived_on < built_on:
        message = N_("The car cannot arrive before it was built ({day}).")
        raise Refused("stock.order", message, field="arrived_on", day=show_date(built_on))
