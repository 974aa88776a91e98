"""The rotation, and who was passed over today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from app.admin.commands import set_duty
from app.formatting import clock
from app.local_time import local_day
from app.reception import rotation
from app.reception.rotation import Rotation
from app.text import N_, _, ngettext
from app.tones import Tone
from ui.icons import Icon
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, stretched, vbox
from ui.parts.panel import inset
from ui.parts.short_table import ShortTable
from ui.parts.table import Column, Table
from ui.reception.list_panel import ListPanel
from ui.shell.workspace.page import Shell

STATES = {"next": N_("Next"), "free": N_("Free"), "busy": N_("Busy"), "away": N_("Off duty")}
TONES = {"next": Tone.ACCENT, "free": Tone.GOOD, "busy": Tone.NEUTRAL, "away": Tone.WARN}


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One consultant as a row of the list."""

    id: int
    name: str
    state: str
    guests: int = 0
    since: datetime | None = None

    @property
    def on_duty(self) -> bool:
        """True when the rotation counts this one in."""
        return self.state != "away"


def _guests(row: TurnLine) -> str:
    if not row.on_duty:
        return ""
    if not row.guests:
        return _("no visitor yet today")
    count = ngettext("{n} visitor", "{n} visitors", row.guests).format(n=row.guests)
    if row.state == "busy" or row.since is None:
        return count
    return _("{guests} · since {time}").format(guests=count, time=clock(row.since))


TURNS = (
    Column("name", N_("Consultant"), 96, ink=True, stretch=True, second=_guests, sortable=False),
    Column(
        "state",
        N_("State"),
        100,
        text=lambda state: _(STATES[state]),
        tone=lambda row: TONES[row.state],
        chip=True,
        sortable=False,
    ),
    Column(
        "duty",
        N_("Duty"),
        104,
        get=lambda row: _("Pause") if row.on_duty else _("Resume"),
        tone=lambda _row: Tone.ACCENT,
        icon=lambda row: Icon.USER_X if row.on_duty else Icon.USER_CHECK,
        sortable=False,
    ),
)
SKIPS = (
    Column("at", N_("When"), 68, text=clock),
    Column("name", N_("Passed over"), 96, ink=True, stretch=True, second=lambda row: row.reason),
    Column("by", N_("By"), 84),
)


MOST_LINES = 12


class TurnsPanel(ListPanel):
    """The order of the rotation; one click takes somebody off duty or back."""

    def __init__(self, shell: Shell) -> None:
        empty = N_("Nobody is a sales consultant yet. Add people in Settings.")
        table = ShortTable(TURNS, most=MOST_LINES, empty=empty, name="turns_table")
        self.skips = Table(SKIPS, empty="", name="skips_table")
        self._heading = Label("", "label")
        body = QWidget()
        vbox(
            stretched(table, 9),
            inset(self._heading),
            stretched(self.skips, 1),
            STRETCH,
            parent=body,
        )
        title = _("Whose turn it is")
        super().__init__(shell, table, title=title, body=body, name="turns_panel")
        table.view.clicked.connect(self._click)
        table.activated.connect(self._switch)

    def ask(self) -> None:
        """Ask for the rotation of today."""
        today, topic = local_day(self.work.now()), (self, "turns")
        self.work.ask(rotation.rotation, today, then=self.show_rotation, topic=topic)

    def show_rotation(self, told: Rotation) -> None:
        """Show the rotation: the next one first, who is off duty last."""
        here = [
            TurnLine(one.id, one.name, _state(at, one.busy), one.guests, one.since)
            for at, one in enumerate(told.turns)
        ]
        self.table.show_rows([*here, *(TurnLine(one.id, one.name, "away") for one in told.away)])
        count = len(told.skips)
        said = _("Passed over today ({n})").format(n=count)
        self._heading.say(said if count else _("Nobody was passed over today."))
        self.skips.show_rows(told.skips)
        self.skips.setVisible(bool(count))

    def _click(self, index: QModelIndex) -> None:
        if self.table.columns[index.column()].key == "duty":
            self._switch(self.table.row(index.row()))

    def _switch(self, row: TurnLine | None) -> None:
        if row is None:
            return
        on_duty = not row.on_duty
        text = _("{name} is on duty.") if on_duty else _("{name} is off duty.")
        undo = partial(self.work.act, set_duty, row.id, on_duty=not on_duty)
        tell = partial(self.shell.notices.say, text.format(name=row.name), undo=undo)
        self.work.act(set_duty, row.id, on_duty=on_duty, then=lambda _none: tell())


def _state(place: int, busy: bool) -> str:
    if busy:
        return "busy"
    return "next" if place == 0 else "free"
