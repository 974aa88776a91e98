"""Contacts kept per consultant, today and this month, against the store's target."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.local_time import local_day
from app.reception.rates import ConsultantRate, rates
from app.reception.rules import Rate
from app.reception.settings import VisitSettings
from app.text import N_, _
from app.tones import Tone
from ui.parts.panel import Panel
from ui.parts.table import Column, Table
from ui.shell.workspace.page import Shell


class RatesPanel(Panel):
    """A small table in the panel. `shown`: it wants the room."""

    shown = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell = shell
        self._target = 0
        columns = (
            Column("name", N_("Consultant"), 96, ink=True, stretch=True),
            Column(
                "today",
                N_("Today"),
                116,
                text=rate_text,
                tone=lambda row: self._tone(row.today),
                sortable=False,
            ),
            Column(
                "month",
                N_("This month"),
                132,
                text=rate_text,
                tone=lambda row: self._tone(row.month),
                sortable=False,
            ),
        )
        self.table = Table(
            columns,
            empty=N_("Nobody is a sales consultant yet. Add people in Settings."),
            name="rates_table",
        )
        super().__init__("", self.table, closable=True, name="rates_panel", parent=parent)

    def begin(self) -> None:
        """Come to the front, the cursor in the list."""
        self.shown.emit()
        self.table.setFocus()
        self.reload()

    def reload(self) -> None:
        """Ask again while it is in view."""
        if self.isVisible():
            self._shell.work.ask(
                rates,
                local_day(self._shell.work.now()),
                then=self.show_rates,
                topic=(self, "rates"),
            )

    def show_rates(self, rates: list[ConsultantRate]) -> None:
        """First natural store visits that left a valid number."""
        self._target = target = self._shell.settings.of(VisitSettings).contact_target
        self.show_body(_("Contacts kept · target {target} %").format(target=target), self.table)
        self.table.show_rows(rates)

    def _tone(self, rate: Rate) -> str:
        if not rate.visits:
            return Tone.NEUTRAL
        return Tone.GOOD if rate.meets(self._target) else Tone.BAD


def rate_text(rate: Rate) -> str:
    """`17/21  81 %`."""
    return f"{rate.kept}/{rate.visits}  {rate.percent} %" if rate.visits else "—"
