"""The foot of the window.

Who works at which PC, what was last saved, where the data lies, how old the backup is, what the
field with the cursor understands, and two keys.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.admin import rules
from app.formatting import clock, show_moment
from app.local_time import local_day
from app.text import _
from app.tones import Tone
from ui import theme
from ui.keys import Key
from ui.parts.labels import Label, plain_tooltip
from ui.parts.layouts import hbox, stretched
from ui.shell.workspace.status_link import StatusLink


class StatusLine(QWidget):
    """Facts, not counters: every part says something that a person may act on, or nothing."""

    help_asked = Signal()
    keys_asked = Signal()

    def __init__(self, place: str, who: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="status")
        self.setFixedHeight(theme.size("status"))
        self._who, self._hint = Label(who, "caption"), Label("", "caption", elide=True)
        self._saved, self._place = Label("", "caption"), Label(where(place), "caption")
        self._place.setToolTip(plain_tooltip(place))
        self._backup, self._busy = Label("", "caption"), Label("", "caption")
        facts = (self._who, self._saved, self._place, self._backup, self._busy)
        help_ = self._link(_("Help"), Key.HELP, self.help_asked)
        keys = self._link(_("Shortcuts"), Key.SHORTCUTS, self.keys_asked)
        hbox(
            *facts, stretched(self._hint), help_, keys, parent=self, spacing=4, margins=(4, 0, 3, 0)
        )
        for label in facts:
            label.setVisible(bool(label.text()))

    def show_saved(self, at: datetime) -> None:
        _say(self._saved, _("Saved {time}").format(time=clock(at)))

    def show_backup(self, at: datetime | None, now: datetime) -> None:
        """`at`: when the newest verified backup was made."""
        if at is None:
            _say(self._backup, _("No backup yet"), Tone.WARN)
            return
        when = clock(at) if local_day(at) == local_day(now) else show_moment(at)
        told = _("Backup {time} verified").format(time=when)
        _say(self._backup, told, Tone.WARN if now - at > rules.WARN_AFTER else "")

    def show_hint(self, text: str) -> None:
        """What the field with the cursor understands; empty outside of fields."""
        self._hint.say(text)

    def show_busy(self, text: str) -> None:
        """What takes longer just now; empty when nothing does."""
        _say(self._busy, text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.token("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.token("line"))

    def _link(self, text: str, key: Key, asked: Signal) -> StatusLink:
        link = StatusLink(text, key)
        link.clicked.connect(lambda: asked.emit())
        return link


def where(place: str) -> str:
    """Whether the data lies on this PC or on a server; the path itself is in the tooltip."""
    if not place:
        return ""
    return _("Data on this PC") if Path(place).is_absolute() else _("Data on the server")


def _say(label: Label, text: str, tone: str = "") -> None:
    label.say(text)
    label.set_tone(tone)
    label.setVisible(bool(text))
