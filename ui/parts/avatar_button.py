"""A person as a button: avatar, name, and how they are, which opens their record."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.avatar import LARGE, avatar
from ui.parts.labels import plain_tooltip
from ui.parts.naming import named
from ui.parts.ring import ring_on_focus

WIDTH, WIDEST = 60, 84


class AvatarButton(QAbstractButton):
    """`ring` draws the edge of the avatar: busy, over the time, or free (dashed)."""

    def __init__(
        self,
        name: str,
        note: str,
        tone: Tone = Tone.NEUTRAL,
        *,
        ring: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "person", says=f"{name} {note}".strip())
        self._name, self._note, self._tone, self._ring = name, note, tone, ring
        self.setToolTip(plain_tooltip(self.accessibleName()))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        ring_on_focus(self)

    def sizeHint(self) -> QSize:
        """The avatar over two captions."""
        font = QFontMetrics(theme.font("caption"))
        widest = max(map(font.horizontalAdvance, (self._name, self._note))) + 4
        return QSize(max(WIDTH, min(WIDEST, widest)), LARGE + 2 * theme.size("space-4") + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names are cut with dots; the whole is in the tooltip."""
        painter, high = QPainter(self), theme.size("space-4")
        disc = QRect((self.width() - LARGE) // 2, 0, LARGE, LARGE)
        avatar(painter, disc, self._name, tone=self._tone, ring=self._ring)
        line = QRect(0, LARGE + 2, self.width(), high)
        paint.text(painter, line, self._name, color="ink", font="caption", align=paint.CENTER)
        quiet = self._tone in (Tone.NEUTRAL, Tone.ACCENT)
        ink = theme.token("ink-2") if quiet else paint.ink(self._tone)
        line.translate(0, high)
        paint.text(painter, line, self._note, color=ink, font="caption", align=paint.CENTER)
