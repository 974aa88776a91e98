"""Help, shortcuts and about: what lies over the page until Esc."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.text import _
from ui.parts.words import Label
from ui.shell import shortcuts, theme
from ui.shell.sheet import Sheet

if TYPE_CHECKING:
    from ui.shell.floor import Floor


def show_shortcuts(floor: Floor) -> Sheet:
    body = shortcuts.sheet(shortcuts.groups(floor.desks, floor.actor))
    return Sheet(_("Shortcuts"), body, floor, name="shortcutSheet")


def show_help(floor: Floor) -> Sheet | None:
    """What the desk in front is for, and its keys."""
    desk = floor.desk()
    if desk is None:
        return None
    keys = shortcuts.sheet(shortcuts.groups((desk,), floor.actor))
    return Sheet(_(desk.title), _column(Label(_(desk.help), wrap=True), keys), floor, name="helpSheet")


def show_about(floor: Floor, place: str) -> Sheet:
    lines = (
        _("Version {version}").format(version=program_version()),
        _("Data: {place}").format(place=place),
        f"Python {platform.python_version()} · Qt {qVersion()}",
        _("Fonts: Noto Sans SC (OFL). Icons: Lucide (ISC). Qt for Python (LGPL)."),
    )
    body = _column(*(Label(line, wrap=True) for line in lines))
    return Sheet(_("About Dealer Desk"), body, floor, name="aboutSheet")


def program_version() -> str:
    try:
        return version("dealer-desk")
    except PackageNotFoundError:
        return "0"


def _column(*parts: QWidget) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.size("space-3"))
    for part in parts:
        if not isinstance(part, Label) or part.text():
            column.addWidget(part)
    column.addStretch(1)
    body.setMinimumWidth(theme.size("panel-max"))
    return body
