"""What narrows a list: filters with their counts, and a scrap of text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.labels import label
from app.text import _
from ui.parts.filter_tabs import FilterTabs
from ui.parts.initials import letters
from ui.parts.keys import ENTER
from ui.parts.layouts import hbox, stretched
from ui.parts.naming import named
from ui.parts.text_inputs import LineInput, half_width, show_whole_hint
from ui.parts.view_memory import remember
from ui.record_desk.declaration import Filter, RecordDesk, Row


class RecordFilter(QWidget):
    """`changed` when other rows pass; `down` when the cursor goes on into the list."""

    changed = Signal()
    down = Signal()

    def __init__(self, desk: RecordDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._filters = {one.name: one for one in desk.filters}
        options = [(one.name, _text(one)) for one in desk.filters]
        self.switch = named(FilterTabs(options), f"{desk.name}_filter", says=_("Filter"))
        self.switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        hint = _("Search this list")
        self.scrap = named(Scrap(hint=hint, limit=60), f"{desk.name}_find", says=hint)
        show_whole_hint(self.scrap)
        hbox(self.switch, stretched(self.scrap), parent=self, spacing=3)
        self.switch.setHidden(not desk.filters)
        self.scrap.setHidden(desk.find is None)
        self._back_to_first()
        remember(self.switch)
        self.switch.edited.connect(self._back_to_first)
        self.switch.edited.connect(self.changed)
        self.scrap.edited.connect(self.changed)
        self.scrap.down.connect(self.down)

    def passing(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are to be shown."""
        chosen = self._filters.get(self.switch.value() or "")
        scrap = half_width(self.scrap.text()).strip().casefold()
        return [
            row
            for row in rows
            if (chosen is None or chosen.shows(row)) and (not scrap or self._holds(row, scrap))
        ]

    def count(self, rows: Sequence[Row]) -> None:
        """Shows beside each filter how many rows it has."""
        options = [
            (one.name, f"{_text(one)} {sum(map(one.shows, rows))}") for one in self._desk.filters
        ]
        if options != list(self.switch.options()):
            self.switch.set_options(options)

    def show_all(self) -> None:
        """Every row passes."""
        self.scrap.set_value(None)
        self.switch.set_value(None)
        self._back_to_first()

    def _holds(self, row: Row, scrap: str) -> bool:
        words = half_width(self._desk.find(row) if self._desk.find else "").casefold()
        return scrap in words or (scrap.isascii() and scrap in letters(words))

    def _back_to_first(self) -> None:
        """There is always one filter chosen; taking it back means the first."""
        if self.switch.value() is None and self._desk.filters:
            self.switch.set_value(self._desk.filters[0].name)


class Scrap(LineInput):
    """Arrow down and Enter belong to the list, unless an input method is at work."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes on into the list."""
        if not self.composing and event.key() in (Qt.Key.Key_Down, *ENTER):
            self.down.emit()
        else:
            super().keyPressEvent(event)


def _text(one: Filter) -> str:
    return _(one.text) if one.text else label(one.name)
