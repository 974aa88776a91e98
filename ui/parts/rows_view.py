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
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui import theme
from ui.keys import Key
from ui.parts import paint
from ui.parts.keys import is_enter, with_ctrl
from ui.parts.scroll import fade_cut_row
from ui.parts.table_cells import Cells, RowSeen, TableHeader
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
        self._cells, self._hovered = Cells(self), -1
        self._is_measured = True
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
        """The columns learn what the rows that are seen need; those of a hidden list later."""
        self._is_measured = self.isVisible()
        if not self._is_measured:
            return
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

    def showEvent(self, event: QShowEvent) -> None:
        """Rows that came while nobody saw them are measured before they are painted."""
        super().showEvent(event)
        if not self._is_measured:
            self.measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the room anew."""
        super().resizeEvent(event)
        self.arrangement.fit(self.viewport().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring stands around the row, or the first one while none is chosen."""
        self._paint_rows(event.region())
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

    def _paint_rows(self, wanted: QRegion) -> None:
        """Those that are to be painted anew, over the whole width."""
        model, height = self.model(), self.verticalHeader().defaultSectionSize()
        first = self.rowAt(wanted.boundingRect().top())
        if first < 0:
            return
        chosen = self.currentIndex().row() if self.selectionModel().hasSelection() else -1
        painter, places = QPainter(self.viewport()), self._places()
        area = QRect(0, self.rowViewportPosition(first), self.viewport().width(), height)
        for at in range(first, model.rowCount()):
            if area.top() > wanted.boundingRect().bottom():
                break
            if wanted.intersects(area):
                row = RowSeen(model.row_at(at), places, at == chosen, at == self._hovered)
                self._cells.paint_row(painter, area, row)
            area.translate(0, height)

    def _places(self) -> list[tuple[Column, int, int]]:
        """The columns that are seen, each with its left edge and its width."""
        return [
            (column, self.columnViewportPosition(at), self.columnWidth(at))
            for at, column in enumerate(self._columns)
            if not self.isColumnHidden(at)
        ]

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
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()


def _row_height(columns: Sequence[Column], dense: bool) -> str:
    if any(column.second or column.bar for column in columns):
        return "row-two"
    return "row-dense" if dense else "row"
