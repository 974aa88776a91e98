"""The pages of one person, each imported and built when it is first shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.labels import label
from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Empty
from ui.parts.page_header import PageHeader
from ui.parts.tab_row import TabLook, TabRow
from ui.parts.turns import next_turn
from ui.shell.keys.actions import equip
from ui.shell.workspace.page import Page

if TYPE_CHECKING:
    from app.permissions import Actor
    from ui.shell.desk import Desk
    from ui.shell.workspace.navigation import Navigation
    from ui.shell.workspace.page import Shell


class Pages(QStackedWidget):
    """A stack of pages by desk name.

    Where areas stand in the header, the head of a page begins with the desks of its area.
    """

    desk_asked = Signal(str)

    def __init__(
        self, navigation: Navigation, shell: Shell, actor: Actor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._navigation = navigation
        self._desks = {desk.name: desk for desk in navigation.desks}
        self._shell = shell
        shell.room = self
        self._actor = actor
        self._built: dict[str, QWidget] = {}
        self._actions: dict[str, tuple[QAction, ...]] = {}
        self._pills: dict[str, TabRow] = {}
        self._overdue: Mapping[str, int] = {}

    def show_desk(self, name: str) -> None:
        if name not in self._built:
            self._built[name] = self._build(self._desks[name])
            self.addWidget(self._built[name])
            self._paint_later()
        self.setCurrentWidget(self._built[name])

    def page(self, name: str = "") -> Page | None:
        """The page of a desk if it is built; without a name the present one."""
        found = self._built.get(name) if name else self.currentWidget()
        return found if isinstance(found, Page) else None

    def actions_of(self, name: str) -> tuple[QAction, ...]:
        return self._actions.get(name, ())

    def droppers(self) -> Iterator[Callable[[], None]]:
        """What takes away the pages that are not in front, each by itself."""
        return (partial(self._drop, name) for name in tuple(self._built))

    def _paint_later(self) -> None:
        """A new page is painted a turn after it was made; until then the window looks as before."""
        self.setUpdatesEnabled(False)
        next_turn(self, lambda: self.setUpdatesEnabled(True))

    def _drop(self, name: str) -> None:
        if self._built[name] is self.currentWidget():
            return
        self._actions.pop(name, None)
        self._pills.pop(name, None)
        page = self._built.pop(name)
        page.deleteLater()
        QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)

    def _build(self, desk: Desk) -> QWidget:
        """A page that cannot be built is one broken tab, not a broken program."""
        try:
            page = desk.page_class()(self._shell)
            page.setObjectName(f"page-{desk.name}")
            page.setAccessibleName(_(desk.title))
            _set_margins(page)
            self._lead(page, desk)
            self._actions[desk.name] = equip(page, desk, actor=self._actor)
            _teach(page, desk, self._actor)
        except Exception:  # reported like any bug
            sys.excepthook(*sys.exc_info())
            return Empty(
                _("This page could not be opened. The other tabs still work."),
                icon=Icon.TRIANGLE_ALERT,
            )
        return page

    def _lead(self, page: Page, desk: Desk) -> None:
        head, beside = page.findChild(PageHeader), self._navigation.siblings(desk.name)
        if head is None or not beside:
            return
        pills = TabRow([(one.name, _(one.title)) for one in beside], TabLook.PILL)
        pills.mark(desk.name)
        for one in beside:
            pills.tell(one.name, self._navigation.key_of(one.name, desk.name))
        pills.chosen.connect(self.desk_asked)
        head.lead_with(pills)
        self._pills[desk.name] = pills
        _count(pills, self._overdue)

    def show_overdue(self, counts: Mapping[str, int]) -> None:
        """The numbers on the desks of an area, here and on pages that are made later."""
        self._overdue = counts
        for pills in self._pills.values():
            _count(pills, counts)


def _count(pills: TabRow, counts: Mapping[str, int]) -> None:
    for name in pills.names():
        pills.count(name, counts.get(name, 0))


def _teach(page: Page, desk: Desk, actor: Actor) -> None:
    """Gives every empty list the button of its key, or says whose work it is."""
    actions = {action.shortcut: action for action in desk.actions if action.shortcut is not None}
    for empty in page.findChildren(Empty):
        action = actions.get(empty.key) if empty.key is not None else None
        if action is None:
            continue
        if action.is_for(actor):
            name = f"empty_{action.name}"
            act = Button(_(action.text), action.shortcut, name=name, listens=False)
            act.clicked.connect(lambda _on=False, run=action.run: getattr(page, run)())
            empty.teach(act)
        else:
            who = _(", ").join(label(role) for role in action.roles)
            empty.teach(None, _("{who} can begin.").format(who=who))


def _set_margins(page: Page) -> None:
    """Every page stands on the same grid; none has to know it."""
    layout = page.layout()
    if layout is not None:
        side = theme.size("space-5")
        layout.setContentsMargins(side, theme.size("space-3"), side, theme.size("space-4"))
        layout.setSpacing(theme.size("space-3"))
