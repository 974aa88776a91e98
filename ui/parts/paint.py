"""Strokes that several painted widgets share, so that a chip is the same chip in a table, on a card
and in a form.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from app.tones import Tone
from ui import theme

TONES = frozenset({Tone.GOOD, Tone.WARN, Tone.BAD, Tone.ACCENT, Tone.NEUTRAL})
DOT = 6
CHIP_PAD = 9
CHIP_GAP = 6


def ink(tone: str) -> QColor:
    """The text colour of a tone; a token name is taken as it is."""
    return theme.token(tone or Tone.NEUTRAL)


def tint(tone: str) -> QColor:
    """The quiet background of a tone."""
    return theme.token(f"{tone if tone in TONES else 'neutral'}-bg")


def text(
    painter: QPainter,
    rect: QRect,
    words: str,
    *,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line, elided at its end, never read as markup."""
    if rect.width() <= 0:
        return
    one_line = words.replace("\n", " ")
    painter.setPen(color)
    shown = painter.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(
        rect, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown
    )


def chip_width(words: str, font: QFont, *, dot: bool = True) -> int:
    """How wide a chip is that hugs its text."""
    return (
        QFontMetrics(font).horizontalAdvance(words) + 2 * CHIP_PAD + (DOT + CHIP_GAP if dot else 0)
    )


def chip(painter: QPainter, rect: QRect, words: str, *, tone: str, dot: bool = True) -> int:
    """A chip at the left of `rect`, centred in its height; gives back its width."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = theme.font("caption")
    painter.setFont(font)
    width, height = min(chip_width(words, font, dot=dot), rect.width()), theme.size("chip")
    box = QRect(rect.left(), rect.center().y() - height // 2 + 1, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint(tone))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setBrush(ink(tone))
    if dot:
        painter.drawEllipse(
            QPointF(box.left() + CHIP_PAD + DOT / 2, box.top() + height / 2), DOT / 2, DOT / 2
        )
    indent = CHIP_PAD + (DOT + CHIP_GAP if dot else 0)
    text(painter, box.adjusted(indent, 0, -CHIP_PAD + 2, 0), words, color=ink(tone))
    painter.restore()
    return width


def ring(painter: QPainter, rect: QRectF, radius: int) -> None:
    """The focus ring, inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = theme.size("ring")
    painter.setPen(QPen(theme.token("accent"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()
