"""A layout that breaks into lines like words do, for chips; lines stand closer than chips."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui import theme


class Flow(QLayout):
    """Left to right, then the next line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.size("space-2"))

    def addItem(self, item: QLayoutItem) -> None:
        """Called by addWidget."""
        self._items.append(item)

    def count(self) -> int:
        """How many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """None beyond the end, as Qt wants it."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Gives an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All the lines."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Places the items."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """One item per line at worst."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more than it needs."""
        return Qt.Orientation(0)

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """The height that the lines take in the width of `rect`; `move` places the items."""
        spot, line = rect.topLeft(), 0
        for item in self._items:
            hint = item.sizeHint()
            if line and spot.x() + hint.width() > rect.right() + 1:
                spot = QPoint(rect.x(), spot.y() + line + self.spacing() // 2)
                line = 0
            if move:
                size = hint.boundedTo(QSize(rect.width(), hint.height()))
                item.setGeometry(QRect(spot, size))
            spot.setX(spot.x() + hint.width() + self.spacing())
            line = max(line, hint.height())
        return spot.y() + line - rect.y()
