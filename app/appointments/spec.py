"""What this desk declares: appointments, their events, what waits today, settings, erasure."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from app.appointments import today
from app.appointments.settings import AppointmentSettings, ServicePlanSettings
from app.desk_spec import (
    DeskSpec,
    Erasure,
    Event,
    EventKind,
    EventSource,
    ListExport,
    PaperSpec,
    SettingGroup,
    TaskKind,
    Traces,
)
from app.labels import label
from app.text import N_, _
from db.appointment_words import AppointmentState
from db.nouns import Noun
from db.tables.appointments import EXPECTED, Allocation, Appointment
from db.tables.people import Person
from db.tables.vehicles import Vehicle
from db.vocabulary import PaperKind, Role


def events_of_person(session: Session, person_id: int) -> Iterator[Event]:
    """The appointments of a person."""
    yield from _events(session, Appointment.person_id == person_id)


def events_of_car(session: Session, vehicle_id: int) -> Iterator[Event]:
    """The appointments of a car."""
    yield from _events(session, Appointment.vehicle_id == vehicle_id)


def _events(session: Session, which: ColumnElement[bool]) -> Iterator[Event]:
    for row in session.scalars(select(Appointment).where(which)):
        told = label(row.service_type), row.state, row.wish or ""
        yield Event(row.starts_at, "appointment", Noun.APPOINTMENT, row.id, *told)


def is_busy(session: Session, person_id: int) -> bool:
    """True while this person is expected."""
    waits = Appointment.state == AppointmentState.BOOKED
    return session.scalar(_of([person_id]).where(waits).limit(1)) is not None


def near(session: Session, who: Traces) -> dict[Noun, set[int]]:
    """The appointments of these people."""
    return {Noun.APPOINTMENT: set(session.scalars(_of(who.ids)))}


def _of(people: Sequence[int]) -> Select[int]:
    return select(Appointment.id).where(Appointment.person_id.in_(people))


def _is_free(session: Session, row: Allocation, taker: int) -> bool:
    """True when a technician is in no other bay meanwhile."""
    meanwhile = (Allocation.starts_at < row.ends_at) & (Allocation.ends_at > row.starts_at)
    others = select(Allocation.id).where(Allocation.holds, Allocation.technician_id == taker)
    return session.scalar(others.where(meanwhile, Allocation.id != row.id).limit(1)) is None


KIND = {"appointment": EventKind(N_("Appointment"), "calendar")}
DESK = DeskSpec(
    name="appointments",
    tasks=(
        TaskKind(N_("Appointments to receive"), Appointment.advisor_id, EXPECTED, (Role.ADVISOR,)),
        TaskKind(
            N_("Appointments as technician"),
            Allocation.technician_id,
            and_(
                Allocation.holds,
                Allocation.appointment_id.in_(select(Appointment.id).where(EXPECTED)),
            ),
            (Role.TECHNICIAN,),
            _is_free,
        ),
    ),
    nouns={
        Noun.APPOINTMENT: N_("Appointment"),
        Noun.ALLOCATION: N_("Time in a bay"),
    },
    events=(
        EventSource(Person, KIND, events_of_person),
        EventSource(Vehicle, KIND, events_of_car),
    ),
    today=today.LISTS,
    strips=today.STRIPS,
    papers=(PaperSpec(PaperKind.APPOINTMENT_SHEET),),
    exports=(ListExport("appointment_table", N_("Appointments"), Noun.APPOINTMENT),),
    erasure=Erasure(is_busy=is_busy, near=near),
    settings=(
        SettingGroup(
            "appointments",
            N_("Appointments"),
            AppointmentSettings,
            lambda rules: _("{hours} h a technician, {buffer} min between cars").format(
                hours=rules.technician_hours, buffer=rules.bay_buffer
            ),
        ),
        SettingGroup(
            "service_plan",
            N_("Next maintenance"),
            ServicePlanSettings,
            lambda rules: _("every {km} km or {months} months").format(
                km=f"{rules.plan_km:,}", months=rules.plan_months
            ),
        ),
    ),
)
