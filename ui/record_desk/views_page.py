"""The page of a desk with several views, each a declared list.

Its actions go to the one that is shown.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.text import _
from ui.icons import Icon
from ui.parts.filter_tabs import FilterTabs
from ui.parts.labels import Figure
from ui.parts.layouts import gap, hbox, stretched
from ui.parts.naming import named
from ui.parts.page_header import PageHeader
from ui.parts.split import lay_out_page
from ui.parts.stack import Stack
from ui.parts.view_memory import remember
from ui.record_desk.record_list import RecordList
from ui.shell.workspace.page import Page, Shell


@dataclass(frozen=True, slots=True)
class PageList:
    """One view: its name, what stands on its tab (a source text), and how it is made."""

    name: str
    text: str
    make: Callable[[], RecordList]


class ViewsPage(Page):
    """A view is made when it is first shown; the first one is shown at first.

    `made(name, list)` is called once for each list.
    """

    title: ClassVar[str]

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        declared = self.declared()
        self._declared = {view.name: view for view in declared}
        self.views = named(
            FilterTabs([(view.name, _(view.text)) for view in declared]),
            f"{self.desk.name if self.desk else ''}_views",
            says=_(self.title),
        )
        self.views.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.new = self.action_button("new_entry", icon=Icon.PLUS)
        self.stack, self.searches = Stack(), Stack()
        self.lists: dict[str, RecordList] = {}
        first = declared[0].name
        self._show_view(first)
        header = PageHeader(_(self.title), self.figures(), self.new, extra=self.beside())
        lay_out_page(self, header, hbox(self.views, gap(4), stretched(self.searches)), self.stack)
        self.views.set_value(first)
        self.views.edited.connect(self._turn)
        self.views.setVisible(len(declared) > 1)
        remember(self.views)

    @abstractmethod
    def declared(self) -> Sequence[PageList]:
        """The lists of who is signed in, the first one first."""

    def made(self, name: str, made: RecordList) -> None:
        """A list was made just now."""

    def figures(self) -> Sequence[Figure]:
        """What the head of the page counts."""
        return ()

    def beside(self) -> Sequence[QWidget]:
        """More buttons of the head, before the first one."""
        return ()

    @property
    def list(self) -> RecordList:
        """The list that is shown."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, RecordList)
        return shown

    def open_section(self, name: str) -> None:
        """One of the views."""
        self.views.set_value(name)
        self._turn()

    def reload(self) -> None:
        self.list.reload()

    def take_focus(self) -> None:
        self.list.take_focus()

    def add(self) -> None:
        """Ctrl+N: what is begun in the list that is shown."""
        self.list.add()

    def edit(self) -> None:
        self.list.panel.edit()

    def find(self) -> None:
        self.list.find()

    def _turn(self) -> None:
        name = str(self.views.value() or next(iter(self._declared)))
        if name not in self._declared:
            name = next(iter(self._declared))
        if self.stack.currentWidget() is not self.lists.get(name):
            self._show_view(name)
            self.reload()

    def _show_view(self, name: str) -> None:
        if name not in self.lists:
            self._make(name)
        shown = self.lists[name]
        self.stack.setCurrentWidget(shown)
        self.new.show_text(_(shown.desk.add))
        self.searches.setCurrentWidget(shown.filter.search)
        self._dress(filled=shown.panel.row is not None)

    def _make(self, name: str) -> None:
        made = self._declared[name].make()
        made.reader = self.reader  # a change of either view is a change of the page
        self.stack.addWidget(made)
        # one filled button in the window: what stands at the right has its own
        made.panel.filled.connect(lambda filled: self._dress(filled=filled))
        self.searches.addWidget(made.filter.search)
        self.lists[name] = made
        self.made(name, made)

    def _dress(self, *, filled: bool) -> None:
        self.new.dress("quiet" if filled else "primary")
