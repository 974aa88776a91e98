"""The menu of the person who sits here.

The page's actions, another person, language, light, keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from app.text import N_, _, language
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.shell.workspace import overlays

if TYPE_CHECKING:
    from ui.shell.workspace.window import Window
    from ui.shell.workspace.workspace import Workspace

THEME_NAMES = {"light": N_("Light"), "dark": N_("Dark"), "system": N_("Like the system")}
LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the menu; its `key` is only shown, the workspace owns it."""

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
    _add_all(menu, _own_entries(window, workspace))
    menu.addSeparator()
    choose = partial(window.look.choose, workspace.shell)
    looks = {key: _(text) for key, text in THEME_NAMES.items()}
    speech = menu.addMenu(theme.icon(Icon.LANGUAGES), "中文 / English")
    light = menu.addMenu(theme.icon(Icon.SUN), _("Light or dark"))
    _choices(speech, LANGUAGE_NAMES, language()).connect(lambda key: choose(language=key))
    _choices(light, looks, window.look.theme).connect(lambda key: choose(theme=key))
    menu.addSeparator()
    _add_all(menu, _help_entries(window, workspace))
    menu.addSeparator()
    _add_all(menu, (_Entry(_("Quit"), Icon.LOG_OUT, window.close, Key.QUIT),))
    return menu


def _own_entries(window: Window, workspace: Workspace) -> Iterator[_Entry]:
    yield _Entry(_("Switch person…"), "users", window.switch_asked.emit)
    yield _Entry(_("Lock"), "lock", window.lock_asked.emit, Key.LOCK)
    yield _Entry(_("Change my password…"), "key", partial(_change_password, workspace))


def _help_entries(window: Window, workspace: Workspace) -> Iterator[_Entry]:
    show_about = partial(overlays.show_about, workspace, window.place)
    show_keys = partial(overlays.show_shortcuts, workspace)
    show_help = partial(overlays.show_help, workspace)
    yield _Entry(_("Help"), Icon.CIRCLE_QUESTION_MARK, show_help, Key.HELP)
    yield _Entry(_("Shortcuts"), Icon.KEYBOARD, show_keys, Key.SHORTCUTS)
    yield _Entry(_("About"), "info", show_about)


def _change_password(workspace: Workspace) -> None:
    from ui.shell.workspace.own_password import show_own_password

    show_own_password(workspace)


class _Choice(QActionGroup):
    """One of several; tells the object name of what was chosen."""

    def connect(self, choose: Callable[[str], object]) -> None:  # type: ignore[override]
        self.triggered.connect(lambda action: choose(action.objectName()))


def _add_all(menu: QMenu, entries: Iterable[_Entry]) -> None:

    for entry in entries:
        text = f"{entry.text}\t{entry.key}" if entry.key else entry.text
        action = menu.addAction(theme.icon(entry.icon), text)
        action.triggered.connect(lambda _checked=False, run=entry.run: run())


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
