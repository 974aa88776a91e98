"""What the steps of the day share.

The window, the driver, the clock, the papers that were kept, and a look into the store.
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
from ui.demo.ui_driver import DemoFailed, UiDriver
from ui.keys import Key
from ui.main import Program
from ui.parts.form import Form
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
    """One step of the day; `play` returns only if its effect was seen."""

    at: str
    name: str
    play: Callable[[DemoDay], None]
    needs_file: bool = False
    """Left out where the store lies on a server."""


@dataclass(slots=True)
class DemoDay:
    """Handed from step to step."""

    program: Program
    driver: UiDriver
    clock: Clock
    data: Path
    out: Path
    people: dict[str, str] = field(default_factory=dict)
    """Password by name."""
    known: dict[str, Any] = field(default_factory=dict)
    """What later steps need to know: numbers and ids that the store gave."""

    def go(self, desk: str) -> Page:
        """To a tab, by its key."""
        header = self.program.window.header
        if header is None or desk not in header.tabs():
            raise DemoFailed(f"there is no tab {desk}")
        if not self._key_of(desk):
            # the tab of its area brings the desks beside each other among the first nine
            header.tab_chosen.emit(header.navigation.tab_of(desk).name)
            self.driver.settle()
        if self._shown(desk) is None:
            self.driver.press(self._key_of(desk))
        return self.driver.until(f"the page of {desk}", lambda: self._shown(desk))

    def _key_of(self, desk: str) -> str:
        window = self.program.window
        here = window.workspace.here() if window.workspace is not None else ""
        return window.header.navigation.key_of(desk, here)

    def form(self, name: str) -> Form:
        """The form of this name that can be seen."""
        return self.driver.find(Form, name)

    def save(self) -> None:
        """Saves the form in which the cursor stands."""
        self.driver.press(Key.SAVE_RETURN)

    def do(self, action: str) -> None:
        """The key that the page in front declares for an action."""
        workspace = self.program.window.workspace
        for one in workspace.actions_shown() if workspace else ():
            if one.objectName() == action:
                self.driver.press(one.shortcut().toString())
                return
        raise DemoFailed(f"nobody here may {action}")

    def sign_in(self, name: str) -> None:
        """Whoever works here leaves, and this person signs in by name and password."""
        driver, window = self.driver, self.program.window
        if window.is_open():
            self.choose_in_menu(_("Switch person…"))
        shown = window.start_screen.currentWidget
        driver.until("the sign-in page", lambda: isinstance(shown(), SignIn))
        driver.answer(shown().find, name)
        driver.press("Return")
        driver.type(self.people[name])
        driver.press("Return")
        driver.until(f"{name} to be let in", window.is_open)
        self.see(self.program.work.actor.name == name, f"signed in as {name}")

    def choose_in_menu(self, *words: str) -> None:
        """The menu under the person's name: an entry, or an entry of an entry."""
        self.driver.press(Key.MENU)
        self.walk_menu(*words)

    def walk_menu(self, *words: str) -> None:
        """The open menu, walked with the arrows."""
        driver = self.driver
        for depth, word in enumerate(words):
            menu = driver.until("the menu", _open_menu)
            driver.until(
                f"{word!r} in the menu",
                lambda menu=menu, word=word: driver.press("Down") or _marked(menu) == word,
                patience=5,
            )
            driver.press("Right" if depth + 1 < len(words) else "Return")

    def ask(self, query: Callable[..., T], *args: object, **more: object) -> T:
        """A look into the store itself, past the window."""
        records = self.program.work.records
        if records is None:
            raise DemoFailed("the store is not open")
        return records.ask(query, *args, **more).value

    def see(self, holds: object, what: str) -> None:
        """The effect of a step, in the store or on the page."""
        if not holds:
            raise DemoFailed(f"not so: {what}")

    def rows(self, table: Table) -> list[str]:
        """What can be read in a table, line by line."""
        model = table.view.model()
        columns = range(model.columnCount())
        return [
            " ".join(str(model.index(row, column).data() or "") for column in columns)
            for row in range(model.rowCount())
        ]

    def keep_paper(self, name: str, *words: str) -> None:
        """Saves the open preview as PDF, checks its words, closes it."""
        window = self.program.window
        preview = self.driver.until("the preview", lambda: _shown(window, Preview))
        path = self.out / f"{name}.pdf"
        self._save_pdf(path)
        self.see(path.read_bytes().startswith(PDF), f"{path.name} is a PDF")
        written = read(path)
        for word in words:
            self.see(word in written, f"{path.name} says {word!r}")
        self.driver.press(Key.LEAVE)
        closed = lambda: _shown(window, Preview) is not preview  # noqa: E731
        self.driver.until("the preview to close", closed)

    def _save_pdf(self, path: Path) -> None:
        driver, window = self.driver, self.program.window
        # of an earlier day: the dialog would ask whether to write over it
        path.unlink(missing_ok=True)
        driver.push("savePdf")
        dialog = driver.until("the file dialog", lambda: _shown(window, QFileDialog))
        dialog.findChild(QLineEdit).setFocus()
        driver.press(Key.SELECT_ALL)
        driver.paste(str(path.absolute()))
        driver.press("Return")
        driver.until(f"{path.name} on the disk", path.exists)
        # a window manager would do this when a dialog closes; offscreen there is none
        window.activateWindow()
        driver.settle()

    def text_of(self, name: str) -> str:
        """What is written in a paper that was kept."""
        return read(self.out / f"{name}.pdf")

    def photograph(self, name: str) -> None:
        """The window as it stands now."""
        self.driver.settle()
        self.program.window.grab().save(str(self.out / f"{name}.png"))

    def today(self) -> Any:
        """The day that is being played."""
        return local_day(self.clock())

    def _shown(self, desk: str) -> Page | None:
        workspace = self.program.window.workspace
        if workspace is None or workspace.desk() is None or workspace.desk().name != desk:
            return None
        page = workspace.page()
        return page if page is not None and page.isVisible() else None


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
