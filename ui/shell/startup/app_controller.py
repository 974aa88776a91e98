"""The program at work: ties the window to the store once the records are open.

Imported only after the first paint.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app import data_folders, settings
from app.errors import Cause, Trouble
from app.failure_texts import FailureNotice
from app.formatting import clock
from app.long_work import WorkStopped
from app.settings import Settings
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from ui.shell.long_task import LongTask
from ui.shell.progress import ProgressLines
from ui.shell.startup.app_state import AppState
from ui.shell.startup.backups import Backups
from ui.shell.startup.health import Health

if TYPE_CHECKING:
    from app.admin.sign_in_queries import Entering
    from app.data_folders import StorePlace
    from app.records import Records
    from ui.shell.editing.drafts import Drafts
    from ui.shell.startup.app_state import AppStates
    from ui.shell.startup.backend import Backend
    from ui.shell.startup.recovery import Recovery
    from ui.shell.startup.sign_in_flow import SignInFlow
    from ui.shell.work import Work
    from ui.shell.workspace.page import Shell
    from ui.shell.workspace.window import Window


class AppController(QObject):
    """From opening the records to the last backup."""

    ready = Signal()
    """The door is open: first start or sign-in is shown."""

    def __init__(
        self,
        sign_in_flow: SignInFlow,
        work: Work,
        drafts: Drafts,
        *,
        house: Backend,
        store: StorePlace,
    ) -> None:
        super().__init__(sign_in_flow)
        self.sign_in_flow = sign_in_flow
        self.states: AppStates = sign_in_flow.states
        self._window = self.states.window
        self._work = work
        self._drafts = drafts
        self._window.store_state = work.connection
        self._house = house
        self._own = store
        self._path = store
        self._records: Records | None = None
        self._shell: Shell | None = None
        self._only_read: Trouble | None = None
        """Why the store that is open takes nothing; None where it can be written."""
        self.backups = Backups(work, self)
        self.progress = ProgressLines(work, self._window.notices, self)
        self.health = Health(work, self._window.notices, self)
        self._hears_alt = False
        self._recovery: Recovery | None = None
        self.states.back_up = self._back_up
        self._listen()

    def open(self, path: StorePlace | None = None) -> None:
        """Open the store (or try again) behind the window.

        A trouble becomes a banner whose button comes back here.
        """
        is_left = path is not None and path != self._own and self._path == self._own
        if is_left and self.backups.make_before(partial(self.open, path)):
            self.states.say(AppState.SPLASH, _("Backing up…"))
            return
        self._path = path or self._path
        self._window.notices.retry = self._retry
        is_own = self._path == self._own
        text = _("Opening…") if is_own else _("Preparing the practice store…")
        if not self.sign_in_flow.greets:
            self.states.say(AppState.SPLASH, text)
        # an upgrade of the own store is carried to its end; the practice store may be given up
        with nullcontext() if is_own else self._work.long.lasting(LongTask(text)):
            self._work.run(
                self._open, self._path, self._work.now(), then=self._opened, failed=self._fail
            )

    def let_go(self) -> None:
        """After the last gesture: the file is free for whoever comes next."""
        if self._records is not None:
            self._records.close()

    def _listen(self) -> None:
        window, work, notices = self._window, self._work, self._window.notices
        notices.listen(work)
        work.changed.connect(self._heed)
        self._drafts.restored.connect(self._tell_restored)
        self._drafts.failed.connect(self._tell_unkept)
        self.sign_in_flow.entered.connect(self._enter)
        self.sign_in_flow.failed.connect(self._fail)
        self.sign_in_flow.practice_asked.connect(
            lambda: self.open(data_folders.practice_file(self._own))
        )
        self.sign_in_flow.paired.connect(self._reopen)
        self.sign_in_flow.own_asked.connect(lambda: self.open(self._own))
        self.backups.known.connect(lambda _at: self._show_status())
        self.backups.running.connect(self._show_busy)
        window.rebuilt.connect(self._furnish)

    def _fail(self, error: object) -> None:
        if isinstance(error, WorkStopped):
            self.open(self._own)
        elif isinstance(error, Trouble):
            self._work.leave()
            self._records = None
            self._recover(error)

    def _recover(self, trouble: Trouble) -> None:
        from ui.shell.startup.recovery import Recovery

        if self._recovery is None:
            self._recovery = Recovery(self.states, self._work)
            self._recovery.reopen.connect(self._reopen)
        self._recovery.show(trouble, self._path)

    def _retry(self) -> None:
        """The button of a trouble: whoever works sees the page read anew."""
        if self.states.state is AppState.WORKING:
            self._window.notices.clear("trouble")
            self._window.workspace.reload()
        else:
            self.open()

    def _reopen(self, path: StorePlace) -> None:
        self._own = self._own if data_folders.is_practice(path) else path
        self.open(path)

    def _open(self, path: StorePlace, at: datetime) -> Records:
        is_new = data_folders.is_missing(path)
        if is_new and str(path) in self._window.workstation.stores:
            raise Trouble(Cause.GONE, str(path))
        try:
            records = self._house.open(path)
        except Trouble as trouble:
            if self._house.open_to_read is None or not _is_only_read(trouble, path):
                raise
            self._only_read = trouble
            return self._house.open_to_read(path)
        self._only_read = None
        if path != self._own and is_new:
            self._house.practise(records, at)
        return records

    def _opened(self, records: Records) -> None:
        if self._records is not None:
            self._records.close()
        self._records, self._shell = records, None
        self._window.notices.clear("trouble")
        place = self._path.absolute() if isinstance(self._path, Path) else self._path
        self._window.place = str(place)
        self._work.open(records)
        if self._only_read is not None:
            self._work.connection.lose(self._only_read)
        self.sign_in_flow.password_hint = (
            self._house.practice_password if self._path != self._own else ""
        )
        self.sign_in_flow.open()
        self.ready.emit()
        if not self._hears_alt:
            self._hears_alt = True
            self._work.run(_import_access_keys, then=partial(_hear_alt, self._window))

    def _enter(self, entering: Entering) -> None:
        from ui.shell.printing.print_flow import Printing
        from ui.shell.workspace.page import Shell

        if self._shell is None:
            notices, workstation = self._window.notices, self._window.workstation
            printing = Printing(self._work, workstation, notices, lambda: self._window.workspace)
            self._shell = Shell(
                self._work,
                entering.rules,
                workstation,
                notices,
                printing,
                self._drafts,
                self._window.open_record,
                self._window.cover_screen,
            )
        self._shell.settings, self._shell.views = entering.rules, entering.views
        assert self._records is not None
        self.backups.watch(self._records, entering.rules)
        self.health.watch(self._records)
        self._window.workstation.remember_store(str(self._path))
        self.states.work(self._shell)

    def _furnish(self) -> None:
        """The header and the foot are new: tie them to the records."""
        window = self._window
        window.notices.show_connection(self._work.connection)
        if window.header is None or window.workspace is None or window.status is None:
            return
        from ui.shell.workspace.search_controller import SearchController

        header, place = window.header, window.workspace
        finding = SearchController(header.search, self._work, place, header.menu)
        finding.chosen.connect(window.workspace.open_record)
        self._work.saved.connect(window.status.show_saved)
        self._show_status()

    def _heed(self, nouns: frozenset[str]) -> None:
        if self._shell is not None and nouns & {Noun.SETTING, "*"}:
            self._work.ask(settings.load, then=self._take_rules, topic=self)

    def _take_rules(self, rules: Settings) -> None:
        if self._shell is not None and self._records is not None:
            self._shell.settings = rules
            self.backups.watch(self._records, rules)

    def _show_status(self) -> None:
        if self._window.status is not None:
            self._window.status.show_backup(self.backups.newest, self._work.now())

    def _show_busy(self, busy: bool) -> None:
        if self._window.status is not None:
            self._window.status.show_busy(_("Backing up…") if busy else "")

    def _tell_restored(self, _name: str, at: datetime) -> None:
        text = _("What was typed at {time} and not saved is here again.")
        self._window.notices.say(text.format(time=clock(at)), Tone.ACCENT)

    def _tell_unkept(self, _error: object) -> None:
        told = FailureNotice(
            _("Drafts cannot be kept just now."),
            _("Save what you type soon; free some space on the disk."),
            tone=Tone.WARN,
        )
        self._window.notices.banner("drafts", told, closable=True)

    def _back_up(self) -> bool:
        """What the end waits for, where something was saved that no backup holds."""
        if not self.backups.is_needed():
            return False
        self.states.say(
            AppState.CLOSING,
            _("Backing up… the program closes by itself. Close again to skip."),
        )
        self.backups.make(then=self.states.end, failed=self._stay)
        return True

    def _stay(self, _error: object) -> None:
        """The banner says why; whoever closes again leaves without the backup."""
        self.states.say(AppState.CLOSING, _("The backup failed. Close again to leave without it."))


def _import_access_keys() -> None:
    """On the slow worker: forms and papers, which nobody needs to sign in."""
    import ui.shell.workspace.access_keys  # noqa: F401


def _hear_alt(window: Window, _nothing: object) -> None:
    from ui.shell.workspace.access_keys import AccessKeys

    AccessKeys(window)


def _is_only_read(trouble: Trouble, path: StorePlace) -> bool:
    """True for the file of a store, existing and readable, on a disk that takes nothing."""
    is_file = isinstance(path, Path) and path.is_file()
    return trouble.cause is Cause.READ_ONLY and is_file
