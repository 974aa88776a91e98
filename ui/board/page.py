"""The sales board 订交存看板 of a day: cars and consultants, and what each number counts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.admin.letterhead import letterhead
from app.formatting import short_moment, show_date
from app.local_time import local_day
from app.paper.frame import Printed
from app.sales import board_commands, half_year, half_year_paper
from app.sales.board import board_of
from app.sales.board_facts import OF_SALES, BoardCount, BoardShare, SalesBoard
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import PaperKind, Role
from ui.board.columns import CARS, ROWS, STAFF, share_name
from ui.board.desk import DESK
from ui.board.wall import SalesWall
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.fields import DateField
from ui.parts.filter_tabs import FilterTabs
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.minutes import EveryMinute
from ui.parts.naming import named
from ui.parts.page_header import PageHeader
from ui.parts.panel import surface
from ui.parts.split import lay_out_page
from ui.parts.stack import Stack
from ui.parts.table import Table
from ui.shell.printing.print_flow import PaperTask
from ui.shell.wall import show_full_screen
from ui.shell.workspace.page import Page, Shell

EMPTY = N_("Nothing was sold in this month, and no car is here or on its way.")
NO_ROW = N_("Nothing is counted here.")
STAFF_WIDTH = 372


class SalesBoardPage(Page):
    """The board of today, alive, or of an earlier day as it was kept.

    Enter or a double click on a line shows the orders and cars that it counts, and on one of
    these the record itself.
    """

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.day: date | None = None
        """None: today, whatever day that is."""
        self.board: SalesBoard | None = None
        self._opened = ""
        self.cars = Table(CARS, empty=EMPTY, dense=True, name="board_cars")
        self.staff = Table(STAFF, empty=EMPTY, name="board_staff")
        self.rows = Table(ROWS, empty=NO_ROW, name="board_rows")
        self.counted = named(FilterTabs(()), "board_columns", says=_("What is counted"))
        self.title = Label("", "title")
        self.half_year = Button(_("Half-year summary"), icon=Icon.PRINTER, name="half_year")
        self.date = named(DateField(today=self._today), "board_date", says=_("Day"))
        self.state = named(Label("", "caption", elide=True), "board_state")
        self.close_day = Button(_("Close the day"), name="close_board")
        self._views = Stack()
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """The day that is shown."""
        at = self.work.now()
        self.work.ask(board_of, self.day or local_day(at), at=at, then=self._show, topic=self)

    def take_focus(self) -> None:
        """The cursor in the list that is shown."""
        (self.rows if self._opened else self.cars).setFocus()

    def open_share(self, share: BoardShare) -> None:
        """The orders and cars that a line counts."""
        self._opened = share.id
        self._fill(share)
        self._views.setCurrentIndex(1)
        self.rows.setFocus()

    def close_share(self) -> None:
        """The board again, the cursor where it was."""
        table = self.cars if _consultant(self._opened) is None else self.staff
        self._opened = ""
        self._views.setCurrentIndex(0)
        table.setFocus()

    def print_half_year(self) -> None:
        """Ctrl+P: the half-year of the consultant whose line is opened."""
        whose, viewer = _consultant(self._opened), self.work.actor
        if whose is None or viewer is None or self.half_year.isHidden():
            told = _("Open the line of a consultant to print the half-year.")
            self.shell.notices.say(told, Tone.NEUTRAL)
            return
        at, day = self.work.now(), self.day or self._today()
        head = letterhead(self.shell.settings, internal=True)
        printed = Printed(*self.shell.printing.stamp())
        draw = partial(half_year_paper.half_year, store=head, printed=printed)
        name = f"half-year-{half_year.first_day(day):%Y-%m}-{whose}"
        task = PaperTask(PaperKind.HALF_YEAR, name, draw, counted=True)
        about = {"viewer": viewer, "at": at}
        self.shell.printing.print(task, half_year.half_year, whose, day, **about)

    def show_wall(self) -> None:
        """F11: the board over the whole screen, the same window each time."""
        show_full_screen(self, SalesWall)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: from the lines back to the board."""
        if event.key() == Qt.Key.Key_Escape and self._opened:
            self.close_share()
        else:
            super().keyPressEvent(event)

    def _show(self, board: SalesBoard) -> None:
        self.board = board
        self.date.set_value(board.day)
        self.state.say(_state(board, today=self._today()))
        actor = self.work.actor
        may_close = actor is not None and actor.may(Role.MANAGER)
        self.close_day.setVisible(may_close and board.day == self._today())
        cars = board.cars
        self.cars.show_rows([board.store, *cars] if cars else [])
        self.staff.show_rows([board.store, *board.consultants])
        if self._opened:
            found = (one for one in (*board.consultants, *cars) if one.id == self._opened)
            self._fill(next(found, board.store))

    def _fill(self, share: BoardShare) -> None:
        """The tabs with their counts, and the lines of the chosen one."""
        is_person = _consultant(share.id) is not None
        columns = OF_SALES if is_person else tuple(BoardCount)
        chosen = self.counted.value()
        filled = next((one for one in columns if share.count(one)), columns[0])
        self.counted.set_options((one, f"{_(one.label)} {share.count(one)}") for one in columns)
        self.counted.set_value(chosen if chosen in columns else filled)
        whose, actor = _consultant(share.id), self.work.actor
        is_own = actor is not None and (actor.may() or actor.staff_id == whose)
        self.half_year.setVisible(whose is not None and is_own)
        of_model = f"{share.model} " if share.colour is not None else ""
        self.title.say(of_model + share_name(share))
        self.rows.show_rows(share.of(BoardCount(str(self.counted.value()))))

    def _choose(self) -> None:
        board = self.board
        if board is not None:
            shares = (board.store, *board.cars, *board.consultants)
            self._fill(next(one for one in shares if one.id == self._opened))

    def _close_day(self) -> None:
        self.work.act(board_commands.close_board, then=self._closed)

    def _closed(self, day: date) -> None:
        told = _("The sales board of {day} is closed as it stands.")
        self.shell.notices.say(told.format(day=show_date(day)))

    def _today(self) -> date:
        return local_day(self.work.now())

    def _go(self, day: date | None) -> None:
        """Another day, none that is still to come."""
        if day is not None:
            self.day = day if day < self._today() else None
            self.reload()

    def _step(self, days: int) -> None:
        self._go((self.day or self._today()) + timedelta(days=days))

    def _tick(self) -> None:
        """After midnight the board is that of the new day."""
        shown = self.board if self.isVisible() and self.day is None else None
        if shown is not None and shown.day != self._today():
            self.reload()

    def _connect(self) -> None:
        for table in (self.cars, self.staff):
            table.activated.connect(self.open_share)
        self.rows.activated.connect(lambda row: self.shell.open_record(*row.opens))
        self.counted.edited.connect(self._choose)
        self.date.edited.connect(lambda: self._go(self.date.value()))
        self.close_day.clicked.connect(self._close_day)
        self.half_year.clicked.connect(self.print_half_year)
        EveryMinute(self.work.now, self).timeout.connect(self._tick)

    def _lay_out(self) -> None:
        back = Button("", icon=Icon.CHEVRON_LEFT, name="board_before", says=_("The day before"))
        on = Button("", icon=Icon.CHEVRON_RIGHT, name="board_after", says=_("The day after"))
        back.clicked.connect(lambda: self._step(-1))
        on.clicked.connect(lambda: self._step(1))
        days = hbox(back, self.date, on, stretched(self.state), self.close_day)
        staff = surface(self.staff)
        staff.setFixedWidth(STAFF_WIDTH)
        board, lines = QWidget(), QWidget()
        hbox(stretched(surface(self.cars)), staff, parent=board, spacing=4)
        all_of_it = Button(
            "", icon=Icon.CHEVRON_LEFT, name="whole_board", says=_("The whole board")
        )
        all_of_it.clicked.connect(self.close_share)
        head = hbox(all_of_it, stretched(self.title), self.half_year)
        vbox(head, self.counted, stretched(surface(self.rows)), parent=lines, spacing=2)
        for page in (board, lines):
            self._views.addWidget(page)
        wall = self.action_button("wall", "quiet", icon=Icon.MONITOR)
        header = PageHeader(_("Sales board"), (), None, extra=(wall,))
        lay_out_page(self, header, days, self._views)


def _consultant(share_id: str) -> int | None:
    """Whose line it is; None for a car's or the store's."""
    kind, _dash, key = share_id.partition("-")
    return int(key) if kind == "staff" else None


def _state(board: SalesBoard, *, today: date) -> str:
    """Whether it lives, or who kept it and when."""
    if board.closed_at is None:
        is_today = board.day == today
        return _("As it stands now") if is_today else _("Not closed: counted from the records")
    when = short_moment(board.closed_at)
    if not board.closed_by:
        return _("Nobody closed the day: kept by the program on {when}").format(when=when)
    return _("Closed by {name} at {when}").format(name=board.closed_by, when=when)
