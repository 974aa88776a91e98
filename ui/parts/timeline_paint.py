"""Draws a timeline: hours, rows, blocks, the line of now."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen

from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.text_metrics import width_of
from ui.parts.timeline_grid import Grid, Resource, TimeBlock

PAD = 8
TIGHT = 64
SMALLER = (1.0, 0.92, 0.84)
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


def names_width(resources: Sequence[Resource]) -> int:
    """What the longest name needs to be whole."""
    font = theme.font("body")
    return 2 * PAD + 2 + max((width_of(one.title, font) for one in resources), default=0)


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
    room: QRect | None = None,
    lifted: bool = False,
) -> None:
    """A tinted box with its words; hatched where nothing can be booked.

    Its words stand in `room`: from the block before it in its row, or the first hour that is
    shown, to the next one.
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
    room = box if room is None else room
    words_in = box.adjusted(max(0, room.left() - box.left()), 0, 0, 0)
    _words(painter, words_in, value, room=room)
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


def _words(painter: QPainter, box: QRect, value: TimeBlock, *, room: QRect) -> None:
    """Draws them in the block, beside it, or in two halves: no name is cut."""
    tight = box.width() < TIGHT
    left, right = (PAD // 2, 1) if tight else (PAD, PAD // 2)
    inner = box.adjusted(theme.size("edge") + left, 0, -right, 0)
    font = theme.font("caption" if tight else "label", bold=not value.hatched)
    place = words_place(value, font, inner=inner, box=box, room=room)
    color = "ink-2" if value.hatched else "ink"
    tone = paint.ink(Tone.NEUTRAL if value.hatched else value.tone)
    shown = [
        paint.TextLine(value.title, color, font),
        paint.TextLine(value.subtitle, tone, "caption"),
    ]
    if place is None:
        both = halves(value.title)
        small = _fitting(both, inner.width() + right)
        shown = [paint.TextLine(words, color, small) for words in both]
    paint.lines(painter, place or inner, *shown, ground="neutral-bg" if value.hatched else "")


def words_place(
    value: TimeBlock, font: QFont, *, inner: QRect, box: QRect, room: QRect
) -> QRect | None:
    """Where the title is whole: in the block, else beside it; None where it is nowhere."""
    title, both = width_of(value.title, font) + 1, _widest(value, font)
    right = QRect(box.right() + PAD // 2, box.top(), room.right() + 1 - box.right() - PAD, 0)
    before = min(both + 1, box.left() - room.left() - PAD)
    left = QRect(box.left() - PAD // 2 - before, box.top(), before, 0)
    beside = next((one for one in (right, left) if title < one.width()), None)
    if beside is not None:
        beside.setHeight(box.height())
    fits = title <= inner.width()
    if both <= inner.width() or (fits and (beside is None or both >= beside.width())):
        return inner
    return beside


def halves(title: str) -> tuple[str, str]:
    """A plate after its dot, a name of two words between them; any other in its middle."""
    for sign in ("·", " "):
        before, found, after = title.partition(sign)
        if found and after:
            return before, after
    middle = (len(title) + 1) // 2
    return title[:middle], title[middle:]


def _fitting(words: tuple[str, ...], room: int) -> QFont:
    """The largest face in which every one of the words is whole, down to a readable least."""
    fonts = [theme.font("caption", bold=True, scale=part) for part in SMALLER]
    for font in fonts:
        if max(width_of(one, font) for one in words) <= room:
            return font
    return fonts[-1]


def _widest(value: TimeBlock, font: QFont) -> int:
    """How much room the two lines of a block need."""
    subtitle = width_of(value.subtitle, theme.font("caption"))
    return max(width_of(value.title, font), subtitle) + 1
