"""Decides what an entry of a price list must say."""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.errors import Refused
from app.text import N_
from db.vocabulary import PartKind, Trade

QUANTITY = re.compile(r"(?P<code>.+?)\s*[ ×xX*]\s*(?P<quantity>\d{1,5}(\.\d{1,2})?)", re.ASCII)
"""A code, then `×` or a blank, then how much of it."""
MISSING = N_("Please fill this in.")
NEGATIVE = N_("This cannot be less than zero.")


@dataclass(frozen=True, slots=True)
class LabourItemValue:
    """A labour item as the form gives it; `id` is None for a new one."""

    code: str | None
    name: str | None
    hours: Decimal | None
    rate: Decimal | None
    trade: Trade = Trade.MECHANICAL
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PartValue:
    """A part as the form gives it; `id` is None for a new one."""

    number: str | None
    name: str | None
    price: Decimal | None
    brand: str | None = None
    kind: PartKind = PartKind.GENUINE
    unit: str | None = None
    cost: Decimal | None = None
    stock: Decimal | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PackageValue:
    """A package as the form gives it: `lines` hold one code a line with a quantity behind it.

    `models` are the ids of the model lines that it fits, none for every model. `every_km` and
    `every_months` put it into the service plan of these models.
    """

    name: str | None
    lines: str | None
    fixed_price: Decimal | None = None
    hides_lines: bool = False
    models: tuple[int, ...] = ()
    every_km: int | None = None
    every_months: int | None = None
    first_only: bool = False
    id: int | None = None
    version: int | None = None


def check_package(package: PackageValue) -> None:
    """Refused without a name or a line, or with a price under zero."""
    _check(("name", package.name), ("lines", package.lines))
    if package.fixed_price is not None and package.fixed_price < 0:
        raise Refused("price_list.negative", NEGATIVE, field="fixed_price")
    if package.first_only and not (package.every_km or package.every_months):
        message = N_("After how many kilometres or months is the first maintenance?")
        raise Refused("package.first_when", message, field="every_km")


def read_line(text: str) -> tuple[str, Decimal | None]:
    """The code and the quantity of `BY001 × 0.8`; without a figure the quantity is None."""
    found = QUANTITY.fullmatch(text.strip())
    if found is None:
        return text.strip(), None
    return found["code"], Decimal(found["quantity"])


def check_labour_item(item: LabourItemValue) -> None:
    """Refused without code, name, hours or rate."""
    _check(("code", item.code), ("name", item.name), ("hours", item.hours), ("rate", item.rate))


def check_part(part: PartValue) -> None:
    """Refused without number, name or price."""
    _check(("number", part.number), ("name", part.name), ("price", part.price))
    for field, amount in (("cost", part.cost), ("stock", part.stock)):
        if amount is not None and amount < 0:
            raise Refused("price_list.negative", NEGATIVE, field=field)


def _check(*needed: tuple[str, str | Decimal | None]) -> None:
    for field, value in needed:
        if value is None or (isinstance(value, str) and not value.strip()):
            raise Refused("price_list.incomplete", MISSING, field=field)
        if isinstance(value, Decimal) and value < 0:
            raise Refused("price_list.negative", NEGATIVE, field=field)
