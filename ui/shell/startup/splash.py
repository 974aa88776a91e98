"""The first paint, and the card on which the pages before the workspace stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.parts.labels import Chip, Label
from ui.parts.layouts import Placed, aligned, gap, stretch, vbox

PATIENCE_MS = 1000


class Splash(QWidget):
    """Shows the product's name while the program is being loaded."""

    seen = Signal()
    """Once: it is painted, or no screen has asked for it in a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = False
        QTimer.singleShot(PATIENCE_MS, self, self._tell)
        self._line = Label("", "muted")
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        vbox(stretch(2), in_the_middle(product_name()), self._line, stretch(3), parent=self)

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
    """The name of the program as the pages before the workspace show it."""
    return Label(_("Dealer Desk"), "figure", tone=Tone.ACCENT)


def centred(
    page: QWidget, parts: Sequence[QWidget], *, store: str = "", practice: bool = False
) -> QFrame:
    """The card that the pages before signing in share, under the name of the program."""
    card = QFrame(page, objectName="startCard")
    card.setProperty("surface", "card")
    card.setFixedWidth(theme.size("panel-max"))
    vbox(*parts, parent=card, spacing=3, margins=5)
    names: list[QWidget] = [product_name()]
    if store:
        names.append(Label(store, "muted"))
    if practice:
        names.append(Chip(_("Practice store"), Tone.WARN))
    middle = (in_the_middle(part) for part in names)
    vbox(stretch(2), *middle, gap(3), in_the_middle(card), stretch(3), parent=page, margins=2)
    return card


def in_the_middle(part: QWidget) -> Placed:
    """A part in the middle of its column, as wide as it wants to be."""
    return aligned(part, Qt.AlignmentFlag.AlignHCenter)
