"""The columns of the two lists of visitors."""

from collections.abc import Callable
from datetime import datetime

from app.formatting import clock, duration, short_day
from app.labels import label
from app.reception import rules
from app.reception.queries import VisitRow
from app.text import N_, _, ngettext
from app.tones import Tone
from db.vocabulary import VisitKind
from ui.icons import Icon
from ui.parts import widest
from ui.parts.table import Column

Clock = Callable[[], datetime]


def title(row: VisitRow) -> str:
    """`10:32 · 张女士`."""
    return f"{clock(row.arrived_at)} · {row.called}"


def inside(now: Clock, limit: Callable[[], int]) -> tuple[Column, ...]:
    """Visitors now in the showroom; `limit` is the store's longest usual stay in minutes."""

    def minutes(row: VisitRow) -> int:
        return rules.minutes_inside(row.arrived_at, now())

    stay = Column(
        "minutes",
        N_("Time in store"),
        176,
        get=lambda row: _stay(row, minutes(row), limit()),
        tone=lambda row: Tone.BAD if rules.is_long(minutes(row), limit()) else Tone.NEUTRAL,
        chip=True,
        sort=lambda row: row.arrived_at,
    )
    return (*VISITORS, stay, LEAVES)


def _group(row: VisitRow) -> str:
    people = ngettext("{n} person", "{n} people", row.party_size).format(n=row.party_size)
    return f"{row.called} · {people}" if row.party_size > 1 else row.called


def _stay(row: VisitRow, minutes: int, limit: int) -> str:
    if minutes >= 24 * 60:
        return _("since {day}").format(day=short_day(row.arrived_at))
    if rules.is_long(minutes, limit):
        return _("{span} · long").format(span=duration(minutes))
    return duration(minutes)


def _left(row: VisitRow) -> str:
    if row.left_at is None and row.kind is VisitKind.WALK_IN and row.counts:
        return _("In store")
    return clock(row.left_at)


def _order(row: VisitRow) -> str:
    if row.cancelled:
        return _("Struck out")
    if row.corrected:
        return _("Corrected")
    if row.kind is VisitKind.PHONE_IN:
        return label(row.kind)
    return _("First visit") if row.first else _("Return visit")


def _order_tone(row: VisitRow) -> str:
    if row.cancelled:
        return Tone.BAD
    if row.corrected:
        return Tone.WARN
    return Tone.ACCENT if row.kind is VisitKind.WALK_IN and row.first else Tone.NEUTRAL


LONGEST_CLOCK = "00:00"
VISITORS = (
    Column("arrived_at", N_("Arrived at"), 80, text=clock),
    Column("who", N_("Visitor"), 120, ink=True, stretch=True, get=_group),
    Column("model", N_("Model"), 100, stretch=True, yields=2),
    Column("consultant", N_("Consultant"), 116, yields=1),
)
LEAVES = Column(
    "leave",
    "",
    120,
    get=lambda _row: _("Check out"),
    tone=lambda _row: Tone.ACCENT,
    icon=lambda _row: Icon.LOG_OUT,
    sortable=False,
)
REGISTER = (
    Column(
        "arrived_at",
        N_("Arrived at"),
        80,
        text=clock,
        icon=lambda row: Icon.LOCK if row.reviewed else "",
    ),
    Column(
        "left_at",
        N_("Left at"),
        64,
        get=_left,
        filed=lambda row: row.left_at,
        widest=lambda: (_("In store"), LONGEST_CLOCK),
        yields=3,
    ),
    Column("who", N_("Visitor"), 128, ink=True, stretch=True, get=lambda row: row.called),
    Column("phone", N_("Phone"), 128, widest=widest.phones, yields=1),
    Column(
        "party_size",
        N_("Group size"),
        84,
        align="right",
        yields=5,
        get=lambda row: None if row.kind is VisitKind.PHONE_IN else row.party_size,
    ),
    Column("model", N_("Model"), 84, stretch=True, yields=4),
    Column("level", N_("Level"), 56, yields=2),
    Column("consultant", N_("Consultant"), 116, yields=4),
    Column("order", N_("Visit"), 140, get=_order, tone=_order_tone, chip=True),
)
"""The rows of a day, one for each visit or call."""
