"""Whether the store can be read and saved into, as the parts of a page see it.

Lies in the attribute `store_state` of a page or window; a part uses the nearest one above it.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.formatting import clock_on
from app.local_time import local_day
from app.text import _


class StoreState(QObject):
    """All is well; the shell's `Connection` says when it is not."""

    changed = Signal()

    @property
    def reads(self) -> bool:
        """False while nothing can be read."""
        return True

    @property
    def saves(self) -> bool:
        """False while nothing can be saved."""
        return True

    def now(self) -> datetime:
        """The clock of the windows, aware UTC."""
        raise NotImplementedError

    def known_at(self) -> datetime:
        """When the store last answered."""
        return self.now()

    def reason(self) -> str:
        """Why nothing can be saved, in the language of the window."""
        return ""

    def hurry(self) -> None:
        """Somebody waits: look at once whether the store is there again."""


class StoreFollower(QObject):
    """Tells a part how the store is: whenever the part is shown, and at every change."""

    def __init__(self, part: QWidget, tell: Callable[[], object]) -> None:
        super().__init__(part)
        self._part, self._tell = part, tell
        self.state: StoreState | None = None
        part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Only when the part is shown it is known what stands above it."""
        if event.type() is QEvent.Type.Show:
            self.begin()
        return False

    def begin(self) -> None:
        """The part is shown, or stands for something else now."""
        found = _state_above(self._part)
        if found is not self.state:
            if self.state is not None:
                self.state.changed.disconnect(self._hear)
            self.state = found
            if found is not None:
                found.changed.connect(self._hear)
        self._hear()

    def reads(self) -> bool:
        return self.state is None or self.state.reads

    def as_of(self) -> datetime | None:
        """When what is shown was last known to be so; None where it was never read."""
        owner: QObject | None = self._part.parent()
        while owner is not None:
            if (told := getattr(owner, "as_of", None)) is not None:
                return told()
            owner = owner.parent()
        return self.state.known_at() if self.state is not None else None

    def as_of_text(self) -> str:
        """`As of 14:02`, with the date where it was not today."""
        at = self.as_of()
        if self.state is None or at is None:
            return _("Not read yet")
        return _("As of {time}").format(time=clock_on(at, local_day(self.state.now())))

    def _hear(self) -> None:
        self._tell()


def _state_above(part: QObject) -> StoreState | None:
    """None also where what is shown does not come from the store (`reads_store` is False)."""
    owner: QObject | None = part
    while owner is not None:
        if getattr(owner, "reads_store", True) is False:
            return None
        found = getattr(owner, "store_state", None)
        if isinstance(found, StoreState):
            return found
        owner = owner.parent()
    return None
