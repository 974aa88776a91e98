"""The timeline of a file: its columns, and how an event reads in them."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from app.desk_spec import Event, EventKind
from app.formatting import joined, money, short_day
from app.labels import label
from app.local_time import local
from app.text import N_, _
from ui.labels import tone
from ui.parts.table import Column, Table


def timeline(kinds: Mapping[str, EventKind]) -> Table:
    """One list of everything, newest first; Enter opens what a line tells of."""
    columns = (
        Column("at", N_("Date"), width=62, text=short_day, second=_year, sortable=False),
        Column(
            "kind",
            N_("What happened"),
            text=lambda kind: _(kinds[kind].title),
            second=partial(_told, kinds),
            icon=lambda line: kinds[line.kind].icon,
            ink=True,
            stretch=True,
            sortable=False,
        ),
        Column(
            "state",
            N_("State"),
            width=128,
            chip=True,
            text=label,
            tone=lambda line: tone(line.state),
            get=lambda line: line.state if kinds[line.kind].chip else None,
            sortable=False,
        ),
    )
    return Table(
        columns, empty=N_("Nothing happened with this file yet."), row_id="place", name="timeline"
    )


class EventLine:
    """One event with its place in the list, which makes it unique."""

    def __init__(self, place: int, event: Event) -> None:
        self.place, self.event = place, event

    def __getattr__(self, name: str) -> Any:
        return getattr(self.event, name)


def lines(events: Iterable[Event]) -> list[EventLine]:
    """The events as rows."""
    return [EventLine(place, event) for place, event in enumerate(events)]


def _year(line: Any) -> str:
    return f"{local(line.at):%Y}"


def _told(kinds: Mapping[str, EventKind], line: Any) -> str:
    amount = money(line.amount) if line.amount is not None else ""
    state = "" if kinds[line.kind].chip else label(line.state)
    return joined(line.title, state, line.note, amount)
