"""The board on the wall: large, without telephones and names, alive for days."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app import settings
from app.formatting import joined
from app.settings import Settings, StoreSettings
from app.text import _
from app.tones import Tone
from app.workshop import queries
from app.workshop.queries import BoardDay
from app.workshop.settings import WallSettings
from ui import theme
from ui.parts.board import Board
from ui.parts.labels import Empty
from ui.parts.layouts import hbox, stretched, vbox
from ui.shell.wall import WallWindow, show_full_screen, wall_label
from ui.shell.work import Work
from ui.shell.workspace.page import Page
from ui.workshop import cards, wall_cards

SCALE = 1.6


class BoardWall(WallWindow):
    """Every car in the workshop as a card."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, "board_wall", parent)
        self.setWindowTitle(_("Workshop board"))
        self.day: BoardDay | None = None
        self._settings = Settings()
        self.title = wall_label(1.9, bold=True)
        self.counts = wall_label(1.4)
        self.late = wall_label(1.4, bold=True)
        self.next = wall_label(1.5, bold=True)
        empty = Empty(_("No car is in the workshop."))
        self.board = Board(cards.columns(), empty=empty, scale=SCALE, name="wall_columns")
        self.board.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot = wall_label(1.3)
        head = hbox(self.title, self.counts, self.late, stretched(QWidget()), self.next, self.clock)
        head.setSpacing(theme.size("space-5"))
        foot = hbox(stretched(self.foot), self.hint)
        vbox(head, stretched(self.board), foot, parent=self, spacing=4, margins=4)
        self.live()

    def read(self, now: datetime) -> None:
        """The board of this moment."""
        self._work.ask(queries.board, at=now, then=self._show, topic=(self, "board"))
        self._work.ask(settings.load, then=self._take, topic=(self, "settings"))

    def tell(self) -> None:
        """The head and the foot."""
        super().tell()
        self.title.say(joined(self._settings.of(StoreSettings).store_name, _("Workshop board")))
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

    def _take(self, store: Settings) -> None:
        self._settings = store
        self.tell()

    def _show(self, day: BoardDay) -> None:
        self.day = day
        hides = self._settings.of(WallSettings).wall_hides_plates
        self.board.dress_columns(cards.titles(day), cards.colours(day))
        self.board.show_cards(wall_cards.cards(day, hides_plates=hides))
        self.tell()


def show_wall(page: Page) -> None:
    """The wall over the whole screen, the same one each time."""
    show_full_screen(page, BoardWall)
