"""Words with an Alt key: a letter is underlined, behind Chinese it stands as (N)."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent

from ui import theme
from ui.parts.access_keys import with_sign
from ui.parts.labels import Label


def width_behind(text: str, sign: str, *, metrics: QFontMetrics) -> int:
    """The room of a sign that stands behind the words."""
    words = with_sign(text, sign)[0][len(text) :]
    return metrics.horizontalAdvance(words) if words else 0


def paint_sign(painter: QPainter, room: QRect, *, text: str, sign: str) -> None:
    """Draws only the sign of words that begin at the left of a room, in its middle."""
    words, at = with_sign(text, sign)
    if at < 0:
        return
    metrics = painter.fontMetrics()
    baseline = room.top() + (room.height() - metrics.height()) // 2 + metrics.ascent()
    left = room.left() + metrics.horizontalAdvance(words[:at])
    painter.setPen(theme.token("ink-2"))
    if at >= len(text):
        begin = room.left() + metrics.horizontalAdvance(text)
        painter.drawText(begin, baseline, words[len(text) :])
    line = QRect(left, baseline + 2, metrics.horizontalAdvance(words[at]), 1)
    painter.fillRect(line, theme.token("ink-2"))


class AccessLabel(Label):
    """The label of a field with its Alt key; what is spoken has no sign in it."""

    def __init__(self, text: str, role: str) -> None:
        self._sign = ""
        super().__init__(text, role)

    def show_sign(self, sign: str) -> None:
        """Another key; none where it is empty."""
        self._sign = sign
        self.updateGeometry()
        self.update()

    def shown(self) -> str:
        """The words as they are seen."""
        return with_sign(self.text(), self._sign)[0]

    def sizeHint(self) -> QSize:
        """With the room of the sign."""
        return super().sizeHint() + self._behind()

    def minimumSizeHint(self) -> QSize:
        """The sign is never cut before the words."""
        return super().minimumSizeHint() + self._behind()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words as every label draws them, then the sign."""
        super().paintEvent(event)
        if self._sign:
            painter = QPainter(self)
            painter.setFont(self.font())
            paint_sign(painter, self.contentsRect(), text=self.text(), sign=self._sign)

    def _behind(self) -> QSize:
        return QSize(width_behind(self.text(), self._sign, metrics=self.fontMetrics()), 0)
