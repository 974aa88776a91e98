"""No function, method or class without a user in the program; tests alone are no users."""

from fnmatch import fnmatchcase
from functools import cache

import pytest
from vulture import Vulture
from vulture.core import Item

from tests.charter.source import ROOT, none

PRODUCT = ("app", "db", "ui", "installer", "resources")
KINDS = {"function", "method", "class", "property", "unreachable_code"}
CALLED_FROM_OUTSIDE = {
    # Qt and SQLAlchemy call these by name
    *("*Event", "sizeHint", "minimumSizeHint", "eventFilter", "rowCount", "columnCount", "data"),
    *("flags", "mimeTypes", "mimeData", "supportedDropActions", "headerData", "paint"),
    *("startDrag", "itemAt", "expandingDirections", "paintSection", "nextCheckState"),
    *("process_bind_param", "process_result_value", "result_processor"),
    # pages, watchers and their actions are named by strings in `ui/<desk>/desk.py`
    *(
        "*Page",
        "LateAlarm",
        "*Watch",
        "ContactPanel",
        "new_order",
        "find_order",
        "move_to",
        "dispatch",
    ),
    *("move_up", "move_down"),
    # the wheel's build and the catalogue's test call these
    *("build_*", "get_requires_for_*", "prepare_metadata_*", "translations"),
    # a rule that the charter reads
    "repeated_shortcuts",
}
"""Users that vulture cannot see."""


def test_nothing_is_dead() -> None:
    found = _unused(CALLED_FROM_OUTSIDE)
    none([f"{item.filename}:{item.first_lineno}: {item.message}" for item in found], "Nobody uses:")


@pytest.mark.parametrize("name", ["LateAlarm", "repeated_shortcuts"])
def test_what_is_listed_by_its_full_name_would_be_told(name: str) -> None:
    assert name in {item.name for item in _unused(CALLED_FROM_OUTSIDE - {name})}


def _unused(ignored: set[str]) -> list[Item]:
    return [
        item
        for item in _found()
        if item.typ in KINDS and not any(fnmatchcase(item.name, pattern) for pattern in ignored)
    ]


@cache
def _found() -> tuple[Item, ...]:
    """Everything that vulture tells, whoever may call it: the tree is read once."""
    seen = Vulture(ignore_decorators=["@event.*", "@*.setter"])
    seen.scavenge([ROOT / folder for folder in PRODUCT], exclude=["*/migrations/versions/*"])
    return tuple(seen.get_unused_code(min_confidence=60))
