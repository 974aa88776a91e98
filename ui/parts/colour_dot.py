"""The colour of a car as a dot beside its model."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.parts import paint

DOT = 10
COLOURS = {
    ("白", "white", "pearl"): "car-white",
    ("黑", "black"): "car-black",
    ("银", "silver"): "car-silver",
    ("灰", "grey", "gray"): "car-grey",
    ("红", "red"): "car-red",
    ("蓝", "blue"): "car-blue",
    ("绿", "green"): "car-green",
    ("棕", "褐", "brown"): "car-brown",
    ("金", "香槟", "gold", "champagne"): "car-gold",
    ("橙", "orange"): "car-orange",
    ("黄", "yellow"): "car-yellow",
    ("紫", "purple"): "car-purple",
}
"""What the words of a registration mean, and the token of that colour."""


def colour_of(words: str) -> QColor | None:
    """The colour that words such as `珠光白` name, None where they name none."""
    spoken = words.lower()
    for names, shade in COLOURS.items():
        if any(name in spoken for name in names):
            return theme.token(shade)
    return None


def paint_colour_dot(painter: QPainter, place: QRectF, words: str) -> None:
    """A disc of the colour with an edge, so that white and black are seen on every ground."""
    shade = colour_of(words)
    if shade is not None:
        line = QPen(theme.token("field-line"), 1)
        paint.box(painter, place, shade, line=line, radius=place.height() / 2)


class ColourDot(QWidget):
    """Takes no room where the colour is not known; its word stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_colour(self, words: str) -> None:
        """The colour of another car."""
        self._words = words
        self.setVisible(colour_of(words) is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """A dot."""
        return QSize(DOT + 2, DOT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dot in its place."""
        paint_colour_dot(QPainter(self), QRectF(1, 1, DOT, DOT), self._words)
