"""Since when what a page shows may be old."""

from PySide6.QtWidgets import QWidget

from app.tones import Tone
from ui.parts.labels import Chip
from ui.parts.store_state import StoreFollower


class AsOf(Chip):
    """`As of 14:02`, or that nothing was read yet; hidden while the store can be read.

    It stands in `header`, and speaks of what stands below that one.
    """

    def __init__(self, header: QWidget) -> None:
        super().__init__(tone=Tone.WARN, parent=header)
        self.setObjectName("as_of")
        self._follower = StoreFollower(header, self._tell)
        self.hide()

    def begin(self) -> None:
        """Something else stands below."""
        self._follower.begin()

    def _tell(self) -> None:
        reads = self._follower.reads()
        self.show_chip("" if reads else self._follower.as_of_text(), Tone.WARN)
        self.setHidden(reads)
