"""The lists that belong to the store itself, declared for the one editor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import partial
from typing import Any

from app import record_lists
from app.admin import commands, lists, queries
from app.admin.entries import (
    BayEntry,
    Entry,
    LevelEntry,
    ModelEntry,
    PurposeEntry,
    SourceEntry,
    TeamEntry,
    TrimEntry,
)
from app.formatting import show_date
from app.labels import label
from app.text import N_
from db.nouns import Noun
from db.vocabulary import Energy, Gearbox, Trade
from ui.admin.retiring import STATE, retiring
from ui.parts.columns import field, listed
from ui.parts.fields import Choice, DateField, Money, Number, Toggle
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, RecordDesk, Row
from ui.record_desk.inputs import one_of, segment_of, yes_no


def name_column(title: str) -> Column:
    """The column that takes the room."""
    return Column("name", title, stretch=True, ink=True, width=160)


def house_list(
    kind: type[Entry],
    noun: Noun,
    *columns: Column,
    query: Callable[..., Any] | None = None,
    **more: Any,
) -> RecordDesk:
    """What the lists that the house keeps share."""

    def value(typed: dict[str, Any], row: Row | None) -> Entry:
        read = {one.name: getattr(row, one.name) for one in fields(kind)} if row else {}
        return kind(**{**read, **typed})

    def retire(row: Row, back: bool) -> Gesture:
        return Gesture(commands.retire_entry, (kind, row.id), {"back": back})

    return RecordDesk(
        name=noun,
        query=record_lists.for_everybody(query or partial(queries.entries, kind=kind)),
        columns=(*columns, STATE),
        save=commands.save_entry,
        value=value,
        steps=retiring(retire),
        reorder=commands.order_entries,
        **more,
    )


def _day(day: date | None) -> str:
    return show_date(day) if day is not None else ""


SOURCES = house_list(
    SourceEntry,
    Noun.SOURCE,
    name_column(N_("Source")),
    listed("source.lead_target", width=176, align="right"),
    listed("source.cost", width=120),
    listed("source.begins_on", width=120, text=_day),
    listed("source.ends_on", width=120, text=_day),
    add=N_("New source"),
    empty=N_("No source yet. Add where your customers come from."),
    fields=(
        field("source.name"),
        field("source.lead_target", Number, half=True),
        field("source.cost", Money, half=True, hint=N_("Campaign cost")),
        field("source.begins_on", DateField, half=True),
        field("source.ends_on", DateField, half=True),
    ),
)
PURPOSES = house_list(
    PurposeEntry,
    Noun.PURPOSE,
    name_column(N_("Purpose")),
    Column("is_sales", N_("Counts as a sales visit"), width=180, text=yes_no),
    add=N_("New purpose"),
    empty=N_("No purpose yet. Add why people come or call."),
    fields=(
        field("purpose.name"),
        field("purpose.is_sales", Toggle),
    ),
    blank={"is_sales": True},
)
LEVELS = house_list(
    LevelEntry,
    Noun.LEVEL,
    listed("level.code", width=72, ink=True),
    name_column(N_("Meaning")),
    listed("level.buys_within_days", width=136),
    listed("level.contact_every_days", width=144),
    add=N_("New level"),
    empty=N_("No level yet. Add how ready a customer is to buy."),
    fields=(
        field("level.code", half=True),
        field("level.name", half=True),
        field("level.buys_within_days", Number, half=True),
        field("level.contact_every_days", Number, half=True),
        field("level.is_open", Toggle),
    ),
    blank={"is_open": True},
    name_of=lambda row: f"{row.code} {row.name}",
)
MODELS = house_list(
    ModelEntry,
    Noun.CAR_MODEL,
    name_column(N_("Model")),
    listed("car_model.brand", width=160),
    add=N_("New model"),
    empty=N_("No model yet. Add the model lines that you sell."),
    fields=(
        field("car_model.name"),
        field("car_model.brand"),
    ),
)
TRIMS = house_list(
    TrimEntry,
    Noun.TRIM,
    Column("model", N_("Model"), width=80, ink=True),
    Column("name", N_("Version"), stretch=True, ink=True, width=136),
    listed("trim.gearbox", width=80, text=label),
    listed("trim.energy", width=80, text=label),
    add=N_("New version"),
    empty=N_("No version yet. Add models first, then their versions; prices come after them."),
    fields=(
        field("trim.model_id", Choice),
        field("trim.name"),
        field("trim.gearbox", segment_of(Gearbox)),
        field("trim.energy", segment_of(Energy)),
    ),
    blank={"gearbox": Gearbox.AUTOMATIC, "energy": Energy.PETROL},
    options={"model_id": record_lists.for_everybody(lists.active_models)},
    query=lists.trims,
)
BAYS = house_list(
    BayEntry,
    Noun.BAY,
    name_column(N_("Bay")),
    listed("bay.trade", width=140, text=label),
    add=N_("New bay"),
    empty=N_("No bay yet. Add the places in which cars are worked on."),
    fields=(
        field("bay.name"),
        field("bay.trade", one_of(Trade)),
    ),
    blank={"trade": Trade.MECHANICAL},
)
TEAMS = house_list(
    TeamEntry,
    Noun.TEAM,
    name_column(N_("Team")),
    add=N_("New team"),
    empty=N_("No team yet. Add the groups in which technicians work; colleagues name theirs."),
    fields=(field("team.name"),),
)
