"""What of a list goes into a file: every row and the columns that are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView, QWidget

from ui.keys import Key
from ui.parts.table_columns import Arrangement, ColumnMenu
from ui.parts.table_model import Column, RowsModel, file_columns
from ui.parts.view_memory import owner_above


@runtime_checkable
class ListSaver(Protocol):
    """A page, or whatever else saves a list as a file for the person who is signed in."""

    def may_export(self, table: str) -> bool:
        """True when the list of this name can be saved by this person."""

    def export(self, list_file: TableFile) -> None:
        """Save it: asks where."""


class TableFile(QObject):
    """Reads the list of a table; who saves it is found above the table."""

    def __init__(self, table: QWidget, view: QTableView, arrangement: Arrangement) -> None:
        super().__init__(table)
        self._table, self._view, self._arrangement = table, view, arrangement

    @property
    def name(self) -> str:
        """What the list is called in the specs of the desks."""
        return self._view.objectName()

    def columns(self) -> list[Column]:
        """Those that are seen, from left to right, each with what stands beside it."""
        placed, is_shown = self._arrangement.placed(), self._arrangement.is_shown
        return file_columns(column for column in placed if is_shown(column.key))

    def every_row(
        self, then: Callable[[Sequence[Any]], object], told: Callable[[int, int], bool]
    ) -> None:
        """Hands over all rows that the list shows, in its order, also those far below.

        `told(read, all)` hears how far it is, and answers False to stop there.
        """
        model = self._view.model()
        assert isinstance(model, RowsModel)
        model.every_row(then, told)

    def offer(self, menu: ColumnMenu) -> None:
        """The entry in the menu of the titles, for whoever may save the list."""
        if self._saver() is not None:
            menu.offer_export(Key.EXPORT, self.save)

    def save(self) -> None:
        """Begins to save the list; nothing where this person may not, or where no row is."""
        if (saver := self._saver()) is not None:
            saver.export(self)

    def _saver(self) -> ListSaver | None:
        owner = owner_above(self._table, ListSaver)
        is_filled = self._view.model().rowCount() > 0
        return owner if owner is not None and is_filled and owner.may_export(self.name) else None
