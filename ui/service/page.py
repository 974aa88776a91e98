"""The page of the repair orders."""

from __future__ import annotations

from collections.abc import Iterable
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
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import PaperKind
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.fields import Text
from ui.parts.late import LateWidgets
from ui.parts.naming import named
from ui.parts.page_header import PageHeader
from ui.parts.panel import surface
from ui.parts.split import Split, lay_out_page
from ui.parts.table import mark
from ui.service.desk import DESK, OPENERS
from ui.service.health_panel import HealthPanel
from ui.service.open_panel import OpenPanel
from ui.service.order_list import OrderList
from ui.service.order_panel import OrderPanel
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.work import Work
from ui.shell.workspace.page import Page, Shell

TICK_MS = 30_000
PAUSE_MS = 180


class ServicePage(Page):
    """The list beside the open order or the form of a new one."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.order_id: int | None = None
        self._section = ""
        self.search = _search()
        self.list = OrderList(self)
        self.room = QWidget(self)
        self.open_panel = OpenPanel(shell, self.room)
        self.order_panel = OrderPanel(shell, self.room)
        self.late = LateWidgets(("health",), lambda _name: _health_panel(self))
        self.health_records = lambda: self.late["health"].open()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._listen()

    def reload(self) -> None:
        """Ask for the list, and for the open order."""
        about = {"now": self.work.now(), "risk_minutes": _risk_minutes(self.shell)}
        shown, text = self.list.shown(), self.search.value() or ""
        self.work.ask(lists.overview, shown, text, **about, then=self._show, topic=(self, "list"))
        if self.order_id is not None:
            self.work.ask(sheet, self.order_id, then=self._show_sheet, topic=(self, "sheet"))

    def show_record(self, noun: Noun, record_id: int) -> None:
        """Open an order that was found elsewhere."""
        self.open_order(record_id)

    def take_focus(self) -> None:
        """Put the cursor into the form of a new order, or into the list."""
        if self.order_id is None and self.open_panel.isVisible():
            self.open_panel.start()
        else:
            self.list.setFocus()

    def new_order(self) -> None:
        """F7: begin a new order with its plate."""
        self.close_order()
        self.open_panel.start()

    def open_order(self, order_id: int, section: str = "") -> None:
        """Show an order at the right; `section` names the part that is opened."""
        self.order_id, self._section = order_id, section
        self.work.ask(sheet, order_id, then=self._show_sheet, topic=(self, "sheet"))

    def close_order(self) -> None:
        """Show the form of the next order; the list keeps its place."""
        self.order_id = None
        self.order_panel.sheet = None
        self.order_panel.hide()
        _hide(self.late.made().values())
        self.open_panel.setVisible(_may_open(self.work))
        self.new_button.dress("primary")
        self.list.table.clear_choice()

    def settle(self) -> None:
        """F8: the bill of the open order."""
        self._start_section("bill", _("Choose an order first, then press F8."))

    def lend(self) -> None:
        """Shift+F7: a loan car for the open order."""
        self._start_section("loan", _("Choose an order first, then lend a car."))

    def _start_section(self, name: str, without_order: str) -> None:
        if self.order_panel.sheet is None:
            self.shell.notices.say(without_order, Tone.NEUTRAL)
            return
        self.order_panel.open_section(name)
        self.order_panel.current().start()

    def find_order(self) -> None:
        """Ctrl+F: find an order by number or plate."""
        self.search.setFocus()
        self.search.selectAll()

    def print_paper(self, kind: str = "", *, anew: bool = False) -> None:
        """Print the paper that was asked for, or the one that fits the stage.

        A paper that was given out comes again as it was, unless it is wanted `anew`.
        """
        opened = self.order_panel.sheet
        if opened is None:
            self.shell.notices.say(_("Choose an order first, then print."), Tone.NEUTRAL)
            return
        paper = PaperKind(kind) if kind else fitting_paper(opened)
        at, by = self.shell.printing.stamp()
        keep = Keep(paper_commands.keep_paper, lambda asked, pdf: (opened.id, asked.told(pdf)))
        draw = partial(papers.given, size=self.shell.printing.size(paper))
        seen = None if anew else self._offer_anew
        task = PaperTask(paper, f"{paper.value}-{opened.number}", draw, keep, seen=seen)
        read = facts.to_print_anew if anew else facts.to_print
        self.shell.printing.print(task, read, opened.id, kind=paper, by=by, at=at)

    def _offer_anew(self, asked: ToPrint) -> None:
        """Say that this is the paper that the customer has, and offer a new one."""
        if asked.kept is None:
            return
        text = _("As given out on {day}.").format(day=show_moment(local(asked.kept.issued_at)))
        again = partial(self.print_paper, asked.kind.value, anew=True)
        self.shell.notices.say(text, Tone.NEUTRAL, undo=again, button=_("Reprint with changes"))

    def _show(self, seen: Overview) -> None:
        self.list.show_rows(seen.rows, now=self.work.now(), risk_minutes=_risk_minutes(self.shell))
        self.list.show_counts(seen.counts)
        if self.order_id is not None:
            mark(self.list.table, self.order_id)

    def _show_sheet(self, found: OrderSheet | None) -> None:
        if found is None or found.id != self.order_id:
            return
        self.open_panel.hide()
        _hide(self.late.made().values())
        asked, self._section = self._section, ""
        self.order_panel.show_sheet(found, now=self.work.now(), section=asked)
        self.order_panel.show()
        self.new_button.dress("quiet")
        mark(self.list.table, found.id)
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
        self.order_panel.handed_over.connect(
            lambda: self.print_paper(PaperKind.SETTLEMENT_LIST.value)
        )
        tick = QTimer(self, interval=TICK_MS)
        tick.timeout.connect(lambda: self.isVisible() and self.reload())
        tick.start()

    def _lay_out(self) -> None:
        self.new_button = new_order = self.action_button("new_order", icon=Icon.PLUS)
        header = PageHeader(_("Repair orders"), (), new_order, extra=(self.search,))
        row = QHBoxLayout(self.room)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.open_panel)
        row.addWidget(self.order_panel)
        self.order_panel.hide()
        self.open_panel.setVisible(_may_open(self.work))
        lay_out_page(self, header, Split(surface(self.list, parent=self), self.room))


def _health_panel(page: ServicePage) -> HealthPanel:
    """The settled orders for the health records, made at the first look."""
    panel = HealthPanel(page.shell, page.room)
    panel.hide()
    page.room.layout().addWidget(panel)
    panel.closed.connect(page.close_order)
    panel.shown.connect(partial(_show_alone, panel, page.open_panel, page.order_panel))
    return panel


def _hide(panels: Iterable[QWidget]) -> None:
    for panel in panels:
        panel.hide()


def _show_alone(panel: QWidget, *others: QWidget) -> None:
    for other in others:
        other.hide()
    panel.show()


def _search() -> Text:
    search = Text(limit=40, hint=_("Number or plate"))
    named(search, "order_search", says=_("Order number or plate"))
    key = QKeySequence(Key.FIND)
    search.setToolTip(key.toString(QKeySequence.SequenceFormat.NativeText))
    search.setMaximumWidth(theme.size("panel-min") // 2)
    return search


def _may_open(work: Work) -> bool:
    return work.actor is None or work.actor.may(*OPENERS)


def _risk_minutes(shell: Shell) -> int:
    return shell.settings.of(PromiseSettings).risk_minutes


def fitting_paper(opened: OrderSheet) -> PaperKind:
    """The contract until the bill is made, then the settlement list."""
    return PaperKind.SETTLEMENT_LIST if opened.bill is not None else PaperKind.REPAIR_CONTRACT
