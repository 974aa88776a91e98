"""Where things lie on a timeline: pure geometry between moments and pixels."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from PySide6.QtCore import QRect

from app.formatting import clock_span
from app.tones import Tone
from ui import theme


@dataclass(frozen=True, slots=True)
class Resource:
    """A row: a car, a bay."""

    id: Any
    title: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class TimeBlock:
    """A stretch of time on a row; a hatched one cannot be moved."""

    id: Any
    resource: Any
    start: datetime
    end: datetime
    title: str = ""
    subtitle: str = ""
    tone: Tone = Tone.ACCENT
    hatched: bool = False

    def spoken(self) -> str:
        """In one breath, for screen readers and tooltips."""
        hours = clock_span(self.start, self.end)
        return " · ".join(part for part in (hours, self.title, self.subtitle) if part)


@dataclass(frozen=True)
class Grid:
    """A day from opening to closing, placed on the screen.

    A paint asks thousands of times: its measures are kept.
    """

    midnight: datetime
    opens: int
    closes: int
    snap: int
    width: int
    scroll_x: int = 0
    scroll_y: int = 0
    row_room: int = 0
    """Pixels that each row could have; within what reads well, it takes them."""
    names_room: int = 0
    """Pixels that the names could have, where they are long."""

    @cached_property
    def names(self) -> int:
        """Width of the column of names."""
        return max(theme.size("timeline-names"), self.names_room)

    @cached_property
    def head(self) -> int:
        """Height of the hours."""
        return theme.size("row-dense")

    @cached_property
    def row_height(self) -> int:
        """Height of a row."""
        least, most = theme.size("timeline-row"), theme.size("timeline-row-max")
        return min(most, max(least, self.row_room))

    @cached_property
    def hour(self) -> float:
        """Width of an hour: what fits, but never less than can be read."""
        return max(
            (self.width - self.names) / (self.closes - self.opens),
            theme.size("timeline-hour") / 1.5,
        )

    @property
    def length(self) -> int:
        """Width of all the hours."""
        return round(self.hour * (self.closes - self.opens))

    def x_of(self, moment: datetime) -> int:
        """Where a moment lies."""
        hours = (moment - self.midnight).total_seconds() / 3600 - self.opens
        return round(self.names + hours * self.hour) - self.scroll_x

    def moment_at(self, x: float, *, nearest: bool = False) -> datetime:
        """The moment at a place, on the grid of `snap` minutes, within the day."""
        minutes = (x + self.scroll_x - self.names) / self.hour * 60 + self.opens * 60
        steps = round(minutes / self.snap) if nearest else int(minutes // self.snap)
        inside = min(max(steps * self.snap, self.opens * 60), self.closes * 60 - self.snap)
        return self.midnight + timedelta(minutes=inside)

    def x_of_hour(self, hour: int) -> int:
        """Where a full hour lies."""
        return self.x_of(self.midnight + timedelta(hours=hour))

    def row(self, row: int, width: int) -> QRect:
        """The place of a row from the left edge."""
        return QRect(0, self.y_of(row), width, self.row_height)

    def y_of(self, row: int) -> int:
        """Where a row begins."""
        return self.head + row * self.row_height - self.scroll_y

    def row_at(self, y: float) -> int:
        """The row at a place; it may not exist."""
        return int((y + self.scroll_y - self.head) // self.row_height)

    def box(self, row: int, start: datetime, *, end: datetime) -> QRect:
        """Where a block lies."""
        left, right = self.x_of(start), self.x_of(end)
        gap = theme.size("space-1")
        return QRect(
            left + 1,
            self.y_of(row) + gap,
            max(right - left - 2, theme.size("space-2")),
            self.row_height - 2 * gap,
        )
