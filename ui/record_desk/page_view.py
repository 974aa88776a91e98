"""A view of a page with several views that is no list of records."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.shell.reader import Reader
from ui.shell.workspace.page import Shell


class PageView(QWidget):
    """Asks and shows by itself; `beside` stands where a list has its search."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self.reader = Reader(self.reload)
        self.beside = QWidget()

    def reload(self) -> None:
        """Ask again for what is shown."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Where the next key should land."""
        self.setFocus()

    def find(self) -> None:
        """Ctrl+F: what is shown is narrowed."""
        self.take_focus()
