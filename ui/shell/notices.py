"""What the window has to say without stopping anybody.

A quiet line that goes away, and banners that stay.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.text import _
from app.tones import Tone
from ui import theme

if TYPE_CHECKING:
    from app.errors import Refused, Trouble
    from app.failure_texts import FailureNotice
    from ui.parts.labels import Banner
    from ui.shell.connection import Connection
    from ui.shell.toast import Toast
    from ui.shell.work import Work

Press = Callable[[], object]


class Notices(QObject):
    """`say` for one passing line, `banner` for what stays until it is settled."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.banners = QWidget(window, objectName="banners")
        self._rows = QVBoxLayout(self.banners)
        self._rows.setSpacing(theme.size("space-1"))
        self._shown: dict[str, Banner] = {}
        self._said: FailureNotice | None = None
        self._air()
        self._window = window
        self._toast: Toast | None = None
        self._undo: Press | None = None
        self._again: Press | None = None
        """Does once more what the last line offered to undo."""
        self._redo: Press | None = None
        """The same, once it was undone."""
        self._work: Work | None = None
        self.retry: Press | None = None
        """What the button of a trouble's banner does; set by whoever built the window."""

    def listen(self, work: Work) -> None:
        """Tells what becomes of the store, and of what no form tells."""
        self._work = work
        work.troubled.connect(self.trouble)
        work.refused.connect(self.refuse)
        work.saved.connect(lambda _at: self.clear("trouble"))
        work.unsaved.connect(lambda: self.say(work.connection.reason(), Tone.WARN))
        work.connection.changed.connect(lambda: self.show_connection(work.connection))

    def say(
        self, text: str, tone: Tone = Tone.GOOD, *, undo: Press | None = None, button: str = ""
    ) -> None:
        """One quiet line at the foot of the window.

        With `undo` a button, named "Undo" unless told otherwise.
        """
        if self._toast is None:
            from ui.shell.toast import Toast

            self._toast = Toast(self._window)
        self._toast.show_line(text, tone, press=self._once(undo), button=button or _("Undo"))
        if undo is not None and not button:
            self._undo, self._again, self._redo = undo, self._repeating(text, undo), None

    def undo_last(self) -> None:
        """Ctrl+Z: what the last line offered to undo, also when it has gone; once."""
        undo, self._undo = self._undo, None
        if undo is None:
            self.say(_("There is nothing to undo."), Tone.NEUTRAL)
        else:
            self.hush()
            undo()
            self._redo, self._again = self._again, None

    def redo_last(self) -> None:
        """Ctrl+Y: does again what was undone last; once."""
        redo, self._redo = self._redo, None
        if redo is None:
            self.say(_("There is nothing to redo."), Tone.NEUTRAL)
        else:
            redo()

    def _repeating(self, text: str, undo: Press) -> Press | None:
        """Gives the act that is just told once more, and tells it in the same words.

        Where it answers as before, its undo is the same too.
        """
        told = self._work.told if self._work is not None else None
        if told is None or told.again is None:
            return None
        answer = told.answer

        def tell(now: object) -> None:
            self.say(text, undo=undo if now == answer else None)

        return partial(told.again, then=tell, refuse=self.refuse)

    def _once(self, press: Press | None) -> Press | None:
        """What was undone with the mouse is not undone again by the key."""
        if press is None:
            return None

        def pressed() -> None:
            mine = self._undo is press
            if mine:
                self._undo = None
            press()
            if mine:
                self._redo, self._again = self._again, None

        return pressed

    def hush(self) -> None:
        """Take the quiet line away."""
        if self._toast is not None:
            self._toast.hide()

    def forget(self) -> None:
        """Its button, and what Ctrl+Z would do, belong to the person who has just left."""
        self._undo = self._again = self._redo = None
        self.hush()

    def refuse(self, refused: Refused) -> None:
        """A rule said no and there is no field to say it under.

        What could not be undone is not redone.
        """
        self._redo = None
        self.say(refused.text(), Tone.WARN)

    def trouble(self, trouble: Trouble) -> None:
        """A trouble that is told again and again leaves its banner and the focus on it alone."""
        from app.failure_texts import tell

        told = tell(trouble, typed=True)
        if "trouble" not in self._shown or told != self._said:
            self._said = told
            self.banner("trouble", told, press=self.retry, closable=True)

    def show_connection(self, connection: Connection) -> None:
        """What cannot be closed: it goes when it is no longer so, and follows the language."""
        told = connection.notice()
        if told is None:
            self.clear("connection")
        else:
            self.banner("connection", told, press=connection.hurry)

    def banner(
        self, key: str, told: FailureNotice, *, press: Press | None = None, closable: bool = False
    ) -> None:
        """One line under the header, and what cannot be closed with its advice in full.

        The same key replaces its banner, so that troubles do not pile up.
        """
        from ui.parts.labels import Banner

        self.clear(key)
        button, wraps = told.button if press else "", not closable
        banner = Banner(told.tone, told.happened, told.todo, button, closable=closable, wraps=wraps)
        banner.setObjectName(f"banner-{key}")
        if press is not None:
            banner.pressed.connect(lambda: press())
        banner.closed.connect(lambda: self.clear(key))
        self._shown[key] = banner
        self.show_row(banner)

    def clear(self, key: str) -> None:
        """What the banner said is no longer so."""
        banner = self._shown.pop(key, None)
        if banner is not None:
            self.drop_row(banner)

    def show_row(self, row: QWidget) -> None:
        """Another line under the header, below those that stand there."""
        self._rows.addWidget(row)
        self._air()

    def drop_row(self, row: QWidget) -> None:
        """Takes a line away."""
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._air()

    def _air(self) -> None:
        """Room around the banners, and none where there is no banner."""
        side, above = theme.size("space-5"), theme.size("space-2")
        is_filled = self._rows.count() > 0
        self._rows.setContentsMargins(side, above if is_filled else 0, side, 0)
        self.banners.setVisible(is_filled)

    def shown(self) -> tuple[str, ...]:
        """Keys of the banners that stand now."""
        return tuple(self._shown)

    def last_line(self) -> str:
        """The quiet line that is visible now, empty when none is."""
        return self._toast.text() if self._toast is not None else ""
