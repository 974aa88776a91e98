"""Language and light of the person who works: they follow to every PC, the door keeps the PC's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from app.text import _, language
from ui import theme
from ui.shell.workspace import translation
from ui.shell.workstation import LANGUAGES, THEMES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.permissions import Actor
    from ui.shell.workspace.history import History
    from ui.shell.workspace.page import Shell
    from ui.shell.workspace.workspace import Workspace
    from ui.shell.workstation import Workstation

VIEW = "Window.look"


class Look(NamedTuple):
    """A language and a theme."""

    language: str
    theme: str


def pc_look(workstation: Workstation) -> Look:
    """What this PC shows while nobody works."""
    return Look(workstation.language, workstation.theme)


def own_look(shell: Shell) -> Look:
    """What the person who signed in has chosen; the PC's where nothing was chosen."""
    kept, pc = shell.views.get(VIEW, {}), pc_look(shell.workstation)
    spoken, light = kept.get("language"), kept.get("theme")
    return Look(
        spoken if spoken in LANGUAGES else pc.language,
        light if light in THEMES else pc.theme,
    )


def keep_look(shell: Shell, **chosen: str) -> None:
    """Remembers a choice of the person in the store."""
    from app.admin import commands

    shell.views[VIEW] = state = shell.views.get(VIEW, {}) | chosen
    work, by = shell.work, shell.work.actor
    if by is not None and work.records is not None:
        # without "saved" in the foot of the window, as the views of lists
        work.run(work.records.act, commands.keep_view, VIEW, state, by=by, at=work.now())


class Wearer(Protocol):
    """What a window lends to its look."""

    workstation: Workstation
    workspace: Workspace | None

    def app(self) -> QApplication: ...
    def take_down(self, *, at_once: bool = False) -> None: ...
    def renew(self) -> None: ...
    def setWindowTitle(self, title: str) -> None: ...
    def setStyleSheet(self, sheet: str) -> None: ...


class WindowLook:
    """What the window wears: the look of who works, at the door that of this PC."""

    def __init__(self, window: Wearer) -> None:
        self._window = window
        self._own: Look | None = None
        self._left: tuple[Actor, History] | None = None
        """Whose trail was kept when the window took on another look."""

    @property
    def theme(self) -> str:
        """Light, dark or as the system."""
        return self._own.theme if self._own is not None else self._window.workstation.theme

    def follow_pc(self, **changed: str) -> None:
        """This PC was given another look: it is seen at once."""
        if self._own is not None:
            self._own = self._own._replace(**changed)

    def choose(self, shell: Shell, **chosen: str) -> None:
        """Language or theme of the person who works, remembered with the person."""
        keep_look(shell, **chosen)
        self._own = own_look(shell)
        self._window.renew()

    def trail_of(self, actor: Actor) -> History | None:
        """The trail of a person whose pages were taken down for another look; once."""
        left, self._left = self._left, None
        return left[1] if left is not None and left[0] == actor else None

    def wear(self, look: Look | None) -> bool:
        """The look of a person, or of this PC; True where what stands was taken down for it."""
        window, pc = self._window, pc_look(self._window.workstation)
        now, was = look or pc, self._own or pc
        self._own = look
        if now == was:
            return False
        if window.workspace is not None:
            self._left = (window.workspace.actor, window.workspace.history)
        window.take_down(at_once=True)
        self.apply()
        return True

    def apply(self) -> None:
        """Gives the program the language and the light that are wanted, where it has others."""
        window, wanted = self._window, self._own or pc_look(self._window.workstation)
        if language() != wanted.language:
            translation.use(window.app(), wanted.language)
        window.setWindowTitle(_("Dealer Desk"))
        if not theme.is_right(window.app(), wanted.theme):
            theme.apply(window.app(), wanted.theme)
            window.setStyleSheet(theme.style_sheet())
