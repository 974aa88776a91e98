"""Says which key does what, for every page, button, menu and help."""

from enum import StrEnum, unique


@unique
class Key(StrEnum):
    """What a key is for, and the key as it is printed on buttons."""

    # everywhere
    SEARCH = "Ctrl+K"
    SAVE = "Ctrl+Enter"
    SAVE_RETURN = "Ctrl+Return"  # the large Enter: Qt tells it from the one of the number pad
    SAVE_TOO = "Ctrl+S"
    LEAVE = "Esc"
    BACK = "Alt+Left"
    FORWARD = "Alt+Right"
    RELOAD = "F5"
    MENU = "F10"
    COLUMNS = "Ctrl+F10"
    EXPORT = "Ctrl+E"
    LOCK = "Ctrl+L"
    HELP = "F1"
    SHORTCUTS = "Ctrl+/"
    QUIT = "Ctrl+Q"
    UNDO = "Ctrl+Z"
    REDO = "Ctrl+Y"
    ACCESS = "Alt"

    # what every desk does that has something new, to find or to print (see `keys/actions.py`)
    NEW = "Ctrl+N"
    EDIT = "F2"
    FIND = "Ctrl+F"
    PRINT = "Ctrl+P"
    DAILY_SHEET = "F9"
    WALL = "F11"
    MOVE_UP = "Alt+Up"
    MOVE_DOWN = "Alt+Down"
    MOVE_LEFT = "Ctrl+Left"
    MOVE_RIGHT = "Ctrl+Right"

    # visitors
    NEW_VISIT = "F4"
    NEW_CALL = "Shift+F4"
    SEE_OUT = "Ctrl+T"
    OPEN_KNOWN = "Alt+O"
    NOTE_CONTACT = "Ctrl+Shift+C"

    # test drives
    NEW_DRIVE = "F6"
    BLOCK_CAR = "Shift+F6"
    MONTH = "Shift+F9"

    # repair orders and the workshop
    NEW_ORDER = "F7"
    LEND = "Shift+F7"
    SETTLE = "F8"
    ASSIGN = "Ctrl+B"
    OPEN_ORDER = "Ctrl+O"
    MOVE_TO = "Ctrl+M"
    HEALTH_RECORDS = "Ctrl+Shift+H"
    CARRY_OVER = "Ctrl+Shift+E"
    STAGE_TIMES = "Ctrl+Shift+T"
    DISPATCH = "Ctrl+G"

    # customers
    ADD_CAR = "Ctrl+Shift+V"
    KEEPER = "Ctrl+Shift+O"
    PLATE = "Ctrl+Shift+N"
    LICENCE = "Ctrl+Shift+L"
    CONSENT = "Ctrl+Shift+P"
    MERGE = "Ctrl+Shift+M"

    # of the system
    SELECT_ALL = "Ctrl+A"
    PASTE = "Ctrl+V"


TABS = tuple(f"Ctrl+{number}" for number in range(1, 10))
"""The first nine tabs, from the left."""

SAVES = (Key.SAVE, Key.SAVE_RETURN, Key.SAVE_TOO)

RESERVED = (
    Key.SEARCH,
    *SAVES,
    Key.LEAVE,
    Key.BACK,
    Key.FORWARD,
    Key.RELOAD,
    Key.MENU,
    Key.COLUMNS,
    Key.EXPORT,
    Key.LOCK,
    Key.HELP,
    Key.SHORTCUTS,
    Key.QUIT,
    Key.UNDO,
    Key.REDO,
    Key.ACCESS,
    *TABS,
)
"""Keys that mean the same on every page; no action of a desk may take one of them."""

ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def key_text(key: str) -> str:
    """How a key is written where people read it: arrows as signs, in every language."""
    return "+".join(ARROWS.get(part, part) for part in key.split("+"))
