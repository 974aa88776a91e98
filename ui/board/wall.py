"""The sales board on the wall: large, without customers and telephones, alive for days."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from app import settings
from app.formatting import joined, show_date
from app.local_time import local_day
from app.sales.board import count_board
from app.sales.board_facts import BoardCount, SalesBoard
from app.settings import Settings, StoreSettings
from app.text import _
from ui import theme
from ui.board.wall_table import CAR_COLUMNS, STAFF_COLUMNS, WallTable, car_lines, staff_lines
from ui.parts.layouts import hbox, stretched, vbox
from ui.shell.wall import WallWindow, wall_label
from ui.shell.work import Work


class SalesWall(WallWindow):
    """Models at the left, consultants with their progress at the right."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, "sales_wall", parent)
        self.setWindowTitle(_("Sales board"))
        self.board: SalesBoard | None = None
        self._settings = Settings()
        self.title = wall_label(1.9, bold=True)
        self.sums = wall_label(1.5)
        self.cars = WallTable(CAR_COLUMNS, _("Model"))
        self.staff = WallTable(STAFF_COLUMNS, _("Consultant"))
        head = hbox(self.title, self.sums, stretched(QWidget()), self.clock)
        head.setSpacing(theme.size("space-5"))
        body = hbox(stretched(self.cars, 3), stretched(self.staff, 2), spacing=5)
        vbox(head, stretched(body), hbox(stretched(QWidget()), self.hint), parent=self, margins=4)
        self.live()

    def read(self, now: datetime) -> None:
        """The board of this moment."""
        self._work.ask(count_board, local_day(now), then=self._show, topic=(self, "board"))
        self._work.ask(settings.load, then=self._take, topic=(self, "settings"))

    def tell(self) -> None:
        """Whose board it is, of which day, and what the day has brought."""
        super().tell()
        board = self.board
        name = joined(self._settings.of(StoreSettings).store_name, _("Sales board"))
        self.title.say(name if board is None else joined(name, show_date(board.day)))
        if board is not None:
            store = board.store
            told = _("Today: {ordered} ordered, {delivered} handed over").format(
                ordered=store.count(BoardCount.ORDERED_DAY),
                delivered=store.count(BoardCount.DELIVERED_DAY),
            )
            self.sums.say(told)

    def _take(self, store: Settings) -> None:
        self._settings = store
        self.tell()

    def _show(self, board: SalesBoard) -> None:
        self.board = board
        self.cars.show_lines(car_lines(board))
        self.staff.show_lines(staff_lines(board))
        self.tell()
