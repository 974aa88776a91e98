"""Searches the price lists by any fragment of code, number or name, and reads packages."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.rows import columns_of, fetch
from db.tables.parts import LabourItem, PackageLine, PackageModel, Part, WorkPackage
from db.tables.vehicles import CarModel
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


@dataclass(frozen=True, slots=True)
class PackageItem:
    """One line of a package at the prices of today; labour counts hours, parts pieces."""

    package_id: int
    code: str
    name: str
    quantity: Decimal
    price: Decimal
    labour_item_id: int | None
    part_id: int | None

    @property
    def amount(self) -> Decimal:
        """What the line costs by the price list."""
        return (self.quantity * self.price).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package as it stands in the list; `models` are ids, none for every model."""

    id: int
    name: str
    fixed_price: Decimal | None
    hides_lines: bool
    every_km: int | None
    every_months: int | None
    first_only: bool
    active: bool
    version: int
    items: tuple[PackageItem, ...]
    models: tuple[int, ...]
    fits: str
    """The names of the models, "" for every model."""

    @property
    def price(self) -> Decimal:
        """The fixed price, else the sum of the lines."""
        added = sum((item.amount for item in self.items), Decimal(0))
        return added if self.fixed_price is None else self.fixed_price

    @property
    def labour_items(self) -> frozenset[int]:
        """The labour items that it holds."""
        return frozenset(item.labour_item_id for item in self.items if item.labour_item_id)

    @property
    def hours(self) -> Decimal:
        """The hours of its labour."""
        return sum((item.quantity for item in self.items if item.labour_item_id), Decimal(0))

    @property
    def lines(self) -> str:
        """The lines as they are typed: a code and its quantity each."""
        return "\n".join(f"{item.code} × {item.quantity.normalize():f}" for item in self.items)


def packages(session: Session, *, retired: bool = False) -> list[PackageRow]:
    """Packages by name, with their lines; `retired` shows those out of use as well."""
    wanted = select(*columns_of(PackageRow, WorkPackage))
    offered = wanted if retired else wanted.where(WorkPackage.active)
    items, models, names = _items(session), defaultdict(list), defaultdict(list)
    fitting = select(PackageModel.package_id, CarModel.id, CarModel.name)
    fitting = fitting.join(CarModel, CarModel.id == PackageModel.model_id)
    for package_id, model_id, name in session.execute(fitting.order_by(CarModel.position)):
        models[package_id].append(model_id)
        names[package_id].append(name)
    return fetch(
        session,
        PackageRow,
        offered.order_by(WorkPackage.active.desc(), WorkPackage.name),
        items=lambda row: tuple(items[row.id]),
        models=lambda row: tuple(models[row.id]),
        fits=lambda row: " · ".join(names[row.id]),
    )


def packages_for(session: Session, model_id: int | None) -> list[PackageRow]:
    """The packages in use that fit a model; where it is unknown, all of them."""
    return [
        row
        for row in packages(session)
        if model_id is None or not row.models or model_id in row.models
    ]


def service_plan(session: Session, model_id: int | None) -> list[PackageRow]:
    """The packages of a model's plan: its own, and what these do not hold of the rest."""
    planned = [row for row in packages(session) if row.every_km or row.every_months]
    own = [row for row in planned if model_id in row.models]
    held = [(row.labour_items, row.first_only) for row in own]
    return own + [
        row
        for row in planned
        if not row.models
        and not any(row.labour_items <= items and row.first_only is once for items, once in held)
    ]


def _items(session: Session) -> dict[int, list[PackageItem]]:
    """The lines of all packages with today's prices, each in its place."""
    found: dict[int, list[PackageItem]] = defaultdict(list)
    labour = select(
        *columns_of(PackageItem, PackageLine),
        LabourItem.code,
        LabourItem.name,
        LabourItem.rate.label("price"),
    ).join(LabourItem, LabourItem.id == PackageLine.labour_item_id)
    parts = select(
        *columns_of(PackageItem, PackageLine), Part.number.label("code"), Part.name, Part.price
    ).join(Part, Part.id == PackageLine.part_id)
    for wanted in (labour, parts):
        in_order = wanted.order_by(PackageLine.position, PackageLine.id)
        for item in fetch(session, PackageItem, in_order):
            found[item.package_id].append(item)
    return found


def _holds(
    text: str, *columns: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
) -> list[ColumnElement[bool]]:
    return [
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in text.split()
    ]
