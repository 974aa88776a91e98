"""A layout that breaks into lines like words do, for chips; lines stand closer than chips."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui import theme


class Flow(QLayout):
    """Left to right, then the next line.

    Qt asks for its sizes many times in one pass: they are kept until an item changes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._hints: list[tuple[int, int]] | None = None
        self._heights: dict[int, int] = {}
        self._least: QSize | None = None
        self._placed = QRect()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.size("space-2"))

    def addItem(self, item: QLayoutItem) -> None:
        """Called by addWidget."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """None beyond the end, as Qt wants it."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Gives an item away."""
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def invalidate(self) -> None:
        """Called by Qt when an item is shown, hidden, or needs other room."""
        self._hints, self._least, self._placed = None, None, QRect()
        self._heights.clear()
        super().invalidate()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All the lines."""
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Places the items."""
        super().setGeometry(rect)
        if rect != self._placed:
            self._lay(rect, move=True)
            self._placed = QRect(rect)

    def sizeHint(self) -> QSize:
        """One item per line at worst."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest item."""
        if self._least is None:
            self._least = QSize()
            for item in self._items:
                self._least = self._least.expandedTo(item.minimumSize())
        return self._least

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more than it needs."""
        return Qt.Orientation(0)

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """The height that the lines take in the width of `rect`; `move` places the items."""
        x, y, line, gap = rect.x(), rect.y(), 0, self.spacing()
        for item, (width, height) in zip(self._items, self._sizes(), strict=True):
            if line and x + width > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + gap // 2, 0
            if move:
                item.setGeometry(QRect(x, y, min(width, rect.width()), height))
            x += width + gap
            line = max(line, height)
        return y + line - rect.y()

    def _sizes(self) -> list[tuple[int, int]]:
        """Width and height of each item."""
        if self._hints is None:
            self._hints = [item.sizeHint().toTuple() for item in self._items]
        return self._hints
