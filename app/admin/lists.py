"""Reads and writes the lists that a manager edits, all in one way.

Entries are never deleted; they are taken out of use.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.admin import entries
from app.admin.entries import (
    BayEntry,
    CheckItemEntry,
    Entry,
    ItemEntry,
    LevelEntry,
    MessageEntry,
    ModelEntry,
    PurposeEntry,
    SourceEntry,
    TeamEntry,
    TemplateEntry,
    TrimEntry,
)
from app.errors import Refused, check_seen
from app.record_lists import Options
from app.rows import copied
from app.text import N_
from db.tables.appointments import Allocation
from db.tables.clocks import Team
from db.tables.fleet import DemoCar
from db.tables.inspections import InspectionItem, InspectionTemplate
from db.tables.parts import LabourItem
from db.tables.quality import CheckItem
from db.tables.service import IN_SHOP, Bay, RepairOrder
from db.tables.store_lists import Level, Purpose, Source
from db.tables.testdrives import DriveRoute
from db.tables.vehicles import CarModel, Trim
from db.tables.workshop import MessageTemplate


@dataclass(frozen=True, slots=True)
class Rule:
    """A list: its table, what makes an entry unique, whether one must stay in use."""

    noun: Any
    unique: tuple[str, ...] = ("name",)
    one_stays: bool = False


RULES: dict[type[Entry], Rule] = {
    SourceEntry: Rule(Source),
    PurposeEntry: Rule(Purpose, one_stays=True),
    LevelEntry: Rule(Level, unique=("code",), one_stays=True),
    ModelEntry: Rule(CarModel, unique=("brand", "name")),
    TrimEntry: Rule(Trim, unique=("model_id", "name")),
    BayEntry: Rule(Bay),
    TeamEntry: Rule(Team),
    CheckItemEntry: Rule(CheckItem),
    MessageEntry: Rule(MessageTemplate),
    TemplateEntry: Rule(InspectionTemplate),
    ItemEntry: Rule(InspectionItem, unique=("template_id", "name")),
}
ORDERED: tuple[Any, ...] = (
    *(Source, Purpose, Level, CarModel, Trim, Bay, Team, DemoCar, DriveRoute),
    *(CheckItem, MessageTemplate),
    *(InspectionTemplate, InspectionItem),
)


def rows(session: Session, kind: type[Entry]) -> list[Entry]:
    """Everything on a list in the store's order, retired ones last."""
    noun = RULES[kind].noun
    found = session.scalars(select(noun).order_by(noun.active.desc(), noun.position, noun.id))
    return [copied(kind, row) for row in found]


def active_models(session: Session) -> Options:
    """The models that a trim can belong to."""
    in_use = select(CarModel).where(CarModel.active)
    found = session.scalars(in_use.order_by(CarModel.position, CarModel.id))
    return [(row.id, row.name) for row in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimRow(TrimEntry):
    """A version with the name of its model."""

    model: str = ""


def trims(session: Session) -> list[TrimRow]:
    """The versions of all models in the store's order, retired ones last."""
    wanted = select(Trim, CarModel.name).join(CarModel, CarModel.id == Trim.model_id)
    found = session.execute(wanted.order_by(Trim.active.desc(), Trim.position, Trim.id))
    return [copied(TrimRow, row, model=name) for row, name in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow(ItemEntry):
    """An item of an inspection with the name of its template."""

    template: str = ""


def inspection_items(session: Session) -> list[ItemRow]:
    """The items of all templates, template by template."""
    wanted = select(InspectionItem, InspectionTemplate.name).join(
        InspectionTemplate, InspectionTemplate.id == InspectionItem.template_id
    )
    template, item = InspectionTemplate, InspectionItem
    in_order = (item.active.desc(), template.position, template.id, item.position, item.id)
    found = session.execute(wanted.order_by(*in_order))
    return [copied(ItemRow, row, template=name) for row, name in found]


def active_templates(session: Session) -> Options:
    """The templates that an item can belong to."""
    in_use = select(InspectionTemplate).where(InspectionTemplate.active)
    found = session.scalars(in_use.order_by(InspectionTemplate.position, InspectionTemplate.id))
    return [(row.id, row.name) for row in found]


def active_jobs(session: Session) -> Options:
    """The labour that an item can propose."""
    found = session.scalars(select(LabourItem).where(LabourItem.active).order_by(LabourItem.code))
    return [(row.id, f"{row.code} {row.name}") for row in found]


def save(session: Session, entry: Entry) -> int:
    """Adds an entry at the end of its list, or changes it.

    Refused for a double, Conflict where somebody saved it since.
    """
    rule = RULES[type(entry)]
    entries.check(entry)
    kept = entries.values(entry)
    _refuse_double(session, rule, entry.id, kept)
    if entry.id:
        row = _known(session, rule.noun, entry.id)
        check_seen(entry.version, row.version)
    else:
        row = rule.noun(position=_end(session, rule.noun))
    for name, value in kept.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return int(row.id)


def retire(session: Session, kind: type[Entry], entry_id: int, *, back: bool, at: datetime) -> None:
    """Takes an entry out of use, or back into it with `back`.

    Refused for the last one where a form needs one, and for a bay that is in use.
    """
    rule = RULES[kind]
    row = _known(session, rule.noun, entry_id)
    others = select(rule.noun.id).where(rule.noun.active, rule.noun.id != entry_id).limit(1)
    if not back and rule.one_stays and row.active and session.scalar(others) is None:
        raise Refused("list.last", N_("One of these must stay in use."))
    if not back and isinstance(row, Bay):
        _check_empty(session, row, at)
    row.active = back


def _check_empty(session: Session, bay: Bay, at: datetime) -> None:
    """Refused where a car stands in a bay or is expected in it.

    No plan would show it any more.
    """
    here = select(func.coalesce(RepairOrder.plate, RepairOrder.number))
    car = session.scalar(here.where(IN_SHOP, RepairOrder.bay_id == bay.id).limit(1))
    if car is not None:
        message = N_("A car stands in this bay: {plate}. Move it first.")
        raise Refused("bay.taken", message, plate=car)
    held = Allocation.holds, Allocation.bay_id == bay.id, Allocation.held_until > at
    expected = session.scalar(select(func.count(Allocation.id)).where(*held))
    if expected:
        message = N_("Appointments in this bay from now on: {count}. Move them first.")
        raise Refused("bay.booked", message, count=expected)


def order(session: Session, noun: str, ids: tuple[int, ...]) -> None:
    """Saves the store's own order of a list; ValueError for a list without one."""
    table = next((table for table in ORDERED if table.__tablename__ == noun), None)
    if table is None:
        raise ValueError(noun)
    found = {row.id: row for row in session.scalars(select(table).where(table.id.in_(ids)))}
    for position, key in enumerate(ids):
        if key in found and found[key].position != position:
            found[key].position = position


def _refuse_double(
    session: Session, rule: Rule, own_id: int | None, kept: dict[str, object]
) -> None:
    same = [getattr(rule.noun, name) == kept[name] for name in rule.unique]
    twin = session.scalar(select(rule.noun.id).where(*same))
    if twin is not None and twin != own_id:
        raise Refused("list.double", N_("This stands on the list already."), field=rule.unique[-1])


def _known(session: Session, noun: Any, key: int) -> Any:
    row = session.get(noun, key)
    if row is None:
        raise Refused("list.unknown", N_("This entry does not exist any more."))
    return row


def _end(session: Session, noun: Any) -> int:
    last = session.scalar(select(func.max(noun.position)))
    return 0 if last is None else int(last) + 1
