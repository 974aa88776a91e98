"""A row of small pictures that are chosen with arrows and opened with Enter or a double click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.text import ngettext
from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.labels import plain_tooltip
from ui.parts.naming import named

WIDE, HIGH = 96, 64
LOW_WIDE, LOW_HIGH = 60, 40
PAD, LINE = 3, 18


@dataclass(frozen=True, slots=True)
class StripPhoto:
    """A small picture; `badge` is the number of what it shows, `words` stand under it."""

    id: int
    jpeg: bytes
    badge: str = ""
    words: str = ""


class PhotoStrip(QListWidget):
    """`opened` tells the id of a picture.

    A `low` one leaves its room to others: smaller pictures, their words in the tooltip.
    """

    opened = Signal(int)

    def __init__(self, name: str, *, low: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name)
        self._picture = QSize(LOW_WIDE, LOW_HIGH) if low else QSize(WIDE, HIGH)
        self._line = 0 if low else LINE
        self._shown: tuple[StripPhoto, ...] = ()
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_SmallPicture(self._picture, self._line, self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.horizontalScrollBar().rangeChanged.connect(self._fit)
        self._fit()
        self.itemActivated.connect(lambda item: self.opened.emit(self._id(item)))

    def show_photos(self, photos: Sequence[StripPhoto]) -> None:
        """Other pictures; the chosen one stays chosen."""
        if tuple(photos) == self._shown:
            return
        chosen = self._id(self.currentItem()) if self.currentItem() is not None else 0
        self._shown = tuple(photos)
        self.clear()
        for photo in photos:
            self._add(photo, chosen=photo.id == chosen)
        told = ngettext("{count} photo", "{count} photos", len(photos))
        self.setAccessibleName(told.format(count=len(photos)))

    def _fit(self) -> None:
        """As high as the pictures, and the bar only where there are more than fit."""
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.setFixedHeight(self._picture.height() + self._line + 4 * PAD + below)

    def _add(self, photo: StripPhoto, *, chosen: bool) -> None:
        item = QListWidgetItem(photo.words, self)
        item.setToolTip(plain_tooltip(photo.words) if not self._line else "")
        picture = QPixmap()
        picture.loadFromData(photo.jpeg)
        item.setIcon(QIcon(picture))
        item.setData(Qt.ItemDataRole.UserRole, (photo.id, photo.badge))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{photo.badge} {photo.words}".strip())
        if chosen:
            self.setCurrentItem(item)

    def _id(self, item: QListWidgetItem) -> int:
        return int(item.data(Qt.ItemDataRole.UserRole)[0])


class _SmallPicture(QStyledItemDelegate):
    """The picture cut to its room, its number in a disc, its words beneath."""

    def __init__(self, picture: QSize, line: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture, self._line = picture, line

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return self._picture + QSize(2 * PAD, self._line + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        room = QRect(option.rect.topLeft() + QPoint(PAD, PAD), self._picture)
        whole = index.data(Qt.ItemDataRole.DecorationRole).pixmap(QSize(240, 240))
        grown = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        shown = whole.scaled(room.size(), grown, Qt.TransformationMode.SmoothTransformation)
        cut = QRect(QPoint(0, 0), room.size())
        cut.moveCenter(shown.rect().center())
        painter.drawPixmap(room, shown, cut)
        if paint.is_selected(option):
            paint.box(painter, room, QColor(0, 0, 0, 0), line=QPen(theme.token(Tone.ACCENT), 2))
        self._paint_badge(painter, room, index.data(Qt.ItemDataRole.UserRole)[1])
        if self._line:
            beneath = QRect(room.left(), room.bottom() + 1, room.width(), self._line)
            words = index.data(Qt.ItemDataRole.DisplayRole)
            paint.text(painter, beneath, words, color="ink-2", font="caption")
        painter.restore()

    def _paint_badge(self, painter: QPainter, room: QRect, badge: str) -> None:
        if badge:
            disc = QRect(room.left() + 4, room.bottom() - 22, 18, 18)
            paint.box(painter, disc, paint.ink(Tone.BAD), radius=9)
            font = theme.font("caption", bold=True)
            paint.text(painter, disc, badge, color="on-bad", font=font, align=paint.CENTER)
