"""The quiet line at the foot of the window.

It takes no focus, stops no key and goes away by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.text import language
from app.tones import Tone
from ui import theme
from ui.parts.buttons import Button
from ui.parts.labels import TONE_ICONS, Glyph, Label
from ui.parts.layouts import hbox

SHORT_MS = 5000
LONG_MS = 10000


class Toast(QFrame):
    """One line with an icon and at most one button; the next replaces it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, objectName="toast")
        self.setProperty("surface", "raised")
        self.setMinimumHeight(theme.size("row"))
        self._icon = Glyph(TONE_ICONS[Tone.GOOD], Tone.GOOD, parent=self)
        self._line = Label("")
        self._button: Button | None = None
        self._spoken = ""
        self._row = hbox(self._icon, self._line, parent=self, margins=(3, 1, 2, 1))
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        return self._line.text() if self.isVisibleTo(self.parentWidget()) else ""

    def show_line(
        self, text: str, tone: str, *, press: Callable[[], object] | None = None, button: str = ""
    ) -> None:
        self._spoken = language()
        self._line.say(text)
        self._icon.show_icon(TONE_ICONS[tone], tone)
        self._show_button(button, press)
        self._timer.start(LONG_MS if press or tone != Tone.GOOD else SHORT_MS)
        self.show()
        self._place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        elif event.type() == QEvent.Type.LanguageChange and self._spoken != language():
            # a line cannot be said again in other words: the moment is over
            self.hide()
        return False

    def enterEvent(self, event: QEvent) -> None:
        """Nobody should have to race a line that is being read."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start(SHORT_MS)
        super().leaveEvent(event)

    def _show_button(self, text: str, press: Callable[[], object] | None) -> None:
        if self._button is not None:
            self._row.removeWidget(self._button)
            self._button.hide()
            self._button.deleteLater()
            self._button = None
        if press is None:
            return

        def pressed() -> None:
            self.hide()
            press()

        self._button = Button(text, kind="plain", name="toastButton", clicked=pressed)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(self._button)
        # before the width is taken: a button that is not shown has none
        self._button.show()

    def _place(self) -> None:
        self.adjustSize()
        window = self.parentWidget()
        left = (window.width() - self.width()) // 2
        self.move(left, window.height() - self.height() - theme.size("row") - theme.size("space-4"))
        self.raise_()
