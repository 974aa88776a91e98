"""Which columns of a list are seen, where and how wide.

By mouse on the titles, by keys in their menu.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from app.text import N_, _
from ui.parts.column_fit import ColumnRoom, fitted
from ui.parts.table_cells import cell_width, needed_width, title_width
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
        self._hidden: set[str] = set()
        self._own: dict[str, int] = {}
        self._holds: dict[str, int] = {}
        """The widest that stood in each column so far: a list never jumps back."""
        self._room = 0
        self._is_fitting = False
        header.setSectionsMovable(True)
        header.sectionResized.connect(self._note_width)
        header.sectionMoved.connect(lambda *_places: self.changed.emit())

    def fit(self, room: int) -> None:
        """Gives the columns that are to be seen their widths in a list of this width."""
        self._room = room
        if self._header.count() != len(self._columns):
            return
        seen = [at for at, column in enumerate(self._columns) if self.is_shown(column.key)]
        widths = dict(zip(seen, fitted([self._wish(at) for at in seen], room), strict=True))
        self._is_fitting = True
        for at in range(len(self._columns)):
            self._header.setSectionHidden(at, not widths.get(at))
            if widths.get(at):
                self._header.resizeSection(at, widths[at])
        self._is_fitting = False

    def measure(self, rows: Sequence[Any]) -> None:
        """Learns what the cells of these rows need, and shares the room anew."""
        before = dict(self._holds)
        for column in self._columns if rows else ():
            needed = max(needed_width(column, row) for row in rows)
            was = self._holds.get(column.key, title_width(column))
            self._holds[column.key] = max(was, needed)
        if self._holds != before:
            self.fit(self._room)

    def state(self) -> dict[str, Any]:
        """As JSON can carry it; a column that stretches has no width of its own."""
        widths = {
            column.key: self._own.get(column.key, column.width)
            for column in self._columns
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
            self._hidden.clear()
            self._hidden.update(key for key in self._keys() if key in hidden and self.may_hide(key))
        self.fit(self._room)
        self.changed.emit()

    def _restore_widths(self, widths: Mapping[str, Any]) -> None:
        for column in self._columns:
            width = widths.get(column.key)
            if isinstance(width, int) and not column.stretch and width != column.width:
                self._own[column.key] = max(self._header.minimumSectionSize(), min(width, WIDEST))

    def _restore_places(self, keys: Sequence[object]) -> None:
        found = [at for key in keys for at, column in enumerate(self._columns) if column.key == key]
        for place, at in enumerate(dict.fromkeys(found)):
            self._header.moveSection(self._header.visualIndex(at), place)

    def adopt(self, state: Mapping[str, Any]) -> None:
        """The same on a header that has begun anew with another model."""
        self._hidden.clear()
        self.restore(state)

    def reset(self) -> None:
        """As the program was delivered."""
        self._hidden.clear()
        self._own.clear()
        for at in range(len(self._columns)):
            self._header.moveSection(self._header.visualIndex(at), at)
        self.fit(self._room)
        self.changed.emit()

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
        """Hides a column or shows it again."""
        if shown:
            self._hidden.discard(key)
        elif self.may_hide(key):
            self._hidden.add(key)
        self.fit(self._room)
        self.changed.emit()

    def move(self, key: str, by: int) -> None:
        """To the left (-1) or to the right (1)."""
        place = self._header.visualIndex(self._keys().index(key))
        self._header.moveSection(place, max(0, min(place + by, len(self._columns) - 1)))

    def first(self) -> int:
        """The column that stands at the left of those that are seen."""
        places = map(self._header.logicalIndex, range(self._header.count()))
        return next(at for at in places if not self._header.isSectionHidden(at))

    def least(self, at: int) -> int:
        """Below this width a column cannot be read."""
        column = self._columns[at]
        texts = column.widest() if column.widest is not None else ()
        return max((cell_width(column, text) for text in texts), default=column.width)

    def _wish(self, at: int) -> ColumnRoom:
        column, least = self._columns[at], self.least(at)
        own = self._own.get(column.key)
        wanted = own if own is not None else max(column.width, least)
        least, is_own = min(least, wanted), own is not None
        holds = self._holds.get(column.key, 0)
        is_firm = is_own or column.ink or column.stretch or column.widest is not None
        yields, spares = self._yields(at), bool(holds) and not is_firm
        return ColumnRoom(wanted, least, yields, column.stretch, is_own, holds, spares)

    def _yields(self, at: int) -> int:
        column = self._columns[at]
        if any(one.yields for one in self._columns):
            return column.yields
        return 0 if at == 0 or column.chip or column.ink else at

    def _note_width(self, at: int, _old: int, width: int) -> None:
        """Somebody drags the edge of a column; those that stretch follow."""
        column = self._columns[at]
        if self._is_fitting or not width or self._header.isSectionHidden(at):
            return
        if not column.stretch:
            self._own[column.key] = width
        self.fit(self._room)
        self.changed.emit()

    def _keys(self) -> list[str]:
        return [column.key for column in self._columns]


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
