"""Settled orders for the electronic health record: saved as a file, then marked as reported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.formatting import show_moment
from app.identity import plate as plates
from app.local_time import local, local_day
from app.service import health_record
from app.service.commands import health as commands
from app.service.health_record import HealthRecord
from app.service.queries import health
from app.service.queries.health import HealthRow
from app.text import N_, _
from app.tones import Tone
from app.whole_files import write_whole
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.fields import Segments
from ui.parts.folders import documents
from ui.parts.layouts import stretched, vbox
from ui.parts.naming import named
from ui.parts.panel import Panel, inset
from ui.parts.table import Column, Table
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell

COLUMNS = (
    Column("number", N_("Settlement"), width=120, ink=True, sortable=False),
    Column(
        "plate",
        N_("Plate"),
        stretch=True,
        text=lambda plate: plates.shown(plate or ""),
        second=lambda row: row.vin or _("VIN is missing"),
        tone=lambda row: Tone.NEUTRAL if row.is_complete else Tone.WARN,
        sortable=False,
    ),
    Column("settled_at", N_("Settled"), width=140, text=show_moment, sortable=False),
)
KINDS = ((False, N_("To report")), (True, N_("Reported already")))


class HealthPanel(Panel):
    """`shown` when the panel wants to be seen."""

    shown = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell, self._work = shell, shell.work
        self._rows: tuple[HealthRow, ...] = ()
        self.kind = named(
            Segments([(value, _(text)) for value, text in KINDS]),
            "health_kind",
            says=_("Which orders"),
        )
        self.kind.set_value(False)
        empty = N_("Every settled order is reported.")
        self.table = Table(COLUMNS, empty=empty, name="health_rows")
        self.save = Button(
            _("Save the file and mark as reported"),
            icon=Icon.DOWNLOAD,
            kind="primary",
            name="save_health",
            saves=True,
        )
        body = QWidget()
        vbox(inset(self.kind), stretched(self.table), parent=body, spacing=3)
        super().__init__(parent=parent, body=body, closable=True, name="health_panel")
        self.kind.edited.connect(self.ask)
        self.save.clicked.connect(self._choose_file)

    def open(self) -> None:
        """Ctrl+Shift+H: what has not been reported yet."""
        self.show_body(_("Electronic health record"), self.body(), actions=(self.save,))
        self.ask()
        self.shown.emit()

    def ask(self) -> None:
        """Read what is to be reported, or what was."""
        told = bool(self.kind.value())
        self._work.ask(health.health_rows, reported=told, then=self._show, topic=self)

    def _show(self, rows: list[HealthRow]) -> None:
        self._rows = tuple(rows)
        self.table.show_rows(self._rows)
        can = may(self._work, *commands.REPORTERS) and not self.kind.value()
        self.save.setVisible(can and bool(rows))

    def _choose_file(self) -> None:
        place = documents(f"health-{local_day(self._work.now()):%Y%m%d}.json")
        asked, kind = _("Save the file"), "JSON (*.json)"
        chosen, _kind = QFileDialog.getSaveFileName(self, asked, place, kind)
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Write the records of the list to a file, then mark them."""

        def made(records: tuple[HealthRecord, ...]) -> None:
            content = health_record.as_file(records)
            self._work.run(write_whole, path, content, then=lambda _none: self._mark())

        self._work.ask(health.health_records, self._rows, then=made, topic=(self, "records"))

    def _mark(self) -> None:
        keys = tuple(row.id for row in self._rows)
        self._work.act(commands.mark_reported, keys, then=self._told)

    def _told(self, count: int) -> None:
        at = show_moment(local(self._work.now()))
        text = _("Saved and marked as reported: {count} ({time}).").format(count=count, time=at)
        self._shell.notices.say(text)
        self.ask()
