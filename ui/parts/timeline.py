"""A day across, one row per car or bay. It shows and asks; it never moves a block by itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from ui.parts import timeline_paint
from ui.parts.timeline_grid import Block, Grid, Resource
from ui.parts.words import plain_tooltip
from ui.shell import theme

__all__ = ["Block", "Resource", "Timeline"]
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class Timeline(QAbstractScrollArea):
    """Click a free slot, choose or drag a block; arrows walk, Ctrl+arrows ask to move."""

    slot_asked = Signal(object, object)
    block_chosen = Signal(object)
    move_asked = Signal(object, object, object)

    def __init__(self, *, opens: int = 8, closes: int = 20, snap: int = 15, name: str = "timeline", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._hours = (opens, closes, snap)
        self._midnight: datetime | None = None
        self._now: datetime | None = None
        self._resources: tuple[Resource, ...] = ()
        self._blocks: tuple[Block, ...] = ()
        self._current_id: Any = None
        self._pressed: tuple[QPoint, Block | None] | None = None
        self._ghost: tuple[Block, int, datetime] | None = None

    def show_day(self, midnight: datetime, resources: Sequence[Resource], blocks: Sequence[Block]) -> None:
        """Another day, or the same one anew; the current block stays current when it is still there."""
        self._midnight, self._resources = midnight, tuple(resources)
        order = {resource.id: row for row, resource in enumerate(self._resources)}
        shown = [block for block in blocks if block.resource in order]
        self._blocks = tuple(sorted(shown, key=lambda block: (order[block.resource], block.start)))
        if self.current() is None:
            self._current_id = None
        self._measure()
        self.viewport().update()

    def set_now(self, now: datetime | None) -> None:
        """Where the accent line stands."""
        self._now = now
        self.viewport().update()

    def set_hours(self, opens: int, closes: int) -> None:
        """Other working hours."""
        self._hours = (opens, closes, self._hours[2])
        self._measure()
        self.viewport().update()

    def current(self) -> Block | None:
        """The block that the keyboard is on."""
        return next((block for block in self._blocks if block.id == self._current_id), None)

    def select(self, block_id: Any) -> None:
        """Makes a block current and brings it into view."""
        self._current_id = block_id
        block, grid = self.current(), self._grid()
        if block is not None and grid is not None:
            self.setAccessibleDescription(block.spoken())
            box = self._box(grid, block)
            if box.left() < grid.names or box.right() > self.viewport().width():
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() + box.left() - grid.names - theme.size("space-4"))
            if box.top() < grid.head or box.bottom() > self.viewport().height():
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + box.top() - grid.head - theme.size("space-4"))
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
        return QPoint(grid.x_of(moment) + 1, grid.y_of(row) + grid.row_height // 2) if grid else QPoint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, blocks, now; then what stays in place over them."""
        painter, grid, area = QPainter(self.viewport()), self._grid(), self.viewport().rect()
        if grid is None:
            return
        timeline_paint.rows(painter, grid, len(self._resources), area)
        for block in self._blocks:
            current = block.id == self._current_id and self.hasFocus()
            timeline_paint.block(painter, self._box(grid, block), block, current=current)
        if self._ghost is not None:
            block, row, start = self._ghost
            box = grid.box(row, start, start + (block.end - block.start))
            timeline_paint.block(painter, box, block, current=False, lifted=True)
        if self._now is not None:
            timeline_paint.now_line(painter, grid, self._now, len(self._resources))
        timeline_paint.names(painter, grid, self._resources, area)
        timeline_paint.hours(painter, grid, area.adjusted(0, 0, 0, 0))
        painter.fillRect(QRect(0, 0, grid.names, grid.head - 1), theme.token("surface"))
        if self._now is not None:
            timeline_paint.now_line(painter, grid, self._now, 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press is a click or the beginning of a drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            spot = event.position().toPoint()
            self._pressed = (spot, self._block_at(spot))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A dragged block shows where it would land."""
        spot = event.position().toPoint()
        if self._pressed is None:
            over = self._block_at(spot) is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        begin, block = self._pressed
        far = (spot - begin).manhattanLength() >= QApplication.startDragDistance()
        if block is not None and not block.hatched and (far or self._ghost is not None):
            self._ghost = self._landing(block, begin, spot)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Asks for what the gesture meant."""
        pressed, ghost = self._pressed, self._ghost
        self._pressed = self._ghost = None
        self.viewport().update()
        if pressed is None:
            return
        if ghost is not None:
            block, row, start = ghost
            resource = self._resources[row].id
            if (resource, start) != (block.resource, block.start):
                self.move_asked.emit(block.id, resource, start)
        elif pressed[1] is not None:
            self.select(pressed[1].id)
            self.block_chosen.emit(pressed[1].id)
        else:
            self._ask_slot(event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk between blocks; Ctrl+arrows ask to move; Enter chooses; Esc drops the drag."""
        arrow = ARROWS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._ghost is not None:
            self._pressed = self._ghost = None
            self.viewport().update()
        elif arrow is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._ask_move(*arrow)
        elif arrow is not None:
            self._walk(*arrow)
        elif event.key() in ENTER and self._current_id is not None:
            self.block_chosen.emit(self._current_id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard, the first block is the current one."""
        super().focusInEvent(event)
        if self._current_id is None and self._blocks and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.select(self._blocks[0].id)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hours take the width that there is."""
        super().resizeEvent(event)
        self._measure()

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole of a block whose words did not fit."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            block = self._block_at(event.pos())
            QToolTip.showText(event.globalPos(), plain_tooltip(block.spoken()) if block else "", self)
            return True
        return super().viewportEvent(event)

    def _grid(self) -> Grid | None:
        if self._midnight is None:
            return None
        scroll = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return Grid(self._midnight, *self._hours, self.viewport().width(), *scroll)

    def _measure(self) -> None:
        grid = self._grid()
        if grid is None:
            return
        across = grid.length - (self.viewport().width() - grid.names)
        down = len(self._resources) * grid.row_height - (self.viewport().height() - grid.head)
        self.horizontalScrollBar().setRange(0, max(0, across))
        self.horizontalScrollBar().setPageStep(max(1, self.viewport().width() - grid.names))
        self.horizontalScrollBar().setSingleStep(round(grid.hour / 2))
        self.verticalScrollBar().setRange(0, max(0, down))
        self.verticalScrollBar().setPageStep(max(1, self.viewport().height() - grid.head))
        self.verticalScrollBar().setSingleStep(grid.row_height // 2)

    def _row_of(self, resource_id: Any) -> int:
        return next(row for row, resource in enumerate(self._resources) if resource.id == resource_id)

    def _box(self, grid: Grid, block: Block) -> QRect:
        return grid.box(self._row_of(block.resource), block.start, block.end)

    def _block_at(self, spot: QPoint) -> Block | None:
        grid = self._grid()
        if grid is None or spot.x() < grid.names or spot.y() < grid.head:
            return None
        return next((block for block in reversed(self._blocks) if self._box(grid, block).contains(spot)), None)

    def _landing(self, block: Block, begin: QPoint, spot: QPoint) -> tuple[Block, int, datetime]:
        grid = self._grid()
        assert grid is not None, "a block was pressed, so there is a day"
        row = min(max(grid.row_at(spot.y()), 0), len(self._resources) - 1)
        start = grid.moment_at(grid.x_of(block.start) + spot.x() - begin.x(), nearest=True)
        return block, row, start if spot.x() != begin.x() else block.start

    def _ask_slot(self, spot: QPoint) -> None:
        grid = self._grid()
        if grid is None or spot.x() < grid.names or spot.y() < grid.head:
            return
        row = grid.row_at(spot.y())
        if 0 <= row < len(self._resources):
            self.slot_asked.emit(self._resources[row].id, grid.moment_at(spot.x()))

    def _ask_move(self, across: int, down: int) -> None:
        block = self.current()
        if block is None or block.hatched:
            return
        row = self._row_of(block.resource) + down
        if 0 <= row < len(self._resources):
            start = block.start + timedelta(minutes=across * self._hours[2])
            self.move_asked.emit(block.id, self._resources[row].id, start)

    def _walk(self, across: int, down: int) -> None:
        block = self.current()
        if block is None:
            if self._blocks:
                self.select(self._blocks[0].id)
            return
        if across:
            at = self._blocks.index(block) + across
            if 0 <= at < len(self._blocks):
                self.select(self._blocks[at].id)
            return
        row = self._row_of(block.resource) + down
        while 0 <= row < len(self._resources):
            there = [other for other in self._blocks if other.resource == self._resources[row].id]
            if there:
                self.select(min(there, key=lambda other: abs(other.start - block.start)).id)
                return
            row += down
