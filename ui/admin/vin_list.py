"""The VINs of a recall: typed, pasted, or read from the manufacturer's file with a preview."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import Refused
from app.text import N_, _, ngettext
from app.warranty.recall_file import BadRow, RecallFile
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, hbox, vbox
from ui.parts.naming import named
from ui.parts.table import Column, Table
from ui.parts.text_area import Area

MOST_LETTERS = 900_000
"""Characters of a list: some fifty thousand cars."""
BAD_ROWS = (
    Column("number", N_("Row"), width=64, align="right", sortable=False),
    Column("text", N_("In the file"), stretch=True, sortable=False),
    Column("why", N_("Not taken"), width=144, sortable=False),
)


class VinList(QWidget):
    """The list is what is saved; a file fills it, and tells the rows it did not take.

    `file_chosen` asks whoever owns the field to read it, and to give the answer to `show_file`.
    """

    edited = Signal()
    file_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = named(
            Area(rows=6, limit=MOST_LETTERS), "recall_vins", says=_("VINs, one per line")
        )
        self.area.edited.connect(self.edited)
        self.choose = Button(
            _("Read from a file…"), kind="link", icon=Icon.FILE_TEXT, name="recall_file"
        )
        self.choose.clicked.connect(self.choose_file)
        self.choose.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.note = named(Label("", "caption", wrap=True), "recall_file_told")
        self.note.hide()
        self.bad = Table(BAD_ROWS, row_id="number", name="recall_bad_rows")
        self.bad.setFixedHeight(150)
        self.bad.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.bad.hide()
        vbox(self.area, hbox(self.choose, STRETCH), self.note, self.bad, parent=self, spacing=1)
        self.setFocusProxy(self.area)
        self._awaited: Path | None = None

    def value(self) -> str | None:
        """The VINs, one per line."""
        return self.area.value()

    def set_value(self, value: str | None) -> None:
        """Shows a list; what a file told before is gone."""
        self.area.set_value(value)
        self._awaited = None
        self.choose.setEnabled(True)
        self._tell("", ())

    def problem(self) -> str:
        """Too long a list is kept and said."""
        return self.area.problem()

    def told(self) -> str:
        """The list as people read it, where two versions stand side by side."""
        return self.value() or ""

    def draft(self) -> object:
        """The list as it is typed."""
        return self.area.draft()

    def restore(self, draft: object) -> None:
        """Types a draft back."""
        self.area.restore(draft)

    def choose_file(self) -> None:
        """The system's own dialog."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("The manufacturer's list"), "", _("Tables (*.csv *.txt *.xlsx)")
        )
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Asks for a file; until it is read another one cannot be chosen."""
        self._awaited = path
        self.choose.setEnabled(False)
        self._tell(_("{name} is being read…").format(name=path.name), ())
        self.file_chosen.emit(path)

    def show_file(self, path: Path, found: RecallFile) -> None:
        """Adds the cars of a file, and shows every row that was not taken.

        Nothing of a file that was asked for while another recall was shown.
        """
        if path != self._awaited:
            return
        self._end()
        there = (self.area.value() or "").split()
        known = set(there)
        new = [vin for vin in found.vins if vin not in known]
        self.area.set_value("\n".join([*there, *new]))
        self._tell(_told(path.name, found, new=len(new)), found.bad)
        if new:
            self.edited.emit()

    def refuse_file(self, path: Path, refused: Refused) -> None:
        """Says why a file is none; the list stays as it is."""
        if path == self._awaited:
            self._end()
            self._tell(refused.text(), ())

    def give_up(self, path: Path) -> None:
        """The reading was stopped or failed; the list stays as it is."""
        if path == self._awaited:
            self._end()
            self._tell("", ())

    def _end(self) -> None:
        self._awaited = None
        self.choose.setEnabled(True)

    def _tell(self, text: str, bad: tuple[BadRow, ...]) -> None:
        self.note.say(text)
        self.note.setVisible(bool(text))
        self.bad.show_rows(bad)
        self.bad.setVisible(bool(bad))


def _told(name: str, found: RecallFile, *, new: int) -> str:
    """How many cars a file adds, how many are known, and how many rows are none."""
    cars = ngettext("{name}: {n} car added", "{name}: {n} cars added", new)
    known = len(found.vins) - new + found.twice
    parts = [cars.format(name=name, n=new)]
    if known:
        parts.append(_("{n} in the list already").format(n=known))
    if found.bad:
        bad = len(found.bad)
        parts.append(ngettext("{n} row not taken", "{n} rows not taken", bad).format(n=bad))
    return " · ".join(parts)
