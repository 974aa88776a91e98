"""The papers that were given out for a record, in a menu, each as it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.admin.commands import count_print
from app.admin.kept_papers import KeptPaper, copied
from app.text import N_, _
from ui.icons import Icon
from ui.parts.menu_button import MenuAct, MenuButton
from ui.record_desk.declaration import KeptRead
from ui.shell.printing.print_flow import Keep, PaperTask

if TYPE_CHECKING:
    from ui.shell.workspace.page import Shell

KEPT_PAPERS = N_("Kept papers")


class KeptPapers(QObject):
    """Asks for the papers when somebody wants them, then opens their menu."""

    def __init__(self, shell: Shell, read: KeptRead, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._read = shell, read
        self._found: Sequence[KeptPaper] = ()
        self.menu = MenuButton("", self._acts, icon=Icon.FILE_TEXT, name="kept", parent=parent)
        self.menu.hide()

    def open_for(self, record_id: int, *, at: QWidget) -> None:
        """The menu of a record's papers at a button."""
        work = self._shell.work
        about = {"at": work.now(), "then": partial(self._open, at)}
        work.ask(self._read.papers, record_id, work.actor, **about, topic=(self, "papers"))

    def print_again(self, paper: KeptPaper) -> None:
        """One more copy of a paper as it was given out; that it was printed is noted."""
        name = f"kept-paper-{paper.id}"
        count = Keep(count_print, lambda _facts, _pdf: (paper.kind, name))
        task = PaperTask(paper.kind, name, copied, count)
        viewer = self._shell.work.actor
        self._shell.printing.print(task, self._read.copy, paper, name, viewer=viewer)

    def _open(self, at: QWidget, found: Sequence[KeptPaper]) -> None:
        self._found = found
        self.menu.open_menu(at=at)

    def _acts(self) -> list[MenuAct]:
        if not self._found:
            return [MenuAct("kept_none", _("No paper was printed yet"))]
        return [
            MenuAct(f"kept_{one.id}", one.told, partial(self.print_again, one))
            for one in self._found
        ]
