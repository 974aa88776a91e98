"""Where the data lie, the backups, and the way back."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app import data_folders, settings
from app.admin import backup, commands
from app.admin.backup import Backup, Restored
from app.admin.rules import Reason
from app.errors import Refused, Trouble
from app.formatting import joined
from app.long_work import WorkStopped
from app.records import Records
from app.settings import Settings
from app.text import N_, _
from ui.admin.backups import BackupPanel, backup_columns
from ui.admin.folder_line import FolderLine
from ui.admin.restore_question import RestoreQuestion
from ui.admin.section import SettingsSection
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.labels import Label
from ui.parts.layouts import boxed, hbox, stretched, vbox
from ui.parts.panel import rule, surface
from ui.parts.table import Table
from ui.shell.long_task import LongTask
from ui.shell.reader import Reader
from ui.shell.workspace.page import Shell


class Data(SettingsSection):
    """Everything that is slow runs behind the window.

    A restore asks in place and ends at the sign-in page.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.reader = Reader(self.reload, frozenset({"backup"}))  # a file, and no table
        self._folder = Path()
        choose = Button(
            _("Choose a folder…"), name="backup_folder_choose", clicked=self.choose_folder
        )
        self.store_line = FolderLine(_("Data"), "store_folder")
        self.folder_line = FolderLine(_("Backups"), "backup_folder", choose)
        icon = Icon.DATABASE_BACKUP
        self.back_up_button = Button(_("Back up now"), kind="primary", icon=icon, name="back_up")
        empty, columns = N_("No backup yet. Press “Back up now”."), backup_columns(self.work.now)
        self.table = Table(columns, empty=empty, name="backups_table", row_id="path")
        self.panel = BackupPanel()
        self.confirm = ConfirmBar(self)
        self.question = RestoreQuestion(self.confirm, shell.notices, self.restore)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        self.work.ask(settings.load, then=self._learn, topic=self)

    def back_up(self) -> None:
        self.back_up_button.setEnabled(False)
        records, now = self.work.records, self.work.now()
        with self.work.long.lasting(LongTask(_("Making the backup"))):
            self.work.run(_make, records, self._folder, now, then=self._made, failed=self._free)

    def check(self) -> None:
        row = self.table.current()
        if row is not None:
            self.panel.say(_("Reading the backup…"))
            again = partial(self.panel.show_backup, row)
            with self._reading():
                self.work.run(
                    _is_sound, row.path, then=self.panel.judge, failed=lambda _error: again()
                )

    def ask_restore(self) -> None:
        """Reads the backup first, so that the question tells whose it is."""
        row, store = self.table.current(), self.work.records.place
        if row is None:
            return
        if not isinstance(store, Path):
            self.question.ask(row, None)
            return
        self.panel.say(_("Reading the backup…"))

        def failed(error: object) -> None:
            if isinstance(error, WorkStopped):
                self.panel.show_backup(row)
            else:
                self.panel.judge(False)

        asked = partial(self.question.ask, row)
        with self._reading():
            self.work.run(
                backup.compare, store, row.path, then=asked, refuse=self._refuse, failed=failed
            )

    def restore(self, row: Backup) -> None:
        """Noted in the store that goes, then done, then noted in the store that came."""
        self.panel.restore_button.setEnabled(False)
        self.work.act(
            commands.note_restore,
            row.path.name,
            then=lambda _done: self._replace(row),
            refuse=self._refuse,
        )

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Folder for backups"), str(self._folder))
        if name:
            told = {"backup_folder": name}
            self.work.act(commands.save_settings, told, then=self._tell_saved)

    def _reading(self) -> AbstractContextManager[None]:
        return self.work.long.lasting(LongTask(_("Reading the backup")))

    def _tell_saved(self, _done: object) -> None:
        self.shell.notices.say(_("Saved."))

    def _replace(self, row: Backup) -> None:
        with self.work.long.lasting(LongTask(_("Restoring the backup"))):
            self.work.run(
                backup.restore_open,
                self.work.records,
                row.path,
                at=self.work.now(),
                then=self._restored,
                refuse=self._refuse,
                failed=self._free,
            )

    def _restored(self, done: Restored) -> None:
        self._free()
        kept = done.aside.name if done.aside else ""
        told = _("Restored. What was there is kept in {folder}.").format(folder=kept)
        look = _("Look through the roles of your colleagues.")
        self.shell.notices.say(joined(told, look, self.question.managers, by=" "))
        leave = self.window().switch_asked.emit
        # who restored may be unknown in the store that came: then only the old one tells of it
        self.work.act(
            commands.note_restore, kept, then=lambda _done: leave(), refuse=lambda _refused: leave()
        )

    def _refuse(self, refused: Refused) -> None:
        self._free()
        self.shell.notices.refuse(refused)

    def _free(self, _error: object = None) -> None:
        self.back_up_button.setEnabled(True)
        self.panel.restore_button.setEnabled(True)

    def _made(self, made: Backup) -> None:
        self._free()
        self.work.act(commands.note_backup, made.path.name)
        self.shell.notices.say(_("Backed up and read again."))
        self._list()

    def _learn(self, rules: Settings) -> None:
        store = self.work.records.place
        self._folder = backup.folder_of(store, rules)
        here = store if isinstance(store, Path) else data_folders.local_folder(store)
        self.store_line.show_place(here, str(store))
        self.folder_line.show_place(self._folder)
        self._list()

    def _list(self) -> None:
        self.work.run(backup.backups, self._folder, then=self._show, topic=self.table)

    def _show(self, rows: list[Backup]) -> None:
        self.table.show_rows(rows)
        if self.table.current() is None and rows:
            self.table.select(rows[0].path)

    def _connect(self) -> None:
        self.back_up_button.clicked.connect(self.back_up)
        self.panel.check_button.clicked.connect(self.check)
        self.panel.restore_button.clicked.connect(self.ask_restore)
        self.table.chosen.connect(self.panel.show_backup)

    def _lay_out(self) -> None:
        told = _("A backup is made every four hours of use and when the program closes.")
        head = hbox(stretched(Label(told, "muted", wrap=True)), self.back_up_button)
        places = (self.store_line, self.folder_line, rule())
        body = vbox(*places, head, self.confirm, stretched(self.table), margins=(0, 1, 0, 0))
        self.lay_out(surface(boxed(body)), self.panel)


def _make(records: Records, folder: Path, at: datetime) -> Backup:
    made = backup.back_up(records, folder, at=at, reason=Reason.BY_HAND)
    backup.thin(folder, at=at, store=made.store)
    return made


def _is_sound(path: Path) -> bool:
    try:
        backup.verify(path)
    except Trouble:
        return False
    return True
