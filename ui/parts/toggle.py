"""Yes or no, as a box with a tick."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts import paint
from ui.parts.access_label import paint_sign, width_behind
from ui.parts.ring import ring_on_focus


class Toggle(QAbstractButton):
    """Yes or no, with its own words beside it."""

    edited = Signal()

    def __init__(self, text: str = "", *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = ""
        self.setCheckable(True)
        self.setText(text)
        self.setToolTip(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.edited)
        ring_on_focus(self)

    def value(self) -> bool:
        """On or off."""
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Switches; this is no edit."""
        self.setChecked(bool(value))

    def told(self) -> str:
        """Yes or no."""
        return _("Yes") if self.isChecked() else _("No")

    def problem(self) -> str:
        """A switch cannot be unclear."""
        return ""

    def draft(self) -> object:
        """On or off."""
        return self.isChecked()

    def restore(self, draft: object) -> None:
        """On or off."""
        self.setChecked(bool(draft))

    def show_sign(self, sign: str) -> None:
        """Its Alt key."""
        self._sign = sign
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Box, gap, words with their sign."""
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text())
        words += width_behind(self.text(), self._sign, metrics=metrics)
        width = theme.size("icon") + words + 2 * theme.size("space-2")
        return QSize(width, theme.size("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box with a tick; the words are part of the target."""
        painter, extent, on = QPainter(self), theme.size("icon"), self.isChecked()
        square = QRect(2, (self.height() - extent) // 2, extent, extent)
        line = QPen(theme.token(Tone.ACCENT if on else "ink-2"), 1.5)
        inner = QRectF(square).adjusted(0.75, 0.75, -0.75, -0.75)
        paint.box(painter, inner, Tone.ACCENT if on else "surface", line=line, radius=4)
        if on:
            tick = square.adjusted(2, 0, -2, 0)
            paint.icon(painter, tick, Icon.CHECK, tone="on-accent", extent=extent - 4)
        words = self.rect().adjusted(square.right() + theme.size("space-2"), 0, 0, 0)
        color = "ink" if self.isEnabled() else "ink-2"
        paint.text(painter, words, self.text(), color=color, font=self.font())
        if self._sign:
            paint_sign(painter, words, text=self.text(), sign=self._sign)
