"""What the settings page asks of each of its sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ui.parts.form import Form
from ui.parts.layouts import vbox
from ui.parts.split import Split
from ui.record_desk.record_list import RecordList
from ui.shell.editing.record_form import RecordForm, RecordSource
from ui.shell.reader import Reader
from ui.shell.workspace.page import Shell

T = TypeVar("T")


class SettingsSection(QWidget):
    """One subject of the settings. Asks, shows, acts like a small page of its own."""

    reads_store = True
    """False where what is shown belongs to this PC and not to the store."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.work = shell.work
        self.reader = Reader(self.reload)

    def lay_out(self, left: QWidget, right: QWidget) -> None:
        """What there is at the left, the panel at the right."""
        vbox(Split(left, right), parent=self)

    def edits(self, form: Form, source: RecordSource[T], *, draft: str) -> RecordForm:
        """The form changes what a colleague may change too."""
        return RecordForm(self.shell, form, source, draft=f"settings.{draft}")

    def reload(self) -> None:
        """Ask again for what is shown."""

    def can_add(self) -> bool:
        """Whether something can be added here."""
        return False

    def add(self) -> None:
        """Begin a new entry."""

    def move(self, step: int) -> None:
        """Move the chosen entry up (-1) or down (+1)."""


Section = SettingsSection | RecordList
"""What the page shows: a subject of its own, or a list."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A section in the list at the left; made when it is first shown."""

    name: str
    title: str
    icon: str
    make: Callable[[Shell], Section]


@dataclass(frozen=True, slots=True)
class SectionGroup:
    """Sections that belong together, under one heading."""

    title: str
    sections: tuple[Declared, ...]
