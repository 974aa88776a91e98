"""A window over the whole screen for the wall: no controls, alive for days.

It asks anew whenever something changed, and every few seconds because time passes. While the store
is lost it says since when, and goes on by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.formatting import clock, short_moment
from app.text import _
from ui import theme
from ui.keys import Key
from ui.parts.labels import Label
from ui.shell.work import Work
from ui.shell.workspace.page import Page

TICK_MS = 5_000
HINT_MS = 6_000


class WallWindow(QWidget):
    """`left` at Esc. A wall places `clock` and `hint`, calls `live`, and reads in `read`."""

    left = Signal()

    def __init__(self, work: Work, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName(name)
        self._work = work
        self.clock, self.hint = wall_label(2.4, bold=True), wall_label(1.0)
        self._hint_timer = QTimer(self, singleShot=True, interval=HINT_MS)
        self._hint_timer.timeout.connect(self.hint.hide)

    def live(self) -> None:
        """Reads now, and from now on by itself."""
        self._work.changed.connect(self.ask)
        self._work.connection.changed.connect(self.ask)
        timer = QTimer(self, interval=TICK_MS)
        timer.timeout.connect(self.ask)
        timer.start()
        self.ask()

    def ask(self) -> None:
        """Read what stands at this moment."""
        if self._work.records is not None and self._work.connection.reads:
            self.read(self._work.now())
        self.tell()

    def read(self, now: datetime) -> None:
        """Asks for everything that is shown."""
        raise NotImplementedError

    def tell(self) -> None:
        """The head; the clock says since when nothing is read."""
        connection = self._work.connection
        now = clock(self._work.now())
        self.clock.say(now if connection.reads else _as_of(connection.known_at()))

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


def show_full_screen(page: Page, kind: Callable[[Work, QWidget], WallWindow]) -> None:
    """The wall of a page over the whole screen, the same one each time."""
    wall = page.findChild(WallWindow)
    if wall is None:
        wall = kind(page.work, page)
        wall.left.connect(wall.close)
    wall.showFullScreen()
    wall.ask()


def wall_label(scale: float, *, bold: bool = False) -> Label:
    """Words to be read from afar."""
    label = Label("", "body")
    label.setFont(theme.font("body", scale=scale, bold=bold))
    return label


def _as_of(at: datetime) -> str:
    return _("as of {time}").format(time=short_moment(at))
