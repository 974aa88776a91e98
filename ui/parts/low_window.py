"""Tells that the window is as low as a small laptop's at 125 %: less stands on a page there."""

from PySide6.QtWidgets import QWidget

LOW = 640
"""Logical pixels: 1366x768 at 125 % leaves 614, 1920x1080 at 150 % leaves 720."""


def is_low(widget: QWidget) -> bool:
    """True while the window around the widget has no height for two lists and a form."""
    return widget.window().height() < LOW
