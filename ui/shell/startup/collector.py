"""Collects reference cycles on the GUI thread and nowhere else.

Python's automatic collection runs on whichever thread allocates. A worker would destroy Qt
objects while the GUI thread, holding the interpreter lock, waits for Qt's: the window stands
still for ever.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from ui.shell.startup.idle_lock import Idle

LOOK_MS = 200
QUIET_MS = 1_000
"""How long nobody may have touched keyboard or mouse before everything is looked through."""
YOUNG, MIDDLE, ALL = 1_000, 3_000, 9_000
"""Containers made since the last collection of a generation that make the next one worth while."""
WITHOUT_QUIET = 10 * ALL
"""Where nobody ever rests, everything is looked through all the same."""


class GarbageCollector(QObject):
    """Turns automatic collection off for good; once started it collects from the event loop."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._may_freeze = not gc.get_freeze_count()
        self._made = self._made_middle = 0
        self._idle = Idle(self)
        self._idle.grew_long.connect(self.collect_all)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """What the start has loaded stays; from now on what is made is looked through."""
        self.keep_loaded()
        self._timer.start()

    def keep_loaded(self) -> None:
        """Later collections skip the objects of now, in the process's first window only."""
        if self._may_freeze:
            gc.freeze()

    def look(self) -> None:
        """Collects young objects if there are enough, older ones in their turn."""
        young = gc.get_count()[0]
        if young < YOUNG:
            return
        self._made += young
        self._made_middle += young
        if self._made >= WITHOUT_QUIET:
            self.collect_all()
        elif self._made_middle >= MIDDLE:
            self._made_middle = 0
            gc.collect(1)
        else:
            gc.collect(0)
        if self._made >= ALL and not self._idle.is_watching:
            self._idle.wait(QUIET_MS)

    def collect_all(self) -> None:
        """Look through everything that is not kept for good."""
        self._made = self._made_middle = 0
        self._idle.stop()
        gc.collect()

    def stop(self) -> None:
        """The program ends. Automatic collection stays off: a worker may still be at it."""
        self._timer.stop()
        self._idle.stop()
