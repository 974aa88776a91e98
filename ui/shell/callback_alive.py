"""Whether the one who waits for an answer is still there.

Pages are closed while their questions are under way.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import shiboken6
from PySide6.QtCore import QObject


def callback_alive(callback: Callable[..., object]) -> bool:
    """False when a Qt object that the callback belongs to or holds was deleted."""
    return all(shiboken6.isValid(owner) for owner in owners(callback))


def owners(callback: Callable[..., object]) -> Iterator[QObject]:
    """The Qt objects that a callback belongs to or holds."""
    if isinstance(callback, functools.partial):
        yield from owners(callback.func)
        yield from (value for value in callback.args if isinstance(value, QObject))
        return
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, QObject):
        yield owner
    for cell in getattr(callback, "__closure__", None) or ():
        try:
            value = cell.cell_contents
        except ValueError:  # a cell that is not filled yet holds nobody
            continue
        if isinstance(value, QObject):
            yield value
