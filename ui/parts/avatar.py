"""A person as a round with the first character of the name."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.tones import Tone
from ui import theme
from ui.parts import paint

SMALL, LARGE = 24, 36


def avatar(
    painter: QPainter, place: QRect, name: str, *, tone: str = Tone.ACCENT, ring: bool = False
) -> None:
    """Fills the square `place` with a round in the quiet ground of a tone.

    `ring` draws only its edge; it is dashed where `name` is empty.
    """
    line = QPen(Qt.PenStyle.NoPen)
    if ring or not name:
        style = Qt.PenStyle.SolidLine if name else Qt.PenStyle.DashLine
        line = QPen(paint.ink(tone), 1.5, style)
    fill = theme.token("surface") if ring or not name else paint.tint(tone)
    circle = place.toRectF().adjusted(0.75, 0.75, -0.75, -0.75)
    paint.box(painter, circle, fill, line=line, radius=circle.height() / 2)
    font = theme.font("body", bold=True, scale=min(1.0, place.height() / 32))
    initial = name[:1].upper()
    paint.text(painter, place, initial, color=paint.ink(tone), font=font, align=paint.CENTER)


class AvatarDisc(QWidget):
    """The large avatar of a person beside the name or the numbers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(LARGE, LARGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The round alone."""
        avatar(QPainter(self), QRect(0, 0, LARGE, LARGE), self._name)
