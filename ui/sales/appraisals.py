"""Appraisals of cars to be traded in, declared: columns, filters, form, facts and steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from app.formatting import joined, money
from app.identity import plate as plates
from app.permissions import Actor
from app.sales import appraisal_commands as commands
from app.sales import appraisal_queries as queries
from app.sales import appraisal_rules as rules
from app.sales.appraisal_facts import AppraisalRow
from app.sales.appraisal_values import AppraisalEntry
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.sales_words import AppraisalState
from ui.parts.body_sketch import BodySketch
from ui.parts.columns import field
from ui.parts.fields import Area, DateField, Money, Number, PlateInput, Vin
from ui.parts.form import Field, FormValue
from ui.parts.table import Column
from ui.record_desk.declaration import (
    Filter,
    Gesture,
    Link,
    RecordDesk,
    Step,
    by_state,
    state_column,
)
from ui.record_desk.inputs import shown
from ui.sales.columns import CUSTOMER
from ui.sales.desk import DESK
from ui.sales.lines_input import LinesInput
from ui.shell.editing.person_finder import PersonFinder


def _kilometres(row: AppraisalRow) -> str:
    return _("{km} km").format(km=f"{row.odometer:,}")


COLUMNS = (
    CUSTOMER,
    Column(
        "model",
        N_("Car traded in"),
        width=152,
        stretch=True,
        ink=True,
        second=lambda row: joined(plates.shown(row.plate), _kilometres(row)),
        dot=lambda row: row.colour,
        beside=(
            Column("plate", N_("Plate"), text=plates.shown),
            Column("vin", N_("VIN")),
            Column("colour", N_("Colour")),
            Column("odometer", N_("Odometer (km)")),
        ),
    ),
    Column(
        "offered",
        N_("Price offered"),
        width=120,
        align="right",
        ink=True,
        second=lambda row: (
            _("{amount} above").format(amount=money(row.beyond)) if row.beyond else ""
        ),
    ),
    Column(
        "expected_price",
        N_("Expected sale price"),
        width=120,
        align="right",
        yields=2,
        second=lambda row: _("repairs {amount}").format(amount=money(row.cost)) if row.cost else "",
    ),
    state_column(width=112),
    Column(
        "valid_until",
        N_("Valid until"),
        width=112,
        tone=lambda row: Tone.WARN if row.state is AppraisalState.EXPIRED else "",
        yields=1,
    ),
    Column("appraiser", N_("Appraised by"), width=96, yields=3),
)
FORM = (
    Field("who", N_("Customer"), PersonFinder),
    field("plate.number", PlateInput, name="plate", label=N_("Plate"), half=True),
    field("appraisal.odometer", partial(Number, unit="km"), half=True),
    field("vehicle.vin", Vin),
    field("vehicle.model_name", label=N_("Brand and model, where it is new here")),
    field("appraisal.expected_price", Money),
    Field("costs", N_("What has to be done, with its cost"), partial(LinesInput, "costs")),
    field("appraisal.margin", Money, half=True),
    field("appraisal.offered", Money, half=True),
    field("appraisal.valid_until", DateField),
    field("appraisal.damage_marks", BodySketch),
    field("appraisal.condition", partial(Area, rows=3)),
)
NEW = frozenset({"who", "plate", "vin", "model_name"})
"""What tells whose car it is; later it stands in the file of the car."""


def _value(typed: FormValue, row: AppraisalRow | None) -> AppraisalEntry:
    """Somebody new is no customer yet: the command says where to begin."""
    who = typed.get("who")
    known = {**typed, "who": who if isinstance(who, int) else None}
    return AppraisalEntry(**known, id=row.id if row is not None else None)


def _typed(row: AppraisalRow) -> FormValue:
    """An offer that follows from the rest stays empty, so that it follows further."""
    by_rule = rules.offer(row.expected_price, (row.cost,), margin=row.margin)
    return {
        "odometer": row.odometer,
        "expected_price": row.expected_price,
        "costs": tuple((one.text, one.amount) for one in row.costs),
        "margin": row.margin,
        "offered": None if row.offered == by_rule else row.offered,
        "valid_until": row.valid_until,
        "damage_marks": row.damage_marks or None,
        "condition": row.condition or None,
    }


def _edit(row: AppraisalRow, viewer: Actor) -> str:
    return N_("Look at it again") if row.state in rules.OFFERED else ""


def _facts(row: AppraisalRow) -> list[tuple[str, object]]:
    return [
        (N_("Phone"), row.phone),
        (N_("Car traded in"), shown(row.car, row.colour)),
        (N_("VIN"), row.vin),
        (N_("First registered"), row.registered_on),
        (N_("Odometer"), _kilometres(row)),
        (N_("Expected sale price"), row.expected_price),
        (N_("What has to be done"), _costs(row)),
        (N_("Margin of the store"), row.margin),
        (N_("Price offered"), row.offered),
        (N_("Valid until"), row.valid_until),
        (N_("Condition, accidents, papers"), row.condition),
        (N_("Appraised"), shown(row.appraised_at, row.appraiser)),
        (N_("Declined"), shown(row.declined_at, row.decliner)),
        (N_("Quotation"), row.quote_number),
        (N_("Car order"), row.order_number),
        (N_("Stock number"), row.stock_number),
    ]


def _costs(row: AppraisalRow) -> str:
    return _(", ").join(joined(one.text, money(one.amount), by=" ") for one in row.costs)


STEPS = (
    Step(
        name="decline",
        text=N_("The customer declines"),
        applies=lambda row, _viewer: row.state in rules.OFFERED,
        act=lambda row, _typed: Gesture(commands.decline, (row.id,)),
        done=N_("{name}: noted as declined."),
        undo=lambda row, _answer: Gesture(commands.take_back_decline, (row.id,)),
        aside=True,
    ),
)


def appraisals_at(now: Callable[[], datetime]) -> RecordDesk:
    """The desk for a page whose clock says `now`."""
    return RecordDesk(
        name=Noun.APPRAISAL,
        empty=N_("No appraisal yet. Press Ctrl+N: plate, odometer and the price it will bring."),
        teaches=DESK.help,
        query=queries.listed_at(now),
        one=queries.one_at(now),
        filters=(*by_state(AppraisalState), Filter("mine", lambda row: row.is_own, N_("Mine"))),
        whose=lambda row: (row.appraised_by, row.appraiser),
        find=lambda row: shown(
            *(row.customer, row.phone, row.number, row.car, row.plate, row.vin, row.appraiser)
        ),
        columns=COLUMNS,
        add=N_("New appraisal"),
        fields=FORM,
        submit=N_("Save the appraisal"),
        save=commands.save_appraisal,
        saved=N_("Saved. The next version of the quotation can take its value."),
        undo=lambda key: Gesture(commands.decline, (key,)),
        value=_value,
        typed=_typed,
        only_new=NEW,
        edit=_edit,
        facts=_facts,
        subjects=lambda row: (row.person_id, row.vehicle_id),
        state=lambda row: row.state,
        name_of=lambda row: row.name,
        steps=STEPS,
        links=(
            Link(N_("Open the customer's file"), lambda row: (Noun.PERSON, row.person_id)),
            Link(N_("Open the car's file"), lambda row: (Noun.VEHICLE, row.vehicle_id)),
        ),
    )
