"""What a version costs on a day: the newest price that is valid by then."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ScalarSelect, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.tables.vehicles import TrimPrice


@dataclass(frozen=True, slots=True)
class Price:
    """List price, and the floor under which nobody sells without being asked."""

    list_price: Decimal
    floor_price: Decimal | None


def price_on(session: Session, trim_id: int | None, day: date) -> Price | None:
    """What a version costs on a day; None where nobody has said so."""
    if trim_id is None:
        return None
    wanted = [priced(column, trim_id, day=day) for column in (LIST_PRICE, FLOOR_PRICE)]
    list_price, floor_price = session.execute(select(*wanted)).one()
    return None if list_price is None else Price(list_price, floor_price)


def priced(column: InstrumentedAttribute[Any], trim: Any, *, day: date) -> ScalarSelect[Any]:
    """The price of a version on a day, as a column of a statement about many."""
    valid = select(column).where(
        TrimPrice.trim_id == trim, TrimPrice.valid_from <= bindparam(None, day)
    )
    return valid.order_by(TrimPrice.valid_from.desc()).limit(1).scalar_subquery()


LIST_PRICE, FLOOR_PRICE = TrimPrice.list_price, TrimPrice.floor_price
