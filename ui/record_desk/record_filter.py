"""What narrows a list: filters with their counts, and a scrap of text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.labels import label
from app.text import _
from ui import theme
from ui.parts.choice import Choice
from ui.parts.filter_tabs import FilterTabs
from ui.parts.initials import letters
from ui.parts.keys import ENTER
from ui.parts.layouts import boxed, hbox, stretched
from ui.parts.naming import named
from ui.parts.text_inputs import LineInput, half_width, show_whole_hint
from ui.parts.view_memory import remember
from ui.record_desk.declaration import Filter, RecordDesk, Row


class RecordFilter(QWidget):
    """`changed` when other rows pass; `down` when the cursor goes on into the list.

    `apart`: whoever shows the list places `search`, where there are many filters.
    """

    changed = Signal()
    down = Signal()

    def __init__(
        self, desk: RecordDesk, parent: QWidget | None = None, *, apart: bool = False
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._filters = {one.name: one for one in desk.filters}
        self.whose = Choice(hint=_("All consultants"))
        named(self.whose, f"{desk.name}_whose", says=_("Consultant"))
        options = [(one.name, _text(one)) for one in desk.filters]
        self.switch = named(FilterTabs(options), f"{desk.name}_filter", says=_("Filter"))
        if not apart:
            self.switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        hint = _("Search this list")
        self.scrap = named(Scrap(hint=hint, limit=60), f"{desk.name}_find", says=hint)
        show_whole_hint(self.scrap)
        self.whose.setFixedWidth(theme.size("panel-min") // 2)
        self.search = boxed(hbox(stretched(self.scrap), self.whose, spacing=3))
        beside = () if apart else (stretched(self.search),)
        hbox(stretched(self.switch) if apart else self.switch, *beside, parent=self, spacing=3)
        self.switch.setHidden(not desk.filters)
        self.scrap.setHidden(desk.find is None)
        self.whose.hide()
        self._back_to_first()
        self._memory = remember(self.switch)
        remember(self.whose)
        self.switch.edited.connect(self._back_to_first)
        self.switch.edited.connect(self.changed)
        self.scrap.edited.connect(self.changed)
        self.whose.edited.connect(self.changed)
        self.scrap.down.connect(self.down)

    def passing(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are to be shown."""
        chosen = self._filters.get(self.switch.value() or "")
        scrap = half_width(self.scrap.text()).strip().casefold()
        return [
            row
            for row in self._of_colleague(rows)
            if (chosen is None or chosen.shows(row)) and (not scrap or self._holds(row, scrap))
        ]

    def add(self, more: Sequence[Filter]) -> None:
        """Filters that the store's lists make, after those that are declared."""
        self._filters = {one.name: one for one in (*self._desk.filters, *more)}

    def count(self, rows: Sequence[Row]) -> None:
        """Shows beside each filter how many rows it has, and whose rows there are."""
        self._offer_colleagues(rows)
        shown = self._of_colleague(rows)
        options = [
            (name, f"{_text(one)} {sum(map(one.shows, shown))}")
            for name, one in self._filters.items()
        ]
        if options != list(self.switch.options()):
            self.switch.set_options(options)
            self._back_to_first()
        self._memory.recall_late()

    def _offer_colleagues(self, rows: Sequence[Row]) -> None:
        if self._desk.whose is not None:
            colleagues = dict(map(self._desk.whose, rows))
            self.whose.set_options(colleagues.items())
            self.whose.setVisible(len(colleagues) > 1 or self.whose.value() is not None)

    def _of_colleague(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows of the chosen colleague; all while nobody is chosen."""
        whose, chosen = self._desk.whose, self.whose.value()
        if whose is None or chosen is None:
            return rows
        return [row for row in rows if whose(row)[0] == chosen]

    def show_all(self) -> None:
        """Nothing is searched, and the first filter is chosen."""
        self._memory.forget_late()
        self.scrap.set_value(None)
        self.whose.set_value(None)
        self.switch.set_value(None)
        self._back_to_first()

    def reveal(self, row: Row) -> None:
        """Nothing is searched, and the first filter that shows the row is chosen."""
        self.show_all()
        shows = (name for name, one in self._filters.items() if one.shows(row))
        self.switch.set_value(next(shows, self.switch.value()))

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
