"""The pages of a PDF: one large, all of them small at the side.

Drawn off the GUI thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.paper import pages
from app.text import _
from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.shell.printing.printers import image

if TYPE_CHECKING:
    from ui.shell.work import Work

POINTS_PER_INCH = 72
THUMBNAIL_DPI = 14


class _Canvas(QWidget):
    """A page of paper; it stays white in the dark scheme too."""

    def __init__(self) -> None:
        super().__init__()
        self._page = QPixmap()

    def show_image(self, page: QImage, ratio: float) -> None:
        self._page = QPixmap.fromImage(page)
        self._page.setDevicePixelRatio(ratio)
        self.setFixedSize(self._page.deviceIndependentSize().toSize() + QSize(2, 2))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._page.isNull():
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.token("line"))
        painter.drawPixmap(1, 1, self._page)


class PaperView(QScrollArea):
    """One page, whole or as wide as there is room."""

    def __init__(self, pdf: bytes, work: Work) -> None:
        super().__init__()
        self.setObjectName("paperView")
        self.setAccessibleName(_("Page"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._canvas = _Canvas()
        self.setWidget(self._canvas)
        self._pdf = pdf
        self._work = work
        self._number = -1
        self._wide = False

    def show_page(self, number: int) -> None:
        self._number = number
        self._draw()

    def number(self) -> int:
        """The page that is shown, counted from 0; -1 before the first."""
        return self._number

    def picture(self) -> QSize:
        """How large the page is drawn; empty until it is."""
        return self._canvas.size() if not self._canvas._page.isNull() else QSize()

    def fit_page(self) -> None:
        self._wide = False
        self._draw()

    def fit_width(self) -> None:
        self._wide = True
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        number, wide, pdf = self._number, self._wide, self._pdf
        if number < 0:
            return
        room, ratio = self.viewport().size(), self.devicePixelRatioF()

        def draw() -> QImage:
            return image(pdf, number, dpi=_dpi(pdf, number, room=room, wide=wide) * ratio)

        def show(drawn: QImage) -> None:
            if number == self._number:
                self._canvas.show_image(drawn, ratio)

        self._work.run(draw, then=show, topic=self)


class Thumbnails(QListWidget):
    """All pages, small; up and down choose."""

    chosen = Signal(int)

    def __init__(self, pdf: bytes, work: Work) -> None:
        super().__init__()
        self.setObjectName("thumbnails")
        self.setAccessibleName(_("Pages"))
        self.setFixedWidth(theme.size("timeline-names"))
        self.setIconSize(QSize(theme.size("timeline-hour"), theme.size("timeline-names")))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setItemDelegate(_Thumbnail(self))
        self._pdf = pdf
        self._work = work
        self.currentRowChanged.connect(self._choose)

    def show_pages(self, count: int) -> None:
        self.clear()
        for number in range(count):
            self.addItem(QListWidgetItem(str(number + 1)))
        self.setVisible(count > 1)
        self.setCurrentRow(0)
        for number in range(count if count > 1 else 0):
            self._work.run(
                image,
                self._pdf,
                number,
                dpi=THUMBNAIL_DPI,
                then=lambda drawn, number=number: self._show(number, drawn),
            )

    def step(self, by: int) -> None:
        self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)

    def _show(self, number: int, drawn: QImage) -> None:
        item = self.item(number)
        if item is not None:
            item.setIcon(QIcon(QPixmap.fromImage(drawn)))


class _Thumbnail(QStyledItemDelegate):
    """A page with its number; the one that is shown has an accent frame."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(
            theme.size("timeline-hour") + theme.size("space-3"),
            theme.size("timeline-names") + theme.size("space-3"),
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        chosen = paint.is_selected(option)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        room = option.rect.adjusted(2, 2, -2, -theme.size("space-5"))
        if picture is not None:
            pixmap = picture.pixmap(room.size())
            page = QRect(QPoint(), pixmap.deviceIndependentSize().toSize())
            page.moveCenter(room.center())
            painter.drawPixmap(page, pixmap)
            width = theme.size("ring") if chosen else 1
            painter.setPen(QPen(theme.token(Tone.ACCENT if chosen else "field-line"), width))
            painter.drawRect(page)
        number, foot = str(index.row() + 1), option.rect.adjusted(0, room.height(), 0, 0)
        color, font = Tone.ACCENT if chosen else "ink-2", theme.font("caption", bold=chosen)
        paint.text(painter, foot, number, color=color, font=font, align=paint.CENTER)
        painter.restore()


def _dpi(pdf: bytes, number: int, *, room: QSize, wide: bool) -> float:
    """The dots per inch at which the page fills the room."""
    width, height = pages.page_size(pdf, number)
    scale = (room.width() - 4) / width
    if not wide:
        scale = min(scale, (room.height() - 4) / height)
    return max(scale, 0.2) * POINTS_PER_INCH
