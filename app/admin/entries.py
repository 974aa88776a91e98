"""The entries of the lists that a manager edits, one class per list."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from app.errors import Refused
from app.text import N_
from db.inspection_words import ItemKind
from db.vocabulary import Energy, Gearbox, Trade

OWN = frozenset({"id", "active", "version"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a list.

    `id` is empty for a new one, `version` is what was read before editing.
    """

    id: int | None = None
    active: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry(Entry):
    """Where customers come from; a campaign is a source with its cost and its days."""

    name: str | None
    lead_target: int | None = None
    cost: Decimal | None = None
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeEntry(Entry):
    """Why somebody comes. `is_sales`: counts in the contact-kept rate."""

    name: str | None
    is_sales: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelEntry(Entry):
    """A prospect level and its rule in days."""

    code: str | None
    name: str | None
    buys_within_days: int | None = None
    contact_every_days: int | None = None
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry(Entry):
    """A model line."""

    brand: str | None = None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimEntry(Entry):
    """A version of a model."""

    model_id: int | None
    name: str | None
    gearbox: Gearbox | None = Gearbox.AUTOMATIC
    energy: Energy | None = Energy.PETROL


@dataclass(frozen=True, slots=True, kw_only=True)
class BayEntry(Entry):
    """A place in the workshop."""

    name: str | None
    trade: Trade | None = Trade.MECHANICAL


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateEntry(Entry):
    """A named list of what an inspection looks at."""

    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry(Entry):
    """One thing that an inspection looks at; unit and limits are those of a figure."""

    template_id: int | None
    group_name: str | None = None
    name: str | None
    kind: ItemKind | None = ItemKind.LIGHT
    unit: str | None = None
    green_limit: Decimal | None = None
    red_limit: Decimal | None = None
    required: bool = True
    labour_item_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEntry(Entry):
    """Technicians who work together; colleagues name their team."""

    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItemEntry(Entry):
    """A line of the checklist of finished work."""

    name: str | None
    standard: str | None = None
    final_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEntry(Entry):
    """A text for customers with names in braces."""

    name: str | None
    words: str | None


NEEDED = frozenset(
    {
        *("name", "words", "code", "contact_every_days", "model_id", "gearbox", "energy", "trade"),
        *("template_id", "kind"),
    }
)
LIMITS: dict[str, tuple[int, int]] = {"contact_every_days": (1, 365), "buys_within_days": (1, 730)}


def values(entry: Entry) -> dict[str, object]:
    """What the table stores of an entry, texts trimmed.

    A brand that was left out is "".
    """
    names = [field.name for field in fields(entry) if field.name not in OWN]
    kept = {name: getattr(entry, name) for name in names}
    texts = {name: value.strip() for name, value in kept.items() if isinstance(value, str)}
    no_brand = {"brand": ""} if "brand" in kept and not texts.get("brand") else {}
    return kept | texts | no_brand


def check(entry: Entry) -> None:
    """Refused beside the field where something is missing or beyond reason."""
    for name, value in values(entry).items():
        if name in NEEDED and value in (None, ""):
            raise Refused("list.missing", N_("Please fill this in."), field=name)
        if isinstance(value, Decimal) and value < 0:
            raise Refused("list.negative", N_("Not less than nothing."), field=name)
        if name in LIMITS and isinstance(value, int):
            _check_range(name, value)
    if isinstance(entry, SourceEntry):
        _check_days(entry)
    if isinstance(entry, ItemEntry):
        _check_limits(entry)


def _check_days(entry: SourceEntry) -> None:
    """Refused for a cost without days: nobody could say what a month of it costs."""
    for name in ("begins_on", "ends_on"):
        other = entry.ends_on if name == "begins_on" else entry.begins_on
        if getattr(entry, name) is None and (entry.cost is not None or other is not None):
            message = N_("From when to when? The cost counts for these days.")
            raise Refused("source.days", message, field=name)
    if entry.begins_on and entry.ends_on and entry.ends_on < entry.begins_on:
        message = N_("This ends before it begins.")
        raise Refused("source.order", message, field="ends_on")


def _check_limits(entry: ItemEntry) -> None:
    """Refused for one limit alone: a figure has a light by both, or by hand."""
    if entry.kind is ItemKind.FIGURE and (entry.green_limit is None) != (entry.red_limit is None):
        name = "green_limit" if entry.green_limit is None else "red_limit"
        message = N_("Give both limits, or none: then the light is set by hand.")
        raise Refused("item.limits", message, field=name)


def _check_range(name: str, value: int) -> None:
    low, high = LIMITS[name]
    if not low <= value <= high:
        message = N_("Between {low} and {high}, please.")
        raise Refused("list.range", message, field=name, low=low, high=high)
