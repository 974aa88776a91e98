"""The service page: asks for orders, shows them, and opens the one that is worked on."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.formatting import show_moment
from app.local_time import local
from app.orders.queries import OrderRow
from app.orders.settings import PromiseSettings
from app.service import papers
from app.service.commands import papers as paper_commands
from app.service.queries import facts, lists
from app.service.queries.facts import ToPrint
from app.service.queries.lists import Overview
from app.service.queries.sheet import OrderSheet, sheet
from app.service.values import GivenOut
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import PaperKind
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.fields import Text
from ui.parts.labels import Figure
from ui.parts.page_header import PageHeader
from ui.parts.panel import surface
from ui.parts.split import Split, lay_out_page
from ui.service.desk import DESK, OPENERS
from ui.service.leaving_section import LeavingSection
from ui.service.open_panel import OpenPanel
from ui.service.order_list import OrderList
from ui.service.order_panel import OrderPanel
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Page, Shell

TICK_MS = 30_000
PAUSE_MS = 180


class ServicePage(Page):
    """List left; right the form for a car that comes in, or the order that is open."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.order_id: int | None = None
        self._section = ""
        self.figures = {
            "in_shop": Figure(_("In the shop"), name="in_shop"),
            "due_today": Figure(_("Due today"), name="due_today"),
            "late": Figure(_("Late"), name="late"),
            "approval": Figure(_("To be agreed"), name="approval"),
        }
        self.search = Text(limit=40, hint=_("Number or plate"))
        self.list = OrderList(self)
        self._right = QWidget(self)
        self.open_panel = OpenPanel(shell, self._right)
        self.order_panel = OrderPanel(shell, self._right)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._listen()

    def reload(self) -> None:
        """The list, and the open order."""
        now, risk = self.work.now(), self.shell.settings.of(PromiseSettings).risk_minutes
        text = self.search.value() or ""
        self.work.ask(
            lists.overview,
            self.list.shown(),
            text,
            now=now,
            risk_minutes=risk,
            then=self._show,
            topic=(self, "list"),
        )
        if self.order_id is not None:
            self.work.ask(sheet, self.order_id, then=self._show_sheet, topic=(self, "sheet"))

    def show_record(self, noun: Noun, record_id: int) -> None:
        """Opens an order that was found elsewhere."""
        self.open_order(record_id)

    def take_focus(self) -> None:
        """A car that drives up is the next thing to happen."""
        if self.order_id is None and self.open_panel.isVisible():
            self.open_panel.start()
        else:
            self.list.setFocus()

    def new_order(self) -> None:
        """F7: the plate of a car that comes in."""
        self.close_order()
        self.open_panel.start()

    def open_order(self, order_id: int, section: str = "") -> None:
        """Shows an order at the right."""
        self.order_id, self._section = order_id, section
        self.work.ask(sheet, order_id, then=self._show_sheet, topic=(self, "sheet"))

    def close_order(self) -> None:
        """Back to the form for the next car; the list keeps its place."""
        self.order_id = None
        self.order_panel.sheet = None
        self.order_panel.hide()
        self.open_panel.setVisible(self._may_open())
        self.list.table.clear_choice()

    def settle(self) -> None:
        """F8: the bill of the open order."""
        if self.order_panel.sheet is None:
            self.shell.notices.say(_("Choose an order first, then press F8."), Tone.NEUTRAL)
            return
        self.order_panel.open_section("bill")
        self.order_panel.current().start()

    def lend(self) -> None:
        """Shift+F7: a loan car for the open order."""
        if self.order_panel.sheet is None:
            self.shell.notices.say(_("Choose an order first, then lend a car."), Tone.NEUTRAL)
            return
        self.order_panel.open_section("loan")
        self.order_panel.current().start()

    def find_order(self) -> None:
        """Ctrl+F: by number or plate."""
        self.search.setFocus()
        self.search.selectAll()

    def print_paper(self, kind: str = "", *, anew: bool = False) -> None:
        """The paper that fits the stage, or the one that was asked for.

        One that was given out comes again as it was.
        """
        opened = self.order_panel.sheet
        if opened is None:
            self.shell.notices.say(_("Choose an order first, then print."), Tone.NEUTRAL)
            return
        paper = PaperKind(kind) if kind else fitting_paper(opened)
        at, by = self.shell.printing.stamp()
        told = partial(_given_out, opened.id, anew=anew)
        task = PaperTask(
            paper,
            f"{paper.value}-{opened.number}",
            partial(papers.given, anew=anew),
            Keep(paper_commands.keep_paper, told),
            seen=None if anew else self._offer_anew,
        )
        self.shell.printing.print(task, facts.to_print, opened.id, kind=paper, by=by, at=at)

    def _offer_anew(self, asked: ToPrint) -> None:
        """Said when the paper is the one that the customer has."""
        if asked.kept is None:
            return
        text = _("As given out on {day}.").format(day=show_moment(local(asked.kept.issued_at)))
        again = partial(self.print_paper, asked.kind.value, anew=True)
        self.shell.notices.say(text, Tone.NEUTRAL, undo=again, button=_("Write it anew"))

    def _show(self, seen: Overview) -> None:
        self.list.show_rows(
            seen.rows,
            now=self.work.now(),
            risk_minutes=self.shell.settings.of(PromiseSettings).risk_minutes,
        )
        self.figures["in_shop"].show_value(str(seen.in_shop))
        self.figures["due_today"].show_value(str(seen.due_today))
        self.figures["late"].show_value(str(seen.late), Tone.BAD if seen.late else Tone.NEUTRAL)
        self.figures["approval"].show_value(
            str(seen.approval), Tone.WARN if seen.approval else Tone.NEUTRAL
        )
        if self.order_id is not None:
            self.list.table.select(self.order_id)

    def _show_sheet(self, found: OrderSheet | None) -> None:
        if found is None or found.id != self.order_id:
            return
        self.open_panel.hide()
        asked, self._section = self._section, ""
        self.order_panel.show_sheet(found, now=self.work.now(), section=asked)
        self.order_panel.show()
        self.list.table.select(found.id)
        if asked:
            self.order_panel.tabs.setFocus()  # the form that had the cursor is gone

    def _choose(self, row: OrderRow | None) -> None:
        if row is not None and row.id != self.order_id:
            self.open_order(row.id)

    def _opened(self, order_id: int) -> None:
        self.search.set_value(None)
        self.open_order(order_id, "lines")

    def _enter(self, _row: Any) -> None:
        if self.order_panel.isVisible():
            self.order_panel.current().start()

    def _may_open(self) -> bool:
        return self.work.actor is None or self.work.actor.may(*OPENERS)

    def _listen(self) -> None:
        self.list.shown_asked.connect(self.reload)
        self.list.table.chosen.connect(self._choose)
        self.list.table.activated.connect(self._enter)
        self.search.edited.connect(self._pause.start)
        self._pause.timeout.connect(self.reload)
        self.open_panel.opened.connect(self._opened)
        self.open_panel.order_asked.connect(self.open_order)
        self.order_panel.closed.connect(self.close_order)
        self.order_panel.paper_asked.connect(self.print_paper)
        leaving = self.order_panel.sections["leaving"]
        assert isinstance(leaving, LeavingSection)
        leaving.handed_over.connect(lambda: self.print_paper(PaperKind.SETTLEMENT_LIST.value))
        tick = QTimer(self, interval=TICK_MS)
        tick.timeout.connect(lambda: self.isVisible() and self.reload())
        tick.start()

    def _lay_out(self) -> None:
        self.search.setObjectName("order_search")
        self.search.setAccessibleName(_("Order number or plate"))
        self.search.setToolTip(
            QKeySequence(Key.FIND).toString(QKeySequence.SequenceFormat.NativeText)
        )
        self.search.setMaximumWidth(theme.size("panel-min") // 2)
        header = PageHeader(
            _("Repair orders"),
            self.figures.values(),
            self.action_button("new_order", icon=Icon.PLUS),
            extra=(self.search,),
        )
        row = QHBoxLayout(self._right)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.open_panel)
        row.addWidget(self.order_panel)
        self.order_panel.hide()
        self.open_panel.setVisible(self._may_open())
        lay_out_page(self, header, Split(surface(self.list, parent=self), self._right))


def fitting_paper(opened: OrderSheet) -> PaperKind:
    """The contract until the bill is made, then the settlement list."""
    return PaperKind.SETTLEMENT_LIST if opened.bill is not None else PaperKind.REPAIR_CONTRACT


def _given_out(order_id: int, asked: ToPrint, pdf: bytes, *, anew: bool) -> tuple[int, GivenOut]:
    """What is kept: of a paper that was given out before its bytes without the mark of a copy."""
    if asked.kept is None or anew:
        return order_id, GivenOut(asked.kind, pdf, asked.facts.edition)
    return order_id, GivenOut(asked.kind, asked.kept.pdf, asked.kept.edition or 0)
