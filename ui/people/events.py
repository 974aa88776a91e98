"""How what happened reads on the timeline."""

from collections.abc import Iterable
from typing import Any

from app.labels import label
from app.local_time import local
from app.people.queries import Event
from app.text import N_, _
from ui.labels import tone
from ui.parts.table import Column, Table

WHAT = {
    "visit": N_("Visit"),
    "step": N_("Step of the visit"),
    "drive": N_("Test drive"),
    "loan": N_("Loan car"),
    "order": N_("Repair order"),
    "payment": N_("Payment"),
    "level": N_("Level"),
    "follow_up": N_("Follow-up"),
    "consent": N_("Agreed to"),
    "withdrawal": N_("Withdrew"),
    "plate": N_("Plate"),
    "keeper": N_("Relation"),
    "merge": N_("Merged with another file"),
    "unmerge": N_("Merge undone"),
    "inherited": N_("Repaired under an earlier owner"),
}
ICONS = {
    "visit": "store",
    "step": "footprints",
    "drive": "route",
    "loan": "key",
    "order": "wrench",
    "payment": "wallet",
    "level": "flag",
    "follow_up": "phone",
    "consent": "shield-check",
    "withdrawal": "shield-alert",
    "plate": "id-card",
    "keeper": "user",
    "merge": "users",
    "unmerge": "undo-2",
    "inherited": "history",
}


def timeline() -> Table:
    """One list of everything, newest first; Enter opens what a line tells of."""
    columns = (
        Column("at", N_("Date"), width=62, text=_day, second=_year, sortable=False),
        Column(
            "kind",
            N_("What happened"),
            text=lambda kind: _(WHAT[kind]),
            second=_told,
            icon=_icon,
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


def _icon(line: Any) -> str:
    return ICONS[line.kind]


def _stateful(line: Any) -> Any:
    return None if line.kind == "plate" else line.state


def _state(state: Any) -> str:
    return label(state)
