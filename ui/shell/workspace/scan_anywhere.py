"""Opens the record whose number a scanner reads, on every page.

While a field is being typed in the scan stays there: the record is only offered at the foot of the
window, and nobody loses the focus.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.text import _
from app.tones import Tone
from db.nouns import Noun
from ui.parts.keys import is_enter
from ui.shell.desk import desk_of
from ui.shell.scanner import Burst
from ui.shell.workspace.page import Shell

if TYPE_CHECKING:
    from app.scanned import ScannedRecord

TYPED_IN = (QLineEdit, QPlainTextEdit)


class ScanAnywhere(QObject):
    """Watches whatever has the focus in the window, and the window where nothing has."""

    def __init__(
        self, window: QWidget, shell: Shell, parent: QObject, now: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(parent)
        self._window, self._shell, self._burst = window, shell, Burst(now)
        window.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Collects keys; the Enter that ends a scan presses nothing outside of fields."""
        keys = (QEvent.Type.KeyPress, QEvent.Type.InputMethod)
        if event.type() not in keys or not self._is_first(watched):
            return False
        if isinstance(event, QInputMethodEvent):
            self._burst.add(event.commitString())
        elif isinstance(event, QKeyEvent) and is_enter(event):
            return self._finish(watched)
        elif isinstance(event, QKeyEvent):
            self._burst.add(event.text())
        return False

    def _is_first(self, watched: QObject) -> bool:
        """A key that a widget leaves to the window is heard once."""
        focus = QApplication.focusWidget()
        return watched is focus or (focus is None and watched is self._window)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget in (old, new):
            if widget is not None and widget is not self._window:
                widget.removeEventFilter(self)
        if new is not None and new is not self._window and new.window() is self._window:
            new.installEventFilter(self)

    def _finish(self, watched: QObject) -> bool:
        burst = self._burst.end()
        if not burst:
            return False
        from app.scanned import LEAST, scanned

        if len(burst) < LEAST:
            return False
        in_field = isinstance(watched, TYPED_IN)
        then = partial(self._found, burst=burst, in_field=in_field)
        viewer = self._shell.work.actor
        self._shell.work.ask(scanned, burst, viewer=viewer, then=then, topic=(self, "scan"))
        return not in_field

    def _found(self, record: ScannedRecord | None, *, burst: str, in_field: bool) -> None:
        notices = self._shell.notices
        if record is None:
            if not in_field:
                unknown = _("Nothing in the store has this number: {number}")
                notices.say(unknown.format(number=burst), Tone.NEUTRAL)
        elif in_field or record.noun == Noun.PART:
            undo = partial(self._open, record) if self._can_open(record) else None
            notices.say(record.title, Tone.NEUTRAL, undo=undo, button=_("Open it"))
        else:
            self._open(record)

    def _can_open(self, record: ScannedRecord) -> bool:
        return desk_of(self._shell.tabs, record.noun) is not None

    def _open(self, record: ScannedRecord) -> None:
        first = record.opens
        is_seen = first is not None and desk_of(self._shell.tabs, first[0]) is not None
        noun, key = first if is_seen else (record.noun, record.id)
        self._shell.open_record(noun, key)
