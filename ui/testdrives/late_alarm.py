"""A car that is not back in time is said once, aloud, on whatever tab one is.

Afterwards the figures and the red line keep saying it.

The line may come up over the screen on the wall, so it names nobody in full.
"""

from collections.abc import Iterable
from datetime import datetime

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
    """Looks every minute and whenever a drive changed; remembers which cars it has told of."""

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
        """Which cars are out now. At a locked screen nobody is told anything."""
        if self._work.actor is not None:
            self._work.ask(queries.out, viewer=self._work.actor, then=self._tell, topic=self)

    def _heed(self, nouns: frozenset[str]) -> None:
        if self.reader.concerns(nouns):
            self.look()

    def _tell(self, out: Iterable[DriveRow]) -> None:
        """One line for each car that has become late since the last look.

        Who was given more time may be late again.
        """
        now = self._work.now()
        for row in out:
            if (
                shown.late(row, now)
                and (row.id, row.ends_at) not in self._told
                and self._work.actor is not None
            ):
                self._told.add((row.id, row.ends_at))
                self._say(row, now)

    def _say(self, row: DriveRow, now: datetime) -> None:
        plate, minutes = plates.shown(row.plate), shown.late(row, now)
        words = _("{plate} with {who} is {span} late.").format(
            plate=plate, who=names.masked(row.customer), span=duration(minutes)
        )
        self._shell.notices.say(
            words,
            Tone.BAD,
            undo=lambda: self._shell.open_record(Noun.CAR_BOOKING, row.id),
            button=_("Show"),
        )
