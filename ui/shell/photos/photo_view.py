"""One photo whole, with its date, what it shows and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.formatting import joined, show_moment
from app.labels import label
from app.local_time import local
from app.photos import PhotoNote, PhotoRow
from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.form import Form
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.naming import named
from ui.shell.editing.record_form import send
from ui.shell.photos.photo_keeping import PhotoKeeping
from ui.shell.workspace.page import Shell

ROOM = QSize(880, 480)
"""As large as a picture is shown where the window has the room."""


class PhotoView(QWidget):
    """Shows photos of one record, one at a time; `left` tells that the last one is gone.

    `marks` are the damage marks among which one is chosen.
    """

    left = Signal()

    def __init__(
        self,
        shell: Shell,
        keeping: PhotoKeeping,
        rows: Sequence[PhotoRow],
        *,
        marks: Sequence[tuple[str, str]],
        can_write: bool,
    ) -> None:
        super().__init__()
        self._shell, self._keeping = shell, keeping
        self._rows, self._at = list(rows), 0
        self.canvas = PhotoCanvas()
        self._facts = Label("", "label")
        step = {"kind": "plain"}
        self.back = Button("", icon=Icon.CHEVRON_LEFT, name="photo_back", says=_("Back"), **step)
        self.on = Button("", icon=Icon.CHEVRON_RIGHT, name="photo_on", says=_("Next"), **step)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.form = Form(keeping.fields, submit=_("Save"), clear="", name="photo")
        if "mark" in self.form.names:
            self.form["mark"].set_options(marks)
        self.form.submitted.connect(self._save)
        self.confirm = ConfirmBar(self)
        self.remove = Button(_("Remove"), kind="link", icon=Icon.TRASH_2, name="remove_photo")
        self.remove.clicked.connect(self._ask_removal)
        head = hbox(self.back, stretched(self._facts), self.remove, self.on)
        vbox(self.confirm, head, stretched(self.canvas), self.form, parent=self, spacing=2)
        for part in (self.form, self.remove):
            part.setVisible(can_write)

    def show_photo(self, photo_id: int) -> None:
        """The photo with this id."""
        self._at = next(at for at, row in enumerate(self._rows) if row.id == photo_id)
        row = self._rows[self._at]
        taken = show_moment(local(row.taken_at))
        place = f"{self._at + 1} / {len(self._rows)}"
        self._facts.say(joined(place, label(row.point), taken, label(row.dated_by), row.staff))
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at + 1 < len(self._rows))
        self.form.set_value({name: getattr(row, name) for name in self.form.names})
        ask, show = self._keeping.picture, self.canvas.show_jpeg
        self._shell.work.ask(ask, row.id, then=show, topic=(self, "picture"))

    def step(self, by: int) -> None:
        """The photo before or after this one."""
        at = min(max(self._at + by, 0), len(self._rows) - 1)
        self.show_photo(self._rows[at].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn to the next photo."""
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.step(steps[key])
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        note, row = PhotoNote(**self.form.value()), self._rows[self._at]
        saved = lambda _none: self.left.emit()  # noqa: E731
        send(self._shell.work, self._keeping.change, row.id, note, form=self.form, then=saved)

    def _ask_removal(self) -> None:
        self.confirm.ask(
            _("Remove this photo for good?"),
            act=_("Remove the photo"),
            then=lambda _reason: self._remove(),
            danger=True,
        )

    def _remove(self) -> None:
        row = self._rows[self._at]
        gone = lambda _none: self.left.emit()  # noqa: E731
        self._shell.work.act(self._keeping.remove, row.id, then=gone)


class PhotoCanvas(QWidget):
    """Paints a picture as large as its room; pressed it shows its own pixels, and back."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "photo_canvas", says=_("Photo"))
        self._image = QImage()
        self._is_whole = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return ROOM

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)

    def show_jpeg(self, jpeg: bytes | None) -> None:
        """Another picture; None for one that is gone."""
        self._image = QImage.fromData(jpeg or b"")
        self.update()

    def mousePressEvent(self, event: object) -> None:
        self._is_whole = not self._is_whole
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.token("line"))
        if self._image.isNull():
            return
        kept, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown = self._image.scaled(self.size(), kept, smooth) if self._is_whole else self._image
        corner = self.rect().center() - shown.rect().center()
        painter.drawImage(corner, shown)
