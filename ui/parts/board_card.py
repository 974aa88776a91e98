"""A card on a board: its value and its painting.

One painter for hundreds of cards costs 6 ms, a widget each 346. A card is drawn once and kept as a
picture: shown anew, most cards have not changed.
"""

from collections.abc import Callable, Hashable, Iterator
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
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.avatar import avatar
from ui.parts.colour_dot import DOT, paint_colour_dot
from ui.parts.labels import plain_tooltip
from ui.parts.text_metrics import width_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
MOST_LINES = 4
TITLE_GAP = 8
SMALLER = (1.0, 0.89, 0.78, 0.7)
USUAL = "京A・D88888"
"""A title of usual width: cards with shorter ones are set no larger than their neighbours."""
READ = "board-word"
"""Less room would show a sign and dots: then nothing stands there."""
MOST_PICTURES = 30
"""Pictures that a column keeps: some more than a screen shows."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card.

    `lines` may hold three when there is a due text, the title is the first of five. `ends` stand at
    the right of the lines, that of the last one only where both have room, and so that of the first
    one unless it `is_urgent`; `due_short` is said where `due_text` has none.
    """

    id: Any
    title: str
    badge: str = ""
    lines: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    is_urgent: bool = False
    tone: Tone = Tone.NEUTRAL
    people: tuple[str, ...] = ()
    """Who has to do with it, drawn as avatars before the last line."""
    due_text: str = ""
    due_short: str = ""
    due_tone: Tone = Tone.NEUTRAL
    tooltip: str = ""
    colour: str = ""
    """The words for the colour of the car, drawn as a dot behind the title."""

    def spoken(self) -> str:
        """The card in one breath, for screen readers."""
        return ", ".join(
            part
            for part in (
                self.title,
                self.badge,
                *self.people,
                *self.lines,
                *self.ends,
                self.due_text,
            )
            if part
        )


class LateCard:
    """A card that is made when it is first looked at: of hundreds a screen shows fifty.

    `lines` are those under the title, the due text among them: the height is known before.
    """

    __slots__ = ("_made", "_make", "id", "lines")

    def __init__(self, card_id: Hashable, make: Callable[[], Card], *, lines: int) -> None:
        self.id, self.lines, self._make = card_id, lines, make
        self._made: Card | None = None

    @property
    def card(self) -> Card:
        """The card itself."""
        if self._made is None:
            self._made = self._make()
        return self._made


AnyCard = Card | LateCard


class Cards(QAbstractListModel):
    """The cards of one column. It never moves a card by itself: the store decides."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[AnyCard, ...] = ()

    @property
    def cards(self) -> tuple[Card, ...]:
        """All of them, made."""
        return tuple(card_of(one) for one in self._cards)

    def card(self, at: int) -> Card:
        """The card at a place."""
        return card_of(self._cards[at])

    def lines(self, at: int) -> int:
        """How many lines it has under its title."""
        return _lines_of(self._cards[at])

    def ids(self) -> Iterator[Hashable]:
        """The ids of the cards in their order."""
        return (one.id for one in self._cards)

    def shows(self, cards: tuple[AnyCard, ...]) -> bool:
        """True where exactly these are shown already."""
        return self._cards == cards

    def fill(self, cards: tuple[AnyCard, ...]) -> bool:
        """Other cards; False where none came, went or changed its height: nothing moves then."""
        if [*map(_place_of, cards)] == [*map(_place_of, self._cards)]:
            self._cards = cards
            return False
        self.beginResetModel()
        self._cards = cards
        self.endResetModel()
        return True

    def find(self, card_id: Any) -> int:
        """Where a card lies, or -1."""
        return next((at for at, one in enumerate(self.ids()) if one == card_id), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt asks."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for people and screen readers, the card for the painter."""
        card = self.card(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(card.tooltip)
        return card if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be dragged, the board takes the drop."""
        return FLAGS


class CardPainter(QStyledItemDelegate):
    """Draws one card at any scale."""

    def __init__(self, scale: float, is_current: Callable[[Any], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._scale = scale
        self._is_current = is_current
        self.is_on_canvas = True
        """False where the ground behind the cards is tinted."""
        self._pictures: dict[tuple[Any, ...], QPixmap] = {}
        self._sizes: dict[int, QSize] = {}
        """By the number of lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As many lines as the card has."""
        model = index.model()
        lines = model.lines(index.row()) if isinstance(model, Cards) else 0
        if lines not in self._sizes:
            height = theme.size("board-title") + lines * theme.size("board-line")
            height += 2 * theme.size("space-2")
            self._sizes[lines] = QSize(0, round(height * self._scale) + theme.size("space-2"))
        return self._sizes[lines]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground with its edge, then the words."""
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        place = QRectF(option.rect).adjusted(4, 4, -4, 4 - theme.size("space-2"))
        current = self._is_current(card.id)
        focused = current and bool(option.state & QStyle.StateFlag.State_HasFocus)
        if current and not focused:
            line = Tone.ACCENT
        else:
            line = "field-line" if paint.is_hovered(option) else "line"
        self._paint_picture(painter, place, card, line=line)
        if focused:
            away = theme.size("ring") + 1
            paint.ring(painter, place.adjusted(-away, -away, away, away), theme.size("radius-card"))

    def _ground(self, painter: QPainter, place: QRectF, card: Card, *, line: str) -> None:
        pen = QPen(theme.token(line), 1)
        paint.box(painter, place.adjusted(0.5, 0.5, -0.5, -0.5), _fill(card), line=pen)

    def _paint_picture(self, painter: QPainter, place: QRectF, card: Card, *, line: str) -> None:
        """Ground and words, from a picture that is kept until one of them changes."""
        whole, device = place.toRect(), painter.device()
        ratio = device.devicePixelRatioF()
        opaque = self.is_on_canvas and isinstance(device, QWidget)
        key = (card, line, whole.width(), whole.height(), ratio, theme.scheme(), opaque)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= MOST_PICTURES:
                self._pictures.clear()
            picture = self._pictures[key] = QPixmap(whole.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            # what shines through is copied ten times slower
            picture.fill(theme.token("canvas") if opaque else Qt.GlobalColor.transparent)
            inside = QPainter(picture)
            inside.translate(-whole.topLeft())
            self._ground(inside, place, card, line=line)
            self._words(inside, place, card)
            inside.end()
        painter.drawPixmap(whole.topLeft(), picture)

    def _words(self, painter: QPainter, place: QRectF, card: Card) -> None:
        pad = self._scaled("space-3")
        line = place.toRect().adjusted(pad, self._scaled("space-2"), -pad, 0)
        line.setHeight(self._scaled("board-title"))
        dotted = round(TITLE_GAP + DOT * self._scale) if card.colour else 0
        font = self._title_font(card.title, line.width() - dotted)
        paint.text(painter, line, card.title, color="ink", font=font)
        used = width_of(card.title, font)
        dot = DOT * self._scale
        spot = QRectF(line.left() + used + TITLE_GAP, line.center().y() - dot / 2 + 1, dot, dot)
        paint_colour_dot(painter, spot, card.colour)
        if card.badge:
            used += round(dot) + TITLE_GAP if card.colour else 0
            rest = line.adjusted(used + round(TITLE_GAP * self._scale), 0, 0, 0)
            paint.text(painter, rest, card.badge, color="ink-2", font=self._font("body"))
        self._lines(painter, line, card)

    def _lines(self, painter: QPainter, line: QRect, card: Card) -> None:
        """The lines under the title, each with its end at the right."""
        lines, font = card.lines[:MOST_LINES], self._font("caption")
        ends = (*card.ends, *[""] * len(lines))
        for place_of, (words, end) in enumerate(zip(lines, ends, strict=False)):
            line.moveTop(line.bottom() + 1)
            line.setHeight(self._scaled("board-line"))
            beside = self._people(painter, line, card) if place_of == len(lines) - 1 else 0
            room = width_of(end, font) + self._scaled("space-2") if end else 0
            is_narrow = width_of(words, font) > line.width() - beside - room
            gives_way = place_of == len(lines) - 1 or (place_of == 0 and not card.is_urgent)
            if gives_way and is_narrow:
                end, room = "", 0
            paint.text(painter, line, end, color="ink-2", font=font, align=paint.RIGHT)
            rest = line.adjusted(beside, 0, -room, 0)
            if rest.width() >= min(width_of(words, font), self._scaled(READ)):
                paint.text(painter, rest, words, color="ink-2", font=font)
        if card.due_text:
            line.moveTop(line.bottom() + 1)
            self._due(painter, line, card)

    def _due(self, painter: QPainter, line: QRect, card: Card) -> None:
        """All of it, or what matters most where that has no room."""
        is_loud = card.due_tone in (Tone.BAD, Tone.WARN)
        for words, role in (
            (card.due_text, "label"),
            (card.due_short or card.due_text, "label"),
            (card.due_short or card.due_text, "caption"),
        ):
            font = self._font(role, is_loud)
            if width_of(words, font) < line.width():
                break
        color = paint.ink(card.due_tone) if is_loud else theme.token("ink")
        paint.text(painter, line, words, color=color, font=font)

    def _people(self, painter: QPainter, line: QRect, card: Card) -> int:
        """Avatars at the beginning of a line; gives the room that they take."""
        extent, gap = self._scaled("board-line") - 1, round(4 * self._scale)
        for place, name in enumerate(card.people):
            disc = QRect(line.left() + place * (extent + gap), line.top(), extent, extent)
            avatar(painter, disc, name, tone=Tone.NEUTRAL)
        return len(card.people) * (extent + gap) + (gap if card.people else 0)

    def _title_font(self, title: str, room: int) -> QFont:
        """The largest face in which a plate is whole: it is never cut."""
        font = theme.font("title", scale=self._scale)
        for part in SMALLER:
            font = theme.font("title", scale=self._scale * part)
            if max(width_of(title, font), width_of(USUAL, font)) <= room:
                break
        return font

    def _scaled(self, size: str) -> int:
        return round(theme.size(size) * self._scale)

    def _font(self, role: str, bold: bool | None = None) -> QFont:
        return theme.font(role, scale=self._scale, bold=bold)


def card_of(one: AnyCard) -> Card:
    """The card, made now where nobody has looked at it."""
    return one.card if isinstance(one, LateCard) else one


def _lines_of(one: AnyCard) -> int:
    if isinstance(one, LateCard):
        return one.lines
    return len(one.lines[:MOST_LINES]) + bool(one.due_text)


def _place_of(one: AnyCard) -> tuple[Hashable, int]:
    return one.id, _lines_of(one)


def _fill(card: Card) -> QColor:
    """The ground of a card."""
    return theme.token("surface") if card.tone == Tone.NEUTRAL else paint.tint(card.tone)
