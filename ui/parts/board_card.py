"""A card on a board: its value and its strokes.

One painter for hundreds of cards costs 6 ms, a widget each 346.
"""

from collections.abc import Callable, Sequence
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
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.tones import Tone
from ui import theme
from ui.parts import paint
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
    edge_tone: Tone = Tone.NEUTRAL
    due_text: str = ""
    due_tone: Tone = Tone.NEUTRAL
    tooltip: str = ""

    def spoken(self) -> str:
        """The card in one breath, for screen readers."""
        return ", ".join(
            part for part in (self.title, self.badge, *self.lines, self.due_text) if part
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
        box = QRectF(option.rect).adjusted(4, 4, -4, 4 - theme.size("space-2"))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus) and self._is_current(card.id)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        self._ground(painter, box, card, line=self._line(card, focused, hovered))
        self._words(painter, box, card)
        if focused:
            away = theme.size("ring") + 1
            paint.ring(painter, box.adjusted(-away, -away, away, away), theme.size("radius-card"))
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, card: Card, *, line: str) -> None:
        fill = theme.token("surface") if card.tone == Tone.NEUTRAL else paint.tint(card.tone)
        radius = theme.size("radius")
        shape = QPainterPath()
        shape.addRoundedRect(box, radius, radius)
        painter.fillPath(shape, fill)
        painter.setPen(QPen(theme.token(line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.save()
        painter.setClipPath(shape)
        edge = QRectF(box.left(), box.top(), theme.size("edge") * self._scale, box.height())
        painter.fillRect(edge, paint.ink(card.edge_tone))
        painter.restore()

    def _line(self, card: Card, focused: bool, hovered: bool) -> str:
        if self._is_current(card.id) and not focused:
            return Tone.ACCENT
        return "field-line" if hovered else "line"

    def _words(self, painter: QPainter, box: QRectF, card: Card) -> None:
        scale = self._scale
        pad = round(theme.size("space-3") * scale)
        left, width = (
            round(box.left()) + pad + theme.size("edge"),
            round(box.width()) - 2 * pad - theme.size("edge"),
        )
        top = round(box.top() + theme.size("space-2") * scale)
        title_height, line_height = (
            round(theme.size("board-title") * scale),
            round(theme.size("board-line") * scale),
        )
        title = theme.font("title", scale=scale)
        painter.setFont(title)
        paint.text(
            painter, QRect(left, top, width, title_height), card.title, color=theme.token("ink")
        )
        if card.badge:
            used = QFontMetrics(title).horizontalAdvance(card.title) + round(TITLE_GAP * scale)
            painter.setFont(theme.font("body", scale=scale))
            paint.text(
                painter,
                QRect(left + used, top, width - used, title_height),
                card.badge,
                color=theme.token("ink-2"),
            )
        top += title_height
        painter.setFont(theme.font("label", scale=scale))
        for line in card.lines[:MOST_LINES]:
            paint.text(
                painter, QRect(left, top, width, line_height), line, color=theme.token("ink-2")
            )
            top += line_height
        if card.due_text:
            painter.setFont(
                theme.font("label", scale=scale, bold=card.due_tone in (Tone.BAD, Tone.WARN))
            )
            paint.text(
                painter,
                QRect(left, top, width, line_height),
                card.due_text,
                color=paint.ink(card.due_tone),
            )
