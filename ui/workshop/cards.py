"""How an order reads as a card of the board."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from app.formatting import clock_on, duration, joined, labour_hours, minutes_between
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.orders.due import Due, due
from app.orders.queries import OrderRow
from app.orders.rules import FINISHED, Timing
from app.text import _
from app.tones import Tone
from app.workshop.queries import BoardDay
from app.workshop.rules import hours_of
from db.quality_words import ColumnColour
from db.vocabulary import OPEN_STAGES, Stage
from ui.parts.board import BoardColumn, Card, LateCard

COLOURS = {
    ColumnColour.BLUE: Tone.ACCENT,
    ColumnColour.GREEN: Tone.GOOD,
    ColumnColour.AMBER: Tone.WARN,
    ColumnColour.RED: Tone.BAD,
}


LINES = 3
TENTH = Decimal("0.1")
"""Two lines and the promise stand under the plate."""


def columns() -> tuple[BoardColumn, ...]:
    """One column for every open stage, in the order of the work."""
    return tuple(BoardColumn(stage.value, label(stage)) for stage in OPEN_STAGES)


def titles(day: BoardDay) -> dict[str, str]:
    """What the store calls its columns."""
    return {row.stage.value: row.name for row in day.titles}


def colours(day: BoardDay) -> dict[str, str]:
    """The tones of the lines under the heads."""
    return {row.stage.value: COLOURS.get(row.colour, "") for row in day.titles}


def cards(day: BoardDay) -> dict[str, tuple[LateCard, ...]]:
    """The cards of each column, the earliest promise first; the latest of all is tinted."""
    worst = next((row.id for row in day.rows if day.timing(row) is Timing.LATE), None)
    found: dict[str, list[LateCard]] = {stage.value: [] for stage in OPEN_STAGES}
    for row in day.rows:
        if row.stage.value in found:
            make = partial(card, row, day, is_worst=row.id == worst)
            found[row.stage.value].append(LateCard(row.id, make, lines=LINES))
    return {stage: tuple(cards) for stage, cards in found.items()}


def notes(day: BoardDay) -> dict[str, str]:
    """The sum of the hours still to be worked in each column."""
    return {stage.value: _hours(hours_of(day.rows, stage, now=day.at)) for stage in OPEN_STAGES}


def card(row: OrderRow, day: BoardDay, *, is_worst: bool = False) -> Card:
    """Plate; model and job; who works where and how long it has stood; the promised time."""
    place, beside = _place(row)
    stands = due(row, now=day.at, risk_minutes=day.risk_minutes)
    is_over = bool(day.overtime(row))
    over = _("overtime") if is_over else ""
    urgent = _urgent(row, day)
    return Card(
        id=row.id,
        title=plates.shown(row.plate or "") or row.number,
        colour=row.colour or "",
        people=tuple(name for name in (row.advisor, row.technician) if name),
        lines=(row.model or "", place),
        ends=(urgent or label(row.service_type), beside or _standing(row, day)),
        is_urgent=bool(urgent),
        tone=Tone.BAD if is_worst else Tone.NEUTRAL,
        due_text=joined(str(stands), over),
        due_short=over if over and stands.tone is Tone.NEUTRAL else _what_matters(stands, row),
        due_tone=_tone(row, day, stands, is_over=is_over),
        tooltip=joined(row.number, row.model, label(row.service_type), row.advisor, row.technician),
    )


def span(start: datetime, end: datetime) -> str:
    """How long from `start` to `end`."""
    return duration(minutes_between(start, end))


def _hours(hours: Decimal) -> str:
    """To a tenth: a narrow column has no room for minutes of a job that runs."""
    tenths = hours.quantize(TENTH, ROUND_HALF_UP)
    return labour_hours(tenths.normalize().to_eng_string())


def _place(row: OrderRow) -> tuple[str, str]:
    """Whether the customer waits, else the bay, and what stands beside it."""
    if row.stage is Stage.SUBLET:
        return row.sublet_to or "", ""
    if row.waits_in_store and row.stage not in FINISHED:
        return _("waits here"), row.bay or ""
    return row.bay or "", ""


def _urgent(row: OrderRow, day: BoardDay) -> str:
    """The countdown of a quick service, or when missing parts or the car itself come."""
    if row.countdown is not None and row.stage is not Stage.READY:
        return row.countdown.told(day.at)[0]
    return _parts(row, day) or _away(row, day)


def _tone(row: OrderRow, day: BoardDay, stands: Due, *, is_over: bool) -> Tone:
    """What is late is red; quick service and overtime colour what is in time."""
    quick = row.countdown.told(day.at)[1] if row.countdown is not None else Tone.NEUTRAL
    if Tone.BAD in (stands.tone, quick):
        return Tone.BAD
    if stands.tone is Tone.NEUTRAL and (quick is Tone.WARN or is_over):
        return Tone.WARN
    return stands.tone


def _parts(row: OrderRow, day: BoardDay) -> str:
    """When the parts come that the work waits for."""
    if row.stage is not Stage.WAITING_PARTS or row.parts_expected_at is None:
        return ""
    when = clock_on(row.parts_expected_at, local_day(day.at))
    return _("parts {when}").format(when=when)


def _away(row: OrderRow, day: BoardDay) -> str:
    """When the car comes back from another workshop, else which one that is."""
    if row.stage is not Stage.SUBLET or row.sublet_to is None:
        return ""
    if row.sublet_until is None:
        return row.sublet_to
    return _("back {when}").format(when=clock_on(row.sublet_until, local_day(day.at)))


def _standing(row: OrderRow, day: BoardDay) -> str:
    """Since when it stands here."""
    return _("{span} here").format(span=span(row.stage_since, day.at))


def _what_matters(stands: Due, row: OrderRow) -> str:
    """On a narrow card: why it is late or ready, of any other the time."""
    says_why = stands.tone is not Tone.NEUTRAL or row.stage is Stage.READY
    return stands.words if says_why else stands.clock
