"""The menu of the person who sits here.

The page's actions, another person, language, light, keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from app.text import N_, _, language
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.shell.workspace import overlays
from ui.shell.workspace.own_password import show_own_password

if TYPE_CHECKING:
    from ui.shell.workspace.window import Window
    from ui.shell.workspace.workspace import Workspace

THEME_NAMES = {"light": N_("Light"), "dark": N_("Dark"), "system": N_("Like the system")}
LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """`key` is only shown: the workspace owns it, so that it works before the menu opens."""

    text: str
    icon: str
    run: Callable[[], object]
    key: Key | None = None


def person_menu(window: Window, workspace: Workspace) -> QMenu:
    """Built once per person and language.

    The page's own actions are filled in each time it opens.
    """
    menu = QMenu(_("Menu"))
    menu.setObjectName("personMenu")
    menu.aboutToShow.connect(lambda: _show_page_actions(menu, workspace))
    _add(menu, _Entry(_("Switch person…"), "users", window.switch_asked.emit))
    _add(menu, _Entry(_("Lock"), "lock", window.lock_asked.emit, Key.LOCK))
    _add(menu, _Entry(_("Change my password…"), "key", lambda: show_own_password(workspace)))
    menu.addSeparator()
    _choices(
        menu.addMenu(theme.icon(Icon.LANGUAGES), "中文 / English"), LANGUAGE_NAMES, language()
    ).connect(window.speak)
    looks = {key: _(text) for key, text in THEME_NAMES.items()}
    _choices(
        menu.addMenu(theme.icon(Icon.SUN), _("Light or dark")), looks, window.workstation.theme
    ).connect(window.dress)
    menu.addSeparator()
    _add(
        menu,
        _Entry(
            _("Help"), Icon.CIRCLE_QUESTION_MARK, lambda: overlays.show_help(workspace), Key.HELP
        ),
    )
    _add(
        menu,
        _Entry(
            _("Shortcuts"), Icon.KEYBOARD, lambda: overlays.show_shortcuts(workspace), Key.SHORTCUTS
        ),
    )
    _add(menu, _Entry(_("About"), "info", lambda: overlays.show_about(workspace, window.place)))
    menu.addSeparator()
    _add(menu, _Entry(_("Quit"), Icon.LOG_OUT, window.close, Key.QUIT))
    return menu


class _Choice(QActionGroup):
    """One of several; tells the object name of what was chosen."""

    def connect(self, choose: Callable[[str], object]) -> None:  # type: ignore[override]
        self.triggered.connect(lambda action: choose(action.objectName()))


def _add(menu: QMenu, entry: _Entry) -> None:
    action = QAction(
        theme.icon(entry.icon), f"{entry.text}\t{entry.key}" if entry.key else entry.text, menu
    )
    action.triggered.connect(lambda: entry.run())
    menu.addAction(action)


def _choices(menu: QMenu, names: dict[str, str], now: str) -> _Choice:
    group = _Choice(menu)
    for key, text in names.items():
        action = menu.addAction(text)
        action.setObjectName(key)
        action.setCheckable(True)
        action.setChecked(key == now)
        group.addAction(action)
    return group


def _show_page_actions(menu: QMenu, workspace: Workspace) -> None:
    for action in menu.actions():
        if action.property("ofPage"):
            menu.removeAction(action)
            action.deleteLater()
    first = menu.actions()[0]
    for entry in _copies(menu, workspace.actions_shown()):
        menu.insertAction(first, entry)


def _copies(menu: QMenu, actions: Iterable[QAction]) -> list[QAction]:
    """Entries that press the page's actions; the originals keep their keys to themselves."""
    entries = []
    for action in actions:
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        entry = QAction(f"{action.text()}\t{key}" if key else action.text(), menu)
        entry.setProperty("ofPage", True)
        entry.triggered.connect(action.trigger)
        entries.append(entry)
    if entries:
        line = QAction(menu)
        line.setSeparator(True)
        line.setProperty("ofPage", True)
        entries.append(line)
    return entries
