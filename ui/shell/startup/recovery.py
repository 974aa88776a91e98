"""From a store that cannot be opened back to one that can.

Shows the ways and goes the one that is chosen.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app import data_folders
from app.admin import backup, stores
from app.errors import CUT_OFF, Cause
from app.text import _
from ui.shell.long_task import LongTask
from ui.shell.startup.app_state import AppState
from ui.shell.startup.open_failed_page import OpenFailedPage

if TYPE_CHECKING:
    from app.data_folders import StorePlace
    from app.errors import Refused, Trouble
    from ui.shell.startup.app_state import AppStates
    from ui.shell.work import Work


AGAIN_MS = 3000
RETURNING = CUT_OFF - {Cause.BUSY, Cause.DISK}
"""Causes that may end without anybody at this PC; the rest would only fail again when opened."""


class Recovery(QObject):
    """`reopen(path)` says which store to try next: what was chosen, or what is there again."""

    reopen = Signal(object)

    def __init__(self, states: AppStates, work: Work) -> None:
        super().__init__(states)
        self._states = states
        self._window = states.window
        self._work = work
        self._awaited: tuple[OpenFailedPage, StorePlace] | None = None
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._look)

    def show(self, trouble: Trouble, path: StorePlace) -> None:
        """The page with every way on; the newest verified backup beside the data is offered."""
        self._window.notices.clear("trouble")
        self._work.run(
            backup.newest,
            data_folders.local_folder(path) / backup.FOLDER,
            store=stores.mark_of(path),
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
        self._awaited = (page, path) if trouble.cause in RETURNING else None
        self._again.start()

    def _look(self) -> None:
        """Behind the page, which stays as it is until the store can be opened."""
        page, path = self._awaited or (None, None)
        if page is not None and path is not None and self._states.page is page:
            self._work.run(stores.is_there, path, then=self._go_on)

    def _go_on(self, answers: bool) -> None:
        page, path = self._awaited or (None, None)
        if page is None or self._states.page is not page:
            return
        if answers:
            self.reopen.emit(path)
        else:
            self._again.start()

    def _choose(self, path: Path) -> None:
        self._window.workstation.change(database=str(path))
        self.reopen.emit(path)

    def _restore(self, path: Path, chosen: backup.Backup) -> None:
        def done(_restored: object) -> None:
            self.reopen.emit(path)

        def refused(refused: Refused) -> None:
            self._window.notices.refuse(refused)

        with self._work.long.lasting(LongTask(_("Restoring the backup"))):
            self._work.run(
                backup.restore, path, chosen.path, at=self._work.now(), then=done, refuse=refused
            )
