"""Where the data lie, the backups, and the way back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app import settings
from app.errors import Refused
from app.house import backup, commands
from app.house.backup import Backup, Restored
from app.house.rules import Reason
from app.moments import local
from app.settings import Settings
from app.text import N_, _, ngettext
from ui.house.section import Section
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.panel import Panel, rule, surface
from ui.parts.table import Column, Table
from ui.parts.words import Label
from ui.shell import theme
from ui.shell.page import Shell

REASONS = {
    Reason.REGULAR: N_("by itself"),
    Reason.BY_HAND: N_("by hand"),
    Reason.BEFORE_UPGRADE: N_("before an upgrade"),
    Reason.BEFORE_RESTORE: N_("before a restore"),
}
MB = 1_000_000


class Data(Section):
    """Everything that is slow runs behind the window; a restore asks in place and ends at the door."""

    nouns = frozenset({"setting", "backup"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._folder = Path()
        self.store_label, self.folder_label = Label("", "body", elide=True), Label("", "body", elide=True)
        self.told = Label("", "muted", wrap=True)
        self.back_up_button = Button(_("Back up now"), kind="primary", icon="database-backup", name="back_up")
        self.table = Table(_columns(self.work.now), empty=N_("No backup yet. Press “Back up now”."), name="backups_table", row_id="path")
        self.check_button = Button(_("Check again"), icon="shield-check", name="backup_check")
        self.restore_button = Button(_("Restore…"), icon="rotate-ccw", name="backup_restore")
        self.facts = _at_the_top(self.told)
        self.panel = Panel(_("Backup"), self.facts, (), name="backup_panel")
        self.confirm = ConfirmBar(self)
        self._lay_out()
        self.back_up_button.clicked.connect(self.back_up)
        self.check_button.clicked.connect(self.check)
        self.restore_button.clicked.connect(self.ask_restore)
        self.table.chosen.connect(self._choose)
        self._choose(None)

    def reload(self) -> None:
        self.work.ask(settings.load, then=self._learn, topic=self)

    def take_focus(self) -> None:
        self.table.setFocus()

    def back_up(self) -> None:
        self.back_up_button.setEnabled(False)
        self.work.run(_make, self.work.records, self._folder, self.work.now(), then=self._made, failed=self._free)

    def check(self) -> None:
        row = self.table.current()
        if row is not None:
            self.told.say(_("Reading the backup…"))
            self.work.run(
                backup.verify, row.path, then=lambda _found: self._tell(row, checked=True), failed=lambda _error: self._tell_damaged()
            )

    def ask_restore(self) -> None:
        row = self.table.current()
        if row is not None:
            question = _("Put the store back to {time}? What was entered since then is set aside, and everybody signs in again.")
            self.confirm.ask(
                question.format(time=_moment(row.made_at)), act=_("Restore this backup"), then=lambda _reason: self.restore(row)
            )

    def restore(self, row: Backup) -> None:
        """Noted in the store that goes, then done, then noted in the store that came."""
        self.restore_button.setEnabled(False)
        self.work.act(commands.note_restore, row.path.name, then=lambda _done: self._replace(row), refuse=self._refuse)

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Folder for backups"), str(self._folder))
        if name:
            self.work.act(commands.save_settings, {"backup_folder": name}, then=lambda _done: self.shell.notices.say(_("Saved.")))

    def _replace(self, row: Backup) -> None:
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
        self.shell.notices.say(_("Restored. What was there is kept in {folder}.").format(folder=kept))
        self.window().switch_asked.emit()

    def _refuse(self, refused: Refused) -> None:
        self._free()
        self.shell.notices.refuse(refused)

    def _free(self, _error: object = None) -> None:
        self.back_up_button.setEnabled(True)
        self.restore_button.setEnabled(True)

    def _made(self, made: Backup) -> None:
        self._free()
        self.work.act(commands.note_backup, made.path.name)
        self.shell.notices.say(_("Backed up and read again."))
        self._list()

    def _learn(self, rules: Settings) -> None:
        store = Path(self.work.records.where)
        self._folder = backup.folder_of(store, rules)
        self.store_label.say(str(store))
        self.folder_label.say(str(self._folder))
        self._list()

    def _list(self) -> None:
        self.work.run(backup.backups, self._folder, then=self._show, topic=self.table)

    def _show(self, rows: list[Backup]) -> None:
        self.table.show_rows(rows)
        if self.table.current() is None and rows:
            self.table.select(rows[0].path)

    def _choose(self, row: Backup | None) -> None:
        self.panel.show_body(_("Backup"), self.facts, actions=(self.restore_button, self.check_button) if row is not None else ())
        self.told.say(_("Choose a backup to check or restore it. Managers and administrators may do this."))
        if row is not None:
            self._tell(row)

    def _tell(self, row: Backup, *, checked: bool = False) -> None:
        lines = [
            _("Made {time}, {reason}.").format(time=_moment(row.made_at), reason=_(REASONS[row.reason])),
            _("{size} MB in {name}").format(size=f"{row.size / MB:.1f}", name=row.path.name),
            _("Read through just now: every byte is as it was written.") if checked else _verified(row.verified),
            "",
            _("Restoring puts this state in the place of the store. The present one is set aside whole, so that it can be brought back."),
        ]
        self.told.say("\n".join(lines))

    def _tell_damaged(self) -> None:
        self.told.say(_("This backup is damaged. Use another one."))

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.size("space-1"), 0, 0)
        column.setSpacing(theme.size("space-2"))
        choose = Button(_("Choose a folder…"), name="backup_folder_choose")
        choose.clicked.connect(self.choose_folder)
        column.addLayout(self._place(_("Data"), self.store_label, "store_folder"))
        column.addLayout(self._place(_("Backups"), self.folder_label, "backup_folder", choose))
        column.addWidget(rule())
        column.addLayout(self._head())
        column.addWidget(self.confirm)
        column.addWidget(self.table, 1)
        self.lay_out(surface(body), self.panel)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label(_("A backup is made every four hours of use and when the program closes."), "muted", wrap=True), 1)
        row.addWidget(self.back_up_button)
        return row

    def _place(self, title: str, path: Label, name: str, *more: Button) -> QHBoxLayout:
        button = Button(_("Open folder"), icon="folder-open", name=name)
        button.clicked.connect(lambda: open_folder(Path(path.text())))
        row = QHBoxLayout()
        row.setSpacing(theme.size("space-2"))
        words = Label(title, "label")
        words.setMinimumWidth(theme.size("space-6") * 2)
        row.addWidget(words)
        row.addWidget(path, 1)
        for one in (button, *more):
            row.addWidget(one)
        return row


def _at_the_top(label: Label) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    edge = theme.size("space-1")
    column.setContentsMargins(edge, edge, edge, edge)
    column.addWidget(label)
    column.addStretch(1)
    return body


def open_folder(place: Path) -> None:
    """Shows the folder (that of a file) in the system's own program."""
    folder = place.parent if place.suffix else place
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _columns(now: Any) -> tuple[Column, ...]:
    return (
        Column("made_at", N_("Made"), width=144, ink=True, text=_moment),
        Column("age", N_("Age"), width=96, get=lambda row: row.made_at, text=lambda at: _age(at, now()), align="right"),
        Column("size", N_("Size"), width=88, align="right", text=lambda size: f"{size / MB:.1f} MB"),
        Column("reason", N_("Why"), stretch=True, width=112, text=lambda reason: _(REASONS[reason])),
        Column("verified", N_("State"), width=120, chip=True, text=_state, tone=lambda row: "good" if row.verified else "bad"),
    )


def _make(records: Any, folder: Path, at: datetime) -> Backup:
    made = backup.back_up(records, folder, at=at, reason=Reason.BY_HAND)
    backup.thin(folder, at=at)
    return made


def _moment(at: datetime) -> str:
    return f"{local(at):%Y-%m-%d %H:%M}"


def _age(at: datetime, now: datetime) -> str:
    hours = max(int((now - at).total_seconds() // 3600), 0)
    if hours < 48:
        return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    return ngettext("{count} day", "{count} days", hours // 24).format(count=hours // 24)


def _state(verified: bool) -> str:
    return _("Verified") if verified else _("Not verified")


def _verified(verified: bool) -> str:
    return (
        _("Read again when it was made.") if verified else _("Its manifest is missing or does not agree. Check it before you rely on it.")
    )
