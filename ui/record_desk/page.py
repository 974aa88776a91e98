"""The page of a declared desk: title and button above the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.text import _
from db.nouns import Noun
from ui.icons import Icon
from ui.parts.labels import Figure
from ui.parts.page_header import PageHeader
from ui.parts.split import lay_out_page
from ui.record_desk.declaration import RecordDesk
from ui.record_desk.record_list import RecordList
from ui.record_desk.record_panel import RecordPanel
from ui.shell.workspace.page import Page, Shell


class RecordPage(Page):
    """A desk names its `records`; the actions `new_entry`, `edit` and `filter` run what is here."""

    records: ClassVar[RecordDesk]
    title: ClassVar[str]
    panel: ClassVar[type[RecordPanel]] = RecordPanel

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.list = RecordList(shell, self.declared(), self.panel)
        self.reader = self.list.reader
        new = self.action_button("new_entry", icon=Icon.PLUS)
        head = PageHeader(_(self.title), self.figures(), new, extra=self.beside())
        lay_out_page(self, head, self.list)
        # one filled button in the window: what stands at the right has its own
        self.list.panel.filled.connect(lambda filled: new.dress("quiet" if filled else "primary"))

    def declared(self) -> RecordDesk:
        """What the page shows; a desk that needs the page's clock makes it here."""
        return self.records

    def figures(self) -> Sequence[Figure]:
        """What the head of the page counts."""
        return ()

    def beside(self) -> Sequence[QWidget]:
        """More buttons of the head, before the first one."""
        return ()

    def reload(self) -> None:
        self.list.reload()

    def show_record(self, noun: Noun, record_id: int) -> None:
        self.list.open(record_id)

    def take_focus(self) -> None:
        self.list.take_focus()

    def add(self) -> None:
        self.list.add()

    def edit(self) -> None:
        self.list.panel.edit()

    def find(self) -> None:
        self.list.find()
