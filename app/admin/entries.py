"""The lists that a manager edits.

One value per list, read for the table and handed back by the form.
"""

from dataclasses import dataclass, fields
from decimal import Decimal

from app.errors import Refused
from app.text import N_
from db.vocabulary import Energy, Gearbox, Trade

OWN = frozenset({"id", "active", "version"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a list. `id` is empty for a new one, `version` is what was read before editing."""

    id: int | None = None
    active: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry(Entry):
    """Where customers come from; a campaign is a source with its cost."""

    name: str | None
    cost: Decimal | None = None


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
    list_price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BayEntry(Entry):
    """A place in the workshop."""

    name: str | None
    trade: Trade | None = Trade.MECHANICAL


NEEDED = frozenset({"name", "code", "contact_every_days", "model_id", "gearbox", "energy", "trade"})
LIMITS: dict[str, tuple[int, int]] = {"contact_every_days": (1, 365), "buys_within_days": (1, 730)}


def values(entry: Entry) -> dict[str, object]:
    """What the table keeps of an entry: texts trimmed, nothing of its bookkeeping."""
    kept = {
        field.name: getattr(entry, field.name) for field in fields(entry) if field.name not in OWN
    }
    return {
        name: value.strip() if isinstance(value, str) else value for name, value in kept.items()
    }


def check(entry: Entry) -> None:
    """Refused beside the field where something is missing or beyond reason."""
    for name, value in values(entry).items():
        if name in NEEDED and value in (None, ""):
            raise Refused("list.missing", N_("Please fill this in."), field=name)
        low, high = LIMITS.get(name, (None, None))
        if (
            low is not None
            and high is not None
            and isinstance(value, int)
            and not low <= value <= high
        ):
            raise Refused(
                "list.range",
                N_("Between {low} and {high}, please."),
                field=name,
                low=low,
                high=high,
            )
        if isinstance(value, Decimal) and value < 0:
            raise Refused("list.negative", N_("Not less than nothing."), field=name)
