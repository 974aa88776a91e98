"""A card on a board: its value and its painting.

One painter for hundreds of cards costs 6 ms, a widget each 346.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.avatar import avatar
from ui.parts.colour_dot import DOT, paint_colour_dot
from ui.parts.labels import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
MOST_LINES = 4
TITLE_GAP = 8


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card.

    `lines` may hold three when there is a due text, the title is the first of five.
    """

    id: Any
    title: str
    badge: str = ""
    lines: tuple[str, ...] = ()
    tone: Tone = Tone.NEUTRAL
    people: tuple[str, ...] = ()
    """Who has to do with it, drawn as avatars before the last line."""
    due_text: str = ""
    due_tone: Tone = Tone.NEUTRAL
    tooltip: str = ""
    colour: str = ""
    """The words for the colour of the car, drawn as a dot behind the title."""

    def spoken(self) -> str:
        """The card in one breath, for screen readers."""
        return ", ".join(
            part
            for part in (self.title, self.badge, *self.people, *self.lines, self.due_text)
            if part
        )


class Cards(QAbstractListModel):
    """The cards of one column. It never moves a card by itself: the store decides."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: tuple[Card, ...] = ()

    def fill(self, cards: Sequence[Card]) -> None:
        """Other cards."""
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def find(self, card_id: Any) -> int:
        """Where a card lies, or -1."""
        return next((at for at, card in enumerate(self.cards) if card.id == card_id), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt asks."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for people and screen readers, the card for the painter."""
        card = self.cards[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(card.tooltip)
        return card if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be dragged, the board takes the drop."""
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        )


class CardPainter(QStyledItemDelegate):
    """Draws one card at any scale."""

    def __init__(self, scale: float, is_current: Callable[[Any], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._scale = scale
        self._is_current = is_current

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As many lines as the card has."""
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        lines = len(card.lines[:MOST_LINES]) + bool(card.due_text)
        height = (
            theme.size("board-title") + lines * theme.size("board-line") + 2 * theme.size("space-2")
        )
        return QSize(0, round(height * self._scale) + theme.size("space-2"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground with its edge, then the words."""
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        place = QRectF(option.rect).adjusted(4, 4, -4, 4 - theme.size("space-2"))
        current = self._is_current(card.id)
        focused = current and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        if current and not focused:
            line = Tone.ACCENT
        else:
            line = "field-line" if paint.is_hovered(option) else "line"
        self._ground(painter, place, card, line=line)
        self._words(painter, place, card)
        if focused:
            away = theme.size("ring") + 1
            paint.ring(painter, place.adjusted(-away, -away, away, away), theme.size("radius-card"))
        painter.restore()

    def _ground(self, painter: QPainter, place: QRectF, card: Card, *, line: str) -> None:
        fill = "surface" if card.tone == Tone.NEUTRAL else paint.tint(card.tone)
        pen = QPen(theme.token(line), 1)
        paint.box(painter, place.adjusted(0.5, 0.5, -0.5, -0.5), fill, line=pen)

    def _words(self, painter: QPainter, place: QRectF, card: Card) -> None:
        pad = self._scaled("space-3")
        line = place.toRect().adjusted(pad, self._scaled("space-2"), -pad, 0)
        line.setHeight(self._scaled("board-title"))
        paint.text(painter, line, card.title, color="ink", font=self._font("title"))
        used = painter.fontMetrics().horizontalAdvance(card.title)
        dot = DOT * self._scale
        spot = QRectF(line.left() + used + TITLE_GAP, line.center().y() - dot / 2 + 1, dot, dot)
        paint_colour_dot(painter, spot, card.colour)
        if card.badge:
            used += round(dot) + TITLE_GAP if card.colour else 0
            rest = line.adjusted(used + round(TITLE_GAP * self._scale), 0, 0, 0)
            paint.text(painter, rest, card.badge, color="ink-2", font=self._font("body"))
        last = len(card.lines[:MOST_LINES]) - 1
        for place_of, (words, color, bold) in enumerate(_lines(card)):
            line.moveTop(line.bottom() + 1)
            line.setHeight(self._scaled("board-line"))
            beside = self._people(painter, line, card) if place_of == last else 0
            rest = line.adjusted(beside, 0, 0, 0)
            paint.text(painter, rest, words, color=color, font=self._font("label", bold))

    def _people(self, painter: QPainter, line: QRect, card: Card) -> int:
        """Avatars at the beginning of a line; gives the room that they take."""
        extent, gap = self._scaled("board-line") - 1, round(4 * self._scale)
        for place, name in enumerate(card.people):
            disc = QRect(line.left() + place * (extent + gap), line.top(), extent, extent)
            avatar(painter, disc, name, tone=Tone.NEUTRAL)
        return len(card.people) * (extent + gap) + (gap if card.people else 0)

    def _scaled(self, size: str) -> int:
        return round(theme.size(size) * self._scale)

    def _font(self, role: str, bold: bool | None = None) -> QFont:
        return theme.font(role, scale=self._scale, bold=bold)


def _lines(card: Card) -> Iterator[tuple[str, QColor, bool]]:
    """Words, colour and whether bold, of each line under the title."""
    for line in card.lines[:MOST_LINES]:
        yield line, paint.ink("ink-2"), False
    if card.due_text:
        yield card.due_text, paint.ink(card.due_tone), card.due_tone in (Tone.BAD, Tone.WARN)
