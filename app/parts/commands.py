"""Use cases of the price lists: add, change, take out of use.

What an order was priced with stays on the order, so a change never rewrites an agreement.
"""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import Refused, check_seen
from app.parts.rules import LabourItemValue, PartValue, check_labour_item, check_part
from app.permissions import Actor, allow
from app.text import N_
from db.tables.parts import LabourItem, Part
from db.vocabulary import Role

Row = TypeVar("Row", LabourItem, Part)
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


def _is_taken(
    session: Session,
    value: LabourItemValue | PartValue,
    column: InstrumentedAttribute[str],
    text: str,
) -> bool:
    """Whether another row than the one of `value` has this text in a column."""
    others = select(column).where(column == text, column.class_.id != (value.id or 0))
    return session.scalar(others) is not None


def _opened(session: Session, table: type[Row], value: LabourItemValue | PartValue) -> Row:
    """The row that a value was read from, or a new one; Conflict where it was saved since."""
    row = table() if value.id is None else _found(session, table, value.id)
    check_seen(value.version, row.version)
    return row


def _found(session: Session, table: type[Row], row_id: int) -> Row:
    row = session.get(table, row_id)
    if row is None:
        raise Refused(f"{table.__tablename__}.unknown", UNKNOWN)
    return row
