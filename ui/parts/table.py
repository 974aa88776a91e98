"""Lists that stay where they are.

Selection, order and scroll survive every reload, the keyboard reaches everything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.text import N_, _
from ui import theme
from ui.keys import Key
from ui.parts import paint
from ui.parts.answered_stack import AnsweredStack
from ui.parts.keys import is_enter, with_ctrl
from ui.parts.labels import Empty
from ui.parts.naming import named
from ui.parts.table_cells import Cells, TableHeader
from ui.parts.table_columns import Arrangement, ColumnMenu
from ui.parts.table_file import TableFile
from ui.parts.table_model import Column, Fetch, ListModel, PagedModel, Row, RowId, RowsModel
from ui.parts.view_memory import ViewMemory

__all__ = ["Column", "Table"]


class Table(QWidget):
    """A list of rows.

    `chosen` follows the current row, `activated` is Enter or a double click.
    """

    activated = Signal(object)
    chosen = Signal(object)
    sort_asked = Signal(str, bool)
    menu_asked = Signal(object, QPoint)
    arranged = Signal()
    """Columns, widths or order are not what they were."""

    def __init__(
        self,
        columns: Iterable[Column],
        *,
        empty: str = N_("Nothing here yet."),
        key: Key | None = None,
        row_id: str = "id",
        dense: bool = False,
        name: str = "table",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"list_{name}")
        self.columns = tuple(columns)
        self._current_id: RowId = None
        self._keeping = self._paged = False
        self.view = _View(self.columns, dense)
        titles = (_(column.title) for column in self.columns if column.title)
        named(self.view, name, says=" · ".join(titles))
        self.setFocusProxy(self.view)
        self._list = ListModel(self.columns, row_id, self)
        self._pages = PagedModel(self.columns, row_id, self)
        self._use(self._list)
        self._stack = AnsweredStack(self, self.view, Empty(_(empty), key))
        self.view.header.sectionClicked.connect(self._sort_by)
        self.view.columns_wanted.connect(self._offer_columns)
        self.file = TableFile(self, self.view, self.view.arrangement)
        self.view.export_wanted.connect(self.file.save)
        self.view.entered_row.connect(self._activate)
        self.view.menu_wanted.connect(self._ask_menu)
        self.view.arrangement.changed.connect(self.arranged)
        ViewMemory(self, read=self.state, write=self.restore_state, changed=self.arranged)

    def say_empty(self, sentence: str, key: Key | None = None) -> None:
        """Another reason why the list is empty: a source text."""
        self._stack.say_empty(_(sentence), key)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """All rows (up to a few thousand), ordered here."""
        self._reload(self._list, lambda: self._list.fill(rows))

    def show_paged(self, ids: Sequence[RowId], fetch: Fetch) -> None:
        """Any number of rows, in the order of the ids; `sort_asked` is yours."""
        self._reload(self._pages, lambda: self._pages.fill(ids, fetch))

    def current(self) -> Row | None:
        """The row that is chosen."""
        index = self.view.currentIndex()
        return (
            self._model.row_at(index.row())
            if index.isValid() and self._current_id is not None
            else None
        )

    def count(self) -> int:
        """How many rows."""
        return self._model.rowCount()

    def row(self, at: int) -> Row | None:
        """The row shown at a place."""
        return self._model.row_at(at)

    def select(self, row_id: RowId) -> bool:
        """Chooses a row by id and brings it into view."""
        at = self._model.find(row_id)
        if at < 0:
            return False
        index = self._model.index(at, max(0, self.view.currentIndex().column()))
        self.view.setCurrentIndex(index)
        if self._current_id != row_id:
            # a list that had the focus while it was empty stands on its first row, unchosen
            self._follow(index, None)
        self.view.scrollTo(self._model.index(at, self.view.arrangement.first()))
        return True

    def clear_choice(self) -> None:
        """Nothing is chosen."""
        self.view.clearSelection()
        self.view.setCurrentIndex(self._model.index(-1, -1))

    def state(self) -> dict[str, object]:
        """Columns, widths and order, as JSON can carry them."""
        return {**self.view.arrangement.state(), "order": list(self.view.header.order or ())}

    def restore_state(self, state: Mapping[str, object]) -> None:
        """Columns, widths and order of last time; unknown columns are passed over."""
        self.view.arrangement.restore(state)
        order = state.get("order")
        sorts = [column.key for column in self.columns if column.sortable]
        if isinstance(order, list | tuple) and len(order) == 2 and order[0] in sorts:
            self._order(str(order[0]), bool(order[1]))

    def _offer_columns(self, spot: QPoint) -> None:
        menu = ColumnMenu(self.view.arrangement, self)
        menu.reset_asked.connect(self._as_delivered)
        self.file.offer(menu)
        menu.open_at(spot)

    def _as_delivered(self) -> None:
        self.view.arrangement.reset()
        self._order("", False)

    def _use(self, model: RowsModel) -> None:
        self._model = model
        self._paged = model is self._pages
        self.view.use(model)
        self.view.selectionModel().currentRowChanged.connect(self._follow)

    def _reload(self, model: RowsModel, fill: Callable[[], None]) -> None:
        bar = self.view.verticalScrollBar()
        kept_id, scroll = self._current_id, bar.value()
        column = max(0, self.view.currentIndex().column())
        self._keeping = True
        if model is not self._model:
            self._use(model)
        fill()
        at = model.find(kept_id) if kept_id is not None else -1
        if at >= 0:
            self.view.setCurrentIndex(model.index(at, column))
        self._stack.fill(not model.rowCount())
        bar.setValue(scroll)
        self._keeping = False
        if kept_id is not None and at < 0:
            self._current_id = None
            self.chosen.emit(None)

    def _follow(self, index: QModelIndex, _before: QModelIndex) -> None:
        if self._keeping:
            return
        self._current_id = self._model.id_at(index.row()) if index.isValid() else None
        self.chosen.emit(self._model.row_at(index.row()) if index.isValid() else None)

    def _activate(self, at: int) -> None:
        row = self._model.row_at(at)
        if row is not None:
            self.activated.emit(row)

    def _ask_menu(self, at: int, spot: QPoint) -> None:
        row = self._model.row_at(at)
        if row is not None:
            self.menu_asked.emit(row, spot)

    def _sort_by(self, section: int) -> None:
        column = self.columns[section]
        if not column.sortable:
            return
        order = self.view.header.order
        if order is not None and order == (column.key, True):
            self._order("", False)
        else:
            self._order(column.key, order == (column.key, False))

    def _order(self, key: str, descending: bool) -> None:
        self.view.header.order = (key, descending) if key else None
        self.view.header.viewport().update()
        self.arranged.emit()
        if self._paged:
            self.sort_asked.emit(key, descending)
        elif not self._list.rowCount():
            self._list.order_by(key, descending)  # an order is no answer: nothing may be read yet
        else:
            self._reload(self._list, lambda: self._list.order_by(key, descending))


class _View(QTableView):
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
        self._hover(self.indexAt(event.position().toPoint()).row())

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
        super().paintEvent(event)
        self._fade_cut_row()
        if not self.hasFocus():
            return
        area, index = self.viewport().rect(), self.currentIndex()
        if not index.isValid() and self.model().rowCount():
            index = self.model().index(0, self.arrangement.first())
        if index.isValid():
            row = self.visualRect(index)
            width = min(area.width(), self.header.length())
            area = QRect(0, row.top(), width, row.height())
        paint.ring(QPainter(self.viewport()), QRectF(area), theme.size("radius"))

    def _fade_cut_row(self) -> None:
        """A row that is cut at the lower edge fades away: there is more below."""
        area, height = self.viewport().rect(), self.verticalHeader().defaultSectionSize()
        at = self.rowAt(area.bottom())
        top = self.rowViewportPosition(at)
        if at < 0 or top + height <= area.bottom() + 1:
            return
        fade = QLinearGradient(0, top, 0, area.bottom())
        clear = theme.token("surface")
        clear.setAlpha(0)
        fade.setColorAt(0, clear)
        fade.setColorAt(1, theme.token("surface"))
        QPainter(self.viewport()).fillRect(QRect(0, top, area.width(), height), fade)

    def _hover(self, row: int) -> None:
        if row != self._cells.hovered:
            self._cells.hovered = row
            self.viewport().update()


def _row_height(columns: Sequence[Column], dense: bool) -> str:
    if any(column.second or column.bar for column in columns):
        return "row-two"
    return "row-dense" if dense else "row"
