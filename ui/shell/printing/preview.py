"""The paper before it is paper.

Its pages as they will come out, over the desk, until printed or Esc.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.paper import pages
from app.text import _, ngettext
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.fields import Choice, Number
from ui.parts.focus_back import give_focus_back
from ui.parts.folders import documents
from ui.parts.keys import is_access
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, gap, hbox, stretched, vbox
from ui.parts.naming import named
from ui.shell.printing import printers
from ui.shell.printing.paper_view import PaperView, Thumbnails

if TYPE_CHECKING:
    from ui.shell.work import Work


@dataclass(frozen=True, slots=True)
class FinishedPaper:
    """A finished PDF.

    `kind` is a word of `PaperKind`, `name` a file name without personal data, such as the number.
    """

    kind: str
    title: str
    pdf: bytes
    name: str


class Preview(QWidget):
    """The preview of a paper, which covers its page and is not modal."""

    print_asked = Signal(str, int)
    save_asked = Signal(str)

    def __init__(self, paper: FinishedPaper, work: Work, printer: str, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "preview", says=paper.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.paper = paper
        self._wanted = printer
        self._before = parent.window().focusWidget()
        self.view = PaperView(paper.pdf, work)
        self.thumbnails = Thumbnails(paper.pdf, work)
        self.thumbnails.chosen.connect(self.view.show_page)
        hint, unit = _("Choose a printer"), _unit(1)
        self.printer = named(Choice((), hint=hint), "printer", says=_("Printer"))
        self.copies = named(Number(minimum=1, maximum=20, unit=unit), "copies", says=_("copies"))
        self.copies.edited.connect(self._count_copies)
        self._count = Label("", "muted")
        self._lay_out()
        self._cover(parent)
        work.run(pages.page_count, paper.pdf, then=self._show_count)
        work.run(printers.offered, then=self._offer_printers)

    def busy(self, printing: bool) -> None:
        """While the printer takes it, it is not sent twice."""
        self.print_button.setEnabled(not printing)

    def leave(self) -> None:
        """Back to where the person was."""
        self.hide()
        give_focus_back(self._before)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.keyCombination() == QKeySequence(Key.PRINT)[0]:
            self.print_button.click()
        elif event.keyCombination() == QKeySequence(Key.SAVE_TOO)[0]:
            self._ask_path()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.thumbnails.step(1 if event.key() == Qt.Key.Key_PageDown else -1)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page beneath hears no key while its paper lies over it.

        A filter and not `event()`: see `ui/shell/workspace/overlay.py`.
        """
        if watched is not self:
            if event.type() is QEvent.Type.Resize:
                self.setGeometry(watched.rect())
            return False
        if event.type() is not QEvent.Type.ShortcutOverride or is_access(event):
            return False
        event.accept()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.token("canvas"))

    def _lay_out(self) -> None:
        self.copies.set_value(1)
        self.copies.setFixedWidth(theme.size("timeline-hour"))
        self.printer.setMinimumWidth(theme.size("timeline-names"))
        self.printer.setMaximumWidth(theme.size("board-column-min"))
        whole, wide = _("Whole page"), _("Page width")
        fit = self._zoom(Icon.MAXIMIZE, "fit", says=whole, clicked=self.view.fit_page)
        width = self._zoom(Icon.ZOOM_IN, "fitWidth", says=wide, clicked=self.view.fit_width)
        title = (Label(self.paper.title, "title"), self._count, gap(2), fit, width)
        sending = (stretched(self.printer, 2), self.copies, *self._buttons())
        body = hbox(self.thumbnails, stretched(self.view), spacing=4)
        head = hbox(*title, STRETCH, *sending)
        vbox(head, stretched(body), parent=self, spacing=3, margins=(5, 3, 5, 4))

    def _buttons(self) -> tuple[Button, ...]:
        text, icon = _("Print"), Icon.PRINTER
        look = {"kind": "primary", "icon": icon, "name": "print"}
        self.print_button = Button(text, Key.PRINT, listens=False, **look)
        self.print_button.clicked.connect(self._print)
        text, icon = _("Save as PDF…"), Icon.DOWNLOAD
        save = Button(
            text, Key.SAVE_TOO, icon=icon, name="savePdf", listens=False, clicked=self._ask_path
        )
        text, leave = _("Close"), self.leave
        close = Button(text, Key.LEAVE, name="closePreview", listens=False, clicked=leave)
        return save, self.print_button, close

    def _zoom(self, icon: str, name: str, *, says: str, clicked: Callable[[], None]) -> Button:
        return Button("", icon=icon, kind="plain", name=name, says=says, clicked=clicked)

    def _cover(self, parent: QWidget) -> None:
        """Lies over its parent from now on and takes the keys."""
        parent.installEventFilter(self)
        self.installEventFilter(self)
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.print_button.setFocus()

    def _count_copies(self) -> None:
        self.copies.show_unit(_unit(self.copies.value() or 1))

    def _show_count(self, count: int) -> None:
        self._count.say(ngettext("{count} page", "{count} pages", count).format(count=count))
        self.thumbnails.show_pages(count)
        self.view.show_page(0)

    def _offer_printers(self, offered: tuple[list[str], str]) -> None:
        """The remembered printer of this kind of paper, the usual one, or the only one there is.

        Otherwise the person chooses.
        """
        names, usual = offered
        self.printer.set_options(tuple((name, name) for name in names))
        only = names[0] if len(names) == 1 else ""
        found = next((one for one in (self._wanted, usual, only) if one in names), None)
        if found is not None:
            self.printer.set_value(found)

    def _print(self) -> None:
        printer = self.printer.value()
        if printer:
            self.print_asked.emit(printer, int(self.copies.value() or 1))
        else:
            self.printer.setFocus()

    def _ask_path(self) -> None:
        place = documents(f"{self.paper.name}.pdf")
        dialog = QFileDialog(self.window(), _("Save as PDF…"), place, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_asked)
        dialog.open()


def _unit(copies: int) -> str:
    return ngettext("copy", "copies", copies)
