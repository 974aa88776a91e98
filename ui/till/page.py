"""The page of the till: takings of a day, or what is owed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.local_time import local_day
from app.text import _
from app.till import papers, queries, rules
from app.till.facts import Receivables, TillFacts
from db.nouns import Noun
from db.vocabulary import PaperKind
from ui.icons import Icon
from ui.parts.fields import Segments
from ui.parts.naming import named
from ui.parts.page_header import PageHeader
from ui.parts.split import lay_out_page
from ui.parts.stack import Stack
from ui.shell.printing.print_flow import PaperTask
from ui.shell.workspace.page import Page, Shell
from ui.till.debtors import Debtors
from ui.till.desk import DESK
from ui.till.takings import Takings

TAKINGS, OWED = "takings", "owed"


class TillPage(Page):
    """Two views of the store's money; F9 prints the one that is shown."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.day: date | None = None
        self.till = shell.workstation.till
        views = ((TAKINGS, _("Takings of the day")), (OWED, _("Receivables")))
        self.switch = named(Segments(views), "till_view", says=_("Takings or receivables"))
        self.switch.set_value(TAKINGS)
        self.switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.takings, self.debtors = Takings(shell.work, shell.workstation.till), Debtors()
        self.stack = Stack()
        for view in (self.takings, self.debtors):
            self.stack.addWidget(view)
        self.takings.record_asked.connect(self.shell.open_record)
        self.debtors.order_asked.connect(self._open_order)
        sheet = self.action_button("daily_sheet", "quiet", icon=Icon.PRINTER)
        header = PageHeader(_("Till"), (), None, extra=(self.switch, sheet))
        lay_out_page(self, header, self.stack)
        self.switch.edited.connect(self._switch)
        self.takings.day_asked.connect(self._go)
        self.takings.till_asked.connect(self._choose_till)

    def reload(self) -> None:
        """Ask for the day that is shown, and for what is owed."""
        today = local_day(self.work.now())
        day = self.day or today
        shown = {"then": self._show_day, "topic": (self, "day")}
        self.work.ask(queries.till_day, day, till=self.till, **shown)
        self.work.ask(queries.receivables, today, then=self._show_owed, topic=(self, "owed"))

    def show_record(self, noun: Noun, record_id: int) -> None:
        """A day of the till, or the receivables."""
        if noun == Noun.TILL_DAY:
            self.day, self.till = rules.day_and_till(record_id)
            self.reload()
        self.switch.set_value(TAKINGS if noun == Noun.TILL_DAY else OWED)
        self._switch()

    def take_focus(self) -> None:
        """The cursor where the cash is entered, or on the debtors."""
        (self.debtors if self.switch.value() == OWED else self.takings).start()

    def daily_sheet(self) -> None:
        """F9: the takings of the day that is shown, or the receivables."""
        at, by = self.shell.printing.stamp()
        today = local_day(at)
        day = self.day or today
        if self.switch.value() == OWED:
            name = f"receivables-{today.isoformat()}"
            task = PaperTask(PaperKind.RECEIVABLES, name, papers.receivables_sheet, counted=True)
            self.shell.printing.print(task, queries.receivable_sheet, today, by=by, at=at)
        else:
            name = f"takings-{day.isoformat()}-{self.till}"
            task = PaperTask(PaperKind.TAKINGS_SHEET, name, papers.takings_sheet, counted=True)
            self.shell.printing.print(task, queries.takings, day, by=by, at=at, till=self.till)

    def _switch(self) -> None:
        view = self.debtors if self.switch.value() == OWED else self.takings
        self.switch.set_value(OWED if view is self.debtors else TAKINGS)
        self.stack.setCurrentWidget(view)

    def _go(self, day: date) -> None:
        self.day = day
        self.reload()

    def _choose_till(self, till: int) -> None:
        self.till = till
        self.reload()

    def _open_order(self, order_id: int) -> None:
        self.shell.open_record(Noun.REPAIR_ORDER, order_id)

    def _show_day(self, facts: TillFacts) -> None:
        self.takings.show_day(facts)

    def _show_owed(self, owed: Receivables) -> None:
        self.debtors.show_owed(owed)
