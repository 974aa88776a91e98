"""Reception: asks what stands in the register, shows it, and hands what is written to the store."""

from __future__ import annotations

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
from ui.parts.minutes import EveryMinute
from ui.parts.page_header import PageHeader
from ui.parts.panel import Panel
from ui.parts.split import Split, lay_out_page
from ui.reception import acts
from ui.reception.closing import ClosingNotice
from ui.reception.desk import DESK
from ui.reception.figures import Figures
from ui.reception.lists import Inside, Register, stack
from ui.reception.new_visitor import NewVisitor
from ui.reception.rates_panel import RatesPanel
from ui.reception.row_controller import RowController
from ui.reception.sources_panel import SourcesPanel
from ui.reception.turns_panel import TurnsPanel
from ui.shell.workspace.page import Page, Shell


class ReceptionPage(Page):
    """Lists at the left never move; the panel at the right takes a new visitor or opens a row."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.shown: RegisterView | None = None
        self._lists: VisitChoices | None = None
        self._day: date | None = None
        self.figures = Figures()
        self.confirm = ConfirmBar(self)
        self.inside = Inside(
            self.work.now, lambda: self.shell.settings.of(VisitSettings).long_visit
        )
        self.register_list = Register(self._today, lambda: self.work.actor)
        self.visitor = NewVisitor(shell, self)
        self.new_panel = Panel(_("New visitor"), self.visitor.form, name="new_panel")
        self.rows = RowController(shell, self.confirm, self)
        self.rates_panel = RatesPanel(shell)
        self.sources_panel = SourcesPanel(shell)
        self.turns_panel = TurnsPanel(shell)
        self.closing = ClosingNotice(shell)
        self.panels = QStackedWidget()
        self._lay_out()
        self._listen()

    def reload(self) -> None:
        """Lists, figures and rotation as they stand now."""
        self.work.ask(queries.lists, then=self._offer, topic=(self, "lists"))
        self._ask_desk()
        for panel in self._side():
            panel.reload()

    def take_focus(self) -> None:
        """Ready for the next visitor."""
        if self.panels.currentWidget() is self.new_panel:
            self.visitor.form.start()
        else:
            self.panels.currentWidget().setFocus()

    def show_record(self, noun: Noun, record_id: int) -> None:
        """A visit opened from elsewhere."""
        if noun == Noun.VISIT:
            self.rows.open(record_id)

    def register(self) -> None:
        """F4: the cursor stands in the form of a new visitor."""
        self._show_new(VisitKind.WALK_IN)

    def register_call(self) -> None:
        """Shift+F4: the same for somebody who calls."""
        self._show_new(VisitKind.PHONE_IN)

    def see_out(self) -> None:
        """Ctrl+T: the chosen visitor, or the only one, has left."""
        row = self.inside.who_leaves()
        if row is not None:
            acts.see_out(self.shell, row.id)
            return
        self.shell.notices.say(_("Choose in the list above who leaves."), Tone.NEUTRAL)
        self.inside.table.setFocus()

    def open_known(self) -> None:
        """Alt+O: the customer whose number was typed."""
        self.visitor.open_known()

    def show_day(self, day: date) -> None:
        """The register of another day."""
        self._day = None if day == self._today() else day
        self._ask_desk()

    def daily_sheet(self) -> None:
        """F9: the register of the day shown, as a paper."""
        acts.print_sheet(self.shell, self.shown.day if self.shown else self._today())

    def tick(self) -> None:
        """Minutes go on; a new day begins by itself."""
        if self.isVisible():
            self.inside.tick()
            self.closing.judge(self.shown)
            if self.shown is not None and self.shown.today != self._today():
                self._ask_desk()

    def _ask_desk(self) -> None:
        now = self.work.now()
        day = self._day or local_day(now)
        self.work.ask(
            queries.desk,
            day=day,
            at=now,
            viewer=self.work.actor,
            then=self._show,
            topic=(self, "desk"),
        )

    def _show(self, desk: RegisterView) -> None:
        self.shown = desk
        self.figures.show_desk(desk, self.shell.settings.of(VisitSettings).contact_target)
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

    def _close_panel(self) -> None:
        self.panels.setCurrentWidget(self.new_panel)
        self.register_list.table.setFocus()

    def _side(self) -> tuple[RatesPanel, SourcesPanel, TurnsPanel]:
        return self.rates_panel, self.sources_panel, self.turns_panel

    def _lay_out(self) -> None:
        for panel in (self.new_panel, self.rows.panel, *self._side()):
            self.panels.addWidget(panel)
        self.panels.setFixedWidth((theme.size("panel-min") + theme.size("panel-max")) // 2)
        sheet = self.action_button("daily_sheet", "quiet", icon=Icon.PRINTER)
        header = PageHeader(
            _("Visitors"),
            self.figures.all(),
            self.action_button("register", icon=Icon.PLUS),
            extra=(sheet,),
        )
        lay_out_page(
            self,
            header,
            self.closing,
            self.confirm,
            Split(stack(self.inside, self.register_list), self.panels),
        )

    def _listen(self) -> None:
        self.visitor.left.connect(self.register_list.table.setFocus)
        self.inside.opened.connect(self.rows.open)
        self.inside.leaving.connect(lambda visit_id: acts.see_out(self.shell, visit_id))
        self.register_list.opened.connect(self.rows.open)
        self.register_list.day_asked.connect(self.show_day)
        self.register_list.review.clicked.connect(
            lambda: acts.sign_off(self.shell, self.confirm, day=self.register_list.day.value())
        )
        self.rows.shown.connect(lambda: self.panels.setCurrentWidget(self.rows.panel))
        self.rows.done.connect(self._close_panel)
        listed = self.register_list
        for button, panel in zip(
            (listed.rates, listed.sources, listed.turns), self._side(), strict=True
        ):
            button.clicked.connect(panel.begin)
            panel.shown.connect(partial(self.panels.setCurrentWidget, panel))
            panel.closed.connect(self._close_panel)
        self.register_list.struck.connect(self.rows.strike_out)
        self.inside.stepped.connect(
            lambda visit_id, step: self.work.act(commands.take_step, visit_id, step)
        )
        self.closing.pressed.connect(self.inside.open_first)
        EveryMinute(self.work.now, self).timeout.connect(self.tick)

    def _today(self) -> date:
        return local_day(self.work.now())
