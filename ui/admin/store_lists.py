"""The lists that belong to the store itself, declared for the one editor."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from app.admin import commands, lists, queries
from app.admin.entries import (
    BayEntry,
    Entry,
    LevelEntry,
    ModelEntry,
    PurposeEntry,
    SourceEntry,
    TrimEntry,
)
from app.labels import label
from app.text import N_
from db.vocabulary import Energy, Gearbox, Trade
from ui.admin.retiring import STATE, retiring
from ui.parts.fields import Choice, Money, Number, Text
from ui.parts.form import Field
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, RecordDesk, Row
from ui.record_desk.inputs import one_of, segment_of, switch, yes_no


def _name(title: str) -> Column:
    return Column("name", title, stretch=True, ink=True, width=160)


def _list(kind: type[Entry], noun: str, *columns: Column, **more: Any) -> RecordDesk:
    """What all of them share: they are kept by the house."""

    def value(typed: dict[str, Any], row: Row | None) -> Entry:
        return replace(row, **typed) if row is not None else kind(**typed)

    def retire(row: Row, back: bool) -> Gesture:
        return Gesture(commands.retire_entry, (kind, row.id), {"back": back})

    return RecordDesk(
        name=noun,
        query=lists.for_everybody(partial(queries.entries, kind=kind)),
        columns=(*columns, STATE),
        save=commands.save_entry,
        value=value,
        steps=retiring(retire),
        reorder=commands.order_entries,
        **more,
    )


SOURCES = _list(
    SourceEntry,
    "source",
    _name(N_("Source")),
    Column("cost", N_("Cost"), align="right", width=120),
    add=N_("New source"),
    empty=N_("No source yet. Add where your customers come from."),
    fields=(
        Field("name", N_("Source"), partial(Text, limit=40)),
        Field("cost", N_("Cost"), Money, hint=N_("What a campaign costs")),
    ),
)
PURPOSES = _list(
    PurposeEntry,
    "purpose",
    _name(N_("Purpose")),
    Column("is_sales", N_("Counts as a sales visit"), width=180, text=yes_no),
    add=N_("New purpose"),
    empty=N_("No purpose yet. Add why people come or call."),
    fields=(
        Field("name", N_("Purpose"), partial(Text, limit=40)),
        Field("is_sales", "", switch(N_("Counts in the contact-kept rate"))),
    ),
    blank={"is_sales": True},
)
LEVELS = _list(
    LevelEntry,
    "level",
    Column("code", N_("Letter"), width=72, ink=True),
    _name(N_("Meaning")),
    Column("buys_within_days", N_("Buys within (days)"), align="right", width=136),
    Column("contact_every_days", N_("Contact every (days)"), align="right", width=144),
    add=N_("New level"),
    empty=N_("No level yet. Add how ready a customer is to buy."),
    fields=(
        Field("code", N_("Letter"), partial(Text, limit=4), half=True),
        Field("name", N_("Meaning"), partial(Text, limit=40), half=True),
        Field(
            "buys_within_days",
            N_("Buys within (days)"),
            partial(Number, minimum=1, maximum=730),
            half=True,
        ),
        Field(
            "contact_every_days",
            N_("Contact every (days)"),
            partial(Number, minimum=1, maximum=365),
            half=True,
        ),
        Field("is_open", "", switch(N_("Still in play: neither bought nor lost"))),
    ),
    blank={"is_open": True},
    name_of=lambda row: f"{row.code} {row.name}",
)
MODELS = _list(
    ModelEntry,
    "car_model",
    _name(N_("Model")),
    Column("brand", N_("Brand"), width=160),
    add=N_("New model"),
    empty=N_("No model yet. Add the model lines that you sell."),
    fields=(
        Field("name", N_("Model"), partial(Text, limit=40)),
        Field("brand", N_("Brand"), partial(Text, limit=40)),
    ),
)
TRIMS = _list(
    TrimEntry,
    "trim",
    _name(N_("Version")),
    Column("gearbox", N_("Gearbox"), width=96, text=label),
    Column("energy", N_("Energy"), width=96, text=label),
    Column("list_price", N_("List price"), align="right", width=128),
    add=N_("New version"),
    empty=N_("No version yet. Add models first, then their versions with gearbox and price."),
    fields=(
        Field("model_id", N_("Model"), Choice),
        Field("name", N_("Version"), partial(Text, limit=60)),
        Field("gearbox", N_("Gearbox"), segment_of(Gearbox)),
        Field("energy", N_("Energy"), segment_of(Energy)),
        Field("list_price", N_("List price"), Money),
    ),
    blank={"gearbox": Gearbox.AUTOMATIC, "energy": Energy.PETROL},
    options={"model_id": lists.for_everybody(lists.active_models)},
)
BAYS = _list(
    BayEntry,
    "bay",
    _name(N_("Bay")),
    Column("trade", N_("Trade"), width=140, text=label),
    add=N_("New bay"),
    empty=N_("No bay yet. Add the places in which cars are worked on."),
    fields=(
        Field("name", N_("Bay"), partial(Text, limit=40)),
        Field("trade", N_("Trade"), one_of(Trade)),
    ),
    blank={"trade": Trade.MECHANICAL},
)
