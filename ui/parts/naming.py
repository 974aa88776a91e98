"""Names of widgets: one for tests and style, one that a screen reader says."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

Named = TypeVar("Named", bound=QWidget)


def named(widget: Named, name: str, *, says: str = "") -> Named:
    """The same widget with its object name, and its accessible name where it `says` one."""
    widget.setObjectName(name)
    if says:
        widget.setAccessibleName(says)
    return widget
