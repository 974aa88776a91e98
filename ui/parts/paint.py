"""What several painted widgets draw alike: text, chips, boxes, icons, the focus ring.

Colours are tokens or tones by name, fonts are roles by name; both may also be Qt's own.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from app.tones import Tone
from ui import theme
from ui.parts import text_metrics
from ui.parts.marked import Span

TONES = frozenset({Tone.GOOD, Tone.WARN, Tone.BAD, Tone.ACCENT, Tone.NEUTRAL})
DOT = 6
CHIP_PAD = 9
CHIP_GAP = 6
Color = QColor | str
Fill = QColor | QBrush | str
Font = QFont | str
LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTER = Qt.AlignmentFlag.AlignHCenter


class TextLine(NamedTuple):
    """One line of text with its look."""

    words: str
    color: Color = "ink"
    font: Font = "body"


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
    color: Color,
    font: Font | None = None,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Draws one line of plain text, cut with dots where it is too long.

    Without a `font` it is that of the painter.
    """
    face = painter.font() if font is None else _font(font)
    if font is not None:
        painter.setFont(face)
    if rect.width() <= 0 or not words:
        return
    painter.setPen(theme.token(color) if isinstance(color, str) else color)
    room = rect.width()
    line, width, height = text_metrics.laid_out(words, face, room=room)
    left = 0.0 if align is LEFT else (room - width) / (1 if align is RIGHT else 2)
    spot = QPointF(rect.left() + left, rect.top() + (rect.height() - height) / 2)
    if height <= rect.height():
        painter.drawStaticText(spot, line)
        return
    painter.save()  # a place that is too low shows no more than it has room for
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.drawStaticText(spot, line)
    painter.restore()


def marked_text(
    painter: QPainter, rect: QRect, words: str, *, marks: Sequence[Span], color: str, font: str
) -> int:
    """One line whose `marks` stand out in bold accent; gives back how wide it is."""
    rest = QRect(rect)
    edges = [0, *(edge for span in marks for edge in span), len(words)]
    for place, (begin, end) in enumerate(pairwise(edges)):
        is_hit = place % 2 == 1
        piece = words[begin:end]
        ink = Tone.ACCENT if is_hit else color
        face = theme.font(font, bold=is_hit)
        text(painter, rest, piece, color=ink, font=face)
        rest.setLeft(rest.left() + text_metrics.width_of(piece, face))
    return min(rest.left(), rect.right()) - rect.left()


def lines(
    painter: QPainter,
    rect: QRect,
    *shown: TextLine,
    align: Qt.AlignmentFlag = LEFT,
    ground: str = "",
) -> None:
    """Lines under each other in the middle of `rect`; empty ones are left out.

    `ground` is a colour behind the words of the first, where they stand on hatching.
    """
    filled = [line for line in shown if line.words]
    height = theme.size("board-line")
    place = QRect(rect.left(), 0, rect.width(), height)
    place.moveTop(rect.top() + (rect.height() - len(filled) * height) // 2)
    for line in filled:
        if ground and line is filled[0]:
            width = text_metrics.width_of(line.words, _font(line.font)) + 8
            behind = QRect(place.left() - 4, place.top(), min(width, place.width()), height)
            painter.fillRect(behind, theme.token(ground))
        text(painter, place, line.words, color=line.color, font=line.font, align=align)
        place.translate(0, height)


def _font(font: Font) -> QFont:
    return theme.font(font) if isinstance(font, str) else font


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: Fill,
    *,
    line: QPen | None = None,
    radius: float | None = None,
) -> None:
    """A filled box with round corners, without an outline unless `line` is one."""
    radius = theme.size("radius") if radius is None else radius
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(line or Qt.PenStyle.NoPen)
    painter.setBrush(theme.token(fill) if isinstance(fill, str) else fill)
    painter.drawRoundedRect(rect, radius, radius)


def edge(painter: QPainter, rect: QRectF, tone: str, *, width: float) -> None:
    """A coloured stripe at the left of a box, inside its round corners."""
    radius = theme.size("radius")
    shape = QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    painter.save()
    painter.setClipPath(shape)
    painter.fillRect(QRectF(rect.left(), rect.top(), width, rect.height()), ink(tone))
    painter.restore()


def icon(
    painter: QPainter, rect: QRect, name: str, *, tone: str = "ink-2", extent: int | None = None
) -> QRect:
    """Draws an icon at the left of `rect` and returns the room beside it."""
    extent = extent or theme.size("icon")
    top = rect.top() + (rect.height() - extent) // 2
    place = QRect(rect.left(), top, extent, extent)
    theme.icon(name, tone, extent=extent).paint(painter, place)
    return rect.adjusted(extent + theme.size("space-2"), 0, 0, 0)


def hairline(painter: QPainter, rect: QRect) -> None:
    """The line that closes a row at its bottom."""
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.token("line"))


def is_selected(option: QStyleOptionViewItem) -> bool:
    """True when a delegate paints a chosen line."""
    return bool(option.state.value & _states()[0])


def is_hovered(option: QStyleOptionViewItem) -> bool:
    """True when a delegate paints the line under the mouse."""
    return bool(option.state.value & _states()[1])


@cache
def _states() -> tuple[int, int]:
    """Chosen and under the mouse; the flags as numbers, for each cell asks."""
    from PySide6.QtWidgets import QStyle

    return QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_MouseOver.value


def chip_width(words: str, font: QFont, *, dot: bool = True) -> int:
    """How wide a chip is that hugs its text."""
    return text_metrics.width_of(words, font) + 2 * CHIP_PAD + (DOT + CHIP_GAP if dot else 0)


def chip(
    painter: QPainter, rect: QRect, words: str, *, tone: str, dot: bool = True, framed: bool = False
) -> int:
    """A chip at the left of `rect`, centred in its height; gives back its width.

    `framed`: with an outline on the ground of a card, where its own tint would not be seen.
    """
    painter.save()
    font, height = theme.font("caption"), theme.size("chip")
    width = min(chip_width(words, font, dot=dot), rect.width())
    place = QRect(rect.left(), rect.center().y() - height // 2 + 1, width, height)
    if framed:
        line, inner = QPen(ink(tone)), QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
        box(painter, inner, "surface", line=line, radius=height / 2)
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        box(painter, place, tint(tone), radius=height / 2)
    room = place.adjusted(CHIP_PAD, 0, 2 - CHIP_PAD, 0)
    if dot:
        painter.setBrush(ink(tone))
        middle = QPointF(room.left() + DOT / 2, place.top() + height / 2)
        painter.drawEllipse(middle, DOT / 2, DOT / 2)
        room.setLeft(room.left() + DOT + CHIP_GAP)
    text(painter, room, words, color=ink(tone), font=font)
    painter.restore()
    return width


def ring(painter: QPainter, rect: QRectF, radius: int) -> None:
    """The focus ring, inside `rect`."""
    painter.save()
    width = theme.size("ring")
    inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    line = QPen(theme.token("accent"), width)
    box(painter, inner, QColor(Qt.GlobalColor.transparent), line=line, radius=radius)
    painter.restore()
