"""A car that is not back in time is said once, aloud; afterwards the figures and the red line keep saying it.

The line may come up over the screen on the wall, so it names nobody in full.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from app.identity import names
from app.identity import plate as plates
from app.testdrives.facts import DriveRow
from app.text import _
from ui.shell.notices import Notices
from ui.testdrives import shown


class LateAlarm:
    """Remembers which cars it has told of."""

    def __init__(self, notices: Notices, show: Callable[[int], None]) -> None:
        self._notices, self._show = notices, show
        self._told: set[tuple[int, datetime]] = set()

    def tell(self, overdue: Iterable[DriveRow], now: datetime) -> None:
        """One line for each car that has become late since the last look; who was given more time may be late again."""
        for row in overdue:
            if (row.id, row.ends_at) not in self._told:
                self._told.add((row.id, row.ends_at))
                self._say(row, now)

    def _say(self, row: DriveRow, now: datetime) -> None:
        plate, minutes = plates.shown(row.plate), shown.late(row, now)
        words = _("{plate} with {who} is {minutes} min late.").format(plate=plate, who=names.masked(row.customer), minutes=minutes)
        self._notices.say(words, "bad", undo=lambda: self._show(row.id), button=_("Show"))
