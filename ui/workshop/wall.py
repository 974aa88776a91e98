"""The board on the wall: large, without telephones and names, alive for days."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app import settings
from app.formatting import clock, joined, short_moment
from app.settings import Settings, StoreSettings
from app.text import _
from app.tones import Tone
from app.workshop import queries
from app.workshop.queries import BoardDay
from app.workshop.settings import WallSettings
from ui import theme
from ui.keys import Key
from ui.parts.board import Board
from ui.parts.labels import Empty, Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.shell.work import Work
from ui.shell.workspace.page import Page
from ui.workshop import cards, wall_cards

SCALE = 1.6
TICK_MS = 5_000
HINT_MS = 6_000


class BoardWall(QWidget):
    """A window of its own over the whole screen; `left` at Esc.

    It asks anew whenever something changed, and every few seconds because time passes. While the
    store is lost it says since when, and goes on by itself.
    """

    left = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("board_wall")
        self.setWindowTitle(_("Workshop board"))
        self._work = work
        self.day: BoardDay | None = None
        self._settings = Settings()
        self.title = _label(1.9, bold=True)
        self.counts = _label(1.4)
        self.late = _label(1.4, bold=True)
        self.next = _label(1.5, bold=True)
        self.clock = _label(2.4, bold=True)
        empty = Empty(_("No car is in the workshop."))
        self.board = Board(cards.columns(), empty=empty, scale=SCALE, name="wall_columns")
        self.board.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot, self.hint = _label(1.3), _label(1.0)
        self._hint_timer = QTimer(self, singleShot=True, interval=HINT_MS)
        self._hint_timer.timeout.connect(self.hint.hide)
        head = hbox(self.title, self.counts, self.late, stretched(QWidget()), self.next, self.clock)
        head.setSpacing(theme.size("space-5"))
        foot = hbox(stretched(self.foot), self.hint)
        vbox(head, stretched(self.board), foot, parent=self, spacing=4, margins=4)
        work.changed.connect(self.ask)
        work.connection.changed.connect(self.ask)
        timer = QTimer(self, interval=TICK_MS)
        timer.timeout.connect(self.ask)
        timer.start()
        self.ask()

    def ask(self) -> None:
        """Read the board of this moment."""
        if self._work.records is not None and self._work.connection.reads:
            now = self._work.now()
            self._work.ask(queries.board, at=now, then=self._show, topic=(self, "board"))
            self._work.ask(settings.load, then=self._take, topic=(self, "settings"))
        self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        """The way back is told for the first seconds, then the wall has no controls."""
        super().showEvent(event)
        self.hint.say(_("Press {key} to exit").format(key=Key.LEAVE))
        self.hint.show()
        self._hint_timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: back to the desk."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _take(self, store: Settings) -> None:
        self._settings = store
        self._tell()

    def _show(self, day: BoardDay) -> None:
        self.day = day
        hides = self._settings.of(WallSettings).wall_hides_plates
        self.board.dress_columns(cards.titles(day), cards.colours(day))
        self.board.show_cards(wall_cards.cards(day, hides_plates=hides))
        self._tell()

    def _tell(self) -> None:
        """The head and the foot; the clock says since when nothing is read."""
        connection = self._work.connection
        self.title.say(joined(self._settings.of(StoreSettings).store_name, _("Workshop board")))
        now = clock(self._work.now())
        self.clock.say(now if connection.reads else _as_of(connection.known_at()))
        day = self.day
        if day is None:
            return
        told = day.answers
        self.counts.say(_("In the workshop: {count}").format(count=told.in_shop))
        self.late.say(_("{count} late").format(count=told.late) if told.late else "")
        self.late.set_tone(Tone.BAD)
        hides = self._settings.of(WallSettings).wall_hides_plates
        self.next.say(wall_cards.next_ready(day, hides_plates=hides))
        self.foot.say(wall_cards.foot(day))


def show_wall(page: Page) -> None:
    """The wall over the whole screen, the same one each time."""
    wall = page.findChild(BoardWall)
    if wall is None:
        wall = BoardWall(page.work, page)
        wall.left.connect(wall.close)
    wall.showFullScreen()
    wall.ask()


def _as_of(at: datetime) -> str:
    return _("as of {time}").format(time=short_moment(at))


def _label(scale: float, *, bold: bool = False) -> Label:
    label = Label("", "body")
    label.setFont(theme.font("body", scale=scale, bold=bold))
    return label
