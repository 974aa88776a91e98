"""Announces a car that is not back in time, once, whatever desk is shown.

The notice may appear over the screen on the wall, so it names nobody in full.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from app.formatting import duration
from app.identity import names
from app.identity import plate as plates
from app.testdrives import queries
from app.testdrives.facts import DriveRow
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from ui.parts.minutes import EveryMinute
from ui.shell.reader import Reader
from ui.shell.workspace.page import Shell
from ui.testdrives import shown


class LateAlarm(QObject):
    """Looks every minute and after every change; remembers which cars it has announced."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._work = shell, shell.work
        self.reader = Reader(self.look)
        self._told: set[tuple[int, datetime]] = set()
        self._minute = EveryMinute(self._work.now, self)
        self._minute.timeout.connect(self.look)
        self._work.changed.connect(self._heed)
        self.look()

    def look(self) -> None:
        """Ask which cars are out; while nobody is signed in nothing is announced."""
        if self._work.actor is not None:
            self._work.ask(queries.out, viewer=self._work.actor, then=self._tell, topic=self)

    def _heed(self, nouns: frozenset[str]) -> None:
        if self.reader.concerns(nouns):
            self.look()

    def _tell(self, out: Iterable[DriveRow]) -> None:
        """Announce the cars that have become late since the last look.

        A car that was given more time can become late again.
        """
        now = self._work.now()
        for row in out if self._work.actor is not None else ():
            if shown.late(row, now) and (row.id, row.ends_at) not in self._told:
                self._told.add((row.id, row.ends_at))
                self._say(row, now)

    def _say(self, row: DriveRow, now: datetime) -> None:
        said = _("{plate} with {who} is {span} late.").format(
            plate=plates.shown(row.plate),
            who=names.masked(row.customer),
            span=duration(shown.late(row, now)),
        )
        show = partial(self._shell.open_record, Noun.CAR_BOOKING, row.id)
        self._shell.notices.say(said, Tone.BAD, undo=show, button=_("Show"))
