"""Tells a consultant of a contact before it is due, whatever desk is shown (M6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from app.formatting import clock, joined
from app.labels import label
from app.prospects import queries
from app.prospects.contact_facts import DueContact
from app.prospects.settings import ContactSettings
from app.text import _, ngettext
from app.tones import Tone
from ui.parts.minutes import EveryMinute
from ui.shell.workspace.page import Shell

MOST_NAMES = 3


class ReminderWatch(QObject):
    """Looks at sign-in and every minute: after a new start what is still ahead is told again."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._work = shell, shell.work
        self._told: set[tuple[int, datetime]] = set()
        self._minute = EveryMinute(self._work.now, self)
        self._minute.timeout.connect(self.look)
        self.look()

    def look(self) -> None:
        """Asks for the own contacts that are due within the store's minutes."""
        minutes = self._shell.settings.of(ContactSettings).remind_minutes
        if self._work.actor is not None and minutes:
            at = self._work.now()
            about = {"at": at, "staff_id": self._work.actor.staff_id}
            until = at + timedelta(minutes=minutes)
            self._work.ask(queries.due, until, **about, then=self._tell, topic=self)

    def _tell(self, due: Sequence[DueContact]) -> None:
        """Each contact once, those of one look in one line."""
        now = self._work.now()
        ahead = [row for row in due if row.due_at > now and (row.id, row.due_at) not in self._told]
        self._told.update((row.id, row.due_at) for row in ahead)
        if ahead:
            self._shell.notices.say(_reminder(ahead), Tone.ACCENT)


def _reminder(ahead: Sequence[DueContact]) -> str:
    first = ahead[0]
    names = _(", ").join(row.person for row in ahead[:MOST_NAMES])
    told = ngettext(
        "{n} contact is due at {time}", "{n} contacts are due from {time} on", len(ahead)
    )
    said = told.format(n=len(ahead), time=clock(first.due_at))
    return joined(said, label(first.way) if len(ahead) == 1 else "", names)
