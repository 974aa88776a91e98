"""The desks of the person who is signed in, and the way between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.text import _
from app.tones import Tone
from ui.parts.turns import next_turn
from ui.shell.desk import Desk, desk_of
from ui.shell.keys.global_shortcuts import GlobalShortcuts
from ui.shell.workspace.history import History, HistoryEntry
from ui.shell.workspace.pages import Pages

if TYPE_CHECKING:
    from app.permissions import Actor
    from ui.shell.workspace.navigation import Navigation
    from ui.shell.workspace.page import Shell


class Workspace(QWidget):
    """Pages and trail.

    Built anew for every person and every language; the trail of the same person is handed on.
    """

    arrived = Signal(str)
    """The desk that is now in front."""
    overdue = Signal(object)
    """How many records of each desk are past their time, by its name."""

    def __init__(
        self, navigation: Navigation, shell: Shell, actor: Actor, history: History
    ) -> None:
        super().__init__(objectName="workspace")
        self.navigation = navigation
        self.desks = desks = navigation.desks
        self._last: dict[str, str] = {}
        self.actor = actor
        self.history = history
        self.shell = shell
        shell.tabs, shell.open_desk = desks, self.open_desk
        self.pages = Pages(navigation, shell, actor, self)
        self.pages.desk_asked.connect(self.show_desk)
        self.overdue.connect(self.pages.show_overdue)
        self._global_shortcuts = GlobalShortcuts(self, desks, actor, run=self.run_at)
        self.arrived.connect(self._global_shortcuts.rest_at)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def begin(self) -> None:
        """Stand where this person stood, or at the first desk."""
        QTimer.singleShot(0, self, self._watch)
        place = self.history.here()
        if place is None and self.desks:
            self.show_desk(self.desks[0].name)
        elif place is not None:
            self._show(place)

    def show_desk(self, name: str) -> None:
        self._go(HistoryEntry(name))

    def open_desk(self, name: str, part: str = "") -> None:
        """Goes to a desk, and there to a part or an action of its page."""
        self.show_desk(name)
        page = self.pages.page(name)
        if page is not None and part:
            next_turn(page, lambda: page.open_part(part))

    def show_tab(self, name: str) -> None:
        """The desk of a tab; of an area the one where this person was last."""
        tab = next(tab for tab in self.navigation.tabs if tab.name == name)
        self.show_desk(self._last.get(name, tab.desks[0].name))

    def show_nearest(self, number: int) -> None:
        """Ctrl+1 to Ctrl+9."""
        near = self.navigation.nearest(self.here())
        if number <= len(near):
            self.show_desk(near[number - 1].name)

    def open_record(self, noun: str, record_id: int) -> None:
        """Shows a record on the desk that declares its noun.

        A person without that desk is told so.
        """
        desk = desk_of(self.desks, noun)
        if desk is None:
            self.shell.notices.say(_("None of your tabs shows this record."), Tone.WARN)
        else:
            self._go(HistoryEntry(desk.name, noun, record_id))

    def back(self) -> None:
        self._return_to(self.history.back())

    def forward(self) -> None:
        self._return_to(self.history.forward())

    def reload(self) -> None:
        page = self.pages.page()
        if page is not None:
            page.reload()

    def desk(self) -> Desk | None:
        """The desk in front."""
        return next((desk for desk in self.desks if desk.name == self.here()), None)

    def actions_shown(self) -> tuple[QAction, ...]:
        desk = self.desk()
        return self.pages.actions_of(desk.name) if desk else ()

    def page(self, name: str = "") -> QWidget | None:
        """The page in front, or the page of a desk if it was ever shown."""
        return self.pages.page(name)

    def take_focus(self) -> None:
        """Gives the page the focus once it is painted, when its fields can be found."""
        page = self.pages.page()
        if page is not None:
            next_turn(page, page.take_focus)

    def here(self) -> str:
        here = self.history.here()
        return here.desk if here is not None else ""

    def _watch(self) -> None:
        """After the first page was painted: what looks on from behind every tab."""
        self._watches = [
            watch(self.shell, self)
            for watch in (desk.watch_class() for desk in self.desks)
            if watch is not None
        ]

    def run_at(self, name: str, method: str, *arguments: str) -> None:
        """Shows a desk, then does there what one of its actions, or one of its parts, names."""
        self.show_desk(name)
        page = self.pages.page(name)
        if page is not None:
            next_turn(page, lambda: getattr(page, method)(*arguments))

    def _go(self, place: HistoryEntry) -> None:
        self.history.go(place)
        self._show(place)

    def _return_to(self, place: HistoryEntry | None) -> None:
        if place is not None:
            self._show(place)

    def _show(self, place: HistoryEntry) -> None:
        self.pages.show_desk(place.desk)
        if tab := self.navigation.tab_of(place.desk):
            self._last[tab.name] = place.desk
        self.arrived.emit(place.desk)
        page = self.pages.page(place.desk)
        if page is not None and place.noun:
            page.show_record(place.noun, place.record_id)
        elif page is not None:
            self.take_focus()
