"""What the steps of the day share.

The window, the hands, the clock, the papers that were kept, and a look into the store.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu

from app.local_time import local, local_day
from app.paper import pages
from app.text import _
from ui.demo.ui_driver import DemoStuck, UiDriver
from ui.keys import TABS, Key
from ui.main import Program
from ui.parts.table import Table
from ui.shell.printing.preview import Preview
from ui.shell.startup.sign_in_page import SignIn
from ui.shell.workspace.page import Page

T = TypeVar("T")
TICK = timedelta(seconds=1)
PDF = b"%PDF-"


class Clock:
    """The time of the play.

    Set by every step, and a second later at every look, so that no two gestures share a moment.
    """

    def __init__(self, start: datetime) -> None:
        self._at = start

    def __call__(self) -> datetime:
        self._at += TICK
        return self._at

    def go_to(self, clock: str) -> None:
        """`14:05` of the day that is being played. Time never runs backwards."""
        hour, minute = clock.split(":")
        wanted = local(self._at).replace(
            hour=int(hour), minute=int(minute), second=0, microsecond=0
        )
        self._at = max(self._at, wanted.astimezone(self._at.tzinfo))


@dataclass(frozen=True, slots=True)
class DemoStep:
    """One thing that happens, at a time of the day; it returns only if its effect was seen."""

    at: str
    name: str
    play: Callable[[DemoDay], None]
    needs_file: bool = False
    """Left out where the store lies on a server."""


@dataclass(slots=True)
class DemoDay:
    """Handed from step to step."""

    program: Program
    hands: UiDriver
    clock: Clock
    data: Path
    out: Path
    people: dict[str, str] = field(default_factory=dict)
    """Password by name."""
    kept: dict[str, Any] = field(default_factory=dict)
    """What later steps need to know: numbers and ids that the store gave."""

    def go(self, desk: str) -> Page:
        """To a tab, by its key."""
        header = self.program.window.header
        if header is None or desk not in header.tabs():
            raise DemoStuck(f"there is no tab {desk}")
        self.hands.press(TABS[header.tabs().index(desk)])
        return self.hands.until(f"the page of {desk}", lambda: self._shown(desk))

    def do(self, action: str) -> None:
        """The key that the page in front declares for an action."""
        workspace = self.program.window.workspace
        found = (
            next((one for one in workspace.actions_shown() if one.objectName() == action), None)
            if workspace
            else None
        )
        if found is None:
            raise DemoStuck(f"nobody here may {action}")
        self.hands.press(found.shortcut().toString())

    def sign_in(self, name: str) -> None:
        """Whoever sits here leaves the chair.

        This person takes it, found by name and let in by password.
        """
        hands, window = self.hands, self.program.window
        if window.is_open():
            self.choose_in_menu(_("Switch person…"))
        hands.until(
            "the sign-in page", lambda: isinstance(window.start_screen.currentWidget(), SignIn)
        )
        sign_in_flow: SignIn = window.start_screen.currentWidget()
        hands.answer(sign_in_flow.find, name)
        hands.press("Return")
        hands.type(self.people[name])
        hands.press("Return")
        hands.until(f"{name} to be let in", window.is_open)
        self.see(self.program.work.actor.name == name, f"signed in as {name}")

    def choose_in_menu(self, *words: str) -> None:
        """The menu under the person's name: an entry, or an entry of an entry."""
        self.hands.press(Key.MENU)
        self.walk_menu(*words)

    def walk_menu(self, *words: str) -> None:
        """The open menu, walked with the arrows."""
        hands = self.hands
        for depth, word in enumerate(words):
            menu = hands.until("the menu", _open_menu)
            hands.until(
                f"{word!r} in the menu",
                lambda menu=menu, word=word: hands.press("Down") or _marked(menu) == word,
                patience=5,
            )
            hands.press("Right" if depth + 1 < len(words) else "Return")

    def ask(self, query: Callable[..., T], *args: object, **more: object) -> T:
        """A look into the store itself, past the window."""
        records = self.program.work.records
        if records is None:
            raise DemoStuck("the store is not open")
        return records.ask(query, *args, **more).value

    def see(self, holds: object, what: str) -> None:
        """The effect of a step, in the store or on the page."""
        if not holds:
            raise DemoStuck(f"not so: {what}")

    def rows(self, table: Table) -> list[str]:
        """What can be read in a table, line by line."""
        model = table.view.model()
        columns = range(model.columnCount())
        return [
            " ".join(str(model.index(row, column).data() or "") for column in columns)
            for row in range(model.rowCount())
        ]

    def keep_paper(self, name: str, *words: str) -> None:
        """The preview that is open: kept as PDF by its button, read, and left with Esc."""
        hands = self.hands
        preview = hands.until("the preview", lambda: _shown(self.program.window, Preview))
        path = self.out / f"{name}.pdf"
        # of an earlier day: the dialog would ask whether to write over it
        path.unlink(missing_ok=True)
        hands.push("savePdf")
        dialog = hands.until("the file dialog", lambda: _shown(self.program.window, QFileDialog))
        line = dialog.findChild(QLineEdit)
        line.setFocus()
        hands.press(Key.SELECT_ALL)
        hands.paste(str(path))
        hands.press("Return")
        hands.until(f"{path.name} on the disk", path.exists)
        # a window manager would do this when a dialog closes; offscreen there is none
        self.program.window.activateWindow()
        hands.settle()
        self.see(path.read_bytes().startswith(PDF), f"{path.name} is a PDF")
        written = read(path)
        for word in words:
            self.see(word in written, f"{path.name} says {word!r}")
        hands.press(Key.LEAVE)
        hands.until(
            "the preview to close", lambda: _shown(self.program.window, Preview) is not preview
        )

    def text_of(self, name: str) -> str:
        """What is written in a paper that was kept."""
        return read(self.out / f"{name}.pdf")

    def photograph(self, name: str) -> None:
        """The window as it stands now."""
        self.hands.settle()
        self.program.window.grab().save(str(self.out / f"{name}.png"))

    def today(self) -> Any:
        """The day that is being played."""
        return local_day(self.clock())

    def _shown(self, desk: str) -> Page | None:
        workspace = self.program.window.workspace
        shown = (
            workspace.page()
            if workspace and workspace.desk() and workspace.desk().name == desk
            else None
        )
        return shown if shown is not None and shown.isVisible() else None


def read(path: Path) -> str:
    """All that is written in a PDF."""
    content = path.read_bytes()
    return "\n".join(
        pages.page_text(content, number) for number in range(pages.page_count(content))
    )


def _open_menu() -> QMenu | None:
    popup = QApplication.activePopupWidget()
    return popup if isinstance(popup, QMenu) else None


def _marked(menu: QMenu) -> str:
    action = menu.activeAction()
    return action.text().partition("\t")[0] if action else ""


def _shown(window: Any, kind: type) -> Any:
    return next((widget for widget in window.findChildren(kind) if widget.isVisible()), None)
