"""What a timeline shows, where it lies, and which block is current."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QWidget

from app.text import _
from ui import theme
from ui.parts import timeline_paint
from ui.parts.answered import UNKNOWN, Answered
from ui.parts.timeline_grid import Grid, Resource, TimeBlock

NAMES_SHARE = 4
"""Long names take at most one part in so many of the width: the hours are what is looked at."""


class TimelineView(QAbstractScrollArea):
    """One day of rows, hours and blocks, scrolled both ways."""

    spoken_role = QAccessible.Role.Chart

    def __init__(self, hours: tuple[int, int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._hours = hours
        self._midnight: datetime | None = None
        self._now: datetime | None = None
        self._resources: tuple[Resource, ...] = ()
        self._longest_name = 0
        self._rows: dict[Hashable, int] = {}
        self._blocks: tuple[TimeBlock, ...] = ()
        self._current_id: Any = None
        self._ghost: tuple[TimeBlock, int, datetime] | None = None
        self._answered = Answered(self, self.viewport().update)

    def show_day(
        self, midnight: datetime, resources: Sequence[Resource], *, blocks: Sequence[TimeBlock]
    ) -> None:
        """Another day, or the same one anew.

        The current block stays current when it is still there.
        """
        self._midnight, self._resources = midnight, tuple(resources)
        self._rows = order = {one.id: row for row, one in enumerate(self._resources)}
        self._longest_name = timeline_paint.names_width(resources)
        shown = [block for block in blocks if block.resource in order]
        self._blocks = tuple(sorted(shown, key=lambda block: (order[block.resource], block.start)))
        if self.current() is None:
            self._current_id = None
        self._answered.note()
        self._measure()
        self.viewport().update()

    def set_now(self, now: datetime | None) -> None:
        """Where the accent line stands."""
        self._now = now
        self.viewport().update()

    def current(self) -> TimeBlock | None:
        """The block that the keyboard is on."""
        return next((block for block in self._blocks if block.id == self._current_id), None)

    def select(self, block_id: Any) -> None:
        """Makes a block current and brings it into view."""
        self._current_id = block_id
        block, grid = self.current(), self._grid()
        if block is not None and grid is not None:
            self.setAccessibleDescription(block.spoken())
            place, room = self._box(grid, block), self.viewport()
            edge = theme.size("space-4")
            if place.left() < grid.names or place.right() > room.width():
                _scroll(self.horizontalScrollBar(), place.left() - grid.names - edge)
            if place.top() < grid.head or place.bottom() > room.height():
                _scroll(self.verticalScrollBar(), place.top() - grid.head - edge)
        self.viewport().update()

    def box_of(self, block_id: Any) -> QRect:
        """Where a block is painted; empty when it is not."""
        grid = self._grid()
        block = next((block for block in self._blocks if block.id == block_id), None)
        return self._box(grid, block) if grid and block else QRect()

    def spot_of(self, resource_id: Any, moment: datetime) -> QPoint:
        """Where a slot is painted."""
        grid = self._grid()
        row = self._row_of(resource_id)
        return (
            QPoint(grid.x_of(moment) + 1, grid.y_of(row) + grid.row_height // 2)
            if grid
            else QPoint()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, blocks, now; then what stays in place over them."""
        grid, area = self._grid(), self.viewport().rect()
        if self._answered.is_unknown:
            painter = QPainter(self.viewport())
            painter.setPen(theme.token("ink-2"))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, middle, _(UNKNOWN))
            return
        if grid is None:
            return
        painter = QPainter(self.viewport())
        count = len(self._resources)
        timeline_paint.rows(painter, grid, count, area=area)
        self._paint_now(painter, grid, count)  # beneath the blocks: it crosses no name
        self._paint_blocks(painter, grid)
        timeline_paint.names(painter, grid, self._resources, area=area)
        timeline_paint.hours(painter, grid, area)
        painter.fillRect(QRect(0, 0, grid.names, grid.head - 1), theme.token("surface"))
        self._paint_now(painter, grid, 0)

    def _paint_blocks(self, painter: QPainter, grid: Grid) -> None:
        of_row: dict[Hashable, list[TimeBlock]] = defaultdict(list)
        for block in self._blocks:
            of_row[block.resource].append(block)
        seen = range(grid.head, self.viewport().height())
        for block in self._blocks:
            box = self._box(grid, block)
            if box.bottom() < seen.start or box.top() >= seen.stop:
                continue
            current = block.id == self._current_id and self.hasFocus()
            free = self._free_until(grid, block, of_row[block.resource])
            first = self._free_from(grid, block, of_row[block.resource])
            room = QRect(first, box.top(), free - first, box.height())
            timeline_paint.block(painter, box, block, current=current, room=room)
        if self._ghost is not None:
            block, row, start = self._ghost
            box = grid.box(row, start, end=start + (block.end - block.start))
            timeline_paint.block(painter, box, block, current=False, lifted=True)

    def _free_from(self, grid: Grid, block: TimeBlock, row: list[TimeBlock]) -> int:
        """Where the block before it in its `row` ends, or the first hour that is seen."""
        beside = (one.end for one in row if one is not block and one.start < block.start)
        end = max(beside, default=None)
        return grid.names if end is None else max(grid.names, grid.x_of(end))

    def _free_until(self, grid: Grid, block: TimeBlock, row: list[TimeBlock]) -> int:
        """Where the next block of its `row` begins, or the end of what is seen."""
        beside = (one.start for one in row if one is not block and one.end > block.start)
        start = min(beside, default=None)
        return self.viewport().width() if start is None else grid.x_of(start) + 1

    def _paint_now(self, painter: QPainter, grid: Grid, count: int) -> None:
        if self._now is not None:
            timeline_paint.now_line(painter, grid, self._now, count=count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hours take the width that there is."""
        super().resizeEvent(event)
        self._measure()

    def _grid(self) -> Grid | None:
        if self._midnight is None:
            return None
        scroll = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        room = self.viewport().height() - theme.size("row-dense")
        each = room // max(1, len(self._resources))
        width = self.viewport().width()
        names = min(self._longest_name, width // NAMES_SHARE)
        return Grid(self._midnight, *self._hours, width, *scroll, each, names)

    def _measure(self) -> None:
        grid = self._grid()
        if grid is None:
            return
        width, height = self.viewport().width() - grid.names, self.viewport().height() - grid.head
        rows = len(self._resources) * grid.row_height
        _set_range(self.horizontalScrollBar(), grid.length, width, step=round(grid.hour / 2))
        _set_range(self.verticalScrollBar(), rows, height, step=grid.row_height // 2)

    def _row_of(self, resource_id: Any) -> int:
        return self._rows[resource_id]

    def _box(self, grid: Grid, block: TimeBlock) -> QRect:
        return grid.box(self._row_of(block.resource), block.start, end=block.end)

    def _block_at(self, spot: QPoint) -> TimeBlock | None:
        grid = self._grid()
        if grid is None or spot.x() < grid.names or spot.y() < grid.head:
            return None
        return next(
            (block for block in reversed(self._blocks) if self._box(grid, block).contains(spot)),
            None,
        )


def _scroll(bar: QScrollBar, by: int) -> None:
    bar.setValue(bar.value() + by)


def _set_range(bar: QScrollBar, whole: int, shown: int, *, step: int) -> None:
    bar.setRange(0, max(0, whole - shown))
    bar.setPageStep(max(1, shown))
    bar.setSingleStep(step)
