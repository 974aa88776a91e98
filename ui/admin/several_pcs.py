"""Which PCs work in the store: who keeps it, who is let in, and who no more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app import data_folders
from app.admin import queries
from app.errors import Refused
from app.server.sharing import Keeper, Sharing, SharingPc
from app.text import N_, _
from ui.admin.pc_panel import PcPanel, pc_columns
from ui.admin.section import SettingsSection
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.labels import Label
from ui.parts.layouts import boxed, hbox, stretched, vbox
from ui.parts.panel import rule, surface
from ui.parts.table import Table
from ui.shell.workspace.page import Shell

if TYPE_CHECKING:
    from app.server.pairing_code import PairingCode

LOOK_MS = 5000
"""Between two looks whether an invited PC has come in."""
KEPT = {
    Keeper.FILE: N_("Only this PC works in this store."),
    Keeper.MAIN_PC: N_("This PC is the main PC: others work in its store."),
    Keeper.OTHER_PC: N_("This PC works in the store of the main PC."),
    Keeper.SERVER: N_("This store lies on a server that somebody else looks after."),
}
ADVICE = {
    Keeper.FILE: (
        N_("To let other PCs work in it, make this PC the main PC:"),
        N_("1. It should have a fixed address in the house and be on all day."),
        N_("2. Install the server's part of this program, and close the program."),
        N_("3. Start this in a terminal, and leave it running:"),
    ),
    Keeper.MAIN_PC: (
        N_("Only the account that started “dealer-desk serve” can let PCs in and out."),
    ),
    Keeper.OTHER_PC: (N_("PCs are let in and out on the main PC. It makes the backups too."),),
    Keeper.SERVER: (N_("Logins and backups are made there."),),
}
AFTERWARDS = N_(
    "It moves the store into a server of its own, compares every row and keeps the old file. Then"
    " it shows the code for the first PC; the others are invited here."
)


class SeveralPcs(SettingsSection):
    """The list is the main PC's alone; on any other one it says where the store is kept."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.kept = Label("", "title", wrap=True)
        self.place = Label("", "muted", elide=True)
        self.advice = Label("", "body", wrap=True)
        self.command = Label("", "body", bold=True, wrap=True)
        self.copy_button = Button(_("Copy"), name="copy_command", clicked=self._copy)
        icon = Icon.PLUS
        self.invite_button = Button(_("Invite a PC"), kind="primary", icon=icon, name="invite_pc")
        self.table = Table(pc_columns(), empty=N_("No PC was invited yet."), name="pcs_table")
        self.panel = PcPanel()
        self.confirm = ConfirmBar(self)
        self._saves: dict[str, datetime] = {}
        self._timer = QTimer(self, interval=LOOK_MS)
        self._lay_out()
        self._timer.timeout.connect(self._look_again)
        self.invite_button.clicked.connect(self.invite)
        self.panel.revoke_button.clicked.connect(self.ask_revoke)
        self.table.chosen.connect(self.panel.show_pc)

    def reload(self) -> None:
        at = self.work.now()
        self.work.ask(queries.last_saves, at=at, then=self._learn, topic=self)

    def take_focus(self) -> None:
        (self.table if self.table.isVisible() else self).setFocus()

    def invite(self) -> None:
        from app.server import commands

        self.invite_button.setEnabled(False)
        self._act(commands.invite, then=self._show_code)

    def ask_revoke(self) -> None:
        row = self.table.current()
        if row is not None:
            question = _("Let {pc} in no more? Its program loses the store at once.")
            self.confirm.ask(
                question.format(pc=row.station or row.id),
                act=_("Let in no more"),
                reason=_("Why"),
                then=lambda reason: self.revoke(row, reason),
            )

    def revoke(self, row: SharingPc, reason: str) -> None:
        from app.server import commands

        self._act(commands.revoke, row.id, reason=reason, then=self._tell_revoked)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody waits for an invited PC to come in."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _act(self, command: Any, *args: Any, then: Any, **more: Any) -> None:
        folder = data_folders.local_folder(self.work.records.place)
        free = self._free
        self.work.act(command, folder, *args, then=then, refuse=self._refuse, failed=free, **more)

    def _show_code(self, code: PairingCode) -> None:
        self._free()
        self._list()
        self.panel.show_code(code, self.work.now())

    def _tell_revoked(self, name: str) -> None:
        self._free()
        self._list()
        self.shell.notices.say(_("{pc} is let in no more.").format(pc=name))

    def _refuse(self, refused: Refused) -> None:
        self._free()
        self.shell.notices.refuse(refused)

    def _free(self, _error: object = None) -> None:
        self.invite_button.setEnabled(True)

    def _learn(self, saves: dict[str, datetime]) -> None:
        self._saves = saves
        self._list()

    def _list(self) -> None:
        place, at = self.work.records.place, self.work.now()
        self.work.run(_look, place, self._saves, at, then=self._show, topic=self.table)

    def _look_again(self) -> None:
        """Without a sign that something is under way."""
        if self.table.isVisible() and self.work.connection.saves:
            place, saves, at = self.work.records.place, self._saves, self.work.now()
            self.work.look(
                lambda: _look(place, saves, at), then=self._show, failed=_forget, worker="slow"
            )

    def _show(self, found: Sharing) -> None:
        served = bool(found.address)
        self.kept.say(_(KEPT[found.keeper]))
        place = self.work.records.place
        self.place.say(_where(found, str(place)))
        self.advice.say("" if served else "\n".join(map(_, ADVICE[found.keeper])))
        self.advice.setVisible(not served)
        is_file = found.keeper is Keeper.FILE
        self.command.say(_serve(data_folders.local_folder(place)) if is_file else "")
        self.afterwards.setVisible(is_file)
        for part in (self.command, self.copy_button):
            part.setVisible(is_file)
        for part in (self.list, self.panel):
            part.setVisible(served)
        self.table.show_rows(found.pcs)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
        self.shell.notices.say(_("Copied."))

    def _lay_out(self) -> None:
        told = Label(_("A code is good for one PC and one hour."), "muted", wrap=True)
        head = hbox(stretched(told), self.invite_button)
        self.list = boxed(vbox(head, self.confirm, stretched(self.table)))
        self.afterwards = Label(_(AFTERWARDS), "muted", wrap=True)
        line = hbox(stretched(self.command), self.copy_button)
        said: tuple[QWidget, ...] = (self.kept, self.place, rule(), self.advice)
        body = vbox(*said, line, self.afterwards, stretched(self.list), margins=(0, 1, 0, 0))
        body.addStretch()
        self.lay_out(surface(boxed(body)), self.panel)


def _where(found: Sharing, place: str) -> str:
    if found.address:
        return _("Other PCs reach it at {address}").format(address=found.address)
    return place


def _serve(folder: Path) -> str:
    """The command that makes this PC the main PC, for the folder of its store."""
    usual = folder == data_folders.data_folder()
    return "dealer-desk serve" if usual else f'dealer-desk serve --data "{folder}"'


def _look(place: Any, saves: dict[str, datetime], at: datetime) -> Sharing:
    from app.server import sharing

    return sharing.look(place, saves, at=at)


def _forget(_error: BaseException) -> None:
    """The next look will tell."""
