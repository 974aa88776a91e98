"""Demands 三包诉求: taken by whoever hears them, answered by the manager, with two deadlines."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from app.formatting import joined, money, short_day
from app.identity import plate as plates
from app.labels import label
from app.permissions import Actor
from app.text import N_
from app.warranty import commands
from app.warranty.queries import demands
from app.warranty.queries.demands import DemandRow
from app.warranty.values import DemandReply, DemandValue
from db.nouns import Noun
from db.warranty_words import DemandAnswer, DemandKind, DemandState
from ui.parts import widest
from ui.parts.columns import choice_of, field, listed
from ui.parts.fields import Area, DateField, Segments, Text
from ui.parts.form import Field
from ui.parts.table import Column
from ui.record_desk.declaration import (
    Gesture,
    Link,
    RecordDesk,
    Step,
    Typed,
    by_state,
    state_column,
)
from ui.record_desk.inputs import shown
from ui.record_desk.page import RecordPage
from ui.warranty.desk import DESK


def _value(typed: dict[str, Any], row: DemandRow | None) -> DemandValue:
    return DemandValue(**typed, id=row.id if row is not None else None)


def _facts(row: DemandRow) -> list[tuple[str, object]]:
    return [
        (N_("Car"), row.model),
        (N_("Customer"), row.customer),
        (N_("What the customer says"), row.words),
        (N_("Received on"), row.received_on),
        (N_("Answer by"), row.answer_by),
        (N_("Finish by"), row.finish_by),
        (N_("Our answer"), shown(row.answer, row.answered_on)),
        (N_("Reason"), row.reason),
        (N_("Finished on"), row.finished_on),
        (N_("Counted from the orders"), row.counted),
        (
            N_("Deduction for use, at most"),
            money(row.compensation) if row.compensation is not None else "",
        ),
        (N_("Taken by"), row.taken_by),
    ]


def _answers(row: DemandRow, viewer: Actor) -> bool:
    return row.state is DemandState.TO_ANSWER and viewer.may()


def _reply(row: DemandRow, typed: Typed) -> Gesture:
    return Gesture(commands.answer_demand, (row.id, DemandReply(**typed, version=row.version)))


STEPS = (
    Step(
        name="answer",
        text=N_("Reply"),
        applies=_answers,
        act=_reply,
        done=N_("Answered: {name}."),
        fields=(
            field("warranty_demand.answer", choice_of(Segments, DemandAnswer)),
            field("warranty_demand.answered_on", DateField),
            field("warranty_demand.reason", partial(Area, rows=3)),
        ),
        undo=lambda row, _answer: Gesture(commands.open_demand_again, (row.id,)),
    ),
    Step(
        name="finish",
        text=N_("Demand met"),
        applies=lambda row, _viewer: row.state is DemandState.TO_FINISH,
        act=lambda row, _typed: Gesture(commands.finish_demand, (row.id,)),
        done=N_("Finished: {name}."),
        undo=lambda row, _answer: Gesture(commands.finish_demand, (row.id,), {"back": True}),
    ),
    Step(
        name="reopen",
        text=N_("Withdraw the answer"),
        applies=lambda row, viewer: row.answer is not None and viewer.may(),
        act=lambda row, _typed: Gesture(commands.open_demand_again, (row.id,)),
        done=N_("The demand of {name} is to be answered again."),
        aside=True,
    ),
)
DEMANDS = RecordDesk(
    name=Noun.WARRANTY_DEMAND,
    empty=N_("No demand yet. Press Ctrl+N when a buyer demands repair, exchange or return."),
    teaches=DESK.help,
    query=demands.demands,
    filters=by_state(DemandState),
    find=lambda row: shown(row.plate, row.customer, row.model, row.words),
    columns=(
        Column(
            "plate",
            N_("Car"),
            width=120,
            ink=True,
            text=plates.shown,
            second=lambda row: row.model,
            beside=(Column("model", N_("Model")),),
        ),
        state_column(width=128),
        Column(
            "kind",
            N_("Demand"),
            width=96,
            text=label,
            widest=lambda: widest.labels(DemandKind),
            yields=1,
        ),
        Column("words", N_("Customer says"), 160, stretch=True, second=lambda row: row.counted),
        Column("customer", N_("Customer"), width=104, yields=2),
        listed("warranty_demand.received_on", width=80, text=short_day, yields=3),
        Column("due_on", N_("Due"), width=80, text=short_day, ink=True),
    ),
    add=N_("Log a demand"),
    fields=(
        Field("car", N_("Plate or VIN"), partial(Text, limit=32)),
        field("warranty_demand.kind", choice_of(Segments, DemandKind)),
        field("warranty_demand.received_on", DateField),
        field("warranty_demand.words", partial(Area, rows=3)),
    ),
    save=commands.save_demand,
    value=_value,
    edit=lambda row, _viewer: N_("Edit") if row.state is DemandState.TO_ANSWER else "",
    facts=_facts,
    subjects=lambda row: (row.person_id, row.vehicle_id),
    state=lambda row: row.state,
    name_of=lambda row: joined(plates.shown(row.plate), row.customer),
    steps=STEPS,
    links=(
        Link(N_("Open the car's file"), lambda row: (Noun.VEHICLE, row.vehicle_id)),
        Link(N_("Open the customer's file"), lambda row: (Noun.PERSON, row.person_id)),
    ),
)


class DemandsPage(RecordPage):
    """The list of the demands with what the orders of each car count."""

    desk = DESK
    records = DEMANDS
    title = N_("Warranty rights")

    def declared(self) -> RecordDesk:
        """The list with the repairs of each car counted until now."""
        return replace(DEMANDS, query=demands.counted_until(self.shell.work.now))
