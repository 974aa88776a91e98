"""How somebody left a list.

Asked of the page that it stands in when it is first seen, told to it whenever it is changed.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

PAUSE_MS = 300
K = TypeVar("K")


@runtime_checkable
class ViewOwner(Protocol):
    """A page, or whatever else remembers for the person who is signed in."""

    def recall(self, name: str) -> Mapping[str, object]:
        """What was kept under a name; empty the first time."""

    def keep(self, name: str, state: dict[str, object]) -> None:
        """Remember it."""


def owner_above(widget: QWidget, kind: type[K]) -> K | None:
    """The nearest widget above that is of this kind, such as the page that a list stands in."""
    owner: QObject | None = widget.parentWidget()
    while owner is not None and not isinstance(owner, kind):
        owner = owner.parent()
    return owner


class ViewMemory(QObject):
    """Ties one widget to the keeper above it; without a keeper nothing is remembered."""

    def __init__(
        self,
        owner: QWidget,
        *,
        read: Callable[[], dict[str, object]],
        write: Callable[[Mapping[str, object]], None],
        changed: SignalInstance,
    ) -> None:
        super().__init__(owner)
        self._owner, self._read, self._write = owner, read, write
        self._keeper: ViewOwner | None = None
        self._known: dict[str, object] = {}
        self._late: Mapping[str, object] = {}
        # A width is dragged through a hundred steps; only where it comes to rest is kept.
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        changed.connect(lambda *_what: self._heed())
        owner.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """First seen: as it was left. Hidden: what was still to be kept is kept."""
        if event.type() is QEvent.Type.Show and self._keeper is None:
            self._recall()
        elif event.type() is QEvent.Type.Hide and self._pause.isActive():
            self._tell()
        return False

    def _recall(self) -> None:
        keeper = owner_above(self._owner, ViewOwner)
        if keeper is None:
            return
        kept = keeper.recall(self._owner.objectName())
        if kept:
            self._write(kept)
        self._keeper, self._known = keeper, self._read()
        self._late = kept if kept != self._known else {}
        self._pause.stop()

    def recall_late(self) -> None:
        """Once more, when what was chosen could not stand there at first."""
        late, self._late = self._late, {}
        if late:
            self._write(late)
            self._known = self._read()
            self._pause.stop()

    def forget_late(self) -> None:
        """Something else is shown on purpose."""
        self._late = {}

    def _heed(self) -> None:
        if self._keeper is not None:
            self.forget_late()
            self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        state = self._read()
        if self._keeper is not None and state != self._known:
            self._known = state
            self._keeper.keep(self._owner.objectName(), state)


def remember(chosen: Any) -> ViewMemory:
    """One line for a filter of a list, such as a row of segments.

    Chosen again the next time, as if by hand. Where the choices come from the store, `recall_late`
    is called once they are there.
    """

    def write(kept: Mapping[str, object]) -> None:
        if kept.get("chosen"):
            chosen.restore(kept["chosen"])
            chosen.edited.emit()

    return ViewMemory(
        chosen, read=lambda: {"chosen": chosen.draft()}, write=write, changed=chosen.edited
    )
