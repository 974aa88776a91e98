"""The store's usual reasons, as a form offers them beside free words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.admin.settings import ReasonSettings
from ui.parts.confirm import ReasonList

if TYPE_CHECKING:
    from ui.shell.workspace.page import Shell


def usual(shell: Shell, name: str) -> list[tuple[str, str]]:
    """The options of a `Choice(free=True)`; `name` is that of the setting, such as "decline"."""
    return [(one, one) for one in shell.settings.of(ReasonSettings).of(name)]


def asked(shell: Shell, name: str, *, words: str) -> ReasonList:
    """What a question asks for: own words, or one of the usual reasons."""
    return ReasonList((), words, shell.settings.of(ReasonSettings).of(name))
