"""The card on which the pages before the workspace stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.parts.labels import Chip, Label
from ui.parts.layouts import Placed, aligned, gap, stretch, vbox


def product_name() -> Label:
    """The name of the program as the pages before the workspace show it."""
    return Label(_("Dealer Desk"), "figure", tone=Tone.ACCENT)


def centred(
    page: QWidget,
    parts: Sequence[QWidget],
    *,
    store: str = "",
    practice: bool = False,
    width: int = 0,
) -> QFrame:
    """The card that the pages before signing in share, under the name of the program."""
    card = QFrame(page, objectName="startCard")
    card.setProperty("surface", "card")
    card.setFixedWidth(width or theme.size("panel-max"))
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
