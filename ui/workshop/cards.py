"""How an order reads as a card of the board."""

from datetime import datetime
from decimal import Decimal

from app.formatting import clock_on, duration, joined, minutes_between, short_moment
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.orders.queries import OrderRow
from app.orders.rules import FINISHED, Timing
from app.text import _, ngettext
from app.tones import Tone
from app.workshop.queries import BoardDay
from app.workshop.rules import hours_of
from db.vocabulary import OPEN_STAGES, Stage
from ui.labels import tone
from ui.parts.board import BoardColumn, Card

TONES = {Timing.FINE: Tone.NEUTRAL, Timing.AT_RISK: Tone.WARN, Timing.LATE: Tone.BAD}


def columns() -> tuple[BoardColumn, ...]:
    """One column for every open stage, in the order of the work."""
    return tuple(BoardColumn(stage.value, label(stage)) for stage in OPEN_STAGES)


def cards(day: BoardDay) -> dict[str, tuple[Card, ...]]:
    """The cards of each column, the earliest promise first."""
    return {
        stage.value: tuple(card(row, day) for row in day.rows if row.stage is stage)
        for stage in OPEN_STAGES
    }


def notes(day: BoardDay) -> dict[str, str]:
    """The sum of the hours still to be worked in each column."""
    return {stage.value: _hours(hours_of(day.rows, stage)) for stage in OPEN_STAGES}


def card(row: OrderRow, day: BoardDay) -> Card:
    """Plate and model; advisor, technician and bay; job; promised time and what is left."""
    timing = day.timing(row)
    people = joined(row.advisor, row.technician or _("nobody yet"), row.bay)
    return Card(
        id=row.id,
        title=plates.shown(row.plate or "") or row.number,
        badge=row.model or "",
        lines=(people, _job(row, day)),
        tone=Tone.BAD if timing is Timing.LATE else Tone.NEUTRAL,
        edge_tone=TONES[timing] if timing is not Timing.FINE else tone(row.stage),
        due_text=due(row, day.at),
        due_tone=TONES[timing],
        tooltip=row.number,
    )


def due(row: OrderRow, now: datetime) -> str:
    """`15:30 · 35 min left`, `… late`, or since when a finished car is ready."""
    if row.promised_at is None:
        return _("No promised time")
    clock = clock_on(row.promised_at, local_day(now))
    if row.stage is Stage.READY:
        return _("{clock} · ready for {span}").format(clock=clock, span=span(row.stage_since, now))
    if now > row.promised_at:
        return _("{clock} · {span} late").format(clock=clock, span=span(row.promised_at, now))
    return _("{clock} · {span} left").format(clock=clock, span=span(now, row.promised_at))


def span(start: datetime, end: datetime) -> str:
    """How long from `start` to `end`."""
    return duration(minutes_between(start, end))


def _hours(hours: Decimal) -> str:
    return ngettext("{hours} hr", "{hours} hrs", 1 if hours == 1 else 2).format(
        hours=hours.normalize().to_eng_string()
    )


def _job(row: OrderRow, day: BoardDay) -> str:
    awaits_parts = row.stage is Stage.WAITING_PARTS and row.parts_expected_at is not None
    customer_waits = row.waits_in_store and row.stage not in FINISHED
    return joined(
        label(row.service_type),
        _("parts {when}").format(when=short_moment(row.parts_expected_at)) if awaits_parts else "",
        _("waits here") if customer_waits else "",
        _("{span} here").format(span=span(row.stage_since, day.at)),
    )
