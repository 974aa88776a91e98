"""Where something lies on this PC, with a button that shows the folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.text import _
from ui import theme
from ui.parts.buttons import Button
from ui.parts.folders import open_folder
from ui.parts.labels import Label, plain_tooltip
from ui.parts.layouts import hbox, stretched


class FolderLine(QWidget):
    """A word, the path, buttons."""

    def __init__(self, title: str, name: str, *more: Button) -> None:
        super().__init__()
        self._place = Path()
        self._path = Label("", "body", elide=True)
        self.button = Button(_("Open"), name=name, clicked=self.open)
        words = Label(title, "label")
        words.setMinimumWidth(theme.size("space-6") * 2)
        hbox(words, stretched(self._path), self.button, *more, parent=self)

    def show_place(self, place: Path, text: str = "") -> None:
        """Another place; `text` where it is called otherwise, as a server is."""
        self._place = place
        self._path.say(text or str(place))
        self._path.setToolTip(plain_tooltip(text or str(place)))

    def open(self) -> None:
        """Shows the folder (that of a file) in the system's own program."""
        open_folder(self._place)
