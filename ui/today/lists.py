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
from app.prospects.queries import DueContact, LossRow
from app.prospects.rules import loss_urgency
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
        Column(
            "due_at",
            N_("Due"),
            width=100,
            get=lambda row: when(row.due_at, day()),
            filed=lambda row: row.due_at,
        ),
        Column("person", N_("Customer"), width=120, ink=True, stretch=True),
        Column("level", N_("Level"), width=56),
        Column("model", N_("Model"), width=96),
        Column("staff", N_("Consultant"), width=88),
        Column("urgency", N_("State"), 144, chip=True, get=_urgency, tone=_urgency_tone),
    )
    return Table(columns, empty=N_("Nobody has to be called today."), name="today_contacts")


def drives(day: Day) -> Table:
    """Test drives still to come back."""

    def late(row: DriveRow) -> int:
        now = day()
        is_out = now is not None and row.state is BookingState.OUT
        return minutes_late(row.ends_at, now.at) if is_out else 0

    def state(row: DriveRow) -> str:
        return _("{span} late").format(span=duration(late(row))) if late(row) else label(row.state)

    def tone_of(row: DriveRow) -> str:
        return Tone.BAD if late(row) else tone(row.state)

    columns = (
        Column("starts_at", N_("Time"), width=112, get=_span),
        Column("customer", N_("Customer"), width=120, ink=True, stretch=True),
        Column("plate", N_("Demo car"), width=160, get=_demo_car),
        Column("consultant", N_("Consultant"), width=88),
        Column("state", N_("State"), 128, chip=True, get=state, tone=tone_of),
    )
    empty = N_("No test drive today. Press F6 on the test-drive desk to book one.")
    return Table(columns, empty=empty, name="today_drives")


def hand_overs(day: Day) -> Table:
    """Cars promised for today or before."""

    def timing(row: OrderRow) -> str:
        now = day()
        if now is None:
            return Tone.NEUTRAL
        risk = now.settings.of(PromiseSettings).risk_minutes
        return TIMING_TONES[row.timing(now.at, risk)]

    def promise(row: OrderRow) -> str:
        return when(row.promised_at, day())

    columns = (
        listed("repair_order.promised_at", width=112, get=promise, tone=timing),
        listed("repair_order.plate", width=104, ink=True, text=plates.shown),
        Column("model", N_("Model"), width=110, stretch=True),
        Column("advisor", N_("Advisor"), width=80),
        listed("repair_order.stage", width=176, chip=True, get=_stage, tone=_stage_tone),
    )
    return Table(columns, empty=N_("No car is promised for today."), name="today_hand_overs")


def inside(day: Day) -> Table:
    """Who is in the showroom, and for how long."""

    def stay(row: VisitRow) -> str:
        now = day()
        return _stay(row, now) if now is not None else ""

    def tone_of(row: VisitRow) -> str:
        now = day()
        return Tone.BAD if now is not None and _is_long(row, now) else Tone.NEUTRAL

    columns = (
        Column("arrived_at", N_("In"), width=68, text=clock),
        Column("who", N_("Visitor"), width=120, ink=True, stretch=True, get=_visitor),
        Column("model", N_("Model"), width=96),
        Column("consultant", N_("Consultant"), width=88),
        Column("minutes", N_("Inside for"), 176, chip=True, get=stay, tone=tone_of, sort=_arrival),
    )
    return Table(columns, empty=N_("The showroom is empty."), name="today_inside")


def losses_to_confirm(day: Day) -> Table:
    """What waits for the manager's answer."""

    def tone_of(row: LossRow) -> str:
        now = day()
        if now is None:
            return Tone.NEUTRAL
        return URGENCY_TONES[loss_urgency(local_day(row.asked_at), now.day)]

    columns = (
        Column(
            "asked_at",
            N_("Reported"),
            width=104,
            get=lambda row: when(row.asked_at, day()),
            tone=tone_of,
        ),
        Column("name", N_("Customer"), width=104, ink=True, get=lambda row: row.name or row.phone),
        Column("reason", N_("Reason"), width=120, stretch=True, text=label),
        listed("prospect.rival", width=112),
        Column("owner", N_("Consultant"), width=88),
    )
    return Table(columns, empty=N_("No loss waits for you."), name="today_losses_to_confirm")


def losses_sent_back(day: Day) -> Table:
    """Whom the consultant shall try once more, and what the manager says."""
    columns = (
        Column("name", N_("Customer"), width=104, ink=True, get=lambda row: row.name or row.phone),
        Column("model", N_("Model"), width=96),
        Column("answer", N_("What the manager says"), width=160, stretch=True),
    )
    return Table(columns, empty=N_("No loss was sent back."), name="today_losses_sent_back")


def when(at: datetime | None, day: MyDay | None = None) -> str:
    """The time; the date before it where it is not of `day`."""
    if at is None:
        return ""
    return clock_on(at, day.day) if day is not None else short_moment(at)


def plain(name: str, day: Day) -> Table:
    """A list of `TodayRow` lines for desks without columns of their own."""
    columns = (
        Column("at", N_("Due"), width=100, get=lambda row: when(row.at, day())),
        Column("title", N_("What"), width=120, ink=True, stretch=True),
        listed("repair_order.note", width=160),
    )
    return Table(columns, empty=N_("Nothing is due today."), name=f"today_{name}")


TABLES = {
    "contacts": contacts,
    "losses_to_confirm": losses_to_confirm,
    "losses_sent_back": losses_sent_back,
    "inside": inside,
    "drives": drives,
    "hand_overs": hand_overs,
}


def table(name: str, day: Day) -> Table:
    """The list of this name, with columns of its own where it has some."""
    made = TABLES.get(name)
    return plain(name, day) if made is None else made(day)


def _stay(row: VisitRow, now: MyDay) -> str:
    if local_day(row.arrived_at) < now.day:
        return _("since {day}").format(day=short_day(row.arrived_at))
    span = duration(showroom.minutes_inside(row.arrived_at, now.at))
    return _("{span} · long").format(span=span) if _is_long(row, now) else span


def _is_long(row: VisitRow, now: MyDay) -> bool:
    minutes = showroom.minutes_inside(row.arrived_at, now.at)
    return showroom.is_long(minutes, now.settings.of(VisitSettings).long_visit)


def _demo_car(row: DriveRow) -> str:
    return f"{row.model} {plates.shown(row.plate)}"


def _arrival(row: VisitRow) -> datetime:
    return row.arrived_at


def _stage(row: OrderRow) -> str:
    return label(row.stage)


def _stage_tone(row: OrderRow) -> str:
    return tone(row.stage)


def _urgency_tone(row: DueContact) -> str:
    return URGENCY_TONES[row.urgency]


def _urgency(row: DueContact) -> str:
    return _(URGENCY_WORDS[row.urgency])


def _span(row: DriveRow) -> str:
    return clock_span(row.starts_at, row.ends_at)


def _visitor(row: VisitRow) -> str:
    return row.called
