"""The desk of the prospects: all that are live, and beside them the losses."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.text import N_, _
from db.nouns import Noun
from ui.icons import Icon
from ui.parts.filter_tabs import FilterTabs
from ui.parts.layouts import gap, hbox, stretched
from ui.parts.minutes import EveryMinute
from ui.parts.naming import named
from ui.parts.page_header import PageHeader
from ui.parts.split import lay_out_page
from ui.parts.stack import Stack
from ui.parts.view_memory import remember
from ui.prospects.desk import DESK, LIVE, LOSSES
from ui.prospects.live_list import prospects_at
from ui.prospects.losses import LOSSES as LOSS_DESK
from ui.prospects.prints import ProspectPrints
from ui.prospects.prospect_panel import ProspectPanel
from ui.prospects.quota_figures import QuotaFigures
from ui.record_desk.record_list import RecordList
from ui.shell.workspace.page import Page, Shell

VIEWS = ((LIVE, N_("Live prospects")), (LOSSES, N_("Losses")))


class ProspectsPage(Page):
    """Two views of one desk; the actions go to the one that is shown."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.views = named(
            FilterTabs([(name, _(text)) for name, text in VIEWS]),
            "prospect_views",
            says=_("Prospects"),
        )
        self.views.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.new = self.action_button("new_entry", icon=Icon.PLUS)
        self.stack, self.searches = Stack(), Stack()
        self.lists = {LIVE: self._live()}
        live = self.lists[LIVE]
        self.quotas = QuotaFigures(self.work, live.filter.whose.value, self)
        live.filter.whose.edited.connect(self.quotas.ask)
        self.prints = ProspectPrints(
            shell,
            chosen=lambda: live.panel.row.id if live.panel.row is not None else None,
            whose=live.filter.whose.value,
        )
        header = PageHeader(
            _("Prospects"), self.quotas.figures.values(), self.new, extra=(self.prints.button,)
        )
        lay_out_page(self, header, hbox(self.views, gap(4), stretched(self.searches)), self.stack)
        self.views.set_value(LIVE)
        self.views.edited.connect(self._turn)
        remember(self.views)
        EveryMinute(self.work.now, self).timeout.connect(self._tick)

    @property
    def list(self) -> RecordList:
        """The list that is shown."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, RecordList)
        return shown

    def open_section(self, name: str) -> None:
        """One of the two views."""
        self.views.set_value(name)
        self._turn()

    def show_record(self, noun: Noun, record_id: int) -> None:
        self.open_section(LOSSES if noun == Noun.LOSS else LIVE)
        self.list.open(record_id)

    def reload(self) -> None:
        """The list that is shown, and the figures above it."""
        self.list.reload()
        self.quotas.ask()

    def take_focus(self) -> None:
        self.list.take_focus()

    def add(self) -> None:
        """Ctrl+N: a prospect, or among the losses the report of one."""
        self.list.add()

    def edit(self) -> None:
        self.list.panel.edit()

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

    def find(self) -> None:
        self.list.find()

    def _tick(self) -> None:
        """Contacts turn late at their minute."""
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _turn(self) -> None:
        name = str(self.views.value() or LIVE)
        if name not in self.lists:
            self.lists[name] = self._made(RecordList(self.shell, LOSS_DESK, apart=True))
        shown = self.lists[name]
        self.new.show_text(_(shown.desk.add))
        if self.stack.currentWidget() is not shown:
            self.stack.setCurrentWidget(shown)
            self.searches.setCurrentWidget(shown.filter.search)
            self._dress(filled=shown.panel.row is not None)
            self.reload()

    def _live(self) -> RecordList:
        desk = prospects_at(self.work.now, DESK.help)
        made = RecordList(self.shell, desk, ProspectPanel, apart=True)
        return self._made(made)

    def _made(self, made: RecordList) -> RecordList:
        made.reader = self.reader  # a change of either view is a change of the page
        # one filled button in the window: what stands at the right has its own
        made.panel.filled.connect(lambda filled: self._dress(filled=filled))
        self.stack.addWidget(made)
        self.searches.addWidget(made.filter.search)
        return made

    def _dress(self, *, filled: bool) -> None:
        self.new.dress("quiet" if filled else "primary")
