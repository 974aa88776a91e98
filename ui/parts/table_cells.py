"""Draws table cells and their header, both with the same padding."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts import paint
from ui.parts.avatar import SMALL, avatar
from ui.parts.colour_dot import DOT, colour_of, paint_colour_dot
from ui.parts.labels import plain_tooltip
from ui.parts.table_model import NOTHING, Column, RowsModel
from ui.parts.target_bar import paint_target_bar
from ui.parts.text_metrics import width_of

Index = QModelIndex | QPersistentModelIndex
PAD = 12
FULL = "full"
"""The tone of a tile in the accent itself."""
ROOM_FOR_DOT = "\u2003 "
ALIGN = {"left": paint.LEFT, "right": paint.RIGHT, "center": paint.CENTER}


class RowSeen(NamedTuple):
    """A row (None while it is on its way) and where its columns are: left edge and width."""

    row: Any
    places: Sequence[tuple[Column, int, int]]
    is_chosen: bool
    is_hovered: bool


class Cells(QStyledItemDelegate):
    """Draws whole rows: text, two lines, chips and icons; never a widget per cell.

    The view asks for rows itself. Were it Qt that asks, each cell would cross into Python with a
    style option of its own, which takes as long as drawing it.
    """

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole text, only where it did not fit; never markup."""
        if event.type() is QEvent.Type.ToolTip and index.isValid():
            words = str(index.data() or "")
            room = option.rect.width() - 2 * PAD
            wide = width_of(words, theme.font("body")) > room
            QToolTip.showText(event.globalPos(), plain_tooltip(words) if wide else "", view)
            return True
        return super().helpEvent(event, view, option, index)

    def paint_row(self, painter: QPainter, area: QRect, seen: RowSeen) -> None:
        """The ground over the whole width, the words of each column, the hairline."""
        if seen.is_chosen:
            painter.fillRect(area, theme.token("selected"))
        elif seen.is_hovered:
            painter.fillRect(area, theme.token("hover"))
        paint.hairline(painter, area)
        for column, left, width in seen.places:
            inner = QRect(left + PAD, area.top(), width - 2 * PAD, area.height() - 1)
            if seen.row is None:
                paint.text(painter, inner, "…", color="ink-2", font="body")
            else:
                self._content(painter, inner, column, row=seen.row, framed=seen.is_chosen)

    def _content(
        self, painter: QPainter, inner: QRect, column: Column, *, row: Any, framed: bool
    ) -> None:
        words = column.shown(row)
        tone = column.tone(row) if column.tone else ""
        if column.chip:
            if column.value(row) not in (None, ""):
                paint.chip(painter, inner, words, tone=tone or Tone.NEUTRAL, framed=framed)
            return
        if column.tile:
            _paint_tile(painter, inner, words, tone=tone)
            return
        inner = _paint_sign(painter, inner, column, row=row)
        color, align = _text_color(column, tone), ALIGN[column.align]
        bar = column.bar(row) if column.bar else None
        if bar is not None:
            value, target = bar
            words_at, under_at = inner.adjusted(0, 6, 0, -24), inner.adjusted(0, 30, 0, -8)
            paint.text(painter, words_at, words, color=color, font="label", align=align)
            second = column.second(row) if column.second else ""
            _paint_beside(painter, words_at, second, after=words)
            full = tone or Tone.ACCENT
            paint_target_bar(painter, under_at, value=value, target=target, tone=full)
        elif second := column.second(row) if column.second else "":
            if column.dot is not None:
                second = _paint_dot(painter, inner, column.dot(row)) + second
            under = paint.TextLine(second, "ink-2", "caption")
            paint.lines(painter, inner, paint.TextLine(words, color), under, align=align)
        else:
            paint.text(painter, inner, words, color=color, font="body", align=align)


def cell_width(column: Column, text: str) -> int:
    """How wide a cell must be so that this text is not cut."""
    if column.chip:
        return paint.chip_width(text, theme.font("caption")) + 2 * PAD
    icon = theme.size("icon") + theme.size("space-2") if column.icon else 0
    round_ = SMALL + theme.size("space-2") if column.avatar else 0
    return width_of(text, theme.font("body")) + 1 + icon + round_ + 2 * PAD


def needed_width(column: Column, row: Any) -> int:
    """How wide a cell must be for both its lines; 0 where a bar gives way."""
    if column.bar is not None or column.tile:
        return 0
    words = column.shown(row)
    wide = cell_width(column, words) if words != NOTHING else 0
    if column.chip or column.second is None or not (second := column.second(row)):
        return wide
    if column.dot is not None and colour_of(column.dot(row)) is not None:
        second = ROOM_FOR_DOT + second
    beside = cell_width(column, "")
    return max(wide, width_of(second, theme.font("caption")) + 1 + beside)


def title_width(column: Column) -> int:
    """How wide a column must be so that its title is whole."""
    return width_of(_(column.title), theme.font("caption")) + 1 + 2 * PAD


def _paint_beside(painter: QPainter, line: QRect, words: str, *, after: str) -> None:
    """At the right of the words before it, where both have room."""
    used = painter.fontMetrics().horizontalAdvance(after) + theme.size("space-2")
    if words and width_of(words, theme.font("caption")) + used < line.width():
        paint.text(painter, line, words, color="ink-2", font="caption", align=paint.RIGHT)


def _paint_sign(painter: QPainter, inner: QRect, column: Column, *, row: Any) -> QRect:
    """Draws the round or the icon of a cell; gives the room beside it."""
    if column.avatar is not None:
        place = QRect(inner.left(), inner.center().y() - SMALL // 2 + 1, SMALL, SMALL)
        avatar(painter, place, column.avatar(row), tone=Tone.NEUTRAL)
        inner = inner.adjusted(SMALL + theme.size("space-2"), 0, 0, 0)
    if name := column.icon(row) if column.icon else "":
        tone = column.tone(row) if column.tone else ""
        tint = tone if tone in paint.TONES else "ink-2"
        inner = paint.icon(painter, inner, name, tone=tint)
    return inner


def _paint_tile(painter: QPainter, inner: QRect, words: str, *, tone: str) -> None:
    """A letter on a square: the hottest full, the next tinted, the others only as a letter."""
    place = QRect(inner.left(), inner.center().y() - SMALL // 2 + 1, SMALL, SMALL)
    full = tone == FULL
    if tone:
        ground = theme.token("accent") if full else paint.tint(tone)
        paint.box(painter, place, ground)
    color = theme.token("on-accent") if full else paint.ink(tone or Tone.NEUTRAL)
    font = theme.font("label", bold=True)
    paint.text(painter, place, words, color=color, font=font, align=paint.CENTER)


def _paint_dot(painter: QPainter, inner: QRect, words: str) -> str:
    """The dot of a colour before the second line; gives the room that its text leaves."""
    if colour_of(words) is None:
        return ""
    middle = inner.center().y() + theme.size("board-line") // 2 + 1
    paint_colour_dot(painter, QRectF(inner.left(), middle - DOT / 2, DOT, DOT), words)
    return ROOM_FOR_DOT


class TableHeader(QHeaderView):
    """Titles over their cells, and a small arrow where the order comes from.

    The right button asks for the columns.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(_("Column titles"))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.size("row"))
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.order: tuple[str, bool] | None = None

    def sizeHint(self) -> QSize:
        """As high as a dense row."""
        return QSize(super().sizeHint().width(), theme.size("row-dense"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairline goes on where the columns end."""
        super().paintEvent(event)
        rest = self.viewport().rect().adjusted(self.length(), 0, 0, 0)
        if rest.width() > 0:
            paint.hairline(QPainter(self.viewport()), rest)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Never the menu of a row."""
        self.menu_wanted.emit(event.globalPos())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The title with the padding of the cells."""
        model: QAbstractItemModel = self.model()
        if not isinstance(model, RowsModel) or section >= len(model.columns):
            return
        column = model.columns[section]
        painter.save()
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        title = str(model.headerData(section, Qt.Orientation.Horizontal))
        if self.order is not None and self.order[0] == column.key:
            self._ordered_title(painter, inner, title, side=column.align)
        else:
            align = ALIGN[column.align]
            paint.text(painter, inner, title, color="ink-2", font="caption", align=align)
        paint.hairline(painter, rect)
        painter.restore()

    def _ordered_title(self, painter: QPainter, inner: QRect, title: str, *, side: str) -> None:
        """The title of the column that orders the list, with its arrow behind it."""
        extent = theme.size("space-3")
        if side == "right":
            inner.adjust(0, 0, -extent - 2, 0)
        paint.text(painter, inner, title, color="ink", font="caption", align=ALIGN[side])
        width = min(painter.fontMetrics().horizontalAdvance(title), inner.width() - extent)
        inner.setLeft(inner.right() + 3 if side == "right" else inner.left() + width + 3)
        name = Icon.ARROW_DOWN if self.order and self.order[1] else Icon.ARROW_UP
        paint.icon(painter, inner, name, tone="ink", extent=extent)


def _text_color(column: Column, tone: str) -> QColor:
    if tone and tone != Tone.NEUTRAL:
        return paint.ink(tone)
    return theme.token("ink" if column.ink else "ink-2")
