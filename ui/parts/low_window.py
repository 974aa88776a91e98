"""Tells when the window is so low that less stands on a page."""

from PySide6.QtWidgets import QWidget

LOW = 640
"""Logical pixels: 1366x768 at 125 % leaves 614, 1920x1080 at 150 % leaves 720."""


def is_low(widget: QWidget) -> bool:
    """True while the window around the widget has no height for two lists and a form."""
    return widget.window().height() < LOW
