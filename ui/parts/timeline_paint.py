"""The strokes of a timeline: hours, rows, blocks, the line that says now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen

from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.timeline_grid import Grid, Resource, TimeBlock

PAD = 8
TIGHT = 64


def rows(painter: QPainter, grid: Grid, count: int, *, area: QRect) -> None:
    """Hairlines between rows and at full hours."""
    bottom = min(grid.y_of(count), area.bottom())
    for row in range(count):
        painter.fillRect(QRect(0, grid.y_of(row + 1) - 1, area.width(), 1), theme.token("line"))
    painter.setPen(QPen(theme.token("line"), 1, Qt.PenStyle.DotLine))
    for hour in range(grid.opens, grid.closes + 1):
        x = grid.x_of(grid.midnight + timedelta(hours=hour))
        painter.drawLine(x, grid.head, x, bottom)


def hours(painter: QPainter, grid: Grid, area: QRect) -> None:
    """The hours stay on top while rows scroll beneath."""
    painter.fillRect(QRect(0, 0, area.width(), grid.head), theme.token("surface"))
    painter.setFont(theme.font("caption"))
    for hour in range(grid.opens, grid.closes):
        x = grid.x_of(grid.midnight + timedelta(hours=hour))
        paint.text(
            painter,
            QRect(x + 4, 0, round(grid.hour) - 4, grid.head),
            f"{hour:02}:00",
            color=theme.token("ink-2"),
        )
    painter.fillRect(QRect(0, grid.head - 1, area.width(), 1), theme.token("line"))


def names(painter: QPainter, grid: Grid, resources: Sequence[Resource], *, area: QRect) -> None:
    """The names stay at the left while hours scroll beneath."""
    width = grid.names
    painter.fillRect(QRect(0, grid.head, width, area.height()), theme.token("surface"))
    line = theme.size("board-line")
    for row, resource in enumerate(resources):
        middle = grid.y_of(row) + grid.row_height // 2
        top = middle - line if resource.subtitle else middle - line // 2
        painter.setFont(theme.font("body"))
        paint.text(
            painter,
            QRect(PAD, top, width - 2 * PAD, line),
            resource.title,
            color=theme.token("ink"),
        )
        painter.setFont(theme.font("caption"))
        paint.text(
            painter,
            QRect(PAD, middle, width - 2 * PAD, line),
            resource.subtitle,
            color=theme.token("ink-2"),
        )
        painter.fillRect(QRect(0, grid.y_of(row + 1) - 1, width, 1), theme.token("line"))
    painter.fillRect(QRect(0, 0, width, grid.head - 1), theme.token("surface"))
    painter.fillRect(
        QRect(width - 1, 0, 1, min(grid.y_of(len(resources)), area.height())), theme.token("line")
    )


def block(
    painter: QPainter, box: QRect, value: TimeBlock, *, current: bool, lifted: bool = False
) -> None:
    """A tinted box with its words; hatched where nothing can be booked."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.size("radius")
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(box), radius, radius)
    tone = Tone.NEUTRAL if value.hatched else value.tone
    painter.fillPath(shape, paint.tint(tone))
    painter.setClipPath(shape)
    if value.hatched:
        painter.fillPath(shape, QBrush(theme.token("field-line"), Qt.BrushStyle.BDiagPattern))
    else:
        painter.fillRect(
            QRect(box.left(), box.top(), theme.size("edge"), box.height()), paint.ink(tone)
        )
    _words(painter, box, value, tone)
    painter.setClipping(False)
    if lifted:
        painter.setPen(QPen(theme.token("accent"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if current:
        paint.ring(painter, QRectF(box).adjusted(-3, -3, 3, 3), radius + 2)
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


def _words(painter: QPainter, box: QRect, value: TimeBlock, tone: str) -> None:
    line = theme.size("board-line")
    tight = box.width() < TIGHT
    inner = box.adjusted(
        theme.size("edge") + (PAD // 2 if tight else PAD), 0, -1 if tight else -PAD // 2, 0
    )
    middle = box.center().y()
    top = middle - line if value.subtitle else middle - line // 2
    color = theme.token("ink-2") if value.hatched else theme.token("ink")
    if value.hatched and value.title:
        width = painter.fontMetrics().horizontalAdvance(value.title) + PAD
        painter.fillRect(
            QRect(inner.left() - 4, top, min(width, inner.width()), line), theme.token("neutral-bg")
        )
    fitted = _cut if tight else _whole
    painter.setFont(theme.font("caption" if tight else "label", bold=not value.hatched))
    paint.text(
        painter,
        QRect(inner.left(), top, inner.width(), line),
        fitted(painter, value.title, inner.width()),
        color=color,
    )
    painter.setFont(theme.font("caption"))
    paint.text(
        painter,
        QRect(inner.left(), middle, inner.width(), line),
        fitted(painter, value.subtitle, inner.width()),
        color=paint.ink(tone),
    )


def _cut(painter: QPainter, words: str, width: int) -> str:
    """As much of a name as half an hour is wide: two characters say more than three dots."""
    while words and painter.fontMetrics().horizontalAdvance(words) > width:
        words = words[:-1]
    return words


def _whole(_painter: QPainter, words: str, _width: int) -> str:
    return words
