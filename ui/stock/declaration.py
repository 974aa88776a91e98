"""Cars for sale declared: columns, filters, form and facts of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from app.formatting import joined, money, short_day, short_moment, whole_yuan
from app.labels import label
from app.permissions import Actor
from app.stock import commands, kept_papers, outlet_queries, queries
from app.stock.facts import StockRow
from app.stock.values import StockEntry
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.stock_words import CertificatePlace, StockState
from ui.parts.columns import choice_of, field
from ui.parts.fields import Area, Choice, DateField, Money, Vin
from ui.parts.table import Column
from ui.record_desk.declaration import (
    Filter,
    Gesture,
    KeptRead,
    Link,
    RecordDesk,
    Typed,
    by_state,
    state_column,
)
from ui.record_desk.inputs import shown
from ui.stock.desk import DESK
from ui.stock.steps import steps

LONG = "long"
STANDING = "standing"
TRADED, IN_WORK = "traded", "in_work"


def _stands(row: StockRow) -> str:
    """The days since the arrival, or when a car in transit comes."""
    if row.days is not None:
        return _("{n} d").format(n=row.days)
    return _("due {day}").format(day=short_day(row.expected_on)) if row.expected_on else ""


def _age_tone(row: StockRow) -> str:
    if row.is_long or row.is_late:
        return Tone.WARN
    return ""


def _held(row: StockRow) -> str:
    return joined(_("until {time}").format(time=short_moment(row.held_until)), row.holder)


def _where(row: StockRow) -> str:
    """Who has the car for reconditioning, else its place."""
    return row.open_step.holder if row.open_step is not None else row.whereabouts


def _steps(row: StockRow) -> list[tuple[str, object]]:
    """What was done to the car and what is being done, each with who had it."""
    told = []
    for one in row.steps:
        due = "" if one.done_on else _("back by {day}").format(day=short_day(one.due_on))
        cost = money(one.cost) if one.cost is not None else ""
        days = shown(one.started_on, one.done_on)
        told.append((one.kind.label, shown(one.holder, days, due, cost)))
    return told


def _used(row: StockRow) -> str:
    return _("traded in") if row.is_used else ""


def _key(row: StockRow) -> str:
    if row.away_since is not None:
        return _("since {day}").format(day=short_day(row.away_since))
    return _("key {number}").format(number=row.key_number) if row.key_number else ""


COLUMNS = (
    Column(
        "name",
        N_("Car"),
        width=152,
        stretch=True,
        ink=True,
        second=lambda row: joined(row.colour, row.interior, _used(row)),
        dot=lambda row: row.colour,
        beside=(Column("colour", N_("Colour")), Column("interior", N_("Interior colour"))),
    ),
    Column(
        "number",
        N_("Stock no., VIN"),
        width=120,
        second=lambda row: f"…{row.vin[-8:]}",
        beside=(Column("vin", N_("VIN")), Column("engine_number", N_("Engine number"))),
    ),
    Column(
        "place",
        N_("Where it stands"),
        width=96,
        yields=3,
        get=_where,
        tone=lambda row: Tone.WARN if row.is_step_late else "",
        second=_key,
        beside=(Column("key_number", N_("Key number")),),
    ),
    state_column(width=120),
    Column(
        "stands",
        N_("Days"),
        width=72,
        align="right",
        get=_stands,
        sort=lambda row: row.days if row.days is not None else -1,
        filed=lambda row: row.days,
        tone=_age_tone,
        second=lambda row: row.band,
        beside=(
            Column("band", N_("Age band")),
            Column("expected_on", N_("Expected on")),
            Column("arrived_on", N_("Arrived on")),
        ),
    ),
    Column(
        "held_for",
        N_("Reserved for"),
        width=128,
        yields=1,
        second=lambda row: _held(row) if row.hold_id else "",
        beside=(Column("held_until", N_("Reserved until")), Column("holder", N_("Consultant"))),
    ),
    Column("list_price", N_("List price"), width=112, align="right", yields=2, text=whole_yuan),
    Column(
        "certificate",
        N_("Certificate"),
        width=104,
        yields=4,
        text=label,
        tone=lambda row: "" if row.certificate is CertificatePlace.HERE else Tone.WARN,
    ),
)
FIELDS = (
    field("vehicle.vin", Vin),
    field("vehicle.trim_id", Choice),
    field("vehicle.colour", half=True),
    field("stock_car.interior", half=True),
    field("vehicle.engine_number", half=True),
    field("stock_car.key_number", half=True),
    field("stock_car.place", partial(Choice, free=True), half=True),
    field("stock_car.certificate", choice_of(Choice, CertificatePlace), half=True),
    field("stock_car.expected_on", DateField, half=True),
    field("stock_car.arrived_on", DateField, half=True),
    field("stock_car.purchase_price", Money, half=True),
    field("stock_car.payment_on", DateField, half=True),
    field("stock_car.built_on", DateField, half=True, more=True),
    field("stock_car.note", partial(Area, rows=2), more=True),
)


def _value(typed: Typed, row: StockRow | None) -> StockEntry:
    known = {name: value for name, value in typed.items() if name != "vin" or row is None}
    return StockEntry(**known, id=row.id if row is not None else None)


def _facts(row: StockRow) -> list[tuple[str, object]]:
    return [
        (N_("Stock number"), row.number),
        (N_("VIN"), row.vin),
        (N_("Engine number"), row.engine_number),
        (N_("Colour"), shown(row.colour, row.interior)),
        (N_("Where it stands"), row.place if not row.is_away else ""),
        (N_("With the outlet"), shown(row.outlet, row.away_since)),
        (N_("Key number"), row.key_number),
        (N_("Certificate"), row.certificate),
        (N_("Car order"), row.order_number),
        (N_("Trade-in appraisal"), row.appraisal_number),
        (N_("Inspection"), shown(row.pdi_point, row.pdi_at, row.pdi_by, row.pdi_findings)),
        (N_("Reserved for"), shown(row.held_for, _held(row)) if row.hold_id else ""),
        (N_("Reserved at"), row.held_at if row.hold_id else None),
        (N_("Asking price"), row.asking_price),
        (N_("List price"), row.list_price if not row.is_used else None),
        (N_("Floor price"), row.floor_price),
        (N_("Days in stock"), shown(row.days, row.band)),
        *_dates(row),
        *_steps(row),
        (N_("Purchase price"), row.purchase_price),
        (N_("Stands at with reconditioning"), row.stands_at if row.step_cost else ""),
        (N_("Interest so far"), row.interest if row.interest else ""),
        (N_("Left the stock"), shown(row.left_how, row.left_on)),
        (N_("Reason for the exception"), shown(row.override_reason, row.override_by)),
        (N_("Note"), row.note),
    ]


def _dates(row: StockRow) -> list[tuple[str, object]]:
    return [
        (N_("Built on"), row.built_on),
        (N_("Expected on"), row.expected_on if row.arrived_on is None else None),
        (N_("Arrived on"), row.arrived_on),
        (N_("Payment starts on"), row.payment_on),
        (N_("Last care"), row.cared_on),
    ]


def _find(row: StockRow) -> str:
    return shown(
        *(row.name, row.colour, row.interior, row.vin, row.number, row.key_number, row.place),
        *(row.engine_number, row.held_for, row.holder, row.outlet),
    )


def _edit(row: StockRow, viewer: Actor) -> str:
    return N_("Edit") if viewer.may() and row.is_standing else ""


FILTERS = (
    Filter(STANDING, lambda row: row.is_standing, N_("Stock and transit")),
    *by_state(StockState)[1:6],
    Filter(LONG, lambda row: row.is_long, N_("Long in stock")),
    Filter(TRADED, lambda row: row.appraisal_id is not None, N_("Traded in")),
    Filter(IN_WORK, lambda row: row.open_step is not None, N_("In reconditioning")),
    by_state(StockState)[6],
)


LINKS = (
    Link(
        N_("Quote this used car"),
        lambda row: (Noun.USED_CAR_WISH, row.id),
        lambda row: row.is_used and row.is_standing and row.order_id is None,
    ),
    Link(N_("Open the car's file"), lambda row: (Noun.VEHICLE, row.vehicle_id)),
)


def cars(now: Callable[[], datetime]) -> RecordDesk:
    """The desk for a page whose clock says `now`."""
    return RecordDesk(
        name=Noun.STOCK_CAR,
        empty=N_("No car for sale yet. The manager adds the first one."),
        teaches=DESK.help,
        query=queries.listed_at(now),
        one=queries.one_at(now),
        filters=FILTERS,
        find=_find,
        columns=COLUMNS,
        add=N_("New car"),
        may_add=lambda viewer: viewer.may(),
        fields=FIELDS,
        save=commands.save_car,
        saved=N_("Saved in the stock list."),
        undo=lambda car_id: Gesture(commands.remove_car, (car_id,)),
        value=_value,
        blank={"certificate": CertificatePlace.MAKER},
        options={
            "trim_id": queries.versions,
            "person_id": queries.customers,
            "place": queries.places,
            "checked_by": queries.inspectors,
            "outlet_id": outlet_queries.choices,
        },
        only_new=frozenset({"vin"}),
        edit=_edit,
        facts=_facts,
        brief=lambda row: shown(row.number, row.vin, row.whereabouts),
        subjects=lambda row: (row.customer_id, row.vehicle_id),
        kept=KeptRead(kept_papers.kept_papers(Noun.STOCK_CAR), kept_papers.kept_copy),
        state=lambda row: row.state,
        name_of=lambda row: joined(row.name, row.colour),
        steps=steps(),
        links=LINKS,
    )
