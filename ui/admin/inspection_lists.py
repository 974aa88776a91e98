"""What the inspections of the store look at: templates, and their items in order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from app import record_lists
from app.admin import commands, lists
from app.admin.entries import Entry, ItemEntry, TemplateEntry
from app.service.inspection_rules import Limits, limits_told
from app.text import N_
from db.inspection_words import ItemKind
from db.nouns import Noun
from ui.admin.retiring import STATE, retiring
from ui.parts.columns import field, listed
from ui.parts.fields import Choice, Number, Toggle
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, RecordDesk, Row
from ui.record_desk.inputs import segment_of, yes_no

ITEM = (
    *("template_id", "group_name", "name", "kind", "unit", "green_limit", "red_limit"),
    *("required", "labour_item_id"),
)


def _of(kind: type[Entry]) -> Callable[[dict[str, Any], Row | None], Entry]:
    """Makes an entry of what was typed over the row that was read."""

    def value(typed: dict[str, Any], row: Row | None) -> Entry:
        own = {"id": row.id, "active": row.active, "version": row.version} if row else {}
        return kind(**typed, **own)

    return value


def _limits(row: ItemEntry) -> str:
    return limits_told(Limits(row.green_limit, row.red_limit), row.unit)


TEMPLATES = RecordDesk(
    name=Noun.INSPECTION_TEMPLATE,
    add=N_("New inspection"),
    empty=N_("No inspection yet. Add a template, then the items that it looks at."),
    query=record_lists.for_everybody(partial(lists.rows, kind=TemplateEntry)),
    columns=(listed("inspection_template.name", stretch=True, ink=True, width=200), STATE),
    fields=(field("inspection_template.name"),),
    save=commands.save_entry,
    value=_of(TemplateEntry),
    steps=retiring(
        lambda row, back: Gesture(commands.retire_entry, (TemplateEntry, row.id), {"back": back})
    ),
    reorder=commands.order_entries,
)
ITEMS = RecordDesk(
    name=Noun.INSPECTION_ITEM,
    add=N_("New item"),
    empty=N_("No item yet. Add what is looked at, with its limits."),
    query=record_lists.for_everybody(lists.inspection_items),
    columns=(
        listed("inspection_item.name", stretch=True, ink=True, width=136),
        Column("template", N_("Inspection"), width=104),
        listed("inspection_item.group_name", width=88),
        Column("limits", N_("Green / red"), width=128, get=_limits),
        Column("required", N_("Must"), width=56, text=yes_no),
        STATE,
    ),
    fields=(
        field("inspection_item.template_id", Choice, half=True),
        field("inspection_item.group_name", half=True),
        field("inspection_item.name"),
        field("inspection_item.kind", segment_of(ItemKind)),
        field("inspection_item.green_limit", partial(Number, decimals=2), half=True),
        field("inspection_item.red_limit", partial(Number, decimals=2), half=True),
        field("inspection_item.unit", half=True),
        field("inspection_item.required", Toggle, half=True),
        field("inspection_item.labour_item_id", Choice),
    ),
    save=commands.save_entry,
    value=_of(ItemEntry),
    typed=lambda row: {name: getattr(row, name) for name in ITEM},
    steps=retiring(
        lambda row, back: Gesture(commands.retire_entry, (ItemEntry, row.id), {"back": back})
    ),
    blank={"kind": ItemKind.LIGHT, "required": True},
    options={
        "template_id": record_lists.for_everybody(lists.active_templates),
        "labour_item_id": record_lists.for_everybody(lists.active_jobs),
    },
    reorder=commands.order_entries,
)
