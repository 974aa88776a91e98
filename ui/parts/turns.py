"""Work of the window in several turns of its event loop.

Keys and clicks come between two of them.

`QTimer.singleShot(0, …)` is no turn: it is done before what the person does meanwhile.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer


def next_turn(owner: QObject, then: Callable[[], object]) -> None:
    """Calls `then` once the window has heard what waits, if `owner` is still there."""
    timer = QTimer(owner, singleShot=True)
    timer.timeout.connect(then)
    timer.timeout.connect(timer.deleteLater)
    timer.start(0)


class InTurns(QObject):
    """Takes steps, a few at each turn, the first ones at once."""

    def __init__(self, owner: QObject, at_once: int) -> None:
        super().__init__(owner)
        self._at_once = at_once
        self._steps: list[Callable[[], object]] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._take)

    def begin(self, steps: Iterable[Callable[[], object]]) -> None:
        """Take these steps; those of before that are left are taken no more."""
        self._steps = list(steps)
        self._take()

    def _take(self) -> None:
        now, self._steps = self._steps[: self._at_once], self._steps[self._at_once :]
        for step in now:
            step()
        if self._steps:
            self._timer.start()
        else:
            self._timer.stop()
