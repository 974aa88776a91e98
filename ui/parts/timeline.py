"""A day from left to right, one row per car or bay.

It shows and asks; it never moves a block by itself.
"""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui.parts.labels import plain_tooltip
from ui.parts.timeline_grid import Resource, TimeBlock
from ui.parts.timeline_view import TimelineView

__all__ = ["Resource", "TimeBlock", "Timeline"]
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Timeline(TimelineView):
    """Click a free slot, choose or drag a block; arrows walk, Ctrl+arrows ask to move."""

    slot_asked = Signal(object, object)
    block_chosen = Signal(object)
    move_asked = Signal(object, object, object)

    def __init__(
        self,
        *,
        opens: int = 8,
        closes: int = 20,
        snap: int = 15,
        name: str = "timeline",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__((opens, closes, snap), parent)
        self.setObjectName(name)
        self._pressed: tuple[QPoint, TimeBlock | None] | None = None

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
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            )
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
        """Arrows walk between blocks.

        Ctrl+arrows ask to move; Enter chooses; Esc drops the drag.
        """
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
        if (
            self._current_id is None
            and self._blocks
            and event.reason() is not Qt.FocusReason.MouseFocusReason
        ):
            self.select(self._blocks[0].id)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole of a block whose words did not fit."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            block = self._block_at(event.pos())
            QToolTip.showText(
                event.globalPos(), plain_tooltip(block.spoken()) if block else "", self
            )
            return True
        return super().viewportEvent(event)

    def _landing(
        self, block: TimeBlock, begin: QPoint, spot: QPoint
    ) -> tuple[TimeBlock, int, datetime]:
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
            following = self._blocks[0] if self._blocks else None
        elif across:
            at = self._blocks.index(block) + across
            following = self._blocks[at] if 0 <= at < len(self._blocks) else None
        else:
            following = self._nearest(block, down)
        if following is not None:
            self.select(following.id)

    def _nearest(self, block: TimeBlock, down: int) -> TimeBlock | None:
        """The block of the next row that has any, which begins nearest to this one."""
        row = self._row_of(block.resource) + down
        while 0 <= row < len(self._resources):
            there = [other for other in self._blocks if other.resource == self._resources[row].id]
            if there:
                return min(there, key=lambda other: abs(other.start - block.start))
            row += down
        return None
