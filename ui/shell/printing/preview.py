"""The paper before it is paper.

Its pages as they will come out, over the desk, until printed or Esc.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.paper import pages
from app.text import _, ngettext
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.fields import Choice, Number
from ui.parts.labels import Label
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
    """Covers the page. Nothing of it is modal: locking the screen hides it like everything else."""

    print_asked = Signal(str, int)
    save_asked = Signal(str)

    def __init__(self, paper: FinishedPaper, work: Work, printer: str, parent: QWidget) -> None:
        super().__init__(parent, objectName="preview")
        self.paper = paper
        self._work = work
        self._wanted = printer
        self._before = parent.window().focusWidget()
        self.view = PaperView(paper.pdf, work)
        self.thumbnails = Thumbnails(paper.pdf, work)
        self.printer = Choice((), hint=_("Choose a printer"))
        self.copies = Number(minimum=1, maximum=20, unit=_unit(1))
        self.print_button = Button(
            _("Print"), Key.PRINT, "primary", icon=Icon.PRINTER, name="print"
        )
        self._count = Label("", "muted")
        self._lay_out()
        self._listen()
        self.setAccessibleName(paper.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        parent.installEventFilter(self)
        self.installEventFilter(self)
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.print_button.setFocus()
        work.run(pages.page_count, paper.pdf, then=self._show_count)
        work.run(printers.names, then=self._offer_printers)

    def busy(self, printing: bool) -> None:
        """While the printer takes it, it is not sent twice."""
        self.print_button.setEnabled(not printing)

    def leave(self) -> None:
        """Back to where the person was."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.thumbnails.step(1 if event.key() == Qt.Key.Key_PageDown else -1)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page beneath hears no key while its paper lies over it.

        A filter and not `event()`: see `ui/shell/workspace/overlay.py`.
        """
        if (
            watched is self
            and event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
        ):
            mine = (
                event.key() == Qt.Key.Key_P
                and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            )
            if not mine:
                event.accept()
            return not mine
        if watched is not self and event.type() is QEvent.Type.Resize:
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.token("canvas"))

    def _lay_out(self) -> None:
        self.copies.set_value(1)
        self.copies.setFixedWidth(theme.size("timeline-hour"))
        self.printer.setMinimumWidth(theme.size("timeline-names"))
        self.printer.setMaximumWidth(theme.size("board-column-min"))
        save = Button(_("Save as PDF…"), icon=Icon.DOWNLOAD, name="savePdf")
        save.clicked.connect(self._ask_path)
        fit = Button("", icon=Icon.MAXIMIZE, kind="plain", name="fit", says=_("Whole page"))
        fit.clicked.connect(self.view.fit_page)
        width = Button("", icon=Icon.ZOOM_IN, kind="plain", name="fitWidth", says=_("Page width"))
        width.clicked.connect(self.view.fit_width)
        close = Button(_("Close"), Key.LEAVE, name="closePreview", listens=False)
        close.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.setSpacing(theme.size("space-2"))
        head.addWidget(Label(self.paper.title, "title"))
        head.addWidget(self._count)
        head.addSpacing(theme.size("space-2"))
        head.addWidget(fit)
        head.addWidget(width)
        head.addStretch(1)
        head.addWidget(self.printer, 2)
        for part in (self.copies, save, self.print_button, close):
            head.addWidget(part)
        body = QHBoxLayout()
        body.setSpacing(theme.size("space-4"))
        body.addWidget(self.thumbnails)
        body.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        side = theme.size("space-5")
        column.setContentsMargins(side, theme.size("space-3"), side, theme.size("space-4"))
        column.setSpacing(theme.size("space-3"))
        column.addLayout(head)
        column.addLayout(body, 1)

    def _listen(self) -> None:
        self.copies.edited.connect(lambda: self.copies.show_unit(_unit(self.copies.value() or 1)))
        self.printer.setObjectName("printer")
        self.printer.setAccessibleName(_("Printer"))
        self.copies.setObjectName("copies")
        self.copies.setAccessibleName(_("copies"))
        self.thumbnails.chosen.connect(self.view.show_page)
        self.print_button.clicked.connect(self._print)

    def _show_count(self, count: int) -> None:
        self._count.say(ngettext("{count} page", "{count} pages", count).format(count=count))
        self.thumbnails.show_pages(count)
        self.view.show_page(0)

    def _offer_printers(self, names: list[str]) -> None:
        """The remembered printer of this kind of paper, or the only one there is.

        Otherwise the person chooses.
        """
        self.printer.set_options(tuple((name, name) for name in names))
        if self._wanted in names:
            self.printer.set_value(self._wanted)
        elif len(names) == 1:
            self.printer.set_value(names[0])

    def _print(self) -> None:
        printer = self.printer.value()
        if printer:
            self.print_asked.emit(printer, int(self.copies.value() or 1))
        else:
            self.printer.setFocus()

    def _ask_path(self) -> None:
        dialog = QFileDialog(
            self.window(), _("Save as PDF…"), f"{self.paper.name}.pdf", "PDF (*.pdf)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_asked)
        dialog.open()


def _unit(copies: int) -> str:
    return ngettext("copy", "copies", copies)
