"""Which columns of a list are seen, where and how wide.

By mouse on the titles, by keys in their menu.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from app.text import N_, _
from ui.parts.table_model import Column

DELIVERED = N_("Columns as delivered")
WIDEST = 2000
MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Arrangement(QObject):
    """The places, widths and the visibility of the columns of one header.

    `changed` when they are not what they were.
    """

    changed = Signal()

    def __init__(self, header: QHeaderView, columns: Sequence[Column]) -> None:
        super().__init__(header)
        self._header, self._columns = header, columns
        self._hidden: dict[str, int] = {}
        header.setSectionsMovable(True)
        header.sectionResized.connect(lambda *_sizes: self.changed.emit())
        header.sectionMoved.connect(lambda *_places: self.changed.emit())

    def state(self) -> dict[str, Any]:
        """As JSON can carry it; a column that stretches has no width of its own."""
        widths = {
            column.key: self._width(at)
            for at, column in enumerate(self._columns)
            if not column.stretch
        }
        return {
            "widths": widths,
            "hidden": sorted(self._hidden),
            "places": [column.key for column in self.placed()],
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """What is missing stays as it is.

        Unknown columns are passed over, and one column is always seen.
        """
        widths, places, hidden = (state.get(name) for name in ("widths", "places", "hidden"))
        if isinstance(widths, Mapping):
            self._restore_widths(widths)
        if isinstance(places, list | tuple):
            self._restore_places(places)
        if isinstance(hidden, list | tuple):
            for column in self._columns:
                self.show_column(column.key, column.key not in hidden)

    def _restore_widths(self, widths: Mapping[str, Any]) -> None:
        for at, column in enumerate(self._columns):
            width = widths.get(column.key)
            if isinstance(width, int) and not column.stretch:
                self._resize(at, min(width, WIDEST))

    def _restore_places(self, keys: Sequence[object]) -> None:
        found = [at for key in keys for at, column in enumerate(self._columns) if column.key == key]
        for place, at in enumerate(dict.fromkeys(found)):
            self._header.moveSection(self._header.visualIndex(at), place)

    def adopt(self, state: Mapping[str, Any]) -> None:
        """The same on a header that has begun anew with another model."""
        for key in list(self._hidden):
            self._header.showSection(self._at(key))
        self._hidden.clear()
        self.restore(state)

    def reset(self) -> None:
        """As the program was delivered."""
        for at, column in enumerate(self._columns):
            self.show_column(column.key)
            self._resize(at, column.width)
            self._header.moveSection(self._header.visualIndex(at), at)

    def placed(self) -> list[Column]:
        """The columns from left to right, the hidden ones included."""
        if self._header.count() != len(self._columns):
            return list(self._columns)
        return [
            self._columns[self._header.logicalIndex(place)] for place in range(len(self._columns))
        ]

    def is_shown(self, key: str) -> bool:
        return key not in self._hidden

    def may_hide(self, key: str) -> bool:
        """The last one stays."""
        return any(self.is_shown(column.key) for column in self._columns if column.key != key)

    def show_column(self, key: str, shown: bool = True) -> None:
        """Hides a column or shows it in the width that it had."""
        at = self._at(key)
        if shown and key in self._hidden:
            width = self._hidden.pop(key)
            self._header.showSection(at)
            self._header.resizeSection(at, width)
        elif not shown and key not in self._hidden and self.may_hide(key):
            self._hidden[key] = self._header.sectionSize(at)
            self._header.hideSection(at)
        self.changed.emit()

    def move(self, key: str, by: int) -> None:
        """To the left (-1) or to the right (1)."""
        place = self._header.visualIndex(self._at(key))
        self._header.moveSection(place, max(0, min(place + by, len(self._columns) - 1)))

    def first(self) -> int:
        """The column that stands at the left of those that are seen."""
        return self._at(next(column.key for column in self.placed() if self.is_shown(column.key)))

    def _at(self, key: str) -> int:
        return next(at for at, column in enumerate(self._columns) if column.key == key)

    def _width(self, at: int) -> int:
        return self._hidden.get(self._columns[at].key, self._header.sectionSize(at))

    def _resize(self, at: int, width: int) -> None:
        if (key := self._columns[at].key) in self._hidden:
            self._hidden[key] = width
        else:
            self._header.resizeSection(at, width)


class ColumnMenu(QMenu):
    """A tick for each column.

    Space ticks without closing, Shift+Up and Shift+Down move a column; `reset_asked` at the end.
    """

    reset_asked = Signal()

    def __init__(self, arrangement: Arrangement, parent: QWidget) -> None:
        super().__init__(parent)
        self._arrangement = arrangement
        self._ticks: list[QAction] = []
        self.setObjectName("columns")
        self.setAccessibleName(_("Columns of this list"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in arrangement.placed():
            if column.title:
                self._ticks.append(self._tick(column))
        self._refresh()
        self._end = self.addSeparator()
        self.addAction(_(DELIVERED), self.reset_asked.emit).setObjectName("delivered")

    def offer_export(self, key: str, run: Callable[[], object]) -> None:
        """One entry more: the list as a file. `key` is told and works in the list itself."""
        text = _("Save as an Excel file…")
        self.addAction(f"{text}\t{key}", run).setObjectName("export")

    def open_at(self, spot: QPoint) -> None:
        """With the first tick marked, so that the keys can begin."""
        self.popup(spot)
        self.setActiveAction(self._ticks[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space stays, Shift with an arrow moves."""
        action = self.activeAction()
        if action not in self._ticks:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            if action.isEnabled():
                action.trigger()
        elif event.key() in MOVES and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._move(action, MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _tick(self, column: Column) -> QAction:
        action = self.addAction(_(column.title).replace("&", "&&"))
        action.setObjectName(column.key)
        action.setCheckable(True)
        action.triggered.connect(lambda shown: self._show(column.key, shown))
        return action

    def _show(self, key: str, shown: bool) -> None:
        self._arrangement.show_column(key, shown)
        self._refresh()

    def _move(self, action: QAction, by: int) -> None:
        at = self._ticks.index(action)
        if not 0 <= at + by < len(self._ticks):
            return
        self._arrangement.move(action.objectName(), by)
        self._ticks.insert(at + by, self._ticks.pop(at))
        after = self._ticks[at + by + 1] if at + by + 1 < len(self._ticks) else self._end
        self.removeAction(action)
        self.insertAction(after, action)
        self.setActiveAction(action)

    def _refresh(self) -> None:
        for action in self._ticks:
            key = action.objectName()
            action.setChecked(self._arrangement.is_shown(key))
            action.setEnabled(
                self._arrangement.may_hide(key) or not self._arrangement.is_shown(key)
            )
