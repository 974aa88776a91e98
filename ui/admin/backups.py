"""A backup in the window: its line in the list, its facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.admin.backup import Backup
from app.admin.rules import Reason
from app.formatting import show_moment
from app.text import N_, _, ngettext
from app.tones import Tone
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, boxed, vbox
from ui.parts.panel import Panel
from ui.parts.table import Column

REASONS = {
    Reason.REGULAR: N_("by itself"),
    Reason.BY_HAND: N_("by hand"),
    Reason.BEFORE_UPGRADE: N_("before an upgrade"),
    Reason.BEFORE_RESTORE: N_("before a restore"),
}
MB = 1_000_000


class BackupPanel(Panel):
    """What is known of the chosen backup, and what may be done with it."""

    def __init__(self) -> None:
        self._backup: Backup | None = None
        self._told = Label("", "muted", wrap=True)
        self._facts = boxed(vbox(self._told, STRETCH, margins=1))
        self.check_button = Button(_("Check again"), icon=Icon.SHIELD_CHECK, name="backup_check")
        self.restore_button = Button(_("Restore…"), icon=Icon.ROTATE_CCW, name="backup_restore")
        super().__init__(_("Backup"), self._facts, name="backup_panel")
        self.show_backup(None)

    def say(self, text: str) -> None:
        """What goes on with it."""
        self._told.say(text)

    def told(self) -> str:
        """What stands there."""
        return self._told.text()

    def show_backup(self, row: Backup | None) -> None:
        """Another backup, or none."""
        self._backup = row
        buttons = (self.restore_button, self.check_button) if row is not None else ()
        self.show_body(_("Backup"), self._facts, actions=buttons)
        if row is None:
            self.say(
                _(
                    "Choose a backup to check or restore it. Managers and administrators may do"
                    " this."
                )
            )
        elif row.verified:
            self._tell(row, _("Read again when it was made."))
        else:
            self._tell(
                row, _("Its manifest is missing or does not agree. Check it before you rely on it.")
            )

    def judge(self, sound: bool) -> None:
        """It was read through just now."""
        if self._backup is not None and sound:
            self._tell(self._backup, _("Read through just now: every byte is as it was written."))
        elif self._backup is not None:
            self.say(_("This backup is damaged. Use another one."))

    def _tell(self, row: Backup, state: str) -> None:
        lines = [
            _("Made {time}, {reason}.").format(
                time=moment_text(row.made_at), reason=_(REASONS[row.reason])
            ),
            _("{size} MB in {name}").format(size=f"{row.size / MB:.1f}", name=row.path.name),
            state,
            "",
            _(
                "Restoring puts this state in the place of the store. The present one is set aside"
                " whole, so that it can be brought back."
            ),
        ]
        self.say("\n".join(lines))


def backup_columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    """The columns of the list; `now` is asked for the age of each backup."""
    return (
        Column("made_at", N_("Made"), width=144, ink=True, text=moment_text),
        Column("age", N_("Age"), 96, "right", get=_made_at, text=lambda at: _age(at, now())),
        Column("size", N_("Size"), width=88, align="right", text=_megabytes),
        Column("reason", N_("Why"), stretch=True, width=112, text=_reason),
        Column("verified", N_("State"), width=120, chip=True, text=_state, tone=_tone),
    )


def moment_text(at: datetime) -> str:
    """A moment as the clock on the wall shows it."""
    return show_moment(at)


def _age(at: datetime, now: datetime) -> str:
    hours = max(int((now - at).total_seconds() // 3600), 0)
    if hours < 48:
        return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    return ngettext("{count} day", "{count} days", hours // 24).format(count=hours // 24)


def _made_at(row: Backup) -> datetime:
    return row.made_at


def _megabytes(size: int) -> str:
    return f"{size / MB:.1f} MB"


def _reason(reason: Reason) -> str:
    return _(REASONS[reason])


def _tone(row: Backup) -> str:
    return Tone.GOOD if row.verified else Tone.BAD


def _state(verified: bool) -> str:
    return _("Verified") if verified else _("Not verified")
