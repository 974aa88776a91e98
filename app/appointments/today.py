"""What waits today among the appointments: who is expected, and whom to call for tomorrow."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.appointments import queries
from app.appointments.facts import AppointmentRow
from app.appointments.rules import hours_text
from app.formatting import clock, duration, joined, labour_hours, minutes_between, short_day
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.text import N_, _
from app.today_spec import (
    AskedDay,
    StripFacts,
    StripMark,
    TodayAct,
    TodayItem,
    TodayList,
    TodayStrip,
)
from app.tones import Tone
from app.urgency import Urgency
from db.appointment_words import AppointmentState
from db.nouns import Noun
from db.vocabulary import Role

DESK = (Role.ADVISOR, Role.RECEPTION)
CALLERS = (Role.ADVISOR, Role.RECEPTION, Role.CARE)
GRACE = timedelta(minutes=15)
"""How late a customer may be before somebody asks where they are."""


def expected(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Who is not here and is expected, or was: advisors see their own and nobody's."""
    rows = queries.expected(session, local_day(asked.at), viewer=asked.viewer)
    everything = asked.viewer.may(Role.RECEPTION)
    mine = (None, asked.viewer.staff_id)
    return tuple(_item(row, asked) for row in rows if everything or row.advisor_id in mine)


def to_confirm(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Who is to be called today because they come tomorrow, or first after a closure."""
    rows = queries.to_confirm(session, local_day(asked.at), viewer=asked.viewer)
    return tuple(
        TodayItem(
            opens=(Noun.APPOINTMENT, row.id),
            at=asked.at,
            who=row.customer or plates.shown(row.plate),
            what=joined(row.model, plates.shown(row.plate)),
            why=_when(row, asked),
            act=TodayAct(N_("Call")),
            urgency=Urgency.TODAY,
            owner_id=row.advisor_id,
            owner=row.advisor,
        )
        for row in rows
    )


def to_move(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Who was booked before the day was closed, or the bay or the technician was not there."""
    mine = (None, asked.viewer.staff_id)
    return tuple(
        TodayItem(
            opens=(Noun.APPOINTMENT, row.id),
            at=row.starts_at,
            who=row.customer or plates.shown(row.plate),
            what=joined(row.model, plates.shown(row.plate)),
            why=_("booked for {day} {time}: {why}").format(
                day=short_day(row.starts_at), time=clock(row.starts_at), why=why
            ),
            act=TodayAct(N_("Move the appointment")),
            urgency=Urgency.TODAY,
            owner_id=row.advisor_id,
            owner=row.advisor,
        )
        for row, why in queries.to_move(session, at=asked.at, viewer=asked.viewer)
        if asked.viewer.may(Role.RECEPTION) or row.advisor_id in mine
    )


def by_hour(session: Session, asked: AskedDay) -> StripFacts:
    """The cars of the day by hour, and the hours that are taken."""
    day = local_day(asked.at)
    rows = queries.of_day(session, day, asked.viewer, at=asked.at)
    load = queries.day_load(session, day)
    count = labour_hours(f"{hours_text(load.booked)}/{hours_text(load.capacity)}")
    held = [row for row in rows if row.state is not AppointmentState.CANCELLED]
    return StripFacts(count=count, marks=tuple(_mark(row) for row in held))


def _item(row: AppointmentRow, asked: AskedDay) -> TodayItem:
    is_late = asked.at > row.starts_at + GRACE
    is_today = local_day(row.starts_at) == local_day(asked.at)
    return TodayItem(
        opens=(Noun.APPOINTMENT, row.id),
        at=row.starts_at,
        who=row.customer or plates.shown(row.plate),
        what=joined(row.model, plates.shown(row.plate)),
        why=_why(row, asked, is_late=is_late),
        act=TodayAct(N_("Arrived") if is_today else N_("Open")),
        urgency=Urgency.OVERDUE if is_late else Urgency.TODAY,
        waits=is_late,
        owner_id=row.advisor_id,
        owner=row.advisor,
    )


def _when(row: AppointmentRow, asked: AskedDay) -> str:
    day = local_day(row.starts_at)
    if day == local_day(asked.at) + timedelta(days=1):
        return _("comes tomorrow at {time}, not confirmed").format(time=clock(row.starts_at))
    told = _("comes on {day} at {time}, not confirmed")
    return told.format(day=short_day(row.starts_at), time=clock(row.starts_at))


def _why(row: AppointmentRow, asked: AskedDay, *, is_late: bool) -> str:
    what = joined(label(row.service_type), row.wish)
    if is_late:
        span = duration(minutes_between(row.starts_at, asked.at))
        return _("expected {span} ago: {what}").format(span=span, what=what)
    return _("expected at {time}: {what}").format(time=clock(row.starts_at), what=what)


def _mark(row: AppointmentRow) -> StripMark:
    is_done = row.state is AppointmentState.ARRIVED
    missed = row.state is AppointmentState.NO_SHOW or row.is_late
    tone = Tone.BAD if missed else Tone.NEUTRAL if is_done else Tone.ACCENT
    return StripMark(row.starts_at, tone, is_done)


LISTS = (
    TodayList("appointments", N_("Expected, not here"), "calendar-clock", DESK, expected),
    TodayList("appointments_to_move", N_("Appointments to move"), "calendar-clock", DESK, to_move),
    TodayList(
        "appointments_to_confirm", N_("Appointments to confirm"), "phone", CALLERS, to_confirm
    ),
)
STRIPS = (
    TodayStrip("appointments", N_("Appointments"), "calendar-clock", DESK, "appointments", by_hour),
)
