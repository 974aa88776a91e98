"""Green, amber, red: three round buttons of which one is lit, for hands in a workshop."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.labels import label
from app.tones import Tone
from db.inspection_words import Light
from ui import theme
from ui.icons import Icon
from ui.parts import paint
from ui.parts.layouts import hbox
from ui.parts.naming import named

DISC = 24
TONES = {Light.GREEN: Tone.GOOD, Light.AMBER: Tone.WARN, Light.RED: Tone.BAD}
SIGNS = {Light.GREEN: Icon.CHECK, Light.AMBER: Icon.TRIANGLE_ALERT, Light.RED: Icon.X}
"""The colour is never alone: each light has its sign."""


class Lights(QWidget):
    """An input whose value is a `Light`, or None; the lit button pressed again goes out."""

    edited = Signal()
    spoken_role = QAccessible.Role.Grouping

    def __init__(self, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "lights", says=says)
        self._buttons = {light: _LightButton(light, says) for light in Light}
        hbox(*self._buttons.values(), parent=self, spacing=None)
        self.layout().setSpacing(0)
        for light, button in self._buttons.items():
            button.clicked.connect(lambda _on, light=light: self._press(light))

    def value(self) -> Light | None:
        """The lit one."""
        return next((light for light, one in self._buttons.items() if one.isChecked()), None)

    def set_value(self, value: Light | None) -> None:
        """Another one; this is no edit."""
        for light, button in self._buttons.items():
            button.setChecked(light is value)

    def _press(self, light: Light) -> None:
        self.set_value(light if self._buttons[light].isChecked() else None)
        self.edited.emit()


class _LightButton(QAbstractButton):
    spoken_role = QAccessible.Role.RadioButton

    def __init__(self, light: Light, says: str) -> None:
        super().__init__()
        self._light = light
        self.setCheckable(True)
        named(self, f"light_{light.value}", says=f"{says}: {label(light)}")
        self.setToolTip(label(light))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """As wide as a finger, around a smaller disc."""
        return QSize(theme.size("target"), theme.size("target"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        disc = QRectF(0, 0, DISC, DISC)
        disc.moveCenter(QRectF(self.rect()).center())
        tone = TONES[self._light]
        if self.isChecked():
            paint.box(painter, disc, paint.ink(tone), radius=DISC / 2)
            sign = theme.icon(SIGNS[self._light], "on-bad", extent=14)
            sign.paint(painter, disc.toRect())
        else:
            ring = QPen(theme.token("field-line" if self.isEnabled() else "line"), 1.4)
            paint.box(painter, disc, "surface", line=ring, radius=DISC / 2)
        if self.hasFocus():
            around = disc.adjusted(-3, -3, 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.token(Tone.ACCENT), 2))
            painter.drawEllipse(around)


class LightShares(QWidget):
    """How many items show each light, as one bar: red, amber, green, and what is still open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "light_shares")
        self._counts: tuple[tuple[str, int], ...] = ()
        self.setFixedHeight(8)
        self.setMinimumWidth(80)

    def show_counts(self, counts: dict[Light, int], total: int, *, says: str) -> None:
        """Other counts; `says` tells them in words."""
        lit = [(str(TONES[light]), counts[light]) for light in reversed(Light)]
        self._counts = (*lit, ("line", total - sum(counts.values())))
        self.setAccessibleName(says)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0.0
        total = sum(count for _tone, count in self._counts) or 1
        for tone, count in self._counts:
            wide = self.width() * count / total
            painter.fillRect(QRectF(left, 0, wide - 1, self.height()), theme.token(tone))
            left += wide
