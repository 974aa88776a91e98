"""Use cases of prices: the dated ones of new cars, the asking price of a used one."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.permissions import Actor, allow
from app.stock import operations
from app.stock.values import PriceEntry
from app.text import N_
from db.nouns import Noun
from db.tables.vehicles import TrimPrice
from db.vocabulary import Role


@allow(Role.MANAGER)
def save_price(session: Session, entry: PriceEntry, *, by: Actor, at: datetime) -> int:
    """Adds a price from a day on, or changes it; returns its id."""
    _check(session, entry)
    row = TrimPrice() if entry.id is None else session.get_one(TrimPrice, entry.id)
    check_seen(entry.version, row.version, noun=Noun.TRIM_PRICE, id=row.id)
    for name in ("trim_id", "valid_from", "list_price", "floor_price"):
        setattr(row, name, getattr(entry, name))
    session.add(row)
    session.flush()
    return row.id


@allow(Role.MANAGER)
def remove_price(session: Session, price_id: int, *, by: Actor, at: datetime) -> PriceEntry:
    """Takes a price off the list; what it returns puts it back."""
    row = session.get_one(TrimPrice, price_id)
    names = ("trim_id", "valid_from", "list_price", "floor_price")
    kept = PriceEntry(**{name: getattr(row, name) for name in names})
    session.delete(row)
    return kept


@allow(Role.MANAGER)
def ask_price(
    session: Session, car_id: int, price: Decimal | None, *, by: Actor, at: datetime
) -> Decimal | None:
    """What is asked for a used car from now on; returns what was asked before."""
    row = operations.standing_car(session, car_id)
    if row.appraisal_id is None:
        message = N_("A new car has the price of its version: change it in the price list.")
        raise Refused("price.new_car", message, field="asking_price")
    before, row.asking_price = row.asking_price, price
    return before


def _check(session: Session, entry: PriceEntry) -> None:
    for name in ("trim_id", "valid_from", "list_price"):
        if getattr(entry, name) is None:
            raise Refused("price.missing", N_("Please fill this in."), field=name)
    if (entry.floor_price or Decimal(0)) > (entry.list_price or Decimal(0)):
        message = N_("The floor price is not above the list price.")
        raise Refused("price.floor", message, field="floor_price")
    same_day = select(TrimPrice.id).where(
        TrimPrice.trim_id == entry.trim_id, TrimPrice.valid_from == entry.valid_from
    )
    if session.scalar(same_day) not in (None, entry.id):
        message = N_("This version has a price from that day on already.")
        raise Refused("price.double", message, field="valid_from")
