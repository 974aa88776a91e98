"""The settings desk as the window knows it."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.admin.subjects import GROUPS
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "settings",
    N_("Settings"),
    icon=Icon.SETTINGS,
    page="ui.admin.page:SettingsPage",
    area=DeskArea.SETTINGS,
    roles=(Role.MANAGER, Role.ADMINISTRATOR),
    actions=(
        Action("new_entry", N_("Add"), Key.NEW, "add", primary=True, chosen=True),
        Action("find", N_("Search this list"), Key.FIND, "find"),
        Action("move_up", N_("Move up in the list"), Key.MOVE_UP, "move_up", chosen=True),
        Action("move_down", N_("Move down in the list"), Key.MOVE_DOWN, "move_down", chosen=True),
    ),
    parts=tuple(part for group in GROUPS for part in group.parts),
    records=(Noun.STAFF, Noun.PART, Noun.AUDIT),
    help=N_(
        "Choose what to set up on the left. All lists work the same way: select a line to change"
        " it, Ctrl+N adds one, Alt with an arrow key moves it. An entry that has been used is"
        " retired, never deleted, so that old papers and figures stay correct."
    ),
)
