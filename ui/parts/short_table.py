"""A list that takes no more room than its rows."""

from collections.abc import Iterable
from typing import Any

from ui import theme
from ui.parts.table import Column, Table
from ui.parts.table_model import Row


class ShortTable(Table):
    """No higher than its rows, or than `most` of them: beyond that it scrolls."""

    def __init__(self, columns: Iterable[Column], *, most: int, **more: Any) -> None:
        super().__init__(columns, **more)
        self._most = most
        self._fit()

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Other rows, another height."""
        super().show_rows(rows)
        self._fit()

    def _fit(self) -> None:
        row, head = self.view.verticalHeader().defaultSectionSize(), theme.size("row-dense") + 2
        self.setMinimumHeight(head + row)
        self.setMaximumHeight(head + min(max(self.count(), 1), self._most) * row)
