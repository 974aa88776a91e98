"""The store could not be opened: the reason, and every way to go on.

Nothing is made or changed by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app import failure_texts
from app.admin.backup import Backup
from app.errors import Cause, Trouble
from app.formatting import show_moment
from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Glyph, Label
from ui.parts.naming import named
from ui.shell.startup.start_card import centred

RESTORABLE = (Cause.DAMAGED, Cause.GONE, Cause.FOREIGN, Cause.DISK)


class OpenFailedPage(QWidget):
    """`again_asked`, `file_chosen(path)`, `restore_asked(backup)`, `quit_asked`."""

    again_asked = Signal()
    file_chosen = Signal(object)
    restore_asked = Signal(object)
    quit_asked = Signal()

    def __init__(
        self, trouble: Trouble, newest: Backup | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._where = trouble.where
        told = failure_texts.tell(trouble)
        named(self, "open_failed", says=told.happened)
        said = (_paragraph(told.happened, "title"), _paragraph(told.todo, "body"))
        glyph = Glyph(Icon.TRIANGLE_ALERT, told.tone)
        centred(self, [glyph, *said, *self._ways(trouble.cause, newest)])

    def take_focus(self) -> None:
        """The first way on."""
        first = self.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _ways(self, cause: Cause, newest: Backup | None) -> Iterator[Button]:
        again = Button(_("Try again"), kind="primary", icon=Icon.REFRESH_CW, name="again")
        again.clicked.connect(self.again_asked)
        yield again
        if newest is not None and cause in RESTORABLE:
            text = _("Restore the backup of {time}").format(time=show_moment(newest.made_at))
            restore = partial(self.restore_asked.emit, newest)
            yield Button(text, icon=Icon.HISTORY, name="restore_newest", clicked=restore)
        text, icon = _("Choose another store file…"), Icon.FOLDER_OPEN
        yield Button(text, icon=icon, name="choose_file", clicked=self._choose)
        leave = Button(_("Quit"), kind="plain", name="quit")
        leave.clicked.connect(self.quit_asked)
        yield leave

    def _choose(self) -> None:
        folder = str(Path(self._where).parent) if self._where else ""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose the store's file"), folder, _("Store files (*.db)")
        )
        if chosen:
            self.file_chosen.emit(Path(chosen))


def _paragraph(text: str, role: str) -> Label:
    """A text of several lines, as high as it is in the width of the card.

    The card stands in the middle by alignment, where Qt does not ask for that height.
    """
    label = Label(text, role, wrap=True)
    width = theme.size("panel-max") - 2 * theme.size("space-5")
    label.setMinimumHeight(label.heightForWidth(width))
    return label
