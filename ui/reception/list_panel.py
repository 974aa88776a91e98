"""A panel with a list that reads anew while it is in view."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.panel import Panel
from ui.parts.table import Table
from ui.shell.workspace.page import Shell


class ListPanel(Panel):
    """A closable panel around `table`; `shown`: it wants to stand in front of the others."""

    shown = Signal()

    def __init__(self, shell: Shell, table: Table, *, title: str, body: QWidget, name: str) -> None:
        super().__init__(title, body, closable=True, name=name)
        self.shell, self.work, self.table = shell, shell.work, table

    def begin(self) -> None:
        """Come to the front with the cursor in the list."""
        self.shown.emit()
        self.table.setFocus()
        self.reload()

    def reload(self) -> None:
        """Ask again while the panel is in view."""
        if self.isVisible():
            self.ask()

    def ask(self) -> None:
        """Ask for what the list shows."""
        raise NotImplementedError
