"""Language and light of the person who works: they follow to every PC, the door keeps the PC's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.admin import commands
from ui.shell.workstation import LANGUAGES, THEMES

if TYPE_CHECKING:
    from ui.shell.workspace.page import Shell
    from ui.shell.workstation import Workstation

VIEW = "Window.look"


@dataclass(frozen=True, slots=True)
class Look:
    """A language and a theme."""

    language: str
    theme: str


def pc_look(workstation: Workstation) -> Look:
    """What this PC shows while nobody works."""
    return Look(workstation.language, workstation.theme)


def own_look(shell: Shell) -> Look:
    """What the person who signed in has chosen; the PC's where nothing was chosen."""
    kept, pc = shell.views.get(VIEW, {}), pc_look(shell.workstation)
    language, theme = kept.get("language"), kept.get("theme")
    return Look(
        language if language in LANGUAGES else pc.language,
        theme if theme in THEMES else pc.theme,
    )


def keep_look(shell: Shell, **chosen: str) -> None:
    """Remembers a choice of the person in the store."""
    shell.views[VIEW] = state = shell.views.get(VIEW, {}) | chosen
    work, by = shell.work, shell.work.actor
    if by is not None and work.records is not None:
        # without "saved" in the foot of the window, as the views of lists
        work.run(work.records.act, commands.keep_view, VIEW, state, by=by, at=work.now())
