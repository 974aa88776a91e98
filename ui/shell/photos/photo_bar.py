"""The photos of a record: added by file, paste or drop, shown small, opened whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from app.body_marks import place_of, read
from app.formatting import short_moment
from app.local_time import local
from app.photos import PhotoRow
from app.text import _, ngettext
from app.tones import Tone
from db.stock_words import PdiPoint
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import hbox, vbox
from ui.parts.photo_strip import PhotoStrip, StripPhoto
from ui.shell.photos import photo_file
from ui.shell.photos.photo_file import ENDINGS, Batch
from ui.shell.photos.photo_keeping import PhotoKeeping
from ui.shell.photos.photo_view import PhotoView
from ui.shell.viewer import may
from ui.shell.workspace.overlay import Overlay
from ui.shell.workspace.page import Shell


class PhotoBar(QWidget):
    """Shows the photos of the record that is open.

    One low row, so that the form under it has the room. `shows` chooses among them: then they are
    large, and only there where one is shown; `named_by` gives the words under a photo without a
    caption.
    """

    def __init__(
        self,
        shell: Shell,
        keeping: PhotoKeeping,
        *,
        shows: Callable[[PhotoRow], bool] | None = None,
        named_by: Callable[[PhotoRow], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self._keeping, self._shows, self._named_by = keeping, shows, named_by
        self.record: int | None = None
        self.rows: tuple[PhotoRow, ...] = ()
        self._title = Label("", "label")
        self.add_button = Button(
            _("Add photos"), icon=Icon.IMAGE, kind="link", name="add_photos", saves=True
        )
        self.add_button.clicked.connect(self.choose_files)
        self.strip = PhotoStrip("photos", low=shows is None)
        self.strip.opened.connect(self.open_photo)
        beside = self.strip if shows is None else None
        self._row = hbox(self._title, beside, self.add_button)
        below = self.strip if shows is not None else None
        vbox(self._row, below, parent=self, spacing=1, margins=(3, 0, 3, 0))
        self._all: tuple[PhotoRow, ...] = ()
        self._marks: str | None = None
        self._point: PdiPoint | None = None
        self.can_add = False
        self.show_again()

    def show_of(
        self,
        record: int,
        *,
        marks: str | None = None,
        point: PdiPoint | None = None,
        is_open: bool = True,
    ) -> None:
        """The photos of this record; new ones belong to its inspection `point`."""
        if record != self.record:
            self.show_rows(())
        self.record, self._marks, self._point = record, marks, point
        self.can_add = is_open and may(self.work, *self._keeping.keepers)
        self.add_button.setVisible(self.can_add and self._shows is None)
        self.work.ask(self._keeping.rows, record, then=self.show_rows, topic=(self, "photos"))

    def show_rows(self, rows: Sequence[PhotoRow]) -> None:
        """Other photos; a number leads to the damage mark that a photo shows."""
        self._all = tuple(rows)
        self.show_again()

    def show_again(self) -> None:
        """The photos that are known, where it changed which of them are shown."""
        self.rows = tuple(row for row in self._all if self._shows is None or self._shows(row))
        many = len(self.rows)
        self.strip.setVisible(bool(many))
        self._row.setStretchFactor(self._title, 0 if many and self._shows is None else 1)
        self.strip.show_photos([self._small(row) for row in self.rows])
        count = ngettext("{count} photo", "{count} photos", many).format(count=many)
        if self._keeping.empty:
            self._title.say(count if many else _(self._keeping.empty))
        else:
            told = _("Add photos: drop, paste or choose pictures")
            self.add_button.show_text("" if many else _("Add photos"), told)
            self.add_button.setToolTip(told)
        if self._shows is not None:
            self.setVisible(bool(many))

    def choose_files(self, *, mark: str = "", finding_id: int = 0) -> None:
        """Asks for pictures of this PC."""
        endings = " ".join(f"*.{one}" for one in ENDINGS)
        kinds = _("Pictures ({endings})").format(endings=endings)
        names, _kind = QFileDialog.getOpenFileNames(self.window(), _("Add photos"), "", kinds)
        if names:
            self.add_files([Path(name) for name in names], mark=mark, finding_id=finding_id)

    def add_files(self, paths: Sequence[Path], *, mark: str = "", finding_id: int = 0) -> None:
        """Makes the pictures small beside the window, then saves them together."""
        then = self._saving(mark, finding_id)
        self.work.run(photo_file.read_files, tuple(paths), at=self.work.now(), then=then)

    def add_content(self, content: QMimeData, *, mark: str = "", finding_id: int = 0) -> bool:
        """Adds what was dropped or pasted; False where there is no picture in it."""
        paths = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
        if not self.can_add:
            return False
        if paths:
            self.add_files(paths, mark=mark, finding_id=finding_id)
        elif content.hasImage():
            image, at = QImage(content.imageData()), self.work.now()
            then = self._saving(mark, finding_id)
            self.work.run(photo_file.read_image, image, at=at, then=then)
        return bool(paths) or content.hasImage()

    def paste(self) -> None:
        """Adds the picture of the clipboard."""
        if self.can_add and not self.add_content(QGuiApplication.clipboard().mimeData()):
            self.shell.notices.say(_("There is no picture in the clipboard."), Tone.NEUTRAL)

    def open_photo(self, photo_id: int) -> None:
        """Shows a photo whole, over the window."""
        numbered = enumerate(read(self._marks).marks, 1)
        marks = [(one.text(), f"{place} {one.told()}") for place, one in numbered]
        can = self.can_add
        view = PhotoView(self.shell, self._keeping, self.rows, marks=marks, can_write=can)
        overlay = Overlay(_("Photo"), view, self.window(), name="photo_overlay")
        view.left.connect(overlay.leave)
        view.show_photo(photo_id)

    def _saving(self, mark: str, finding_id: int) -> Callable[[Batch], None]:
        """Saves what is read for the record that is shown now, whatever is shown by then."""
        record, point = self.record, self._point

        def save(batch: Batch) -> None:
            if batch.unread:
                told = _("No pictures that can be read: {names}. HEIC of a phone: send as JPEG.")
                names = _(", ").join(batch.unread)
                self.shell.notices.say(told.format(names=names), Tone.WARN)
            shows = {"mark": mark or None, "finding_id": finding_id or None, "point": point}
            placed = [replace(photo, **shows) for photo in batch.photos]
            if placed:
                self.work.act(self._keeping.add, record, placed, then=self._tell)

        return save

    def _tell(self, added: int) -> None:
        same = _("This photo is here already.")
        new = ngettext("{count} photo added.", "{count} photos added.", added).format(count=added)
        self.shell.notices.say(new if added else same)

    def _small(self, row: PhotoRow) -> StripPhoto:
        place = place_of(row.mark, self._marks)
        words = row.caption or (self._named_by(row) if self._named_by is not None else "")
        words = words or short_moment(local(row.taken_at))
        return StripPhoto(row.id, row.small, place, words)


class PhotoDrop(QObject):
    """Takes pictures that are dropped or pasted anywhere on a widget.

    `bar()` is asked when one comes: the section that holds it may not be built before. It is None
    while no record is shown.
    """

    def __init__(self, target: QWidget, bar: Callable[[], PhotoBar | None]) -> None:
        super().__init__(target)
        self._bar = bar
        target.setAcceptDrops(True)
        target.installEventFilter(self)
        where = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Key.PASTE), target, self._paste, context=where)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Pictures are welcome; other things fall through to what lies below."""
        if not isinstance(event, QDropEvent) or not has_pictures(event.mimeData()):
            return False
        bar = self._bar()
        if bar is None or not bar.can_add:
            return False
        if event.type() == QEvent.Type.Drop:
            bar.add_content(event.mimeData())
        event.acceptProposedAction()
        return True

    def _paste(self) -> None:
        bar = self._bar()
        if bar is not None:
            bar.paste()


def has_pictures(content: QMimeData) -> bool:
    """True where files or a picture come with a drop."""
    return content.hasImage() or any(url.isLocalFile() for url in content.urls())
