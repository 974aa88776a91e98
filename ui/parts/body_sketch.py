"""The car from five sides, on which damage is marked: choose a kind, then press the place."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.body_marks import MOST, SIGNS, BodyMark, BodyMarks, DamageKind, read
from app.car_outline import HEIGHT, VIEWS, WIDTH, BodyShape, Command, outline, view_at
from app.labels import label
from app.text import _
from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.choice_inputs import Segments
from ui.parts.labels import Label
from ui.parts.layouts import vbox
from ui.parts.naming import named

NEAR, STEP = 26, 10
"""A press this near to a mark takes it away; an arrow moves the cross by so much (sheet units)."""


class BodySketch(QWidget):
    """An input of a form: its value is the stored text of the marks.

    `dropped(content, mark)` tells of pictures that were dropped onto a mark, "" for none there.
    """

    edited = Signal()
    dropped = Signal(object, str)

    spoken_role = QAccessible.Role.Graphic

    def __init__(self, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bodies, kinds = ([(one, label(one)) for one in words] for words in (BodyShape, DamageKind))
        self._body = named(Segments(bodies), "body_shape", says=_("Kind of car"))
        self._kind = named(Segments(kinds), "damage_kind", says=_("Kind of damage"))
        self._sheet = named(BodySheet(self._press), "body_sheet")
        self._sheet.dropped.connect(self._drop)
        self._told = Label("", "label", wrap=True)
        self.setToolTip(hint)
        self.setFocusProxy(self._sheet)
        vbox(self._kind, self._sheet, self._told, self._body, parent=self, spacing=2)
        self._body.edited.connect(self._change_body)
        self.set_value(None)

    def value(self) -> str | None:
        """The marks as they are stored."""
        return self._sheet.marks.text()

    def set_value(self, value: str | None) -> None:
        """Other marks; this is no edit."""
        self._show(read(value))
        self._kind.set_value(self._kind.value() or DamageKind.SCRATCH)

    def told(self) -> str:
        """The marks in words."""
        return self._sheet.marks.told()

    def problem(self) -> str:
        """A mark cannot be unclear."""
        return ""

    def draft(self) -> object:
        """The stored text."""
        return self.value() or ""

    def restore(self, draft: object) -> None:
        """The marks of a draft."""
        self.set_value(str(draft) if draft else None)

    def _press(self, x: float, y: float) -> None:
        """A mark where there is none, and none where there is one."""
        marks, near = self._sheet.marks.marks, self._near(x, y)
        if near:
            left = tuple(one for one in marks if one is not near[-1])
        elif view_at(x, y) is None or len(marks) >= MOST:
            return
        else:
            kind = self._kind.value() or DamageKind.SCRATCH
            left = (*marks, BodyMark(kind, round(x), round(y)))
        self._show(BodyMarks(self._sheet.marks.body, left))
        self.edited.emit()

    def _near(self, x: float, y: float) -> list[BodyMark]:
        """The marks at a place, the last one on top."""
        marks = self._sheet.marks.marks
        return [one for one in marks if abs(one.x - x) < NEAR and abs(one.y - y) < NEAR]

    def _drop(self, content: QMimeData, x: float, y: float) -> None:
        near = self._near(x, y)
        self.dropped.emit(content, near[-1].text() if near else "")

    def _change_body(self) -> None:
        body = self._body.value() or BodyShape.SEDAN
        self._show(BodyMarks(body, self._sheet.marks.marks))
        self.edited.emit()

    def _show(self, marks: BodyMarks) -> None:
        self._body.set_value(marks.body)
        self._sheet.show_marks(marks)
        self._told.say(marks.told() or _("No damage marked: choose a kind, then press the car"))


class BodySheet(QWidget):
    """Paints the outlines and the marks; `press(x, y)` tells a point of the sheet.

    By keyboard the arrows move a cross, Space presses there. `dropped(content, x, y)` tells of
    pictures that were dropped there.
    """

    dropped = Signal(object, float, float)
    spoken_role = QAccessible.Role.Graphic

    def __init__(
        self, press: Callable[[float, float], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.marks = BodyMarks()
        self._press = press
        self._cross = QPointF(WIDTH / 2, HEIGHT / 2)
        self.setAccessibleName(_("Damage on the car"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: BodyMarks) -> None:
        """Other marks."""
        self.marks = marks
        self.setAccessibleName(_("Damage on the car"))
        self.setAccessibleDescription(marks.told())
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as a form, as high as the five views need."""
        return QSize(480, 290)

    def minimumSizeHint(self) -> QSize:
        """Smaller, a finger misses the place."""
        return QSize(300, 290)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The place that was pressed."""
        spot = self._spot(event.position())
        self._press(spot.x(), spot.y())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may be dropped onto a mark."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A picture for the mark that lies there."""
        spot = self._spot(event.position())
        self.dropped.emit(event.mimeData(), spot.x(), spot.y())
        event.acceptProposedAction()

    def _spot(self, place: QPointF) -> QPointF:
        """A place of the widget in the units of the sheet."""
        return (place - self._corner()) / self._scale()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cross, Space presses there, Backspace takes the last mark away."""
        steps = {
            Qt.Key.Key_Left: (-STEP, 0),
            Qt.Key.Key_Right: (STEP, 0),
            Qt.Key.Key_Up: (0, -STEP),
            Qt.Key.Key_Down: (0, STEP),
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._cross += QPointF(*steps[key])
            self.update()
        elif key == Qt.Key.Key_Space:
            self._press(self._cross.x(), self._cross.y())
        elif key == Qt.Key.Key_Backspace and self.marks.marks:
            last = self.marks.marks[-1]
            self._press(last.x, last.y)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The car, its views by name, the marks with their numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._corner())
        painter.scale(self._scale(), self._scale())
        for view in outline(self.marks.body):
            _draw(painter, view.body, fill="surface", ink="ink", wide=2.4)
            _draw(painter, view.glass, fill="accent-bg", ink="ink-2", wide=1.4)
            _draw(painter, view.lines, fill="", ink="ink-2", wide=1.4)
        for view in VIEWS:
            _title(painter, view.left, view.top, _(view.title))
        for number, mark in enumerate(self.marks.marks, 1):
            paint_mark(painter, mark, number)
        if self.hasFocus():
            self._paint_cross(painter)

    def _paint_cross(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.token("accent"), 3))
        x, y = self._cross.x(), self._cross.y()
        painter.drawLine(QPointF(x - 18, y), QPointF(x + 18, y))
        painter.drawLine(QPointF(x, y - 18), QPointF(x, y + 18))

    def _scale(self) -> float:
        return min(self.width() / WIDTH, self.height() / HEIGHT)

    def _corner(self) -> QPointF:
        return QPointF((self.width() - WIDTH * self._scale()) / 2, 0)


def paint_mark(painter: QPainter, mark: BodyMark, number: int) -> None:
    """The sign of the damage and its number, in the units of the sheet."""
    painter.setPen(QPen(paint.ink(Tone.BAD), 3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath()
    for name, numbers in SIGNS[mark.kind]:
        placed = [one + (mark.x, mark.y)[at % 2] for at, one in enumerate(numbers[:2])]
        if name == "M":
            path.moveTo(*placed)
        elif name == "L":
            path.lineTo(*placed)
        else:
            path.addEllipse(QPointF(*placed), numbers[2], numbers[2])
    painter.drawPath(path)
    disc = QRectF(mark.x + 12, mark.y - 34, 26, 26)
    paint.box(painter, disc, paint.ink(Tone.BAD), radius=13)
    font = theme.font("label", bold=True, scale=20 / theme.size("label"))
    words = disc.toRect()
    paint.text(painter, words, str(number), color="on-bad", font=font, align=paint.CENTER)


def _draw(
    painter: QPainter, commands: tuple[Command, ...], *, fill: str, ink: str, wide: float
) -> None:
    path = QPainterPath()
    for name, numbers in commands:
        if name == "M":
            path.moveTo(*numbers)
        elif name == "L":
            path.lineTo(*numbers)
        elif name == "C":
            path.cubicTo(*numbers)
        elif name == "O":
            path.addEllipse(QPointF(numbers[0], numbers[1]), numbers[2], numbers[2])
        else:
            path.closeSubpath()
    painter.setPen(QPen(theme.token(ink), wide))
    painter.setBrush(theme.token(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _title(painter: QPainter, left: int, top: int, words: str) -> None:
    font = theme.font("caption", scale=22 / theme.size("caption"))
    painter.setFont(font)
    painter.setPen(theme.token("ink-2"))
    painter.drawText(QPointF(left, top - 4 if top > 40 else top + 24), words)
