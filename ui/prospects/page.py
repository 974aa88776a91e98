"""The desk of the prospects: all that are live, and beside them the losses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.text import N_
from db.nouns import Noun
from ui.parts.labels import Figure
from ui.parts.minutes import EveryMinute
from ui.prospects.desk import DESK, LIVE, LOSSES
from ui.prospects.live_list import prospects_at
from ui.prospects.losses import LOSSES as LOSS_DESK
from ui.prospects.prints import ProspectPrints
from ui.prospects.prospect_panel import ProspectPanel
from ui.prospects.quota_figures import QuotaFigures
from ui.record_desk.record_list import RecordList
from ui.record_desk.views_page import PageList, ViewsPage
from ui.shell.workspace.page import Shell


class ProspectsPage(ViewsPage):
    """Two views of one desk; the figures above are those of whom the live list is narrowed to."""

    desk = DESK
    title = N_("Prospects")

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self.prints = ProspectPrints(shell, chosen=self._chosen, whose=self._whose)
        super().__init__(shell, parent)
        EveryMinute(self.work.now, self).timeout.connect(self._tick)

    def declared(self) -> Sequence[PageList]:
        """The live prospects, and the losses."""
        return (
            PageList(LIVE, N_("Live prospects"), self._live),
            PageList(LOSSES, N_("Losses"), self._losses),
        )

    def made(self, name: str, made: RecordList) -> None:
        """The figures follow whom the live list is narrowed to."""
        if name == LIVE:
            made.filter.whose.edited.connect(lambda: self.quotas.ask())

    def figures(self) -> Sequence[Figure]:
        """What a consultant is to keep up."""
        self.quotas = QuotaFigures(self.work, self._whose, self)
        return tuple(self.quotas.figures.values())

    def beside(self) -> Sequence[QWidget]:
        """Card and report are printed here."""
        return (self.prints.button,)

    def show_record(self, noun: Noun, record_id: int) -> None:
        self.open_section(LOSSES if noun == Noun.LOSS else LIVE)
        self.list.open(record_id)

    def reload(self) -> None:
        """The list that is shown, and the figures above it."""
        super().reload()
        self.quotas.ask()

    def contact(self) -> None:
        """The chosen prospect was contacted just now."""
        if self.views.value() == LIVE:
            self.list.panel.take("contact")

    def print_card(self) -> None:
        """Ctrl+P: the card of the chosen prospect."""
        self.prints.print_card()

    def daily_sheet(self) -> None:
        """F9: the report of the day."""
        self.prints.print_report()

    def _tick(self) -> None:
        """Contacts turn late at their minute."""
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _chosen(self) -> int | None:
        row = self.lists[LIVE].panel.row
        return row.id if row is not None else None

    def _whose(self) -> int | None:
        whose: int | None = self.lists[LIVE].filter.whose.value()
        return whose

    def _live(self) -> RecordList:
        desk = prospects_at(self.work.now, DESK.help)
        return RecordList(self.shell, desk, ProspectPanel, apart=True)

    def _losses(self) -> RecordList:
        return RecordList(self.shell, LOSS_DESK, apart=True)
