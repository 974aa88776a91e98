"""The page of the reception."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.local_time import local_day
from app.reception import commands, queries
from app.reception.queries import RegisterView, VisitChoices
from app.reception.settings import VisitSettings
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import VisitKind
from ui import theme
from ui.icons import Icon
from ui.parts.confirm import ConfirmBar
from ui.parts.late import LateWidgets
from ui.parts.minutes import EveryMinute
from ui.parts.page_header import PageHeader
from ui.parts.panel import Panel
from ui.parts.split import Split, lay_out_page
from ui.reception import acts
from ui.reception.closing import ClosingNotice
from ui.reception.desk import DESK
from ui.reception.figures import Figures
from ui.reception.list_panel import ListPanel
from ui.reception.lists import Inside, Register, VisitLists
from ui.reception.new_visitor import NewVisitor
from ui.reception.rates_panel import RatesPanel
from ui.reception.row_controller import RowController
from ui.reception.sources_panel import SourcesPanel
from ui.reception.turns_panel import TurnsPanel
from ui.shell.workspace.page import Page, Shell

BESIDE: dict[str, Callable[[Shell], ListPanel]] = {
    "turns": TurnsPanel,
    "rates": RatesPanel,
    "sources": SourcesPanel,
}
"""Panels that are made when they are first opened."""


class ReceptionPage(Page):
    """Lists beside the form of a new visitor, a row or figures."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.shown: RegisterView | None = None
        self._lists: VisitChoices | None = None
        self._day: date | None = None
        self.figures = Figures()
        self.confirm = ConfirmBar(self)
        self.inside = Inside(self.work.now, lambda: _settings(shell).long_visit)
        self.register_list = Register(self._today, lambda: self.work.actor)
        self.visitor = NewVisitor(shell, self)
        self.new_panel = Panel(_("New visitor"), self.visitor.form, name="new_panel")
        self.rows = RowController(shell, self.confirm, self)
        self.beside = LateWidgets(tuple(BESIDE), partial(_build_beside, self))
        self.closing = ClosingNotice(shell)
        self.panels = QStackedWidget()
        self._lay_out()
        self._connect_lists()
        self._connect_panels()

    def reload(self) -> None:
        """Ask for the lists, the figures and what stands in the panel."""
        self.work.ask(queries.lists, then=self._offer, topic=(self, "lists"))
        self._ask_desk()
        for panel in self.beside.made().values():
            panel.reload()

    def take_focus(self) -> None:
        """Put the cursor into the form of the next visitor, or into the shown panel."""
        if self.panels.currentWidget() is self.new_panel:
            self.visitor.form.start()
        else:
            self.panels.currentWidget().setFocus()

    def show_record(self, noun: Noun, record_id: int) -> None:
        """Open a visit that was found elsewhere."""
        if noun == Noun.VISIT:
            self.rows.open(record_id)

    def register(self) -> None:
        """F4: begin a new visitor."""
        self._show_new(VisitKind.WALK_IN)

    def register_call(self) -> None:
        """Shift+F4: begin somebody who calls."""
        self._show_new(VisitKind.PHONE_IN)

    def see_out(self) -> None:
        """Ctrl+T: write the time out of the chosen visitor, or of the only one."""
        row = self.inside.who_leaves()
        if row is not None:
            acts.see_out(self.shell, row.id)
            return
        self.shell.notices.say(_("Choose in the list above who leaves."), Tone.NEUTRAL)
        self.inside.table.setFocus()

    def open_known(self) -> None:
        """Alt+O: open the customer whose number was typed."""
        self.visitor.open_known()

    def show_day(self, day: date) -> None:
        """Show the register of another day."""
        self._day = None if day == self._today() else day
        self._ask_desk()

    def daily_sheet(self) -> None:
        """F9: print the register of the shown day."""
        acts.print_sheet(self.shell, self.shown.day if self.shown else self._today())

    def tick(self) -> None:
        """Show the minutes anew; after midnight ask for the new day."""
        if self.isVisible():
            self.inside.tick()
            self.closing.judge(self.shown)
            if self.shown is not None and self.shown.today != self._today():
                self._ask_desk()

    def _ask_desk(self) -> None:
        now, viewer, topic = self.work.now(), self.work.actor, (self, "desk")
        day = self._day or local_day(now)
        self.work.ask(queries.desk, day=day, at=now, viewer=viewer, then=self._show, topic=topic)

    def _show(self, desk: RegisterView) -> None:
        self.shown = desk
        self.figures.show_desk(desk, _settings(self.shell).contact_target)
        self.inside.show_inside(desk.inside, desk.steps)
        self.closing.judge(desk)
        self.register_list.show_desk(desk)
        self._offer(self._lists)

    def _offer(self, lists: VisitChoices | None) -> None:
        self._lists = lists
        if self._lists is not None and self.shown is not None:
            self.visitor.show_lists(self._lists, self.shown.turns)
            self.rows.offer(self._lists, self.shown.turns)

    def _show_new(self, kind: VisitKind) -> None:
        self.panels.setCurrentWidget(self.new_panel)
        self.visitor.begin(kind)

    def close_panel(self) -> None:
        """Show the form of the next visitor again."""
        self.panels.setCurrentWidget(self.new_panel)
        self.register_list.table.setFocus()

    def _lay_out(self) -> None:
        for panel in (self.new_panel, self.rows.panel):
            self.panels.addWidget(panel)
        self.panels.setFixedWidth((theme.size("panel-min") + theme.size("panel-max")) // 2)
        sheet = self.action_button("daily_sheet", "quiet", icon=Icon.PRINTER)
        register = self.action_button("register", icon=Icon.PLUS)
        header = PageHeader(_("Visitors"), self.figures.all(), register, extra=(sheet,))
        body = Split(VisitLists(self.inside, self.register_list), self.panels)
        lay_out_page(self, header, self.closing, self.confirm, body)

    def _connect_lists(self) -> None:
        self.inside.opened.connect(self.rows.open)
        self.inside.leaving.connect(partial(acts.see_out, self.shell))
        self.inside.stepped.connect(partial(self.work.act, commands.take_step))
        self.register_list.opened.connect(self.rows.open)
        self.register_list.day_asked.connect(self.show_day)
        self.register_list.struck.connect(self.rows.strike_out)
        self.register_list.review.clicked.connect(
            lambda: acts.sign_off(self.shell, self.confirm, day=self.register_list.day.value())
        )
        self.closing.pressed.connect(self.inside.open_first)
        EveryMinute(self.work.now, self).timeout.connect(self.tick)

    def _connect_panels(self) -> None:
        self.visitor.left.connect(self.register_list.table.setFocus)
        self.rows.shown.connect(lambda: self.panels.setCurrentWidget(self.rows.panel))
        self.rows.done.connect(self.close_panel)
        self.panels.currentChanged.connect(
            lambda _at: self.inside.tell_steps_beside(
                self.panels.currentWidget() is self.rows.panel
            )
        )
        for name in self.beside:
            button = self.register_list.panels[name]
            button.clicked.connect(lambda _on=False, name=name: self.beside[name].begin())

    def _today(self) -> date:
        return local_day(self.work.now())


def _build_beside(page: ReceptionPage, name: str) -> ListPanel:
    """A panel when it is first opened."""
    panel = BESIDE[name](page.shell)
    page.panels.addWidget(panel)
    panel.shown.connect(partial(page.panels.setCurrentWidget, panel))
    panel.closed.connect(page.close_panel)
    return panel


def _settings(shell: Shell) -> VisitSettings:
    return shell.settings.of(VisitSettings)
