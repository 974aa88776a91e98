"""Dates and times are typed in shorthand and shown in full."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from PySide6.QtWidgets import QWidget

from app.formatting import show_date, show_moment
from app.text import N_, _
from ui.parts import shorthand
from ui.parts.text_inputs import LineInput, Unclear, half_width

DATE = N_("A date: t, +3, 11-21 or 2026-11-21")
TIME = N_("A time: 930 or 14:30")
MOMENT = N_("A date and a time: 1430, +1 9:00 or 11-21 14:30")
Today = date | Callable[[], date] | None


def aware(at: datetime | None) -> datetime | None:
    """A local time that was typed, as the store keeps it."""
    return at.astimezone(UTC) if at is not None else None


class Dated(LineInput):
    """What dates and times share: the day that the desk believes in."""

    def __init__(
        self, *, hint: str = "", today: Today = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(hint=hint, limit=32, parent=parent)
        self._today = today

    def count_from(self, today: Today) -> None:
        """The day that shorthand counts from, where the declaration could not name the clock."""
        self._today = self._today or today

    def today(self) -> date:
        """Asked each time: a form may stay open past midnight."""
        if callable(self._today):
            return self._today()
        return self._today or date.today()

    def now(self) -> datetime:
        """The clock on the wall, on the day that the desk believes in."""
        return datetime.combine(self.today(), datetime.now().time())


class DateField(Dated):
    """A date: t, +3, -1, 21, 11-21, 周五."""

    typed_as = DATE

    def read(self, text: str) -> date:
        """Raises `Unclear` with examples."""
        try:
            return shorthand.read_date(text, self.today())
        except (ValueError, OverflowError) as wrong:
            raise Unclear(_(DATE)) from wrong

    def shown(self, value: date) -> str:
        """In full."""
        return show_date(value)


class TimeField(Dated):
    """A time of day: 9, 930, 14:30."""

    typed_as = TIME

    def read(self, text: str) -> time:
        """Raises `Unclear` with examples."""
        try:
            return shorthand.read_time(text, self.now())
        except ValueError as wrong:
            raise Unclear(_(TIME)) from wrong

    def shown(self, value: time) -> str:
        """24 hours."""
        return f"{value:%H:%M}"


class ClosingField(TimeField):
    """A time at which something ends: midnight is 24:00, as `time.max`."""

    def read(self, text: str) -> time:
        """Raises `Unclear` with examples."""
        if half_width(text).rstrip("点时").replace(":", "") in ("24", "2400"):
            return time.max
        found = super().read(text)
        return found if found > time.min else time.max

    def shown(self, value: time) -> str:
        """24 hours."""
        return "24:00" if value == time.max else super().shown(value)


class MomentField(Dated):
    """A local date and time: 1430, t 1430, 11-21 9:00."""

    typed_as = MOMENT

    def read(self, text: str) -> datetime:
        """A local moment without time zone; the desk makes it aware."""
        try:
            return shorthand.read_moment(text, self.now())
        except (ValueError, OverflowError) as wrong:
            raise Unclear(_(MOMENT)) from wrong

    def shown(self, value: datetime) -> str:
        """In full; an aware moment is shown as local time."""
        local = value.astimezone().replace(tzinfo=None) if value.tzinfo else value
        return show_moment(local)
