"""A person as a round with the first character of the name."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from app.tones import Tone
from ui import theme
from ui.parts import paint


def avatar(painter: QPainter, place: QRect, name: str, *, tone: str = Tone.ACCENT) -> None:
    """Fills the square `place` with a round in the quiet ground of a tone."""
    paint.box(painter, place, paint.tint(tone), radius=place.height() / 2)
    font = theme.font("body", bold=True, scale=min(1.0, place.height() / 32))
    initial = name[:1].upper()
    paint.text(painter, place, initial, color=paint.ink(tone), font=font, align=paint.CENTER)
