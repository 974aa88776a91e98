"""A list that drops from an input as a child of the window.

Never a Qt.Popup: a popup grabs the keyboard, and an input method cannot compose into a line edit
behind it. The input keeps the
focus and tells the list what to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.parts import paint
from ui.parts.layouts import vbox
from ui.parts.marked import Span
from ui.parts.naming import named
from ui.parts.scroll import ReadOnlyListView

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
MOST_ROWS = 9


@dataclass(frozen=True, slots=True)
class DropRow:
    """One line of the list; a `head` titles a group and cannot be chosen.

    A row with an `icon` has its note beside the text; `key` is told at its right end. `marks` are
    the parts of the text, `note_marks` those of the note, that the question found.
    """

    text: str
    note: str = ""
    payload: Any = None
    head: bool = False
    icon: str = ""
    key: str = ""
    marks: Sequence[Span] = ()
    note_marks: Sequence[Span] = ()


class Drop(QFrame):
    """The list under `anchor`; `picked` carries the payload of the chosen row."""

    picked = Signal(object)

    def __init__(self, anchor: QWidget, *, most_rows: int = MOST_ROWS) -> None:
        super().__init__(anchor.window())
        self._anchor, self._most_rows = anchor, most_rows
        self._rows = _Rows(self)
        self._view = named(ReadOnlyListView(self), "drop_list", says=anchor.accessibleName())
        self._view.setModel(self._rows)
        self._view.setItemDelegate(_DropLine(self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.clicked.connect(self._click)
        self._view.entered.connect(self._view.setCurrentIndex)
        self.setProperty("surface", "raised")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vbox(self._view, parent=self, margins=1)
        anchor.destroyed.connect(self.deleteLater)
        self.hide()

    def show_rows(self, rows: Sequence[DropRow], current: int = -1) -> None:
        """Opens under the anchor with these rows, or closes when there are none."""
        self._rows.fill(rows)
        if not rows:
            self.close_list()
            return
        self._place()
        if not self.isVisible():
            QApplication.instance().installEventFilter(self)
            self.show()
        self.raise_()
        self.go_to(current)

    def close_list(self) -> None:
        """Puts the list away."""
        if self.isVisible():
            QApplication.instance().removeEventFilter(self)
            self.hide()

    def go_to(self, row: int) -> None:
        """Makes a row the current one; -1 for none."""
        self._view.setCurrentIndex(self._rows.index(row) if row >= 0 else QModelIndex())

    def step(self, by: int) -> None:
        """To the next row that can be chosen."""
        rows, count = self._rows.rows, len(self._rows.rows)
        row = self._view.currentIndex().row()
        for _turn in range(count):
            row = (row + by) % count if row >= 0 or by > 0 else count - 1
            if not rows[row].head:
                self.go_to(row)
                return

    def first(self) -> None:
        """To the first row that can be chosen."""
        self.go_to(-1)
        self.step(1)

    def current(self) -> DropRow | None:
        """The row that Enter would choose."""
        row = self._view.currentIndex().row()
        return self._rows.rows[row] if self.isVisible() and row >= 0 else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press anywhere else, or a window that moves, closes the list."""
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            point = event.globalPosition().toPoint()
            if not (_holds(self, point) or _holds(self._anchor, point)):
                self.close_list()
        elif event.type() is QEvent.Type.Resize and watched is self.window():
            self.close_list()
        return False

    def _click(self, index: QModelIndex) -> None:
        row = self._rows.rows[index.row()]
        if not row.head:
            self.picked.emit(row.payload)

    def _place(self) -> None:
        """Under the anchor, or above it where there is more room and too little beneath."""
        window, gap = self.window(), theme.size("space-1")
        shown = self._rows.rows[: self._most_rows]
        height = sum(line_height(row) for row in shown) + 2 * gap + 2
        anchor = QRect(self._anchor.mapTo(window, QPoint(0, 0)), self._anchor.size())
        above = anchor.top() - gap
        below = anchor.bottom() + 1 + gap
        room = window.height() - below - gap
        if room >= height or room >= above:
            top, height = below, min(height, room)
        else:
            height = min(height, above)
            top = above - height
        width = max(anchor.width(), self.minimumWidth())
        left = min(anchor.left(), window.width() - width - gap)
        self.setGeometry(QRect(left, top, width, height))


def line_height(row: DropRow) -> int:
    """A title is lower than what can be chosen."""
    return theme.size("board-title" if row.head else "control")


def _holds(widget: QWidget, point: QPoint) -> bool:
    return widget.rect().contains(widget.mapFromGlobal(point))


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[DropRow, ...] = ()

    def fill(self, rows: Sequence[DropRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.text} {row.note}".strip()
        return row if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        head = self.rows[index.row()].head
        return (
            Qt.ItemFlag.NoItemFlags
            if head
            else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        )


class _DropLine(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: DropRow = index.data(Qt.ItemDataRole.UserRole)
        return QSize(0, line_height(row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: DropRow = index.data(Qt.ItemDataRole.UserRole)
        marked = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        painter.save()
        if not row.head and option.state & marked:
            paint.box(painter, option.rect, "selected")
        side = theme.size("space-2")
        inner = option.rect.adjusted(side, 0, -side, 0)
        if row.icon:
            _paint_found(painter, inner, row)
        else:
            _paint_plain(painter, inner, row)
        painter.restore()


def _paint_plain(painter: QPainter, inner: QRect, row: DropRow) -> None:
    color, font = ("ink-2", "caption") if row.head else ("ink", "body")
    paint.text(painter, inner, row.text, color=color, font=font)
    if row.note:
        width = painter.fontMetrics().horizontalAdvance(row.text) + 1
        rest = inner.adjusted(width + theme.size("space-3"), 0, 0, 0)
        paint.text(painter, rest, row.note, color="ink-2", font="label", align=paint.RIGHT)


def _paint_found(painter: QPainter, inner: QRect, row: DropRow) -> None:
    """Icon, text with its hit, note, key."""
    rest = paint.icon(painter, inner.adjusted(theme.size("space-1"), 0, 0, 0), row.icon)
    if row.key:
        paint.text(painter, rest, row.key, color="ink-2", font="caption", align=paint.RIGHT)
        width = painter.fontMetrics().horizontalAdvance(row.key)
        rest.setRight(rest.right() - width - theme.size("space-3"))
    used = paint.marked_text(painter, rest, row.text, marks=row.marks, color="ink", font="body")
    rest.setLeft(rest.left() + used + theme.size("space-3"))
    paint.marked_text(painter, rest, row.note, marks=row.note_marks, color="ink-2", font="label")
