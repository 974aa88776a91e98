"""The three views of the page: day, wall and month."""

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.local_time import local_day
from app.settings import StoreSettings
from app.testdrives import queries, signing
from app.testdrives.facts import WallCar
from db.nouns import Noun
from ui.shell.workspace.page import Shell
from ui.testdrives.figures import FiguresView, percent
from ui.testdrives.wall import Wall


class Modes(QStackedWidget):
    """Shows one view and asks for what it needs.

    `rate_told` carries this month's signing rate; `turned`: another view is shown.
    """

    drive_asked = Signal(int)
    rate_told = Signal(str)
    turned = Signal()

    def __init__(self, shell: Shell, desk: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        store = shell.settings.of(StoreSettings).store_name
        self.desk, self.wall = desk, Wall(store)
        self.wall.seen_changed.connect(shell.full_screen)
        self.wall.left.connect(self.show_desk)
        self._month: FiguresView | None = None
        for view in (self.desk, self.wall):
            self.addWidget(view)

    @property
    def month(self) -> FiguresView:
        """The figures, made at the first look: three tables that most days nobody opens."""
        if self._month is None:
            self._month = FiguresView()
            self._month.month_asked.connect(self._ask_month)
            self._month.drive_asked.connect(self.drive_asked)
            self._month.order_asked.connect(
                lambda order_id: self.shell.open_record(Noun.SALE_ORDER, order_id)
            )
            self._month.left.connect(self.show_desk)
            self.addWidget(self._month)
        return self._month

    def reload(self) -> None:
        """Ask for what the shown view needs, and for this month's signing rate."""
        if self.currentWidget() is self.wall:
            self.work.ask(
                queries.wall, now=self.work.now(), then=self._show_wall, topic=(self, "wall")
            )
        self._ask_month(self.month.month if self._shows_month() else None)

    def tick(self, now: datetime) -> None:
        """Show the wall as of a later moment."""
        self.wall.tick(now)

    def show_desk(self) -> None:
        """Show the day."""
        self._turn(self.desk)

    def show_wall(self) -> None:
        """Show the screen on the wall, or the day again."""
        self._turn(self.desk if self.currentWidget() is self.wall else self.wall)

    def show_month(self) -> None:
        """Show the signing rate of the month, or the day again."""
        self._turn(self.desk if self._shows_month() else self.month)

    def take_focus(self) -> bool:
        """Put the cursor into the shown view; False for the day, which has several places."""
        if self.currentWidget() is self.desk:
            return False
        (self.month.people if self._shows_month() else self.wall).setFocus()
        return True

    def _shows_month(self) -> bool:
        return self._month is not None and self.currentWidget() is self._month

    def _turn(self, view: QWidget) -> None:
        if view is not self.currentWidget():
            self.setCurrentWidget(view)
            self.reload()
            self.turned.emit()

    def _ask_month(self, day: date | None = None) -> None:
        on = day or local_day(self.work.now())
        self.work.ask(
            signing.month, on, viewer=self.work.actor, then=self._show_month, topic=(self, "month")
        )

    def _show_month(self, told: signing.Signing) -> None:
        if self._month is not None:
            self._month.show_month(told)
        if told.month == local_day(self.work.now()).replace(day=1):
            self.rate_told.emit(percent(told.rate))

    def _show_wall(self, cars: tuple[WallCar, ...]) -> None:
        self.wall.show_cars(cars, self.work.now())
