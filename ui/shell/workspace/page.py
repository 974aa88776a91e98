"""What every page is given and what every page does by itself.

Ask when it is shown, ask again when a table changes that it was read from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from app.admin import commands
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.filter_tabs import FilterTabs
from ui.shell.list_export import ListExporter
from ui.shell.reader import Reader

if TYPE_CHECKING:
    from app.desk_spec import Desks
    from app.settings import Settings
    from ui.parts.table_file import TableFile
    from ui.shell.desk import Desk
    from ui.shell.editing.drafts import Drafts
    from ui.shell.notices import Notices
    from ui.shell.printing.print_flow import Printing
    from ui.shell.work import Work
    from ui.shell.workstation import Workstation


NOTHING_HERE = {
    Key.NEW: N_("Nothing new is begun on this page."),
    Key.PRINT: N_("Nothing on this page is printed."),
    Key.FIND: N_("No list of this page is narrowed by a word: Ctrl+K finds everything."),
    Key.SAVE_TOO: N_("There is nothing to save here."),
}
"""What a key of every page says where the page has no use for it."""


@dataclass(slots=True)
class Shell:
    """Everything the window lends to a page.

    `settings` is always the newest snapshot of the store's rules.
    """

    work: Work
    settings: Settings
    workstation: Workstation
    notices: Notices
    printing: Printing
    drafts: Drafts
    open_record: Callable[[str, int], None]
    full_screen: Callable[[bool], None] = lambda _on: None
    """Takes everything but the page away, up to the frame of the window, or brings it back."""
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    """How the person who is signed in left the lists."""
    tabs: tuple[Desk, ...] = ()
    """The desks of the person who is signed in."""
    open_desk: Callable[[str, str], None] = lambda _desk, _part: None
    """Goes to a desk by its name, and there to a part or an action of its page ("": neither)."""
    panel_of: Callable[[Noun], Callable[..., QWidget] | None] = lambda _noun: None
    """The panel that shows a record of a noun beside a list, where a desk has one."""
    room: QWidget | None = None
    """The parent of a new page, so that the window's style sheet holds while it is built."""

    @property
    def desks(self) -> Desks:
        """What the desks declare, as the records know it."""
        assert self.work.records is not None
        return self.work.records.desks


class Page(QWidget):
    """One desk's page. A page asks, shows and acts; it never calls another page.

    `reload()` is called on the first show and whenever a table changed that its answers were read
    from (see `reader`); a hidden page waits until it is shown.
    Answers of `work.ask` must be shown without losing the focus, the selection and what is being
    typed.
    """

    desk: ClassVar[Desk | None] = None
    """The page's own declaration; needed only for `action_button`."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent or shell.room)
        self.shell = shell
        self.work = shell.work
        self._export = ListExporter(shell.work, shell.notices, self)
        self.store_state = shell.work.connection
        self.reader = Reader(self._outdate)
        self._stale = True
        shell.work.changed.connect(self._heed)

    def reload(self) -> None:
        """Ask again for everything shown. Overridden by pages that show records."""

    def show_record(self, noun: Noun, record_id: int) -> None:
        """Bring one record into view. Overridden by pages whose desk declares `records`."""

    def door(self, desk: str, part: str, *, text: str) -> Button | None:
        """A button to a part of another desk; None for who has no such tab."""
        if desk not in {tab.name for tab in self.shell.tabs}:
            return None
        button = Button(text, name=f"to_{desk}_{part}")
        button.clicked.connect(lambda: self.shell.open_desk(desk, part))
        return button

    def open_part(self, name: str) -> None:
        """Does the action of this name. Overridden by pages whose parts have names."""
        for action in self.desk.actions if self.desk is not None else ():
            if action.name == name:
                getattr(self, action.run)()

    def take_focus(self) -> None:
        """Put the cursor where the next key should land: the first field or the list."""
        self.setFocus()

    def find(self) -> None:
        """Ctrl+F: the cursor where the list is narrowed. Overridden where a scrap is typed."""
        shown = (one for one in self.findChildren(FilterTabs) if one.isVisible())
        next(shown, self).setFocus()

    def as_of(self) -> datetime | None:
        """When what is shown was last known to be so; None where it was never read."""
        return last_known(self.reader, self.work)

    def recall(self, name: str) -> dict[str, Any]:
        """How the person who is signed in left a list of this page."""
        return self.shell.views.get(self._view(name), {})

    def keep(self, name: str, state: dict[str, Any]) -> None:
        """Every list tells its columns, widths, order and filter by itself.

        They lie in the store, the same at every PC.
        """
        self.shell.views[self._view(name)] = state
        by, records = self.work.actor, self.work.records
        if by is not None and records is not None:
            # behind what people save, and without "saved" in the foot of the window
            self.work.run(
                records.act, commands.keep_view, self._view(name), state, by=by, at=self.work.now()
            )

    def may_export(self, table: str) -> bool:
        """Whether who is signed in may save the list of this name as a file."""
        return self._export.offers(table)

    def export(self, list_file: TableFile) -> None:
        """A list as it stands, with all its rows, as an Excel file."""
        self._export.begin(list_file)

    def action_button(self, name: str, kind: str = "primary", *, icon: str = "") -> Button:
        """The button of a declared action, with its key on it.

        Hidden from people who may not press it.
        """
        action = next(action for action in self.desk.actions if action.name == name)
        text, key = _(action.text), action.shortcut
        more = {"icon": icon, "name": name, "saves": action.saves}
        button = Button(text, key, kind, listens=False, **more)
        button.clicked.connect(lambda: getattr(self, action.run)())
        # Only ever hidden here: showing a button that has no parent yet would open it as a window.
        if self.work.actor is not None and not action.is_for(self.work.actor):
            button.hide()
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of every page that nothing on it has taken: undo, redo, or why nothing happens."""
        told = {key: text for key, text in NOTHING_HERE.items() if _is_key(event, key)}
        if _is_key(event, Key.UNDO):
            self.shell.notices.undo_last()
        elif _is_key(event, Key.REDO):
            self.shell.notices.redo_last()
        elif told:
            self.shell.notices.say(_(next(iter(told.values()))), Tone.NEUTRAL)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _heed(self, nouns: frozenset[str]) -> None:
        if self.reader.concerns(nouns):
            self._outdate()

    def _outdate(self) -> None:
        self._stale = True
        self.reader.old_since = self.reader.old_since or self.work.now()
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self.reload()

    def _view(self, name: str) -> str:
        return f"{type(self).__name__}.{name}"


def _is_key(event: QKeyEvent, key: Key) -> bool:
    return event.keyCombination() == QKeySequence(key)[0]


def last_known(reader: Reader, work: Work) -> datetime | None:
    """When the answers of a reader were last known to be so; None where there is none."""
    if not reader.is_answered:
        return None
    known = work.connection.known_at()
    return min(known, reader.old_since) if reader.old_since is not None else known
