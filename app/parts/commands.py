"""Use cases of the price lists: add, change, take out of use.

What an order was priced with stays on the order, so a change never rewrites an agreement.
"""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.parts.rules import LabourItemValue, PartValue, check_labour_item, check_part
from app.permissions import Actor, allow
from app.text import N_
from db.tables.parts import LabourItem, Part
from db.vocabulary import Role

UNKNOWN = N_("This entry does not exist any more.")


@allow(Role.CONTROLLER, Role.MANAGER, Role.ADMINISTRATOR)
def save_labour_item(session: Session, item: LabourItemValue, *, by: Actor, at: datetime) -> int:
    """Adds a labour item or changes it.

    A code names one item only. Returns its id.
    """
    check_labour_item(item)
    code = str(item.code).strip()
    if session.scalar(_others(LabourItem, item.id).where(LabourItem.code == code)) is not None:
        message = N_("Another labour item has the code {taken}.")
        raise Refused("labour_item.code_taken", message, field="code", taken=code)
    row = LabourItem() if item.id is None else _labour_item(session, item.id)
    check_seen(item.version, row.version)
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
    _labour_item(session, item_id).active = active


@allow(Role.PARTS, Role.MANAGER, Role.ADMINISTRATOR)
def save_part(session: Session, part: PartValue, *, by: Actor, at: datetime) -> int:
    """Adds a part or changes it; a number names one part only. Returns its id."""
    check_part(part)
    number, others = str(part.number).strip(), _others(Part, part.id)
    if session.scalar(others.where(Part.number == number)) is not None:
        message = N_("Another part has the number {number}.")
        raise Refused("part.number_taken", message, field="number", number=number)
    row = Part() if part.id is None else _part(session, part.id)
    check_seen(part.version, row.version)
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
    _part(session, part_id).active = active


def _others(table: type[LabourItem | Part], own_id: int | None) -> Select[int]:
    return select(table.id).where(table.id != (own_id or 0))


def _labour_item(session: Session, item_id: int) -> LabourItem:
    row = session.get(LabourItem, item_id)
    if row is None:
        raise Refused("labour_item.unknown", UNKNOWN)
    return row


def _part(session: Session, part_id: int) -> Part:
    row = session.get(Part, part_id)
    if row is None:
        raise Refused("part.unknown", UNKNOWN)
    return row
