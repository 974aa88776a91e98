"""Help, shortcuts and about: what lies over the page until Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from app.text import _
from ui import theme
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, boxed, vbox
from ui.parts.sentences import one_a_line
from ui.shell.keys import shortcut_list
from ui.shell.workspace.overlay import Overlay

if TYPE_CHECKING:
    from ui.shell.workspace.workspace import Workspace


def show_shortcuts(workspace: Workspace) -> Overlay:
    body = shortcut_list.sheet(shortcut_list.groups(workspace.desks, workspace.actor))
    return Overlay(_("Shortcuts"), body, workspace, name="shortcutSheet")


def show_help(workspace: Workspace) -> Overlay | None:
    """What the desk in front is for, and its keys."""
    desk = workspace.desk()
    if desk is None:
        return None
    keys = shortcut_list.sheet(shortcut_list.groups((desk,), workspace.actor))
    words = Label(one_a_line(_(desk.help)), wrap=True) if desk.help else None
    return Overlay(_(desk.title), _column(words, keys), workspace, name="helpSheet")


def show_about(workspace: Workspace, place: str) -> Overlay:
    import platform

    lines = (
        _("Version {version}").format(version=program_version()),
        _("Data: {place}").format(place=place),
        f"Python {platform.python_version()} · Qt {qVersion()}",
        _("Fonts: Noto Sans SC (OFL). Icons: Lucide (ISC). Qt for Python (LGPL)."),
    )
    body = _column(*(Label(line, wrap=True) for line in lines))
    return Overlay(_("About Dealer Desk"), body, workspace, name="aboutSheet")


def program_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("dealer-desk")
    except PackageNotFoundError:
        return "0"


def _column(*parts: QWidget | None) -> QWidget:
    body = boxed(vbox(*parts, STRETCH, spacing=3))
    body.setMinimumWidth(theme.size("panel-max"))
    return body
