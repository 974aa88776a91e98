"""What stands at the right of a list while no record is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.text import _
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.labels import Empty
from ui.parts.sentences import first_paragraphs
from ui.record_desk.declaration import RecordDesk


class RecordHint(Empty):
    """Says how to begin, with the button that does it."""

    def __init__(self, desk: RecordDesk) -> None:
        super().__init__("", icon=Icon.CLIPBOARD_LIST)
        self._desk = desk
        self.first = Button(_(desk.add), Key.NEW, name=f"{desk.name}_first", listens=False)
        self.offer(self.first)

    def teach(self, is_empty: bool, *, may_add: bool = True) -> None:
        """How the desk works where it is empty; else that a line is chosen.

        An empty list has the button itself: one door is enough. Who may not add gets none.
        """
        self.first.setHidden(is_empty or not may_add)
        left, centre = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignCenter
        self.sentence.setAlignment(left if is_empty and self._desk.teaches else centre)
        if is_empty:
            more = _("F1 tells the rest.")
            self.say(first_paragraphs(_(self._desk.teaches or self._desk.empty), 3, more=more))
        elif may_add:
            self.say(_("Select a row to read it, or start a new one."))
        else:
            self.say(_("Select a row to read it."))
