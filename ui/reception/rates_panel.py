"""Contacts kept per consultant, today and this month, against the store's target."""

from app.local_time import local_day
from app.reception.rates import ConsultantRate, rates
from app.reception.rules import Rate
from app.reception.settings import VisitSettings
from app.text import N_, _
from app.tones import Tone
from ui.parts.table import Column, Table
from ui.reception.list_panel import ListPanel
from ui.shell.workspace.page import Shell


class RatesPanel(ListPanel):
    """One line for each consultant, green from the store's target on."""

    def __init__(self, shell: Shell) -> None:
        self._target = 0
        columns = (
            Column("name", N_("Consultant"), 96, ink=True, stretch=True),
            self._rate("today", N_("Today"), 136),
            self._rate("month", N_("This month"), 140),
        )
        empty = N_("Nobody is a sales consultant yet. Add people in Settings.")
        table = Table(columns, empty=empty, name="rates_table")
        super().__init__(shell, table, title="", body=table, name="rates_panel")

    def ask(self) -> None:
        """Ask for the rates of today and of this month."""
        today, topic = local_day(self.work.now()), (self, "rates")
        self.work.ask(rates, today, then=self.show_rates, topic=topic)

    def show_rates(self, rates: list[ConsultantRate]) -> None:
        """Show the share of first store visits that left a valid number."""
        self._target = target = self.shell.settings.of(VisitSettings).contact_target
        self.show_body(_("Contacts captured · target {target} %").format(target=target), self.table)
        self.table.show_rows(rates)

    def _rate(self, key: str, title: str, width: int) -> Column:
        return Column(
            key,
            title,
            width,
            get=lambda row: self._told(getattr(row, key)),
            tone=lambda row: self._tone(getattr(row, key)),
            bar=lambda row: self._bar(getattr(row, key)),
            sortable=False,
        )

    def _bar(self, rate: Rate) -> tuple[float, float] | None:
        return (rate.percent or 0, self._target) if rate.visits else None

    def _told(self, rate: Rate) -> str:
        """The share in figures, and in a word whether it meets the target."""
        if not rate.visits:
            return "—"
        word = _("met") if rate.meets(self._target) else _("below")
        return f"{rate_text(rate)} {word}"

    def _tone(self, rate: Rate) -> str:
        if not rate.visits:
            return Tone.NEUTRAL
        return Tone.GOOD if rate.meets(self._target) else Tone.BAD


def rate_text(rate: Rate) -> str:
    """`17/21  81 %`."""
    return f"{rate.kept}/{rate.visits}  {rate.percent} %" if rate.visits else "—"
