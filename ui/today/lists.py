"""The lists of the day, and how their cells read."""

from collections.abc import Callable
from datetime import datetime

from app.fleet.rules import minutes_late
from app.formatting import clock, clock_on, clock_span, duration, short_day, short_moment
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.orders.queries import OrderRow
from app.orders.rules import Timing
from app.orders.settings import PromiseSettings
from app.prospects.queries import DueContact
from app.reception import rules as showroom
from app.reception.queries import VisitRow
from app.reception.settings import VisitSettings
from app.testdrives.facts import DriveRow
from app.text import N_, _
from app.today.queries import MyDay
from app.tones import Tone
from app.urgency import Urgency
from db.vocabulary import BookingState
from ui.labels import tone
from ui.parts.columns import listed
from ui.parts.table import Column, Table

URGENCY_TONES = {
    Urgency.LATER: Tone.NEUTRAL,
    Urgency.TODAY: Tone.ACCENT,
    Urgency.OVERDUE: Tone.WARN,
    Urgency.CRITICAL: Tone.BAD,
}
URGENCY_WORDS = {
    Urgency.LATER: N_("Later today"),
    Urgency.TODAY: N_("Due today"),
    Urgency.OVERDUE: N_("Overdue"),
    Urgency.CRITICAL: N_("Long overdue"),
}
TIMING_TONES = {Timing.FINE: Tone.NEUTRAL, Timing.AT_RISK: Tone.WARN, Timing.LATE: Tone.BAD}
Day = Callable[[], MyDay | None]


def contacts(day: Day) -> Table:
    """Whom to call."""
    columns = (
        Column("due_at", N_("Due"), width=100, get=lambda row: when(row.due_at, day())),
        Column("person", N_("Customer"), width=120, ink=True, stretch=True),
        Column("level", N_("Level"), width=56),
        Column("model", N_("Model"), width=96),
        Column("staff", N_("Consultant"), width=88),
        Column(
            "urgency",
            N_("State"),
            width=144,
            get=_urgency,
            tone=lambda row: URGENCY_TONES[row.urgency],
            chip=True,
        ),
    )
    return Table(columns, empty=N_("Nobody has to be called today."), name="today_contacts")


def drives(day: Day) -> Table:
    """Test drives still to come back."""

    def late(row: DriveRow) -> int:
        now = day()
        return (
            minutes_late(row.ends_at, now.at)
            if now is not None and row.state is BookingState.OUT
            else 0
        )

    def state(row: DriveRow) -> str:
        return _("{span} late").format(span=duration(late(row))) if late(row) else label(row.state)

    columns = (
        Column("starts_at", N_("Time"), width=112, get=_span),
        Column("customer", N_("Customer"), width=120, ink=True, stretch=True),
        Column(
            "plate",
            N_("Demo car"),
            width=160,
            get=lambda row: f"{row.model} {plates.shown(row.plate)}",
        ),
        Column("consultant", N_("Consultant"), width=88),
        Column(
            "state",
            N_("State"),
            width=128,
            get=state,
            tone=lambda row: Tone.BAD if late(row) else tone(row.state),
            chip=True,
        ),
    )
    return Table(
        columns,
        empty=N_("No test drive today. Press F6 on the test-drive desk to book one."),
        name="today_drives",
    )


def hand_overs(day: Day) -> Table:
    """Cars promised for today or before."""

    def timing(row: OrderRow) -> str:
        now = day()
        if now is None:
            return Tone.NEUTRAL
        risk = now.settings.of(PromiseSettings).risk_minutes
        return TIMING_TONES[row.timing(now.at, risk)]

    columns = (
        listed(
            "repair_order.promised_at",
            width=112,
            get=lambda row: when(row.promised_at, day()),
            tone=timing,
        ),
        listed(
            "repair_order.plate", width=104, ink=True, get=lambda row: plates.shown(row.plate or "")
        ),
        Column("model", N_("Model"), width=110, stretch=True),
        Column("advisor", N_("Advisor"), width=80),
        listed(
            "repair_order.stage",
            width=176,
            get=lambda row: label(row.stage),
            tone=lambda row: tone(row.stage),
            chip=True,
        ),
    )
    return Table(columns, empty=N_("No car is promised for today."), name="today_hand_overs")


def inside(day: Day) -> Table:
    """Who is in the showroom, and for how long."""

    def stay(row: VisitRow) -> str:
        now = day()
        if now is None:
            return ""
        if local_day(row.arrived_at) < now.day:
            return _("since {day}").format(day=short_day(row.arrived_at))
        span = duration(showroom.minutes_inside(row.arrived_at, now.at))
        return _("{span} · long").format(span=span) if is_long(row, now) else span

    def is_long(row: VisitRow, now: MyDay) -> bool:
        minutes = showroom.minutes_inside(row.arrived_at, now.at)
        return showroom.is_long(minutes, now.settings.of(VisitSettings).long_visit)

    def tone_of(row: VisitRow) -> str:
        now = day()
        return Tone.BAD if now is not None and is_long(row, now) else Tone.NEUTRAL

    columns = (
        Column("arrived_at", N_("In"), width=68, get=lambda row: clock(row.arrived_at)),
        Column("who", N_("Visitor"), width=120, ink=True, stretch=True, get=_visitor),
        Column("model", N_("Model"), width=96),
        Column("consultant", N_("Consultant"), width=88),
        Column(
            "minutes",
            N_("Inside for"),
            width=176,
            get=stay,
            tone=tone_of,
            chip=True,
            sort=lambda row: row.arrived_at,
        ),
    )
    return Table(columns, empty=N_("The showroom is empty."), name="today_inside")


def when(at: datetime | None, day: MyDay | None = None) -> str:
    """The time; the date before it where it is not of `day`."""
    if at is None:
        return ""
    return clock_on(at, day.day) if day is not None else short_moment(at)


def plain(name: str, day: Day) -> Table:
    """A list of `TodayRow` lines, for a desk whose list needs no columns of its own."""
    columns = (
        Column("at", N_("Due"), width=100, get=lambda row: when(row.at, day())),
        Column("title", N_("What"), width=120, ink=True, stretch=True),
        listed("repair_order.note", width=160),
    )
    return Table(columns, empty=N_("Nothing is due today."), name=f"today_{name}")


TABLES = {"contacts": contacts, "inside": inside, "drives": drives, "hand_overs": hand_overs}


def table(name: str, day: Day) -> Table:
    """The list of this name, with columns of its own where it has some."""
    made = TABLES.get(name)
    return plain(name, day) if made is None else made(day)


def _urgency(row: DueContact) -> str:
    return _(URGENCY_WORDS[row.urgency])


def _span(row: DriveRow) -> str:
    return clock_span(row.starts_at, row.ends_at)


def _visitor(row: VisitRow) -> str:
    return row.called
