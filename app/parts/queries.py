"""Searching the price lists by any scrap of code, number or name."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

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
    wanted = select(LabourItem).where(*_holds(text, LabourItem.code, LabourItem.name))
    if not retired:
        wanted = wanted.where(LabourItem.active)
    rows = session.scalars(wanted.order_by(LabourItem.active.desc(), LabourItem.code).limit(limit))
    return [
        LabourItemRow(
            row.id, row.code, row.name, row.trade, row.hours, row.rate, row.active, row.version
        )
        for row in rows
    ]


def parts(
    session: Session, text: str = "", *, retired: bool = False, limit: int = MOST
) -> list[PartRow]:
    """Parts whose number, name or brand holds every word of `text`, by number.

    `retired` shows those out of use as well.
    """
    wanted = select(Part).where(*_holds(text, Part.number, Part.name, Part.brand))
    if not retired:
        wanted = wanted.where(Part.active)
    rows = session.scalars(wanted.order_by(Part.active.desc(), Part.number).limit(limit))
    return [_part(row) for row in rows]


def _part(row: Part) -> PartRow:
    kept = (
        row.id,
        row.number,
        row.name,
        row.brand,
        row.kind,
        row.unit,
        row.price,
        row.cost,
        row.stock,
    )
    return PartRow(*kept, row.active, row.version)


def _holds(
    text: str, *columns: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
) -> list[ColumnElement[bool]]:
    return [
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in text.split()
    ]
