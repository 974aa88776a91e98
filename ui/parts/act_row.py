"""A row with its act: what waits, since when, for whom, and the button that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.avatar import SMALL, avatar

Index = QModelIndex | QPersistentModelIndex
TIME, TILE, OWNER, PLACE = 64, 36, 120, 96
LEAST_ACT, MOST_ACT, MOST_PLACE = 104, 168, 200
ROOM_FOR_PLACE, ROOM_FOR_OWNER = 820, 680
"""From which width of the list on the desk and the name of the owner are written out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One thing to do. `tone` colours time and reason; `first` is the one to begin with."""

    id: Any
    time: str
    icon: str
    who: str
    act: str
    what: str = ""
    why: str = ""
    tone: Tone = Tone.NEUTRAL
    owner: str = ""
    place: str = ""
    first: bool = False

    def spoken(self) -> str:
        """The row in one breath, for screen readers."""
        words = (self.time, self.who, self.what, self.why, self.owner, self.act)
        return ", ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class ActHead:
    """The title of a part of the list."""

    text: str
    tone: Tone = Tone.NEUTRAL
    icon: str = ""

    def spoken(self) -> str:
        """The title."""
        return self.text


@dataclass(frozen=True, slots=True)
class ActFold:
    """Says how many more there are; pressed, it shows them."""

    key: str
    text: str
    icon: str

    def spoken(self) -> str:
        """What is folded away."""
        return self.text


Entry = ActRow | ActHead | ActFold


class ActRowPainter(QStyledItemDelegate):
    """Draws titles, rows and folds; `act_width` is the width of every button."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.act_width = LEAST_ACT
        self._place_width = PLACE

    def fit(self, acts: list[str], places: list[str]) -> None:
        """Buttons and desks as wide as the longest word needs."""
        words = QFontMetrics(theme.font("body", bold=True))
        widest = max((words.horizontalAdvance(act) for act in acts), default=0)
        self.act_width = min(MOST_ACT, max(LEAST_ACT, widest + 2 * theme.size("space-4")))
        words = QFontMetrics(theme.font("caption"))
        widest = max((words.horizontalAdvance(place) for place in places), default=0)
        self._place_width = min(MOST_PLACE, max(PLACE, widest + theme.size("space-3")))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows have two lines, titles and folds one."""
        is_row = isinstance(index.data(Qt.ItemDataRole.UserRole), ActRow)
        return QSize(0, theme.size("row-two" if is_row else "row-dense"))

    def act_rect(self, row: QRect) -> QRect:
        """Where the button of a row is."""
        high, pad = theme.size("row-dense"), theme.size("space-4")
        left = row.right() - pad - self.act_width
        return QRect(left, row.center().y() - high // 2 + 1, self.act_width, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One entry, with the line beneath it."""
        entry = index.data(Qt.ItemDataRole.UserRole)
        draw: Callable[..., None] = {ActHead: _head, ActFold: _fold}.get(type(entry), self._row)
        painter.save()
        draw(painter, option, entry)
        paint.hairline(painter, option.rect)
        painter.restore()

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, row: ActRow) -> None:
        rect, pad = option.rect, theme.size("space-4")
        self._ground(painter, option, row)
        place = QRect(rect.left() + pad, rect.top(), TIME, rect.height())
        time = paint.ink(row.tone) if row.tone != Tone.NEUTRAL else theme.token("ink")
        font = theme.font("body", scale=16 / 14, bold=True)
        paint.text(painter, place, row.time, color=time, font=font)
        tile = QRect(place.right() + 1, rect.center().y() - TILE // 2 + 1, TILE, TILE)
        paint.box(painter, tile, "surface" if row.first else "neutral-bg")
        inset = (TILE - theme.size("icon")) // 2
        paint.icon(painter, tile.adjusted(inset, 0, 0, 0), row.icon, tone=_icon_tone(row))
        end = self._right(painter, rect, row)
        words = QRect(tile.right() + theme.size("space-3"), rect.top(), 0, rect.height())
        words.setRight(end - theme.size("space-3"))
        _words(painter, words, row)
        self._act(painter, option, row)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, row: ActRow) -> None:
        if row.first:
            painter.fillRect(option.rect, paint.tint(row.tone))
            edge = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(edge, paint.ink(row.tone))
        elif paint.is_hovered(option):
            painter.fillRect(option.rect, theme.token("hover"))

    def _right(self, painter: QPainter, rect: QRect, row: ActRow) -> int:
        """Owner and desk before the button, as far as there is room; gives where they begin."""
        end = self.act_rect(rect).left() - theme.size("space-3")
        if rect.width() >= ROOM_FOR_PLACE:
            wide = min(self._place_width, PLACE + (rect.width() - ROOM_FOR_PLACE) // 3)
            end -= wide
            place = QRect(end, rect.top(), wide, rect.height())
            paint.text(painter, place, row.place, color="ink-2", font="caption")
        named = rect.width() >= ROOM_FOR_OWNER
        end -= OWNER if named else SMALL + theme.size("space-2")
        if not row.owner:
            return end if named else end + SMALL
        disc = QRect(end, rect.center().y() - SMALL // 2 + 1, SMALL, SMALL)
        avatar(painter, disc, row.owner, tone=Tone.NEUTRAL)
        if named:
            name = QRect(disc.right() + theme.size("space-2"), rect.top(), 0, rect.height())
            name.setRight(end + OWNER - theme.size("space-1"))
            paint.text(painter, name, row.owner, color="ink-2", font="label")
        return end

    def _act(self, painter: QPainter, option: QStyleOptionViewItem, row: ActRow) -> None:
        place = self.act_rect(option.rect)
        line = QPen(Qt.PenStyle.NoPen) if row.first else QPen(theme.token("field-line"), 1)
        inner = place.toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        paint.box(painter, inner, "accent" if row.first else "surface", line=line)
        ink = "on-accent" if row.first else "ink"
        font = theme.font("body", bold=row.first)
        paint.text(painter, place, row.act, color=ink, font=font, align=paint.CENTER)
        if option.state & QStyle.StateFlag.State_HasFocus:
            away = theme.size("ring") + theme.size("ring-gap")
            ring = place.toRectF().adjusted(-away, -away, away, away)
            paint.ring(painter, ring, theme.size("radius") + theme.size("ring-gap"))


def _icon_tone(row: ActRow) -> str:
    return row.tone if row.first else "ink-2"


def _words(painter: QPainter, rect: QRect, row: ActRow) -> None:
    """Who in ink with what beside it, why beneath in the tone of the row."""
    high = theme.size("board-line")
    top = QRect(rect.left(), rect.center().y() - high + 1, rect.width(), high)
    bold = theme.font("body", bold=True)
    paint.text(painter, top, row.who, color="ink", font=bold)
    used = QFontMetrics(bold).horizontalAdvance(row.who) + theme.size("space-2")
    paint.text(painter, top.adjusted(used, 0, 0, 0), row.what, color="ink-2", font="body")
    tone = paint.ink(row.tone) if row.tone != Tone.NEUTRAL else theme.token("ink-2")
    paint.text(painter, top.translated(0, high), row.why, color=tone, font="label")


def _head(painter: QPainter, option: QStyleOptionViewItem, head: ActHead) -> None:
    painter.fillRect(option.rect, theme.token("canvas"))
    place = option.rect.adjusted(theme.size("space-4"), 0, -theme.size("space-4"), 0)
    if head.icon:
        place = paint.icon(painter, place, head.icon, tone=head.tone, extent=16)
    paint.text(painter, place, head.text, color="ink-2", font="label")


def _fold(painter: QPainter, option: QStyleOptionViewItem, fold: ActFold) -> None:
    if paint.is_hovered(option):
        painter.fillRect(option.rect, theme.token("hover"))
    pad = theme.size("space-4")
    place = option.rect.adjusted(pad + TIME + (TILE - 16) // 2, 0, -pad, 0)
    place = paint.icon(painter, place, fold.icon, extent=16)
    place.setLeft(option.rect.left() + pad + TIME + TILE + theme.size("space-3"))
    paint.text(painter, place, fold.text, color=Tone.ACCENT, font="label")
    if option.state & QStyle.StateFlag.State_HasFocus:
        paint.ring(painter, option.rect.toRectF().adjusted(2, 2, -2, -2), theme.size("radius"))
