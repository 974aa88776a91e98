"""The prices of new cars by date, declared for the editor of the settings."""

from __future__ import annotations

from app.formatting import joined, show_date
from app.stock import price_commands, queries
from app.stock.queries import PriceRow
from app.stock.values import PriceEntry
from app.text import N_
from db.nouns import Noun
from ui.parts.columns import field, listed
from ui.parts.fields import Choice, DateField, Money
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, RecordDesk, Row, Step, Typed


def _value(typed: Typed, row: Row | None) -> PriceEntry:
    return PriceEntry(**typed, id=row.id if row is not None else None)


def _name(row: PriceRow) -> str:
    return joined(row.name, show_date(row.valid_from))


PRICES = RecordDesk(
    name=Noun.TRIM_PRICE,
    add=N_("New price"),
    empty=N_("No price yet. Add what each version costs, and from which day on."),
    query=queries.prices,
    columns=(
        Column("name", N_("Version"), stretch=True, ink=True, width=160),
        listed("trim_price.valid_from", width=120),
        listed("trim_price.list_price", width=120),
        listed("trim_price.floor_price", width=120),
    ),
    fields=(
        field("trim_price.trim_id", Choice),
        field("trim_price.valid_from", DateField),
        field("trim_price.list_price", Money, half=True),
        field("trim_price.floor_price", Money, half=True),
    ),
    save=price_commands.save_price,
    value=_value,
    options={"trim_id": queries.versions},
    find=lambda row: row.name,
    steps=(
        Step(
            name="remove",
            text=N_("Remove the price"),
            applies=lambda _row, _viewer: True,
            act=lambda row, _typed: Gesture(price_commands.remove_price, (row.id,)),
            done=N_("{name} is off the price list."),
            undo=lambda _row, kept: Gesture(price_commands.save_price, (kept,)),
            aside=True,
        ),
    ),
    name_of=_name,
)
