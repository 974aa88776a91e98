"""The lists that other desks keep, for the same editor: price lists, demo cars, routes."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.admin import commands as house_commands
from app.admin import lists
from app.admin import queries as house
from app.fleet import commands as fleet
from app.fleet.values import CarEntry
from app.identity import plate as plates
from app.labels import label
from app.parts import commands as parts
from app.parts import queries as prices
from app.parts.rules import LabourItemValue, PartValue
from app.testdrives import commands as testdrives
from app.testdrives import queries as drives
from app.testdrives.values import RouteEntry
from app.text import N_
from db.vocabulary import FuelLevel, PartKind, Trade
from ui.admin.retiring import STATE, retiring
from ui.parts.fields import Area, Choice, Money, Number, PlateInput, Text, Vin
from ui.parts.form import Field
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, RecordDesk, Row
from ui.record_desk.inputs import one_of, segment_of, switch, yes_no

MOST = 5000


def _with_id(kind: type) -> Any:
    def value(typed: dict[str, Any], row: Row | None) -> Any:
        return kind(**typed, id=row.id if row is not None else None)

    return value


def _placed(kind: type) -> Any:
    def value(typed: dict[str, Any], row: Row | None) -> Any:
        return kind(
            **typed,
            id=row.id if row is not None else None,
            position=row.position if row is not None else MOST,
        )

    return value


LABOUR = RecordDesk(
    name="labour_item",
    add=N_("New labour item"),
    empty=N_("No labour item yet. Add the jobs that the workshop does, with hours and rate."),
    query=lists.for_everybody(partial(prices.labour_items, retired=True, limit=MOST)),
    columns=(
        Column("code", N_("Code"), width=96, ink=True),
        Column("name", N_("Labour item"), stretch=True, width=160),
        Column("trade", N_("Trade"), width=104, text=label),
        Column("hours", N_("Hours"), align="right", width=72, text=lambda hours: f"{hours:.2f}"),
        Column("rate", N_("Rate"), align="right", width=96),
        STATE,
    ),
    fields=(
        Field("code", N_("Code"), partial(Text, limit=20)),
        Field("name", N_("Labour item"), partial(Text, limit=80)),
        Field("trade", N_("Trade"), one_of(Trade)),
        Field("hours", N_("Hours"), partial(Number, minimum=0, maximum=999, decimals=2), half=True),
        Field("rate", N_("Rate per hour"), Money, half=True),
    ),
    save=parts.save_labour_item,
    value=_with_id(LabourItemValue),
    steps=retiring(
        lambda row, back: Gesture(parts.retire_labour_item, (row.id,), {"active": back})
    ),
    blank={"trade": Trade.MECHANICAL},
)
PARTS = RecordDesk(
    name="part",
    add=N_("New part"),
    empty=N_("No part yet. Add what the workshop builds in, with its price."),
    query=lists.for_everybody(partial(prices.parts, retired=True, limit=MOST)),
    columns=(
        Column("number", N_("Part number"), width=120, ink=True),
        Column("name", N_("Part"), stretch=True, width=120),
        Column("kind", N_("Kind"), width=88, text=label),
        Column("price", N_("Price"), align="right", width=96),
        Column("stock", N_("In stock"), align="right", width=72, text=lambda stock: f"{stock:g}"),
        STATE,
    ),
    fields=(
        Field("number", N_("Part number"), partial(Text, limit=40)),
        Field("name", N_("Part"), partial(Text, limit=80)),
        Field("price", N_("Price"), Money, half=True),
        Field("cost", N_("Cost price"), Money, half=True),
        Field("kind", N_("Kind"), one_of(PartKind)),
        Field("unit", N_("Unit"), partial(Text, limit=8), half=True),
        Field(
            "stock",
            N_("In stock"),
            partial(Number, minimum=0, maximum=99_999, decimals=2),
            half=True,
        ),
        Field("brand", N_("Brand"), partial(Text, limit=40)),
    ),
    save=parts.save_part,
    value=_with_id(PartValue),
    steps=retiring(lambda row, back: Gesture(parts.retire_part, (row.id,), {"active": back})),
    blank={"kind": PartKind.GENUINE},
)
CARS = RecordDesk(
    name="demo_car",
    add=N_("New demo car"),
    empty=N_("No demo car yet. Add the cars that customers may drive."),
    query=lists.for_everybody(partial(drives.demo_cars, everybody=True)),
    columns=(
        Column("plate", N_("Plate"), width=112, ink=True, text=plates.shown),
        Column("model", N_("Model"), stretch=True, width=160),
        Column("colour", N_("Colour"), width=80),
        Column("odometer", N_("Odometer"), align="right", width=104, text=lambda km: f"{km:,} km"),
        Column("lent", N_("Loan car"), width=80, text=yes_no),
        STATE,
    ),
    fields=(
        Field("plate", N_("Plate"), PlateInput),
        Field("trim_id", N_("Version"), Choice),
        Field(
            "odometer",
            N_("Odometer"),
            partial(Number, minimum=0, maximum=999_999, unit="km"),
            half=True,
        ),
        Field("colour", N_("Colour"), partial(Text, limit=20), half=True),
        Field("fuel", N_("Fuel or charge"), segment_of(FuelLevel)),
        Field("vin", N_("VIN"), Vin),
        Field("lent", "", switch(N_("Also lent to workshop customers"))),
    ),
    save=fleet.save_car,
    value=lambda typed, row: _placed(CarEntry)(
        {**typed, "odometer": typed["odometer"] or 0, "fuel": typed["fuel"] or FuelLevel.FULL}, row
    ),
    steps=retiring(lambda row, back: Gesture(fleet.retire_car, (row.id,), {"back": back})),
    blank={"fuel": FuelLevel.FULL},
    options={"trim_id": lists.for_everybody(house.trim_options)},
    reorder=house_commands.order_entries,
    name_of=lambda row: row.plate,
)
ROUTES = RecordDesk(
    name="drive_route",
    add=N_("New route"),
    empty=N_("No route yet. Add the rounds that customers drive."),
    query=lists.for_everybody(partial(drives.routes, everybody=True)),
    columns=(
        Column("name", N_("Route"), width=120, ink=True),
        Column("description", N_("Description"), stretch=True, width=120),
        Column("kilometres", N_("Distance"), align="right", width=80, text=lambda km: f"{km} km"),
        Column("minutes", N_("Minutes"), align="right", width=72),
        Column("motorway", N_("Motorway"), width=88, text=yes_no),
        STATE,
    ),
    fields=(
        Field("name", N_("Route"), partial(Text, limit=40)),
        Field(
            "kilometres",
            N_("Distance"),
            partial(Number, minimum=1, maximum=500, unit="km"),
            half=True,
        ),
        Field("minutes", N_("Minutes"), partial(Number, minimum=1, maximum=600), half=True),
        Field("motorway", "", switch(N_("Uses a motorway"))),
        Field("description", N_("Description"), partial(Area, rows=3, limit=200)),
    ),
    save=testdrives.save_route,
    value=_placed(RouteEntry),
    steps=retiring(lambda row, back: Gesture(testdrives.retire_route, (row.id,), {"back": back})),
    reorder=house_commands.order_entries,
)
