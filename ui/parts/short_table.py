"""A list that takes no more room than its rows."""

from collections.abc import Iterable
from typing import Any

from ui import theme
from ui.parts.table import Column, Table
from ui.parts.table_model import Row


class ShortTable(Table):
    """No higher than its rows, or than `most` of them: beyond that it scrolls.

    `least` rows are always seen; the others give way where there is no room.
    """

    def __init__(
        self, columns: Iterable[Column], *, most: int, least: int = 1, **more: Any
    ) -> None:
        super().__init__(columns, **more)
        self._most, self._least = most, least
        self._fit()

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Other rows, another height."""
        super().show_rows(rows)
        self._fit()

    def _fit(self) -> None:
        row, head = self.view.verticalHeader().defaultSectionSize(), theme.size("row-dense") + 2
        rows = min(max(self.count(), 1), self._most)
        self.setMinimumHeight(head + min(rows, self._least) * row)
        self.setMaximumHeight(head + rows * row)
