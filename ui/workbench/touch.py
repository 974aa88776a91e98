"""Buttons that a finger in a glove finds."""

from typing import Any

from PySide6.QtWidgets import QSizePolicy

from ui import theme
from ui.parts.buttons import Button


class TouchButton(Button):
    """A button of at least 56 pixels that saves at once."""

    def __init__(self, text: str, kind: str = "quiet", **more: Any) -> None:
        super().__init__(text, None, kind, saves=True, **more)
        self.setProperty("touch", "true")
        self.setMinimumSize(2 * theme.size("touch"), theme.size("touch"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
