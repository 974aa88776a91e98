"""When the store may promise a car: its usual time, and a warning where nobody is there."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from app.local_time import local_day
from app.open_days import closed_days
from app.orders.settings import PromiseSettings
from app.service import rules
from app.settings import HourSettings
from app.text import _
from app.tones import Tone
from ui.parts.dates import aware
from ui.parts.form import Form
from ui.shell.workspace.page import Shell


class PromiseHours(QObject):
    """`changed` tells that other days are closed than was known."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self._closed: frozenset[date] = frozenset()

    def ask(self) -> None:
        """Read the closed days of the calendar."""
        today = local_day(self.work.now())
        self.work.ask(closed_days, today, then=self._take, topic=(self, "closed"))

    def usual(self) -> datetime:
        """What is promised to a car that comes now."""
        minutes = self.shell.settings.of(PromiseSettings).promise_minutes
        hours = self.shell.settings.of(HourSettings)
        return rules.default_promise(
            self.work.now(),
            minutes,
            opens=hours.opening,
            closes=hours.closing,
            closed=self._closed,
        )

    def warn(self, form: Form) -> None:
        """Warn of a typed promise at which nobody is there; it may be given all the same."""
        promised = aware(form["promised_at"].value())
        hours, said = self.shell.settings.of(HourSettings), ""
        if promised is None:
            said = ""
        elif local_day(promised) in self._closed:
            said = _("The store is closed on this day.")
        elif not rules.is_store_open(promised, opens=hours.opening, closes=hours.closing):
            said = _("Outside the opening hours, {opens} to {closes}.")
            said = said.format(opens=hours.opens, closes=hours.closes)
        form.say("promised_at", said, tone=Tone.WARN)

    def _take(self, days: frozenset[date]) -> None:
        if days != self._closed:
            self._closed = days
            self.changed.emit()
