"""Appointments declared: columns, form, facts and steps of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from app.appointments import commands, queries
from app.appointments.facts import AppointmentRow
from app.appointments.rules import hours_text
from app.appointments.values import NewAllocation, NewAppointment
from app.formatting import clock, clock_span, joined, labour_hours, short_moment
from app.identity import plate as plates
from app.labels import label
from app.people.operations import Contact
from app.service.commands import opening
from app.text import N_, _
from db.appointment_words import AppointmentState, ArrivalWay
from db.nouns import Noun
from db.vocabulary import ServiceType
from ui.parts.columns import choice_of, field
from ui.parts.dates import aware
from ui.parts.fields import Area, Choice, MomentField, Number, PhoneInput, PlateInput, Segments
from ui.parts.form import Field
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, Link, RecordDesk, Step, by_state, state_column
from ui.record_desk.inputs import shown

HOURS = partial(Number, decimals=2, unit="h", maximum=24)
REASON = field("appointment.reason", partial(Choice, free=True))


COLUMNS = (
    Column("starts_at", N_("Time"), width=72, text=clock, filed=lambda row: row.starts_at),
    Column(
        "plate",
        N_("Car"),
        width=120,
        ink=True,
        text=plates.shown,
        second=lambda row: row.model,
        beside=(Column("model", N_("Model")),),
    ),
    Column(
        "customer",
        N_("Customer"),
        width=120,
        second=lambda row: row.phone,
        beside=(Column("phone", N_("Phone")),),
    ),
    Column(
        "wish",
        N_("Work required"),
        stretch=True,
        get=lambda row: row.wish or label(row.service_type),
        second=lambda row: joined(label(row.way), labour_hours(hours_text(row.hours)), row.bays),
        beside=(
            Column("service_type", N_("Service type"), text=label),
            Column("way", N_("Waits or leaves"), text=label),
            Column("hours", N_("Hours"), align="right"),
            Column("bays", N_("Bay")),
        ),
    ),
    Column("advisor", N_("Advisor"), width=116),
    state_column(width=128),
)


def _fields(today: Callable[[], date]) -> tuple[Field, ...]:
    return (
        field("plate.number", PlateInput, name="plate"),
        field("person.name", name="owner_name", label=N_("Customer"), half=True),
        Field("owner_phone", N_("Telephone"), PhoneInput, half=True),
        field("vehicle.model_name"),
        field("appointment.service_type", choice_of(Choice, ServiceType), half=True),
        field("allocation.hours", HOURS, half=True),
        field("appointment.wish", partial(Area, rows=2)),
        field("appointment.way", choice_of(Segments, ArrivalWay)),
        Field("slot", N_("Next free"), Segments),
        field("appointment.starts_at", partial(MomentField, today=today), half=True),
        field("allocation.bay_id", Choice, half=True),
        field("allocation.technician_id", Choice, half=True, more=True),
        field("appointment.advisor_id", Choice, half=True, more=True),
    )


def _time_fields(today: Callable[[], date]) -> tuple[Field, ...]:
    return (
        field("allocation.starts_at", partial(MomentField, today=today), half=True),
        field("allocation.hours", HOURS, half=True),
        field("allocation.bay_id", Choice),
    )


def _is(*states: AppointmentState) -> Any:
    return lambda row, _viewer: row.state in states


def value_of(typed: dict[str, Any], row: AppointmentRow | None) -> NewAppointment:
    """What the form holds, as the command takes it."""
    same = ("plate", "bay_id", "technician_id", "service_type", "wish", "way", "advisor_id")
    return NewAppointment(
        starts_at=aware(typed["starts_at"]),
        hours=typed["hours"],
        owner=Contact(typed["owner_name"] or "", typed["owner_phone"]),
        model_name=typed["model_name"],
        id=row.id if row is not None else None,
        **{name: typed[name] for name in same if typed[name] is not None or name == "plate"},
        **({"bay_id": None} if typed["bay_id"] is None else {}),
    )


def typed_of(row: AppointmentRow) -> dict[str, Any]:
    """An appointment as the form holds it; the customer stands in the car's file."""
    first = row.parts[0]
    same = ("plate", "service_type", "wish", "way", "advisor_id", "starts_at")
    return {name: getattr(row, name) for name in same} | {
        "hours": first.hours,
        "bay_id": first.bay_id,
        "technician_id": first.technician_id,
    }


def _facts(row: AppointmentRow) -> list[tuple[str, Any]]:
    times = [joined(clock_span(part.starts_at, part.ends_at), part.bay) for part in row.parts]
    return [
        (N_("Due in"), short_moment(row.starts_at)),
        (N_("Customer"), shown(row.customer, row.phone)),
        (N_("Car"), row.model),
        (N_("Service type"), row.service_type),
        (N_("Work required"), row.wish),
        (N_("Waits or leaves"), row.way),
        (N_("Hours"), hours_text(row.hours)),
        (N_("Time in the bays"), "\n".join(times)),
        (N_("Technician"), joined(*dict.fromkeys(part.technician for part in row.parts))),
        (N_("Advisor"), row.advisor),
        (N_("Booked by"), shown(row.booker, short_moment(row.booked_at))),
        (N_("Confirmed"), short_moment(row.confirmed_at)),
        (N_("Arrived"), short_moment(row.arrived_at)),
        (N_("Repair order"), row.order),
        (N_("Reason"), row.reason),
    ]


def _new_time(row: AppointmentRow, typed: Any) -> Gesture:
    more = NewAllocation(typed["bay_id"], aware(typed["starts_at"]), typed["hours"])
    return Gesture(commands.add_time, (row.id, more))


def _next_steps() -> tuple[Step, ...]:
    return (
        Step(
            name="arrive",
            text=N_("Arrived: open the order"),
            applies=lambda row, _viewer: row.is_due,
            act=lambda row, _typed: Gesture(opening.receive, (row.id,)),
            done=N_("{name} is here; the repair order is open."),
        ),
        Step(
            name="confirm",
            text=N_("Confirmed"),
            applies=lambda row, _viewer: (
                row.state is AppointmentState.BOOKED and row.confirmed_at is None
            ),
            act=lambda row, _typed: Gesture(commands.confirm, (row.id,)),
            done=N_("{name} will come."),
            undo=lambda row, _answer: Gesture(commands.confirm, (row.id, False)),
        ),
    )


def _other_steps(today: Callable[[], date]) -> tuple[Step, ...]:
    return (
        Step(
            name="add_time",
            text=N_("Add time on another day"),
            applies=_is(AppointmentState.BOOKED, AppointmentState.ARRIVED),
            act=_new_time,
            done=N_("{name} has more time."),
            fields=_time_fields(today),
            undo=lambda _row, part_id: Gesture(commands.drop_time, (part_id,)),
            aside=True,
        ),
        Step(
            name="miss",
            text=N_("Did not come"),
            applies=lambda row, _viewer: row.is_late,
            act=lambda row, _typed: Gesture(commands.miss, (row.id,)),
            done=N_("{name} did not turn up; the bay is free."),
            undo=lambda row, _answer: Gesture(commands.expect_again, (row.id,)),
            aside=True,
        ),
        Step(
            name="call_off",
            text=N_("Cancel appointment"),
            applies=_is(AppointmentState.BOOKED),
            act=lambda row, typed: Gesture(commands.call_off, (row.id, typed["reason"])),
            done=N_("Cancelled: {name}. The bay is free."),
            fields=(REASON,),
            undo=lambda row, _answer: Gesture(commands.expect_again, (row.id,)),
            aside=True,
        ),
    )


def title_of(row: AppointmentRow) -> str:
    """Who comes with which car."""
    return joined(plates.shown(row.plate), row.customer)


def appointments(today: Callable[[], date]) -> RecordDesk:
    """The desk for a page whose clock says `today`."""
    return RecordDesk(
        name=Noun.APPOINTMENT,
        empty=N_("Nobody is expected on this day. Press Ctrl+N to book a car."),
        query=queries.ahead,
        filters=by_state(AppointmentState),
        find=lambda row: shown(row.plate, row.customer, row.phone, row.number, row.wish),
        columns=COLUMNS,
        add=N_("New appointment"),
        fields=_fields(today),
        submit=N_("Book"),
        save=commands.save,
        saved=N_("Booked."),
        undo=lambda appointment_id: Gesture(
            commands.call_off, (appointment_id, _("Booking undone"))
        ),
        value=value_of,
        typed=typed_of,
        blank={"service_type": ServiceType.MAINTENANCE, "way": ArrivalWay.WAITS, "hours": 1},
        only_new=frozenset({"owner_name", "owner_phone", "model_name"}),
        edit=lambda row, _viewer: N_("Change") if row.state is AppointmentState.BOOKED else "",
        facts=_facts,
        subjects=lambda row: (row.person_id, row.vehicle_id),
        state=lambda row: row.state,
        name_of=title_of,
        steps=(*_next_steps(), *_other_steps(today)),
        links=(
            Link(N_("Open the car's file"), lambda row: (Noun.VEHICLE, row.vehicle_id)),
            Link(N_("Open the customer's file"), lambda row: (Noun.PERSON, row.person_id)),
        ),
    )
