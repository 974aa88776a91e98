"""A person as a round with the first character of the name."""

from collections.abc import Hashable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.tones import Tone
from ui import theme
from ui.parts import paint

SMALL, LARGE = 24, 36
MOST_PICTURES = 500
_pictures: dict[tuple[Hashable, ...], QPixmap] = {}


def avatar(
    painter: QPainter, place: QRect, name: str, *, tone: str = Tone.ACCENT, ring: bool = False
) -> None:
    """Fills the square `place` with a round in the quiet ground of a tone.

    `ring` draws only its edge; it is dashed where `name` is empty. Drawn once and kept as a
    picture: lists show the same few rounds on every line.
    """
    ratio = painter.device().devicePixelRatioF()
    initial = name[:1].upper()
    key = (initial, place.width(), place.height(), tone, ring, ratio, theme.scheme())
    picture = _pictures.get(key)
    if picture is None:
        if len(_pictures) >= MOST_PICTURES:
            _pictures.clear()
        picture = _pictures[key] = QPixmap(place.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        inside = QPainter(picture)
        _draw(inside, QRect(QPoint(0, 0), place.size()), initial, tone=tone, ring=ring)
        inside.end()
    painter.drawPixmap(place.topLeft(), picture)


def _draw(painter: QPainter, place: QRect, name: str, *, tone: str, ring: bool) -> None:
    line = QPen(Qt.PenStyle.NoPen)
    if ring or not name:
        style = Qt.PenStyle.SolidLine if name else Qt.PenStyle.DashLine
        line = QPen(paint.ink(tone), 1.5, style)
    fill = theme.token("surface") if ring or not name else paint.tint(tone)
    circle = place.toRectF().adjusted(0.75, 0.75, -0.75, -0.75)
    paint.box(painter, circle, fill, line=line, radius=circle.height() / 2)
    font = theme.font("body", bold=True, scale=min(1.0, place.height() / 32))
    paint.text(painter, place, name, color=paint.ink(tone), font=font, align=paint.CENTER)


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
