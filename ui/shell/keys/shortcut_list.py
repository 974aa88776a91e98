"""The sheet of all keys, made from the declared desks.

It cannot forget one and cannot invent one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from app.text import N_, _
from ui import theme
from ui.keys import TABS, Key
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, boxed, hbox, stretched, vbox
from ui.shell.keys.keycap import KeyCap

if TYPE_CHECKING:
    from app.permissions import Actor
    from ui.shell.desk import Desk

EVERYWHERE = (
    (Key.SEARCH, N_("Search everything")),
    (f"{TABS[0]} … {len(TABS)}", N_("Go to a tab")),
    (Key.SAVE, N_("Save the form")),
    (Key.SAVE_TOO, N_("Save the form")),
    (Key.UNDO, N_("Undo what was done last; in a field, what was typed")),
    (Key.REDO, N_("Redo what was undone last; in a field, what was typed")),
    (Key.LEAVE, N_("Leave; what was typed is kept as a draft")),
    (Key.BACK, N_("Go back")),
    (Key.FORWARD, N_("Go forward")),
    (Key.RELOAD, N_("Reload")),
    (Key.MENU, N_("Menu")),
    (Key.COLUMNS, N_("Columns of the list: Space shows, Shift+arrow moves")),
    (Key.EXPORT, N_("Save the list as an Excel file")),
    (Key.LOCK, N_("Lock the screen")),
    (Key.ACCESS, N_("Hold: the letter of every field, button and tab")),
    (Key.HELP, N_("Help for this page")),
    (Key.SHORTCUTS, N_("All shortcuts")),
    (Key.QUIT, N_("Quit")),
)


@dataclass(frozen=True, slots=True)
class ShortcutGroup:
    """A heading with its (key, text) lines, in the language of the window."""

    title: str
    lines: tuple[tuple[str, str], ...]


def groups(desks: Iterable[Desk], actor: Actor) -> tuple[ShortcutGroup, ...]:
    """What this person may press, desk by desk, then what works everywhere. No line twice."""
    found = []
    for desk in desks:
        lines = dict.fromkeys(
            (action.shortcut, _(action.text))
            for action in desk.actions
            if action.shortcut and action.is_for(actor)
        )
        if lines:
            found.append(ShortcutGroup(_(desk.title), tuple(lines)))
    return (
        *found,
        ShortcutGroup(_("Everywhere"), tuple((key, _(text)) for key, text in EVERYWHERE)),
    )


def sheet(shown: Sequence[ShortcutGroup]) -> QWidget:
    """The groups as a widget for an overlay, what works everywhere on the right."""
    columns = [
        stretched(vbox(*(_group(group) for group in part), STRETCH, spacing=4))
        for part in (shown[:-1], shown[-1:])
        if part
    ]
    return boxed(hbox(*columns, spacing=6))


def _group(group: ShortcutGroup) -> QWidget:
    lines = QGridLayout()
    lines.setColumnMinimumWidth(0, theme.size("timeline-hour"))
    lines.setColumnStretch(1, 1)
    lines.setVerticalSpacing(theme.size("space-1"))
    for place, (key, text) in enumerate(group.lines):
        lines.addWidget(KeyCap(key), place, 0)
        lines.addWidget(Label(text), place, 1)
    return boxed(vbox(Label(group.title, "label"), lines, spacing=1))
