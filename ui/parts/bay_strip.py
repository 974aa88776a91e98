"""The bays as slots and the technicians as avatars: who stands where, who is free."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.naming import named

HIGH, LEAST, MOST, BAR = 68, 92, 168, 4


@dataclass(frozen=True, slots=True)
class BaySlot:
    """One bay. `used` of `allowed` hours are drawn as a bar; `card` is the id of its car."""

    name: str
    plate: str = ""
    note: str = ""
    share: float = 0.0
    tone: Tone = Tone.ACCENT
    card: int | None = None

    def spoken(self) -> str:
        """The slot in one breath."""
        return " ".join(part for part in (self.name, self.plate or _("free"), self.note) if part)


class BayStrip(QWidget):
    """Slots side by side, as wide as they have room; `opened` names the card of the pressed one."""

    opened = Signal(int)

    spoken_role = QAccessible.Role.Graphic

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "bay_strip")
        self.slots: tuple[BaySlot, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_slots(self, slots: Sequence[BaySlot]) -> None:
        """The bays of this moment."""
        if tuple(slots) == self.slots:
            return
        self.slots = tuple(slots)
        self.setAccessibleName("; ".join(slot.spoken() for slot in self.slots))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for every bay."""
        return QSize(len(self.slots) * LEAST, HIGH)

    def minimumSizeHint(self) -> QSize:
        """A few bays; the others are cut at the right."""
        return QSize(4 * LEAST, HIGH)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The card of the slot that was pressed."""
        for rect, slot in zip(self._rects(), self.slots, strict=True):
            if rect.contains(event.position()) and slot.card is not None:
                self.opened.emit(slot.card)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A taken bay is a card, a free one a dashed place."""
        painter = QPainter(self)
        for rect, slot in zip(self._rects(), self.slots, strict=True):
            (self._taken if slot.plate else self._free)(painter, rect, slot)

    def _rects(self) -> list[QRectF]:
        gap = theme.size("space-2")
        room = (self.width() + gap) / max(1, len(self.slots))
        wide = max(1.0, min(MOST, room - gap))
        return [QRectF(at * (wide + gap), 0, wide, HIGH) for at in range(len(self.slots))]

    def _taken(self, painter: QPainter, rect: QRectF, slot: BaySlot) -> None:
        line = QPen(theme.token("line"), 1)
        paint.box(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), "surface", line=line, radius=8)
        inner = rect.toRect().adjusted(8, 6, -8, 0)
        inner.setHeight(18)
        ink = paint.ink(slot.tone) if slot.tone in (Tone.BAD, Tone.WARN) else theme.token("ink-2")
        paint.text(painter, inner, slot.name, color="ink-2", font="caption")
        rest = inner.adjusted(painter.fontMetrics().horizontalAdvance(slot.name) + 6, 0, 0, 0)
        note = _shortened(slot.note, painter.fontMetrics(), rest.width())
        paint.text(painter, rest, note, color=ink, font="caption", align=paint.RIGHT)
        plate = QRect(inner.left(), inner.bottom() + 2, inner.width(), 20)
        paint.text(
            painter, plate, slot.plate, color="ink", font=_fitting(slot.plate, plate.width())
        )
        track = QRectF(inner.left(), rect.bottom() - 13, inner.width(), BAR)
        paint.box(painter, track, "line", radius=2)
        track.setWidth(max(BAR, track.width() * min(1.0, slot.share)))
        paint.box(painter, track, paint.ink(slot.tone), radius=2)

    def _free(self, painter: QPainter, rect: QRectF, slot: BaySlot) -> None:
        line = QPen(theme.token("field-line"), 1, Qt.PenStyle.DashLine)
        paint.box(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), "canvas", line=line, radius=8)
        inner = rect.toRect().adjusted(10, 6, -10, 0)
        inner.setHeight(18)
        paint.text(painter, inner, slot.name, color="ink-2", font="caption")
        words = QRect(inner.left(), inner.bottom() + 2, inner.width(), 20)
        paint.text(painter, words, _("free"), color=paint.ink(Tone.GOOD), font="body")


def _shortened(note: str, metrics: QFontMetrics, room: int) -> str:
    """As much of the hours as stands beside the name; without them the bar tells."""
    forms = (note, note.replace(" / ", "/"))
    return next((one for one in forms if metrics.horizontalAdvance(one) < room - 1), "")


def _fitting(words: str, room: int) -> QFont:
    """The largest bold face in which a plate is whole: it is never cut."""
    for role in ("body", "label", "caption"):
        font = theme.font(role, bold=True)
        if QFontMetrics(font).horizontalAdvance(words) <= room:
            return font
    return theme.font("caption", bold=True, scale=10 / 12)
