"""Searches the price lists by any fragment of code, number or name."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.rows import columns_of, fetch
from db.tables.parts import LabourItem, Part
from db.vocabulary import PartKind, Trade

MOST = 200


@dataclass(frozen=True, slots=True)
class LabourItemRow:
    """A labour item as it stands in the list."""

    id: int
    code: str
    name: str
    trade: Trade
    hours: Decimal
    rate: Decimal
    active: bool
    version: int

    @property
    def fee(self) -> Decimal:
        """What the customer pays for it."""
        return (self.hours * self.rate).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part as it stands in the list."""

    id: int
    number: str
    name: str
    brand: str | None
    kind: PartKind
    unit: str
    price: Decimal
    cost: Decimal | None
    stock: Decimal
    active: bool
    version: int


def labour_items(
    session: Session, text: str = "", *, retired: bool = False, limit: int = MOST
) -> list[LabourItemRow]:
    """Items whose code or name holds every word of `text`, by code.

    `retired` shows those out of use as well.
    """
    held = _holds(text, LabourItem.code, LabourItem.name)
    items = select(*columns_of(LabourItemRow, LabourItem)).where(*held)
    offered = items if retired else items.where(LabourItem.active)
    in_order = offered.order_by(LabourItem.active.desc(), LabourItem.code)
    return fetch(session, LabourItemRow, in_order.limit(limit))


def parts(
    session: Session, text: str = "", *, retired: bool = False, limit: int = MOST
) -> list[PartRow]:
    """Parts whose number, name or brand holds every word of `text`, by number.

    `retired` shows those out of use as well.
    """
    held = _holds(text, Part.number, Part.name, Part.brand)
    found = select(*columns_of(PartRow, Part)).where(*held)
    offered = found if retired else found.where(Part.active)
    return fetch(session, PartRow, offered.order_by(Part.active.desc(), Part.number).limit(limit))


def _holds(
    text: str, *columns: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
) -> list[ColumnElement[bool]]:
    return [
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in text.split()
    ]
