"""The pages of a licence that are kept with the customer's consent: added, looked at, removed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from app.formatting import show_date
from app.labels import label
from app.local_time import local
from app.people import copy_commands as commands
from app.people.licence_copies import CopyRow, CopyState, state
from app.text import N_, _
from app.tones import Tone
from db.licence_words import LicencePage
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, hbox, vbox
from ui.parts.naming import named
from ui.shell.workspace.page import Shell

LONGEST, QUALITY = 1600, 82
ENDINGS = ("jpg", "jpeg", "png")
NO_PICTURE = N_("This file holds no picture that can be kept.")


class LicenceCopies(QWidget):
    """Both pages of one customer's licence, one under the other."""

    def __init__(self, shell: Shell, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("licence_copies")
        self.shell, self.work, self.person_id = shell, shell.work, person_id
        told = _("Kept while the customer agrees to it; who looks is written down.")
        self.pages = {page: _PageCopy(self, page) for page in LicencePage}
        vbox(Label(told, "muted", wrap=True), *self.pages.values(), parent=self, spacing=4)
        self.reload()

    def reload(self) -> None:
        """Which pages are kept now."""
        self.work.ask(state, self.person_id, then=self._show, topic=(self, "state"))

    def add(self, page: LicencePage, path: Path) -> None:
        """Makes a picture small beside the window, then keeps it."""
        self.work.run(small_picture, path, then=partial(self._keep, page))

    def _keep(self, page: LicencePage, jpeg: bytes) -> None:
        if not jpeg:
            self.shell.notices.say(_(NO_PICTURE), Tone.BAD)
            return
        act = partial(self.work.act, commands.add_copy, self.person_id, page, jpeg=jpeg)
        act(then=lambda _id: self.reload())

    def _show(self, found: CopyState) -> None:
        kept = {row.page: row for row in found.pages}
        for page, shown in self.pages.items():
            shown.show_copy(kept.get(page))


class _PageCopy(QWidget):
    """One page: its picture once it was asked for, and what can be done with it."""

    def __init__(self, copies: LicenceCopies, page: LicencePage) -> None:
        super().__init__(copies)
        self._copies, self._page = copies, page
        self._row: CopyRow | None = None
        name = page.value
        self._said = Label("", "body")
        self.picture = named(_Picture(), f"copy_{name}", says=label(page))
        self.see = Button(_("Look at it"), icon=Icon.EYE, name=f"see_{name}", clicked=self._look)
        self.add = Button(_("Add a picture…"), icon=Icon.IMAGE, name=f"add_{name}", saves=True)
        self.add.clicked.connect(self._choose)
        self.remove = Button(
            _("Remove"), icon=Icon.X, name=f"remove_{name}", saves=True, clicked=self._remove
        )
        line = hbox(self.see, self.add, self.remove, STRETCH)
        vbox(self._said, line, self.picture, parent=self, spacing=2)
        self.show_copy(None)

    def show_copy(self, row: CopyRow | None) -> None:
        """What is kept of this page."""
        if row is None or (self._row is not None and row.id != self._row.id):
            self.picture.hide()
        self._row = row
        told = _("{page}, copied on {day} by {name}")
        page = label(self._page)
        none = _("{page}: no copy").format(page=page)
        day = show_date(local(row.added_at)) if row is not None else ""
        self._said.say(told.format(page=page, day=day, name=row.staff) if row is not None else none)
        self.see.setEnabled(row is not None)
        self.remove.setEnabled(row is not None)

    def _choose(self) -> None:
        kinds = _("Pictures ({endings})").format(endings=" ".join(f"*.{one}" for one in ENDINGS))
        name, _kind = QFileDialog.getOpenFileName(self.window(), label(self._page), "", kinds)
        if name:
            self._copies.add(self._page, Path(name))

    def _look(self) -> None:
        if self._row is not None:
            self._copies.work.act(commands.see_copy, self._row.id, then=self._paint)

    def _paint(self, jpeg: bytes) -> None:
        self.picture.show_picture(jpeg)

    def _remove(self) -> None:
        if self._row is not None:
            reload = lambda _none: self._copies.reload()  # noqa: E731 - bound to this part
            self._copies.work.act(commands.remove_copy, self._row.id, then=reload)


class _Picture(QWidget):
    """A picture as wide as a panel; not there until one is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self.hide()

    def show_picture(self, jpeg: bytes) -> None:
        """Another one."""
        whole = QPixmap()
        whole.loadFromData(jpeg)
        fits = Qt.TransformationMode.SmoothTransformation
        self._pixmap = whole.scaledToWidth(theme.size("panel-max"), fits)
        self.setFixedSize(self._pixmap.size())
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, self._pixmap)


def small_picture(path: Path) -> bytes:
    """The picture upright as a JPEG of at most 1600 pixels; empty for what is no picture."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode() not in ENDINGS or not path.is_file():
        return b""
    image: QImage = reader.read()
    if image.isNull():
        return b""
    if max(image.width(), image.height()) > LONGEST:
        keep = Qt.AspectRatioMode.KeepAspectRatio
        image = image.scaled(LONGEST, LONGEST, keep, Qt.TransformationMode.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
