"""The desk of the prospects: all that are live, the losses, and the fleet projects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.text import N_
from db.nouns import Noun
from ui.parts.labels import Figure
from ui.parts.minutes import EveryMinute
from ui.prospects.desk import DESK, FLEET, LIVE, LOSSES
from ui.prospects.fleet_list import fleet_projects_at
from ui.prospects.fleet_panel import FleetPanel
from ui.prospects.live_list import prospects_at
from ui.prospects.losses import LOSSES as LOSS_DESK
from ui.prospects.prints import ProspectPrints
from ui.prospects.prospect_panel import ProspectPanel
from ui.prospects.quota_figures import QuotaFigures
from ui.record_desk.record_list import RecordList
from ui.record_desk.views_page import PageList, ViewsPage
from ui.shell.workspace.page import Shell

SECTIONS = {Noun.LOSS: LOSSES, Noun.FLEET_PROJECT: FLEET}


class ProspectsPage(ViewsPage):
    """Three views of one desk; the figures above are those of whom the live list is narrowed to."""

    desk = DESK
    title = N_("Prospects")

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        chosen = {LIVE: partial(self._chosen, LIVE), FLEET: partial(self._chosen, FLEET)}
        self.prints = ProspectPrints(shell, chosen=chosen, whose=self._whose)
        super().__init__(shell, parent)
        EveryMinute(self.work.now, self).timeout.connect(self._tick)

    def declared(self) -> Sequence[PageList]:
        """The live prospects, the losses, and the fleet projects."""
        return (
            PageList(LIVE, N_("Live prospects"), self._live),
            PageList(LOSSES, N_("Losses"), self._losses),
            PageList(FLEET, N_("Fleet projects"), self._fleet),
        )

    def made(self, name: str, made: RecordList) -> None:
        """The figures follow whom the live list is narrowed to."""
        if name == LIVE:
            made.filter.whose.edited.connect(lambda: self.quotas.ask())

    def figures(self) -> Sequence[Figure]:
        """What a consultant is to keep up."""
        self.quotas = QuotaFigures(self.work, self._whose, self)
        return (*self.quotas.figures.values(), self.quotas.orders)

    def beside(self) -> Sequence[QWidget]:
        """Card and report are printed here."""
        return (self.prints.button,)

    def show_record(self, noun: Noun, record_id: int) -> None:
        self.open_section(SECTIONS.get(noun, LIVE))
        self.list.open(record_id)

    def reload(self) -> None:
        """The list that is shown, and the figures above it."""
        super().reload()
        self.quotas.ask()

    def contact(self) -> None:
        """The chosen customer was contacted just now."""
        if self.views.value() != LOSSES:
            self.list.panel.take("contact")

    def print_card(self) -> None:
        """Ctrl+P: the card of a prospect, the sheet of a project, or the month's losses."""
        if self.views.value() == FLEET:
            self.prints.print_project()
        elif self.views.value() == LOSSES:
            self.prints.print_losses()
        else:
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

    def _chosen(self, view: str) -> int | None:
        row = self.lists[view].panel.row if view in self.lists else None
        return row.id if row is not None else None

    def _whose(self) -> int | None:
        whose: int | None = self.lists[LIVE].filter.whose.value()
        return whose

    def _live(self) -> RecordList:
        desk = prospects_at(self.work.now, DESK.help)
        return RecordList(self.shell, desk, ProspectPanel, apart=True)

    def _fleet(self) -> RecordList:
        return RecordList(self.shell, fleet_projects_at(self.work.now), FleetPanel, apart=True)

    def _losses(self) -> RecordList:
        return RecordList(self.shell, LOSS_DESK, apart=True)
