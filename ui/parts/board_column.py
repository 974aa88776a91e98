"""One column of a board: its head and its list of cards."""

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.parts import paint
from ui.parts.board_card import AnyCard, Card, CardPainter, Cards
from ui.parts.keys import is_enter, with_ctrl
from ui.parts.labels import Label
from ui.parts.layouts import boxed, hbox, stretched, vbox
from ui.parts.scroll import ReadOnlyListView

MIME = "application/x-dealer-desk-card"
COLUMN = ("board-column-least", "board-column-max")
LAST_NARROW = 0x2E80


class CardList(ReadOnlyListView):
    """The cards under each other. Says what people want; never moves a card itself."""

    dropped = Signal(object)
    stepped = Signal(int, bool)
    opened = Signal(object)
    entered_card = Signal(object)
    menu_wanted = Signal(object, QPoint)
    unfold_wanted = Signal()

    def __init__(
        self,
        key: str,
        scale: float,
        is_current: Callable[[Any], bool],
        find_id: Callable[[str], Any],
    ) -> None:
        super().__init__()
        self._find_id = find_id
        self._target = False
        self.folded_title = ""
        self.folded_count = "0"
        """What stands upright in the column while it is folded."""
        self.cards = Cards(self)
        self.setModel(self.cards)
        self._painter = CardPainter(scale, is_current, self)
        self.setItemDelegate(self._painter)
        self.setObjectName(f"column_{key}")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.card(index).id))
        self.selectionModel().currentChanged.connect(self._entered)

    def card(self, index: QModelIndex) -> Card:
        """The card at an index."""
        return self.cards.card(index.row())

    def show_cards(self, cards: tuple[AnyCard, ...]) -> None:
        """Other cards; the list stays scrolled where it is."""
        if self.cards.shows(cards):
            return
        scroll = self.verticalScrollBar().value()
        if self.cards.fill(cards):
            self.verticalScrollBar().setValue(scroll)
        else:
            self.viewport().update()

    def go_to(self, row: int) -> None:
        """Makes a card the current one."""
        if count := self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(max(0, min(row, count - 1))))

    def startDrag(self, actions: Qt.DropAction) -> None:
        """The dragged card looks like the card."""
        index = self.currentIndex()
        if not index.isValid():
            return
        drag = QDrag(self)
        drag.setMimeData(mime_of(self.card(index)))
        picture = self._picture(index)
        drag.setPixmap(picture)
        width = picture.deviceIndependentSize().toSize().width()
        drag.setHotSpot(QPoint(width // 2, theme.size("space-4")))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only cards."""
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the column."""
        self._consider(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """No longer the target."""
        self._aim(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Asks; the card lies where it lay until the store says otherwise."""
        self._aim(False)
        card_id = self._find_id(key_in(event.mimeData()))
        if card_id is None or event.source() is self:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.dropped.emit(card_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right change the column, with Ctrl they take the card along."""
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        index = self.currentIndex()
        if sideways is not None:
            self.stepped.emit(sideways, with_ctrl(event))
        elif is_enter(event) and index.isValid():
            self.opened.emit(self.card(index).id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A folded column opens by a click."""
        super().mouseReleaseEvent(event)
        if self.folded_title:
            self.unfold_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """From the mouse or from the menu key."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            middle = self.viewport().mapToGlobal(self.visualRect(index).center())
            spot = event.globalPos() if by_mouse else middle
            self.menu_wanted.emit(self.card(index).id, spot)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard, the first card is the current one."""
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.entered_card.emit(self.card(self.currentIndex()).id)
        elif event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.go_to(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The column that would take the card is tinted."""
        if self._target:
            painter = QPainter(self.viewport())
            paint.box(painter, self.viewport().rect(), "accent-bg")
            painter.end()
        super().paintEvent(event)
        if self.folded_title:
            title = self.folded_title
            place = self.viewport().rect()
            _upright(QPainter(self.viewport()), place, title, count=self.folded_count)

    def _entered(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.entered_card.emit(self.card(index).id)

    def _consider(self, event: QDragMoveEvent) -> None:
        ours = event.mimeData().hasFormat(MIME)
        self._aim(ours and event.source() is not self)
        if ours:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def _aim(self, target: bool) -> None:
        if target != self._target:
            self._target = target
            self._painter.is_on_canvas = not target
            self.viewport().update()

    def _picture(self, index: QModelIndex) -> QPixmap:
        size, ratio = self.visualRect(index).size(), self.devicePixelRatioF()
        picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        option = QStyleOptionViewItem()
        option.rect = QRect(QPoint(0, 0), size)
        painter = QPainter(picture)
        self.itemDelegate().paint(painter, option, index)
        painter.end()
        return picture


class ColumnBox(QWidget):
    """Head and cards."""

    def __init__(
        self, title: str, cards: CardList, scale: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.cards, self._title, self._scale = cards, title, scale
        self._colour = ""
        self._is_folded = self._is_crowded = False
        self._name = Label(title, "body", elide=True)
        self._name.setFont(theme.font("body", scale=scale, bold=True))
        self._count = _label("0", "label", scale=scale)
        self._note = _label("", "label", scale=scale)
        row = hbox(stretched(self._name), self._count, self._note, margins=(1, 0, 2, 0))
        self._head = boxed(row)
        vbox(self._head, stretched(cards), parent=self, spacing=1)
        self._fold(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def tell(self, title: str, count: int, *, note: str) -> None:
        """Count and sum of hours."""
        self._title = title
        self._name.say(title)
        self._count.say(str(count))
        self._note.say(note)
        self._fit_head()
        self.cards.folded_count = str(count)
        self._fold(not count or self._is_folded or self._is_crowded)
        self.cards.setAccessibleName(f"{title} {count} {note}".strip())

    def dress(self, colour: str, *, folded: bool) -> None:
        """A line in this tone under the head, "" for none; `folded` by hand."""
        is_other = (colour, folded) != (self._colour, self._is_folded)
        self._colour, self._is_folded = colour, folded
        self.cards.setProperty("folded", folded)
        if is_other:
            self.update()

    def crowd(self, is_crowded: bool) -> None:
        """Folded for want of room, seen when the count is told."""
        self._is_crowded = is_crowded

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow head leaves out the hours before it cuts its title."""
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        gaps, words = 4 * theme.size("space-1"), (self._count, self._note)
        needed = sum(one.sizeHint().width() for one in words) + gaps
        needed += self._name.fontMetrics().horizontalAdvance(self._title)
        self._note.setVisible(needed <= self.width())

    def widths(self) -> tuple[int, int]:
        """The least width of the open and that of the folded column."""
        scale = max(1, self._scale)
        sizes = (COLUMN[0], "board-column-folded")
        return round(theme.size(sizes[0]) * scale), round(theme.size(sizes[1]) * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The coloured line under the head."""
        super().paintEvent(event)
        if self._colour and not self._head.isHidden():
            painter = QPainter(self)
            line = QRect(0, self._head.geometry().bottom(), self.width(), theme.size("edge"))
            painter.fillRect(line, paint.ink(self._colour))

    def _fold(self, folded: bool) -> None:
        """A column without cards is a narrow place that still takes one."""
        self._head.setHidden(folded)
        was, now = self.cards.folded_title, self._title if folded else ""
        self.cards.folded_title = now
        least, most = ("board-column-folded",) * 2 if folded else COLUMN
        self.setMinimumWidth(round(theme.size(least) * max(1, self._scale)))
        self.setMaximumWidth(round(theme.size(most) * max(1, self._scale)))
        if was or now:
            self.cards.viewport().update()


def _upright(painter: QPainter, rect: QRect, title: str, *, count: str) -> None:
    """The count and the title in a folded column: wide characters under each other."""
    line = QPen(theme.token("field-line"), 1)
    place = rect.adjusted(2, 2, -2, -2)
    paint.box(painter, place, "canvas", line=line, radius=theme.size("radius"))
    high = theme.size("board-line")
    spot = QRect(place.left(), place.top() + theme.size("space-2"), place.width(), high)
    bold = theme.font("label", bold=True)
    paint.text(painter, spot, count, color="ink-2", font=bold, align=paint.CENTER)
    if all(ord(one) > LAST_NARROW for one in title):
        for one in title:
            spot.translate(0, high - 2)
            paint.text(painter, spot, one, color="ink-2", font="label", align=paint.CENTER)
        return
    painter.translate(place.center().x() + high / 2, spot.bottom() + theme.size("space-2"))
    painter.rotate(90)
    words = QRect(0, 0, max(0, place.bottom() - spot.bottom()), high)
    paint.text(painter, words, title, color="ink-2", font="label")


def _label(text: str, role: str, *, scale: float, bold: bool | None = None) -> Label:
    label = Label(text, role)
    label.setFont(theme.font(role, scale=scale, bold=bold))
    return label


def mime_of(card: Card) -> QMimeData:
    """A card on its way, for this program only."""
    carried = QMimeData()
    carried.setData(MIME, json.dumps(str(card.id)).encode())
    return carried


def key_in(carried: QMimeData) -> str:
    """Which card is on its way."""
    return (
        str(json.loads(bytes(carried.data(MIME).data()) or b'""'))
        if carried.hasFormat(MIME)
        else ""
    )
