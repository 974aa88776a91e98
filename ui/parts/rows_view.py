"""The view of a list: whole rows, keys, hover, hairlines over the whole width."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui import theme
from ui.keys import Key
from ui.parts import paint
from ui.parts.keys import is_enter, with_ctrl
from ui.parts.scroll import fade_cut_row
from ui.parts.table_cells import Cells, TableHeader
from ui.parts.table_columns import Arrangement
from ui.parts.table_model import Column, RowsModel

MEASURED = 30
"""So many rows tell how wide the cells must be: more would cost time."""


class RowsView(QTableView):
    entered_row = Signal(int)
    menu_wanted = Signal(int, QPoint)
    columns_wanted = Signal(QPoint)
    export_wanted = Signal()

    def __init__(self, columns: Sequence[Column], dense: bool) -> None:
        super().__init__()
        self._columns = columns
        self.header = TableHeader(self)
        self.setHorizontalHeader(self.header)
        self.arrangement = Arrangement(self.header, columns)
        self._cells = Cells(self)
        self.setItemDelegate(self._cells)
        self._set_behaviour()
        self._set_row_height(_row_height(columns, dense))
        self.doubleClicked.connect(lambda index: self.entered_row.emit(index.row()))
        self.header.menu_wanted.connect(self.columns_wanted)

    def _set_behaviour(self) -> None:
        """Whole rows are chosen one at a time, nothing is edited, nothing jumps."""
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _set_row_height(self, size: str) -> None:
        head, height = self.verticalHeader(), theme.size(size)
        head.hide()
        head.setMinimumSectionSize(height)
        head.setDefaultSectionSize(height)
        head.setSectionResizeMode(self.header.ResizeMode.Fixed)

    def use(self, model: RowsModel) -> None:
        """Another model with the same columns keeps the arrangement."""
        kept = None if self.model() is None else self.arrangement.state()
        self.setModel(model)
        if kept is None:
            self.arrangement.reset()
        else:
            self.arrangement.adopt(kept)
        self.arrangement.fit(self.viewport().width())

    def measure(self) -> None:
        """The columns learn what the rows that are seen need."""
        first = max(0, self.rowAt(0))
        rows = map(self.model().row_at, range(first, first + MEASURED))
        self.arrangement.measure([row for row in rows if row is not None])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies, Ctrl+F10 offers the columns, Ctrl+E saves the list."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_F10 and with_ctrl(event):
            self.columns_wanted.emit(self.header.mapToGlobal(self.header.rect().bottomLeft()))
        elif is_enter(event) and index.isValid():
            self.entered_row.emit(index.row())
        elif event.keyCombination() == QKeySequence(Key.EXPORT)[0]:
            self.export_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            QGuiApplication.clipboard().setText(str(index.data() or ""))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row, from the mouse or from the menu key."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            spot = (
                event.globalPos()
                if by_mouse
                else self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            )
            self.menu_wanted.emit(index.row(), spot)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the mouse is tinted."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def viewportEvent(self, event: QEvent) -> bool:
        """The mouse has gone."""
        if event.type() is QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the room anew."""
        super().resizeEvent(event)
        self.arrangement.fit(self.viewport().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring stands around the row, or the first one while none is chosen."""
        self._paint_beyond()
        super().paintEvent(event)
        at, height = self.rowAt(self.viewport().height() - 1), self.rowHeight(0)
        fade_cut_row(self, QRect(0, self.rowViewportPosition(at), 1, height if at >= 0 else 0))
        if not self.hasFocus():
            return
        area, index = self.viewport().rect(), self.currentIndex()
        if not index.isValid() and self.model().rowCount():
            index = self.model().index(0, self.arrangement.first())
        if index.isValid():
            row = self.visualRect(index)
            area = QRect(0, row.top(), area.width(), row.height())
        paint.ring(QPainter(self.viewport()), QRectF(area), theme.size("radius"))

    def _paint_beyond(self) -> None:
        """Ground and hairline of each row go on where the columns end."""
        begins, height = self.header.length(), self.verticalHeader().defaultSectionSize()
        area = self.viewport().rect()
        if begins >= area.width():
            return
        chosen = self.currentIndex().row() if self.selectionModel().hasSelection() else -1
        painter, first = QPainter(self.viewport()), self.rowAt(0)
        for at in range(max(first, 0), self.model().rowCount() if first >= 0 else 0):
            top = self.rowViewportPosition(at)
            if top > area.bottom():
                break
            rest = QRect(begins, top, area.width() - begins, height)
            self._cells.paint_ground(painter, rest, at, is_selected=at == chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside its columns a row is chosen too."""
        super().mousePressEvent(event)
        at = self.rowAt(int(event.position().y()))
        if at >= 0 and event.position().x() >= self.header.length():
            self.setCurrentIndex(self.model().index(at, self.arrangement.first()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Beside its columns a row opens too."""
        super().mouseDoubleClickEvent(event)
        at = self.rowAt(int(event.position().y()))
        if at >= 0 and event.position().x() >= self.header.length():
            self.entered_row.emit(at)

    def _hover(self, row: int) -> None:
        if row != self._cells.hovered:
            self._cells.hovered = row
            self.viewport().update()


def _row_height(columns: Sequence[Column], dense: bool) -> str:
    if any(column.second or column.bar for column in columns):
        return "row-two"
    return "row-dense" if dense else "row"
