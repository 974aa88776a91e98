"""No function, method or class without a user in the program; tests alone are no users."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

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


TOLD_WITHOUT_THE_LIST = {"LateAlarm", "repeated_shortcuts"}


def test_nothing_is_dead_but_what_is_listed_would_be_told() -> None:
    """One test: two would read the tree on two workers."""
    seen = Vulture(ignore_decorators=["@event.*", "@*.setter"])
    seen.scavenge([ROOT / folder for folder in PRODUCT], exclude=["*/migrations/versions/*"])
    found = [item for item in seen.get_unused_code(min_confidence=60) if item.typ in KINDS]
    none([_place(item) for item in _unlisted(found)], "Nobody uses:")
    assert {item.name for item in found} >= TOLD_WITHOUT_THE_LIST


def _unlisted(found: list[Item]) -> Iterator[Item]:
    for item in found:
        if not any(fnmatchcase(item.name, pattern) for pattern in CALLED_FROM_OUTSIDE):
            yield item


def _place(item: Item) -> str:
    return f"{item.filename}:{item.first_lineno}: {item.message}"
