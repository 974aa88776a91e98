"""What happened with a prospect: contacts and levels, the newest first."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from app.formatting import joined, short_moment
from app.labels import label
from app.prospects.history import MadeContact, ProspectHistory
from app.prospects.queries import Graded
from app.text import _
from ui import theme
from ui.parts.labels import Label
from ui.parts.naming import named

MOST = 30
"""So many contacts are read beside the list; the card on paper has all."""


class HistoryView(QWidget):
    """Two short lists under the facts of a prospect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "prospect_history", says=_("Contacts and levels"))
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._rows.setHorizontalSpacing(theme.size("space-4"))
        self._rows.setVerticalSpacing(theme.size("space-2"))
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_history(self, told: ProspectHistory | None) -> None:
        """Another prospect, or its newest history; nothing for None."""
        lines = tuple(_lines(told)) if told is not None else ()
        if lines == self._shown:
            return
        self._shown = lines
        while self._rows.rowCount():
            self._rows.removeRow(0)
        for left, right in lines:
            if right:
                self._rows.addRow(Label(left, "label"), Label(right, "body", wrap=True))
            else:
                self._rows.addRow(Label(left, "body", bold=True))

    def texts(self) -> tuple[str, ...]:
        """What stands there, for tests."""
        return tuple(part for line in self._shown for part in line if part)


def _lines(told: ProspectHistory) -> Iterator[tuple[str, str]]:
    """A title alone, or a time with what happened then."""
    yield _("Contacts {n}").format(n=len(told.contacts)), ""
    for contact in told.contacts[:MOST]:
        yield short_moment(contact.done_at), _contact(contact)
    if len(told.contacts) > MOST:
        yield "…", _("{n} earlier ones").format(n=len(told.contacts) - MOST)
    yield _("Levels {n}").format(n=len(told.gradings)), ""
    for grading in told.gradings:
        yield short_moment(grading.at), _grading(grading)


def _contact(one: MadeContact) -> str:
    return joined(label(one.way), label(one.result), one.content, one.by)


def _grading(one: Graded) -> str:
    step = f"{one.old} → {one.new}" if one.old else one.new
    return joined(step, one.reason, one.by)
