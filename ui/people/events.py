"""How what happened reads on the timeline."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.desk_spec import Event, EventKind
from app.labels import label
from app.local_time import local
from app.text import N_, _
from ui.labels import tone
from ui.parts.table import Column, Table


def timeline(kinds: Mapping[str, EventKind]) -> Table:
    """One list of everything, newest first; Enter opens what a line tells of."""
    columns = (
        Column("at", N_("Date"), width=62, text=_day, second=_year, sortable=False),
        Column(
            "kind",
            N_("What happened"),
            text=lambda kind: _(kinds[kind].title),
            second=_told,
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
            text=_state,
            tone=lambda line: tone(line.state),
            get=_stateful,
            sortable=False,
        ),
    )
    return Table(
        columns, empty=N_("Nothing happened with this file yet."), row_id="place", name="timeline"
    )


class EventLine:
    """One event with its place in the list, so that the list can tell two of them apart."""

    def __init__(self, place: int, event: Event) -> None:
        self.place, self.event = place, event

    def __getattr__(self, name: str) -> Any:
        return getattr(self.event, name)


def lines(events: Iterable[Event]) -> list[EventLine]:
    """The events as rows."""
    return [EventLine(place, event) for place, event in enumerate(events)]


def _day(at: Any) -> str:
    return f"{local(at):%m-%d}"


def _year(line: Any) -> str:
    return f"{local(line.at):%Y}"


def _told(line: Any) -> str:
    amount = f"¥{line.amount:,.2f}" if line.amount is not None else ""
    kind = label(line.state) if line.kind == "plate" else ""
    return " · ".join(part for part in (line.title, kind, line.note, amount) if part)


def _stateful(line: Any) -> Any:
    return None if line.kind == "plate" else line.state


def _state(state: Any) -> str:
    return label(state)
