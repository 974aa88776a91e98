"""The timeline of a file: its columns, and how an event reads in them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.desk_spec import Event, EventKind
from app.formatting import joined, money, short_day
from app.labels import label
from app.local_time import local
from app.text import N_, _
from db.vocabulary import ConsentPurpose, Stage
from ui.labels import tone
from ui.parts import widest
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
    state = "" if line.kind_of.chip else label(line.state)
    return joined(line.title, state, line.note, money(line.amount))


def _usual_states() -> Iterator[str]:
    """Long states that are common; what happened has the rest of the line."""
    return widest.labels((ConsentPurpose.SERVICE_REMINDER, Stage.WAITING_APPROVAL))


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
        N_("What happened"),
        get=lambda line: _(line.kind_of.title),
        second=_told,
        icon=lambda line: line.kind_of.icon,
        ink=True,
        stretch=True,
        sortable=False,
    ),
    Column(
        "state",
        N_("State"),
        width=104,
        widest=_usual_states,
        chip=True,
        text=label,
        tone=lambda line: tone(line.state),
        get=lambda line: line.state if line.kind_of.chip else None,
        sortable=False,
    ),
)


def timeline() -> Table:
    """The list of all events; Enter opens what a line tells of."""
    empty = N_("Nothing happened with this file yet.")
    return Table(COLUMNS, empty=empty, row_id="place", name="timeline")
