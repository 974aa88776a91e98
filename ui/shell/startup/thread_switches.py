"""Lets a thread that makes Qt classes finish before another one runs.

PySide makes its classes at their first use and keeps them in tables without a lock; making one
runs Python. Where the interpreter changes threads in the middle, because a worker imports a page
while the window looks up a class, the process dies. No class waits for a disk, so it is enough
that threads change only where one of them waits.
"""

import sys

WHILE_LOADING_SECONDS = 1000.0
USUAL_SECONDS = 0.001
"""A fifth of Python's own: at each call of Qt a busy worker may hold the window up so long."""


def only_where_one_waits() -> None:
    """From now on no thread is interrupted; call it before the first worker is made."""
    sys.setswitchinterval(WHILE_LOADING_SECONDS)


def as_usual() -> None:
    """Everything is loaded: a long calculation gives way to the window again."""
    sys.setswitchinterval(USUAL_SECONDS)
