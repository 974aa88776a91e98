"""Lists that stay where they are.

Selection, order and scroll survive every reload, the keyboard reaches everything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QWidget

from app.text import N_, _
from ui.keys import Key
from ui.parts.answered_stack import AnsweredStack
from ui.parts.labels import Empty
from ui.parts.naming import named
from ui.parts.rows_view import RowsView
from ui.parts.table_columns import ColumnMenu
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
        self.view = RowsView(self.columns, dense)
        titles = (_(column.title) for column in self.columns if column.title)
        named(self.view, name, says=" · ".join(titles))
        self.setFocusProxy(self.view)
        self._list = ListModel(self.columns, row_id, self)
        self._pages = PagedModel(self.columns, row_id, self)
        self._pages.dataChanged.connect(lambda *_places: self.view.measure())
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
        self.view.measure()
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


def mark(table: Table, row_id: RowId) -> bool:
    """Chooses the row of what is open beside the list; none where the list does not show it."""
    is_listed = table.select(row_id)
    if not is_listed:
        table.clear_choice()
    return is_listed
