"""The lists that other desks keep, for the same editor: price lists, demo cars, routes."""

from __future__ import annotations

from functools import partial
from typing import Any

from app import record_lists
from app.admin import commands as house_commands
from app.admin import lists as house_lists
from app.admin import queries as house
from app.fleet import commands as fleet
from app.fleet.values import CarEntry
from app.formatting import joined, kilometres
from app.identity import plate as plates
from app.labels import label
from app.parts import commands as parts
from app.parts import queries as prices
from app.parts.rules import LabourItemValue, PackageValue, PartValue
from app.testdrives import commands as testdrives
from app.testdrives import queries as drives
from app.testdrives.values import RouteEntry
from app.text import N_, _, ngettext
from db.nouns import Noun
from db.vocabulary import FuelLevel, PartKind, Trade
from ui.admin.retiring import STATE, retiring
from ui.parts.columns import field, listed
from ui.parts.fields import Area, Chips, Choice, Money, Number, PlateInput, Toggle, Vin
from ui.parts.form import Field
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, RecordDesk, Row
from ui.record_desk.inputs import one_of, segment_of, yes_no

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


def _due_every(row: Row) -> str:
    """When the service plan asks for a package; "" for one that is not in it."""
    months = row.every_months
    told = ngettext("{n} month", "{n} months", months).format(n=months) if months else ""
    first = _("once") if row.first_only else ""
    return joined(kilometres(row.every_km), told, first, by=" / ")


LABOUR = RecordDesk(
    name=Noun.LABOUR_ITEM,
    add=N_("New labour item"),
    empty=N_("No labour item yet. Add the jobs that the workshop does, with hours and rate."),
    query=record_lists.for_everybody(partial(prices.labour_items, retired=True, limit=MOST)),
    columns=(
        listed("labour_item.code", width=96, ink=True),
        listed("labour_item.name", stretch=True, width=120),
        listed("labour_item.trade", width=104, text=label),
        listed("labour_item.hours", width=72, text=lambda hours: f"{hours:.2f}"),
        Column("rate", N_("Rate"), align="right", width=96),
        STATE,
    ),
    fields=(
        field("labour_item.code"),
        field("labour_item.name"),
        field("labour_item.trade", one_of(Trade)),
        field("labour_item.hours", partial(Number, decimals=2), half=True),
        field("labour_item.rate", Money, half=True),
    ),
    save=parts.save_labour_item,
    value=_with_id(LabourItemValue),
    steps=retiring(
        lambda row, back: Gesture(parts.retire_labour_item, (row.id,), {"active": back})
    ),
    blank={"trade": Trade.MECHANICAL},
)
PARTS = RecordDesk(
    name=Noun.PART,
    add=N_("New part"),
    empty=N_("No part yet. Add what the workshop builds in, with its price."),
    query=record_lists.for_everybody(partial(prices.parts, retired=True, limit=MOST)),
    columns=(
        listed("part.number", width=120, ink=True),
        listed("part.name", stretch=True, width=120),
        listed("part.kind", width=88, text=label),
        listed("part.price", width=96),
        listed("part.stock", width=72, text=lambda stock: f"{stock:g}"),
        STATE,
    ),
    fields=(
        field("part.number"),
        field("part.name"),
        field("part.price", Money, half=True),
        field("part.cost", Money, half=True),
        field("part.kind", one_of(PartKind)),
        field("part.unit", half=True),
        field("part.stock", partial(Number, decimals=2), half=True),
        field("part.brand"),
    ),
    save=parts.save_part,
    value=_with_id(PartValue),
    steps=retiring(lambda row, back: Gesture(parts.retire_part, (row.id,), {"active": back})),
    blank={"kind": PartKind.GENUINE},
)
PACKAGES = RecordDesk(
    name=Noun.WORK_PACKAGE,
    add=N_("New package"),
    empty=N_("No package yet. Add what is sold together: labour and parts at one price."),
    query=record_lists.for_everybody(partial(prices.packages, retired=True)),
    columns=(
        listed("work_package.name", width=160, stretch=True, ink=True),
        Column("fits", N_("Fits"), width=160, text=lambda fits: fits or _("Every model")),
        Column("due", N_("Due every"), get=_due_every, width=136),
        Column("price", N_("Price"), align="right", width=104),
        STATE,
    ),
    fields=(
        field("work_package.name"),
        Field("models", N_("Fits (none: every model)"), Chips),
        Field(
            "lines",
            N_("Labour and parts"),
            partial(Area, rows=7, limit=2000),
            hint=N_("One code a line, then how much: BY001 × 0.8"),
        ),
        field("work_package.fixed_price", Money, half=True),
        field("work_package.hides_lines", Toggle, half=True),
        field("work_package.every_km", partial(Number, unit="km"), half=True),
        field("work_package.every_months", half=True),
        field("work_package.first_only", Toggle),
    ),
    save=parts.save_package,
    value=_with_id(PackageValue),
    options={"models": record_lists.for_everybody(house_lists.active_models)},
    steps=retiring(lambda row, back: Gesture(parts.retire_package, (row.id,), {"active": back})),
)
CARS = RecordDesk(
    name=Noun.DEMO_CAR,
    add=N_("New demo car"),
    empty=N_("No demo car yet. Add the cars that customers may drive."),
    query=record_lists.for_everybody(partial(drives.demo_cars, everybody=True)),
    columns=(
        listed("demo_car.plate", width=112, ink=True, text=plates.shown),
        Column("model", N_("Model"), stretch=True, width=104),
        listed("demo_car.colour", width=80),
        listed("demo_car.odometer", width=104, text=lambda km: kilometres(km)),
        Column("lent", N_("Loan car"), width=80, text=yes_no),
        STATE,
    ),
    fields=(
        field("demo_car.plate", PlateInput),
        field("demo_car.trim_id", Choice),
        field("demo_car.odometer", partial(Number, unit="km"), half=True),
        field("demo_car.colour", half=True),
        field("demo_car.fuel", segment_of(FuelLevel)),
        field("demo_car.vin", Vin),
        field("demo_car.lent", Toggle),
    ),
    save=fleet.save_car,
    value=lambda typed, row: _placed(CarEntry)(
        {**typed, "odometer": typed["odometer"] or 0, "fuel": typed["fuel"] or FuelLevel.FULL}, row
    ),
    steps=retiring(lambda row, back: Gesture(fleet.retire_car, (row.id,), {"back": back})),
    blank={"fuel": FuelLevel.FULL},
    options={"trim_id": record_lists.for_everybody(house.trim_options)},
    reorder=house_commands.order_entries,
    name_of=lambda row: row.plate,
)
ROUTES = RecordDesk(
    name=Noun.DRIVE_ROUTE,
    add=N_("New route"),
    empty=N_("No route yet. Add the rounds that customers drive."),
    query=record_lists.for_everybody(partial(drives.routes, everybody=True)),
    columns=(
        listed("drive_route.name", width=104, ink=True),
        listed("drive_route.description", stretch=True, width=120),
        listed("drive_route.kilometres", width=80, text=lambda km: f"{km} km"),
        listed("drive_route.minutes", width=72),
        Column("motorway", N_("Motorway"), width=88, text=yes_no),
        STATE,
    ),
    fields=(
        field("drive_route.name"),
        field("drive_route.kilometres", partial(Number, unit="km"), half=True),
        field("drive_route.minutes", Number, half=True),
        field("drive_route.motorway", Toggle),
        field("drive_route.description", partial(Area, rows=3)),
    ),
    save=testdrives.save_route,
    value=_placed(RouteEntry),
    steps=retiring(lambda row, back: Gesture(testdrives.retire_route, (row.id,), {"back": back})),
    reorder=house_commands.order_entries,
)
