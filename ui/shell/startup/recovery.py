"""From a store that cannot be opened back to one that can.

Shows the ways and goes the one that is chosen.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app import data_folders
from app.admin import backup
from ui.shell.startup.app_state import AppState
from ui.shell.startup.open_failed_page import OpenFailedPage

if TYPE_CHECKING:
    from app.data_folders import StorePlace
    from app.errors import Refused, Trouble
    from ui.shell.startup.app_state import AppStates
    from ui.shell.work import Work


class Recovery(QObject):
    """`reopen(path)` says which store to try next."""

    reopen = Signal(object)

    def __init__(self, states: AppStates, work: Work) -> None:
        super().__init__(states)
        self._states = states
        self._window = states.window
        self._work = work

    def show(self, trouble: Trouble, path: StorePlace) -> None:
        """The page with every way on; the newest verified backup beside the data is offered."""
        self._window.notices.clear("trouble")
        self._work.run(
            backup.newest,
            data_folders.local_folder(path) / backup.FOLDER,
            then=partial(self._offer, trouble, path),
        )

    def _offer(self, trouble: Trouble, path: StorePlace, newest: backup.Backup | None) -> None:
        page = OpenFailedPage(trouble, newest)
        page.again_asked.connect(lambda: self.reopen.emit(path))
        page.file_chosen.connect(self._choose)
        page.restore_asked.connect(partial(self._restore, path))
        page.quit_asked.connect(self._window.close)
        self._states.show(AppState.FAILED, page)
        page.take_focus()

    def _choose(self, path: Path) -> None:
        self._window.workstation.change(database=str(path))
        self.reopen.emit(path)

    def _restore(self, path: Path, chosen: backup.Backup) -> None:
        def done(_restored: object) -> None:
            self.reopen.emit(path)

        def refused(refused: Refused) -> None:
            self._window.notices.refuse(refused)

        self._work.run(
            backup.restore, path, chosen.path, at=self._work.now(), then=done, refuse=refused
        )
