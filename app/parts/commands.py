"""Use cases of the price lists: add, change, take out of use.

What an order was priced with stays on the order, so a change never rewrites an agreement.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import Refused, check_seen
from app.parts.rules import (
    LabourItemValue,
    PackageValue,
    PartValue,
    check_labour_item,
    check_package,
    check_part,
    read_line,
)
from app.permissions import Actor, allow
from app.text import N_
from db.tables.parts import LabourItem, PackageLine, PackageModel, Part, WorkPackage
from db.vocabulary import Role

Row = TypeVar("Row", LabourItem, Part, WorkPackage)
PriceValue = LabourItemValue | PartValue | PackageValue
UNKNOWN = N_("This entry does not exist any more.")


@allow(Role.CONTROLLER, Role.MANAGER, Role.ADMINISTRATOR)
def save_labour_item(session: Session, item: LabourItemValue, *, by: Actor, at: datetime) -> int:
    """Adds a labour item or changes it.

    A code names one item only. Returns its id.
    """
    check_labour_item(item)
    code = str(item.code).strip()
    if _is_taken(session, item, LabourItem.code, code):
        message = N_("Another labour item has the code {taken}.")
        raise Refused("labour_item.code_taken", message, field="code", taken=code)
    row = _opened(session, LabourItem, item)
    row.code, row.name, row.trade = code, str(item.name).strip(), item.trade
    row.hours, row.rate = item.hours, item.rate  # type: ignore[assignment]  # checked above
    session.add(row)
    session.flush()
    return row.id


@allow(Role.CONTROLLER, Role.MANAGER, Role.ADMINISTRATOR)
def retire_labour_item(
    session: Session, item_id: int, *, active: bool = False, by: Actor, at: datetime
) -> None:
    """Takes a labour item out of use, or back into it with `active`."""
    _found(session, LabourItem, item_id).active = active


@allow(Role.PARTS, Role.MANAGER, Role.ADMINISTRATOR)
def save_part(session: Session, part: PartValue, *, by: Actor, at: datetime) -> int:
    """Adds a part or changes it; a number names one part only. Returns its id."""
    check_part(part)
    number = str(part.number).strip()
    if _is_taken(session, part, Part.number, number):
        message = N_("Another part has the number {number}.")
        raise Refused("part.number_taken", message, field="number", number=number)
    row = _opened(session, Part, part)
    _fill(row, part)
    row.number, row.name = number, str(part.name).strip()
    session.add(row)
    session.flush()
    return row.id


def _fill(row: Part, part: PartValue) -> None:
    row.brand, row.kind = part.brand, part.kind
    row.price, row.cost = part.price, part.cost  # type: ignore[assignment]  # checked above
    row.unit = part.unit or row.unit
    row.stock = row.stock if part.stock is None else part.stock


@allow(Role.PARTS, Role.MANAGER, Role.ADMINISTRATOR)
def retire_part(
    session: Session, part_id: int, *, active: bool = False, by: Actor, at: datetime
) -> None:
    """Takes a part out of use, or back into it with `active`."""
    _found(session, Part, part_id).active = active


@allow(Role.CONTROLLER, Role.MANAGER, Role.ADMINISTRATOR)
def save_package(session: Session, package: PackageValue, *, by: Actor, at: datetime) -> int:
    """Adds a package or changes it, with all its lines and models. Returns its id."""
    check_package(package)
    name = str(package.name).strip()
    if _is_taken(session, package, WorkPackage.name, name):
        message = N_("Another package is called {name}.")
        raise Refused("package.name_taken", message, field="name", name=name)
    items = [_item(session, line) for line in str(package.lines).splitlines() if line.strip()]
    if not any(item.labour_item_id for item in items):
        message = N_("A package needs at least one labour item: the job that it is.")
        raise Refused("package.no_labour", message, field="lines")
    row = _opened(session, WorkPackage, package)
    row.name, row.fixed_price, row.hides_lines = name, package.fixed_price, package.hides_lines
    row.every_km, row.every_months = package.every_km, package.every_months
    row.first_only = package.first_only
    session.add(row)
    session.flush()
    _replace(session, row.id, items, models=package.models)
    return row.id


@allow(Role.CONTROLLER, Role.MANAGER, Role.ADMINISTRATOR)
def retire_package(
    session: Session, package_id: int, *, active: bool = False, by: Actor, at: datetime
) -> None:
    """Takes a package out of use, or back into it with `active`."""
    _found(session, WorkPackage, package_id).active = active


def _item(session: Session, line: str) -> PackageLine:
    """The line that was typed: a labour item, else a part; Refused for an unknown code."""
    code, quantity = read_line(line)
    labour = session.scalar(select(LabourItem).where(func.lower(LabourItem.code) == code.lower()))
    if labour is not None:
        hours = labour.hours if quantity is None else quantity
        return PackageLine(labour_item_id=labour.id, quantity=hours)
    part = session.scalar(select(Part).where(func.lower(Part.number) == code.lower()))
    if part is not None:
        return PackageLine(part_id=part.id, quantity=quantity or Decimal(1))
    if quantity is not None:
        # a number may end in figures: the whole line is tried as one code
        return _item(session, f"{line.strip()} × 1") if "×" not in line else _unknown(code)
    return _unknown(code)


def _unknown(code: str) -> PackageLine:
    message = N_("No labour item and no part has the code {typed}.")
    raise Refused("package.unknown_code", message, field="lines", typed=code)


def _replace(
    session: Session, package_id: int, items: list[PackageLine], *, models: Iterable[int]
) -> None:
    """Writes lines and models of a package anew."""
    for table in (PackageLine, PackageModel):
        for old in session.scalars(select(table).where(table.package_id == package_id)):
            session.delete(old)
    for place, item in enumerate(items, 1):
        item.package_id, item.position = package_id, place
    session.add_all(items)
    session.add_all(PackageModel(package_id=package_id, model_id=one) for one in models)
    session.flush()


def _is_taken(
    session: Session,
    value: PriceValue,
    column: InstrumentedAttribute[str],
    text: str,
) -> bool:
    """Whether another row than the one of `value` has this text in a column."""
    others = select(column).where(column == text, column.class_.id != (value.id or 0))
    return session.scalar(others) is not None


def _opened(session: Session, table: type[Row], value: PriceValue) -> Row:
    """The row that a value was read from, or a new one; Conflict where it was saved since."""
    row = table() if value.id is None else _found(session, table, value.id)
    check_seen(value.version, row.version)
    return row


def _found(session: Session, table: type[Row], row_id: int) -> Row:
    row = session.get(table, row_id)
    if row is None:
        raise Refused(f"{table.__tablename__}.unknown", UNKNOWN)
    return row
