"""The timeline of a file: its columns, and how an event reads in them."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.desk_spec import Event, EventKind
from app.formatting import joined, money, short_day
from app.labels import label
from app.local_time import local
from app.text import N_, _
from app.tones import Tone
from ui.labels import tone
from ui.parts.table import Column, Table


class EventLine:
    """One event with its kind, and its place in the list, which makes it unique."""

    def __init__(self, place: int, event: Event, kind: EventKind) -> None:
        self.place, self.event, self.kind_of = place, event, kind

    def __getattr__(self, name: str) -> Any:
        return getattr(self.event, name)


def lines(events: Iterable[Event], kinds: Mapping[str, EventKind]) -> list[EventLine]:
    """The events as rows, newest first."""
    return [EventLine(place, event, kinds[event.kind]) for place, event in enumerate(events)]


def _told(line: EventLine) -> str:
    """Number and amount first: only the end of a long note may be cut."""
    return joined(line.title, money(line.amount), label(line.state), line.note)


def _alarm(line: EventLine) -> str:
    """What ended badly or still waits is seen from afar; its state says the same in words."""
    found = tone(line.state)
    return found if found in (Tone.BAD, Tone.WARN) else ""


COLUMNS = (
    Column(
        "at",
        N_("Date"),
        width=62,
        text=short_day,
        second=lambda line: f"{local(line.at):%Y}",
        sortable=False,
    ),
    Column(
        "kind",
        N_("Event"),
        get=lambda line: _(line.kind_of.title),
        second=_told,
        icon=lambda line: line.kind_of.icon,
        tone=_alarm,
        ink=True,
        stretch=True,
        sortable=False,
    ),
)


def timeline() -> Table:
    """The list of all events; Enter opens what a line tells of."""
    empty = N_("Nothing happened with this file yet.")
    return Table(COLUMNS, empty=empty, row_id="place", name="timeline")
