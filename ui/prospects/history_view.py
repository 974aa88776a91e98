"""What happened with a prospect or a fleet project, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from app.formatting import joined, short_moment
from app.labels import label
from app.prospects.history import MadeContact, ProspectHistory
from app.prospects.project_list import ProjectHistory
from app.prospects.queries import Graded
from app.text import _
from ui import theme
from ui.parts.labels import Label
from ui.parts.naming import named

MOST = 30
"""So many contacts are read beside the list; the card on paper has all."""


class HistoryView(QWidget):
    """Two short lists under the facts."""

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
        self._show(tuple(_lines(told)) if told is not None else ())

    def show_project(self, told: ProjectHistory | None) -> None:
        """Another fleet project, or its newest history; nothing for None."""
        self._show(tuple(_project_lines(told)) if told is not None else ())

    def _show(self, lines: tuple[tuple[str, str], ...]) -> None:
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
    yield from _contacts(told.contacts)
    yield _("Levels {n}").format(n=len(told.gradings)), ""
    for grading in told.gradings:
        yield short_moment(grading.at), _grading(grading)


def _project_lines(told: ProjectHistory) -> Iterator[tuple[str, str]]:
    yield from _contacts(told.contacts)
    yield _("Stages {n}").format(n=len(told.stages)), ""
    for one in told.stages:
        yield short_moment(one.at), joined(label(one.stage), one.note, one.by)


def _contacts(made: Sequence[MadeContact]) -> Iterator[tuple[str, str]]:
    yield _("Contacts {n}").format(n=len(made)), ""
    for contact in made[:MOST]:
        yield short_moment(contact.done_at), _contact(contact)
    if len(made) > MOST:
        yield "…", _("{n} earlier ones").format(n=len(made) - MOST)


def _contact(one: MadeContact) -> str:
    return joined(label(one.way), label(one.result), one.content, one.by)


def _grading(one: Graded) -> str:
    step = f"{one.old} → {one.new}" if one.old else one.new
    return joined(step, one.reason, one.by)
