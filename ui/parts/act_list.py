"""A list of things to do, each with the button that does it.

Painted: two hundred rows cost as much as ten, a button each would cost a millisecond apiece.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.parts.act_row import ActFold, ActHead, ActRow, ActRowPainter, Entry
from ui.parts.keys import is_enter
from ui.parts.labels import plain_tooltip
from ui.parts.scroll import ReadOnlyListView

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

__all__ = ["ActFold", "ActHead", "ActList", "ActRow"]


class ActEntries(QAbstractListModel):
    """Titles, rows and folds, in the order in which they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def fill(self, entries: Sequence[Entry]) -> None:
        """Other entries."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt asks."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for people and screen readers, the entry for the painter."""
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken()
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, ActRow):
            return plain_tooltip("\n".join(part for part in (entry.what, entry.why) if part))
        return entry if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Titles are passed over by the arrows."""
        if isinstance(self.entries[index.row()], ActHead):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ActList(ReadOnlyListView):
    """`acted` when a button or Enter is pressed, `opened` for a click beside the button.

    Both carry the id of the row; `unfolded` the key of a fold.
    """

    acted = Signal(object)
    opened = Signal(object)
    unfolded = Signal(str)

    def __init__(self, *, name: str, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._entries = ActEntries(self)
        self._painter = ActRowPainter(self)
        self.setModel(self._entries)
        self.setItemDelegate(self._painter)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._entries.entries

    def rows(self) -> tuple[ActRow, ...]:
        """The things to do that are shown."""
        return tuple(entry for entry in self.entries if isinstance(entry, ActRow))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Other entries; the current row stays current, and where it was on the screen."""
        if tuple(entries) == self.entries:
            return
        before, scrolled = self.current(), self.verticalScrollBar().value()
        place = self.currentIndex().row()
        rows = [entry for entry in entries if isinstance(entry, ActRow)]
        self._painter.fit([row.act for row in rows], [row.place for row in rows])
        self._entries.fill(entries)
        self.verticalScrollBar().setValue(scrolled)
        if before is not None and not self.select(before.id):
            self._go_near(place)

    def current(self) -> ActRow | None:
        """The row that the keyboard is at."""
        index = self.currentIndex()
        entry = self.entries[index.row()] if index.isValid() else None
        return entry if isinstance(entry, ActRow) else None

    def select(self, row_id: Any) -> bool:
        """Brings the keyboard to a row; False where it is not shown."""
        for place, entry in enumerate(self.entries):
            if isinstance(entry, ActRow) and entry.id == row_id:
                self.setCurrentIndex(self._entries.index(place))
                return True
        return False

    def press(self, row_id: Any) -> None:
        """The act of a row, as its button does it."""
        if self.select(row_id):
            self.acted.emit(row_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does the act of the row."""
        if not is_enter(event):
            super().keyPressEvent(event)
            return
        entry = self._entry(self.currentIndex())
        if isinstance(entry, ActRow):
            self.acted.emit(entry.id)
        elif isinstance(entry, ActFold):
            self.unfolded.emit(entry.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the button acts, beside it the record opens."""
        super().mouseReleaseEvent(event)
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        entry = self._entry(index)
        if event.button() is not Qt.MouseButton.LeftButton or index != self.currentIndex():
            return
        if isinstance(entry, ActFold):
            self.unfolded.emit(entry.key)
        elif isinstance(entry, ActRow):
            on_button = self._painter.act_rect(self.visualRect(index)).contains(spot)
            (self.acted if on_button else self.opened).emit(entry.id)

    def focusInEvent(self, event: Any) -> None:
        """Coming by keyboard, the first row is the current one."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._go_near(0)

    def _entry(self, index: QModelIndex) -> Entry | None:
        return self.entries[index.row()] if index.isValid() else None

    def _go_near(self, place: int) -> None:
        """To the first row at or behind a place, else the last one before it."""
        rows = [at for at, entry in enumerate(self.entries) if isinstance(entry, ActRow)]
        behind = [at for at in rows if at >= place] or rows[-1:]
        if behind:
            self.setCurrentIndex(self._entries.index(behind[0]))
