"""The figures above the list: live prospects, calls of the day, visits of the week, orders."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.formatting import shared_count
from app.prospects.quotas import Quota, Quotas, quotas
from app.text import _
from app.tones import Tone
from ui.parts.labels import Figure
from ui.shell.work import Work


class QuotaFigures(QObject):
    """What was done of what is asked; `whose()` is the colleague whose list is shown."""

    def __init__(self, work: Work, whose: Callable[[], int | None], parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._whose = work, whose
        self.figures = {
            "live": Figure(_("Live"), name="figure_live"),
            "calls": Figure(_("Calls today"), name="figure_calls"),
            "visits": Figure(_("Home visits this week"), name="figure_visits"),
        }
        self.orders = Figure(_("Orders this month"), name="figure_orders")

    def ask(self) -> None:
        """Counts anew."""
        if self._work.actor is not None:
            about = {"at": self._work.now(), "staff_id": self._whose()}
            self._work.ask(quotas, self._work.actor, **about, then=self._show, topic=self)

    def _show(self, told: Quotas) -> None:
        for name, figure in self.figures.items():
            quota: Quota = getattr(told, name)
            tone = Tone.GOOD if quota.is_met else Tone.NEUTRAL
            figure.show_value(f"{quota.count} / {quota.target}", tone)
        self.orders.show_value(shared_count(told.orders), Tone.NEUTRAL)
