"""What stands in the window once somebody is signed in.

Header, workspace and foot, and the keys between them.

Apart from the window, so that the first paint does not wait for what only shows after signing in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from app.formatting import joined
from ui.keys import TABS, Key
from ui.shell.desk import panel_of
from ui.shell.keys import window_keys
from ui.shell.keys.undo_keys import redo
from ui.shell.workspace import overlays
from ui.shell.workspace.field_hint import FieldHint
from ui.shell.workspace.header import WindowHeader
from ui.shell.workspace.history import History
from ui.shell.workspace.menu import person_menu
from ui.shell.workspace.navigation import Navigation
from ui.shell.workspace.scan_anywhere import ScanAnywhere
from ui.shell.workspace.status import StatusLine
from ui.shell.workspace.workspace import Workspace

if TYPE_CHECKING:
    from app.permissions import Actor
    from ui.shell.desk import Desk
    from ui.shell.workspace.page import Shell
    from ui.shell.workspace.window import Window


def build_workspace(
    window: Window,
    shell: Shell,
    *,
    desks: Sequence[Desk],
    actor: Actor,
    history: History | None,
) -> tuple[Workspace, WindowHeader, StatusLine]:
    """Builds header, workspace and foot for one person in one language.

    The trail of the same person is handed on.
    """
    shell.panel_of = partial(panel_of, desks)
    navigation = Navigation(desks, actor)
    workspace = Workspace(navigation, shell, actor, history or History())
    menu = person_menu(window, workspace)
    header = WindowHeader(navigation, actor, menu, practice=window.practice)
    header.tab_chosen.connect(workspace.show_tab)
    workspace.arrived.connect(header.mark)
    workspace.overdue.connect(header.show_overdue)
    status = StatusLine(window.place, joined(actor.name, actor.workstation))
    FieldHint(status)
    status.help_asked.connect(lambda: overlays.show_help(workspace))
    status.keys_asked.connect(lambda: overlays.show_shortcuts(workspace))
    window_keys.bind(workspace, _keys(window, workspace))
    ScanAnywhere(window, shell, workspace)
    return workspace, header, status


def _keys(window: Window, workspace: Workspace) -> dict[str, Callable[[], object]]:
    """What the keys do that mean the same on every page."""
    tabs = {key: partial(workspace.show_nearest, number) for number, key in enumerate(TABS, 1)}
    return tabs | {
        Key.LOCK: window.lock_asked.emit,
        Key.QUIT: window.close,
        Key.SHORTCUTS: partial(overlays.show_shortcuts, workspace),
        Key.HELP: partial(overlays.show_help, workspace),
        Key.RELOAD: workspace.reload,
        Key.UNDO: workspace.shell.notices.undo_last,
        Key.REDO: partial(redo, workspace.shell.notices.redo_last),
        Key.MENU: window.open_menu,
        Key.BACK: workspace.back,
        Key.FORWARD: workspace.forward,
    }
