"""A figure as a bar with the tick of its target, and the word whether it is met."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.tones import Tone
from ui import theme
from ui.parts import paint

THICK, TICK = 8, 16


def paint_target_bar(
    painter: QPainter, rect: QRect, *, value: float, target: float | None, tone: str
) -> None:
    """The bar of `value` in `rect`, which is the larger of 100 and the target wide."""
    most = max(100.0, target or 0.0, value)
    track = QRectF(rect.left(), rect.center().y() - THICK / 2 + 1, rect.width(), THICK)
    paint.box(painter, track, "line", radius=THICK / 2)
    share = min(1.0, max(0.0, value / most))
    if share:
        full = QRectF(track.left(), track.top(), max(THICK, track.width() * share), THICK)
        paint.box(painter, full, paint.ink(tone), radius=THICK / 2)
    if target is not None:
        x = round(track.left() + track.width() * target / most)
        top = rect.center().y() - TICK // 2 + 1
        painter.fillRect(QRect(x - 1, top, 2, TICK), theme.token("ink"))


class TargetBar(QWidget):
    """Title, bar and words on one line."""

    spoken_role = QAccessible.Role.ProgressBar

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title, self._told = "", ""
        self._value, self._target, self._tone = 0.0, 0.0, str(Tone.ACCENT)

    def show_bar(self, title: str, told: str, *, value: float, target: float, tone: str) -> None:
        """Another figure."""
        self._title, self._told = title, told
        self._value, self._target, self._tone = value, target, tone
        self.setAccessibleName(f"{title} {told}")
        self.update()

    def sizeHint(self) -> QSize:
        """Words over the bar."""
        return QSize(200, theme.size("board-line") + TICK + 4)

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What it is at the left, how it stands at the right, the bar beneath."""
        painter, high = QPainter(self), theme.size("board-line")
        line = QRect(0, 0, self.width(), high)
        told = theme.font("label", bold=True)
        ink = paint.ink(self._tone)
        paint.text(painter, line, self._title, color="ink-2", font="label")
        paint.text(painter, line, self._told, color=ink, font=told, align=paint.RIGHT)
        bar = QRect(0, high + 2, self.width(), TICK)
        paint_target_bar(painter, bar, value=self._value, target=self._target, tone=self._tone)
