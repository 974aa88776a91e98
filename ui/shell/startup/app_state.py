"""The states of the program and which may follow which.

What fills the window is shown from here and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.shell.startup.splash import Splash

if TYPE_CHECKING:
    from ui.shell.workspace.page import Shell
    from ui.shell.workspace.window import Window


class AppState(Enum):
    """What the window is there for just now."""

    SPLASH = "splash"
    """The program, or another store, is being made ready."""
    SIGN_IN = "sign_in"
    """Nobody works here: the first start of a store, or the question who is there."""
    WORKING = "working"
    LOCKED = "locked"
    """Somebody went away and comes back to the same page."""
    FAILED = "failed"
    """The store cannot be opened: the ways on are shown."""
    CLOSING = "closing"
    """The last backup is made; then the program ends."""


FOLLOWERS: Mapping[AppState, frozenset[AppState]] = {
    AppState.SPLASH: frozenset({AppState.SPLASH, AppState.SIGN_IN, AppState.FAILED}),
    AppState.SIGN_IN: frozenset(
        {AppState.SIGN_IN, AppState.WORKING, AppState.SPLASH, AppState.FAILED}
    ),
    AppState.WORKING: frozenset({AppState.SIGN_IN, AppState.LOCKED}),
    AppState.LOCKED: frozenset(
        {AppState.LOCKED, AppState.WORKING, AppState.SPLASH, AppState.FAILED}
    ),
    AppState.FAILED: frozenset({AppState.SPLASH}),
    AppState.CLOSING: frozenset(),
}
"""What may follow each state, besides `CLOSING`, which may follow every one."""


class IllegalTransition(AssertionError):
    """A bug: the program was sent into a state that may not follow."""


class AppStates(QObject):
    """Holds the state, shows its page, and decides what closing the window does."""

    changed = Signal(object)
    """The `AppState` that was entered; told before anything of it is shown."""
    ended = Signal()
    """The window is closed: nothing is left to wait for."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.state = AppState.SPLASH
        self.back_up: Callable[[], bool] = lambda: False
        """Begins what the end has to wait for and calls `end` after it; False: nothing to do."""
        window.close_asked.connect(self.close)

    @property
    def page(self) -> QWidget:
        """What stands in the window while nobody works."""
        return self.window.start_screen.currentWidget()

    def show(self, state: AppState, page: QWidget) -> None:
        """Enters a state in which nobody works; its page replaces the one before."""
        if self._enter(state):
            self._put(page)
        else:
            page.deleteLater()

    def say(self, state: AppState, text: str = "") -> None:
        """Enter a state that only says what is being done."""
        splash = Splash()
        splash.say(text)
        self.show(state, splash)

    def work(self, shell: Shell) -> None:
        """Somebody signed in: the desks of that person."""
        if self._enter(AppState.WORKING):
            self.window.admit(shell)
            # a password must not linger in a hidden field
            self.window.start_screen.show_only(QWidget())

    def close(self) -> None:
        """Backs up, then ends; asked a second time it ends at once."""
        asked_before = self.state is AppState.CLOSING
        self._enter(AppState.CLOSING)
        if asked_before or not self.back_up():
            self.end()

    def end(self) -> None:
        self.window.may_close = True
        self.window.close()
        self.ended.emit()

    def _enter(self, state: AppState) -> bool:
        """False once the program closes: late answers change nothing any more."""
        closing = AppState.CLOSING
        if state is not closing and self.state is closing:
            return False
        if state is not closing and state not in FOLLOWERS[self.state]:
            raise IllegalTransition(f"{self.state.name} -> {state.name}")
        if state is not self.state:
            self.state = state
            self.changed.emit(state)
        return True

    def _put(self, page: QWidget) -> None:
        if self.window.is_open():
            self.window.show_start_screen()
        self.window.start_screen.show_only(page)
