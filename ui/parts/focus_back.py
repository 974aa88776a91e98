"""Gives the cursor back to what had it before something lay over the page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def give_focus_back(before: QWidget | None) -> None:
    """To the widget that had it, unless the page was built anew meanwhile and it is gone."""
    if before is not None and isValid(before) and before.isVisible():
        before.setFocus(Qt.FocusReason.OtherFocusReason)
