"""Draws a timeline: hours, rows, blocks, the line of now."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPen

from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.timeline_grid import Grid, Resource, TimeBlock

PAD = 8
TIGHT = 64
NO_FILL = QBrush(Qt.BrushStyle.NoBrush)


def rows(painter: QPainter, grid: Grid, count: int, *, area: QRect) -> None:
    """Hairlines between rows and at full hours."""
    bottom = min(grid.y_of(count), area.bottom())
    for row in range(count):
        paint.hairline(painter, grid.row(row, area.width()))
    painter.setPen(QPen(theme.token("line"), 1, Qt.PenStyle.DotLine))
    for hour in range(grid.opens, grid.closes + 1):
        x = grid.x_of_hour(hour)
        painter.drawLine(x, grid.head, x, bottom)


def hours(painter: QPainter, grid: Grid, area: QRect) -> None:
    """The hours stay on top while rows scroll beneath."""
    head = QRect(0, 0, area.width(), grid.head)
    painter.fillRect(head, theme.token("surface"))
    for hour in range(grid.opens, grid.closes):
        place = QRect(grid.x_of_hour(hour) + 4, 0, round(grid.hour) - 4, grid.head)
        paint.text(painter, place, f"{hour:02}:00", color="ink-2", font="caption")
    paint.hairline(painter, head)


def names(painter: QPainter, grid: Grid, resources: Sequence[Resource], *, area: QRect) -> None:
    """The names stay at the left while hours scroll beneath."""
    width, surface = grid.names, theme.token("surface")
    painter.fillRect(QRect(0, grid.head, width, area.height()), surface)
    for row, resource in enumerate(resources):
        place = grid.row(row, width)
        under = paint.TextLine(resource.subtitle, "ink-2", "caption")
        inner = place.adjusted(PAD, 0, -PAD, 0)
        paint.lines(painter, inner, paint.TextLine(resource.title), under)
        paint.hairline(painter, place)
    painter.fillRect(QRect(0, 0, width, grid.head - 1), surface)
    height = min(grid.y_of(len(resources)), area.height())
    painter.fillRect(QRect(width - 1, 0, 1, height), theme.token("line"))


def block(
    painter: QPainter,
    box: QRect,
    value: TimeBlock,
    *,
    current: bool,
    free: int = 0,
    lifted: bool = False,
) -> None:
    """A tinted box with its words; hatched where nothing can be booked.

    Up to `free` (a place from the left) nothing stands beside it.
    """
    painter.save()
    outline, radius = QRectF(box), theme.size("radius")
    if value.hatched:
        hatching = QBrush(theme.token("field-line"), Qt.BrushStyle.BDiagPattern)
        paint.box(painter, outline, "neutral-bg")
        paint.box(painter, outline, hatching)
    else:
        paint.box(painter, outline, paint.tint(value.tone))
        paint.edge(painter, outline, value.tone, width=theme.size("edge"))
    _words(painter, box, value, free=free)
    if lifted:
        dashes = QPen(theme.token("accent"), 1, Qt.PenStyle.DashLine)
        paint.box(painter, outline.adjusted(0.5, 0.5, -0.5, -0.5), NO_FILL, line=dashes)
    if current:
        paint.ring(painter, outline.adjusted(-3, -3, 3, 3), radius + 2)
    painter.restore()


def now_line(painter: QPainter, grid: Grid, now: datetime, *, count: int) -> None:
    """Where we are."""
    x = grid.x_of(now)
    if x < grid.names:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.token("accent"), 2))
    painter.drawLine(QLineF(x, grid.head - 4, x, grid.y_of(count)))
    painter.setBrush(theme.token("accent"))
    painter.drawEllipse(QRectF(x - 3, grid.head - 7, 6, 6))
    painter.restore()


def _words(painter: QPainter, box: QRect, value: TimeBlock, *, free: int) -> None:
    """Inside the block, or beside it where that is too short and there is room."""
    tight = box.width() < TIGHT
    left, right = (PAD // 2, 1) if tight else (PAD, PAD // 2)
    inner = box.adjusted(theme.size("edge") + left, 0, -right, 0)
    font = theme.font("caption" if tight else "label", bold=not value.hatched)
    if _widest(value, font) > inner.width() and box.right() + PAD + _widest(value, font) < free:
        inner = QRect(box.right() + PAD // 2, box.top(), free - box.right() - PAD, box.height())
    first = paint.TextLine(value.title, "ink-2" if value.hatched else "ink", font)
    tone = Tone.NEUTRAL if value.hatched else value.tone
    second = paint.TextLine(value.subtitle, paint.ink(tone), "caption")
    paint.lines(painter, inner, first, second, ground="neutral-bg" if value.hatched else "")


def _widest(value: TimeBlock, font: QFont) -> int:
    """How much room the two lines of a block need."""
    title = QFontMetrics(font).horizontalAdvance(value.title)
    return max(title, QFontMetrics(theme.font("caption")).horizontalAdvance(value.subtitle)) + 1
