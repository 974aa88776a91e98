"""Asks before a backup takes the place of the store, and says whose it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.text import _
from app.tones import Tone
from ui.admin.backups import moment_text

if TYPE_CHECKING:
    from app.admin.backup import Backup
    from app.admin.restore_check import RestoreComparison
    from ui.parts.confirm import ConfirmBar
    from ui.shell.notices import Notices


class RestoreQuestion:
    """One question, and a second one where the backup is not plainly one of this store."""

    def __init__(
        self, bar: ConfirmBar, notices: Notices, restore: Callable[[Backup], None]
    ) -> None:
        self._bar, self._notices, self._restore = bar, notices, restore
        self.managers = ""
        """Who manages the store afterwards, in words."""

    def ask(self, row: Backup, found: RestoreComparison | None) -> None:
        """`found` tells of a backup of a file; a server's is compared by the command line."""
        question = _(
            "Put the store back to {time}? What was entered since then is set aside, and"
            " everybody signs in again."
        ).format(time=moment_text(row.made_at))
        self.managers = found.managers if found is not None else ""
        differences = found.differences if found is not None else ()
        then = partial(self._ask_again, row, found) if found and differences else self._go(row)
        lines = [question, *differences, *([self.managers] if self.managers else [])]
        self._bar.ask("\n".join(lines), act=_("Restore this backup"), then=then)

    def _go(self, row: Backup) -> Callable[[str], None]:
        return lambda _reason: self._restore(row)

    def _ask_again(self, row: Backup, found: RestoreComparison, _reason: str) -> None:
        self._bar.ask(
            "\n".join([_("Look again."), *found.differences]),
            act=_("Restore the other store"),
            then=partial(self._compare, row, found.store_name),
            reason=_("Name of the store in the backup"),
        )

    def _compare(self, row: Backup, name: str, typed: str) -> None:
        if typed.strip() == name:
            self._restore(row)
        else:
            self._notices.say(_("The name is another one. Nothing was changed."), Tone.WARN)
