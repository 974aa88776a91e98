"""The first paint, and the card on which the pages before the workspace stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.parts.labels import Chip, Label

PATIENCE_MS = 1000


class Splash(QWidget):
    """The first paint: the program's name in the middle, while the rest is made ready behind it."""

    seen = Signal()
    """Once: it is painted, or no screen has asked for it in a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = False
        QTimer.singleShot(PATIENCE_MS, self, self._tell)
        self._line = Label("", "muted")
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(product_name(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._line)
        column.addStretch(3)

    def say(self, text: str) -> None:
        self._line.say(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self.seen.emit()


def product_name() -> Label:
    label = Label(_("Dealer Desk"))
    label.setFont(theme.font("figure"))
    label.set_tone(Tone.ACCENT)
    return label


def centred(
    page: QWidget, parts: Sequence[QWidget], *, store: str = "", practice: bool = False
) -> QFrame:
    """The card that the pages of the entrance share.

    Name of the program above, the parts in it, air around.
    """
    card = QFrame(page, objectName="entranceCard")
    card.setProperty("surface", "card")
    card.setFixedWidth(theme.size("panel-max"))
    inside = QVBoxLayout(card)
    gap = theme.size("space-5")
    inside.setContentsMargins(gap, gap, gap, gap)
    inside.setSpacing(theme.size("space-3"))
    for part in parts:
        inside.addWidget(part)
    column = QVBoxLayout(page)
    column.setSpacing(theme.size("space-2"))
    column.addStretch(2)
    column.addWidget(product_name(), 0, Qt.AlignmentFlag.AlignHCenter)
    if store:
        column.addWidget(Label(store, "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
    if practice:
        column.addWidget(Chip(_("Practice store"), Tone.WARN), 0, Qt.AlignmentFlag.AlignHCenter)
    column.addSpacing(theme.size("space-3"))
    column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return card
