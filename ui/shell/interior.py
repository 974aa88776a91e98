"""What stands in the window once somebody is signed in: header, floor and foot, and the keys between them.

Apart from the window, so that the first paint does not wait for what only shows behind the door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.shell import keys, sheets
from ui.shell.desk import desks_for
from ui.shell.floor import Floor
from ui.shell.header import Header
from ui.shell.menu import person_menu
from ui.shell.navigation import Trail
from ui.shell.status import StatusLine

if TYPE_CHECKING:
    from app.permits import Actor
    from ui.shell.page import Shell
    from ui.shell.window import Window


def furnish(window: Window, shell: Shell, *, actor: Actor, trail: Trail | None) -> tuple[Floor, Header, StatusLine]:
    """The parts of one person in one language, tied to the window and to each other. The trail of the same person is handed on."""
    floor = Floor(desks_for(window.desks, actor), shell, actor, trail or Trail())
    header = Header(floor.desks, actor, person_menu(window, floor), practice=window.practice)
    header.desk_chosen.connect(floor.show_desk)
    floor.arrived.connect(header.mark)
    status = StatusLine(window.place)
    status.help_asked.connect(lambda: sheets.show_help(floor))
    status.keys_asked.connect(lambda: sheets.show_shortcuts(floor))
    keys.bind(window, floor)
    return floor, header, status
