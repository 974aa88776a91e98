"""A table to be read from afar: its lines are as large as they can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.sales.board_facts import BoardCount, BoardShare, SalesBoard
from app.text import _
from app.tones import Tone
from ui import theme
from ui.board.columns import share_name
from ui.parts import paint, text_metrics
from ui.parts.target_bar import paint_target_bar

CAR_COLUMNS = (
    BoardCount.ORDERED,
    BoardCount.DELIVERED,
    BoardCount.OPEN_ORDERS,
    BoardCount.IN_STOCK,
    BoardCount.IN_TRANSIT,
)
STAFF_COLUMNS = (BoardCount.ORDERED, BoardCount.DELIVERED)
HIGHEST, LOWEST, NAME = 96, 34, 0.34
"""Pixels of a line, and the share of the width that the names take."""
PLAIN, MOST, TITLE = 44, 2.0, 1.4
"""In lines as high as `PLAIN` the words are as large as the titles; they grow with the lines."""


@dataclass(frozen=True, slots=True)
class WallNumber:
    """A number; with a target it has a bar."""

    count: int
    target: int = 0

    @property
    def told(self) -> str:
        """As it reads."""
        if self.target:
            return f"{self.count} / {self.target}"
        return str(self.count or "—")


@dataclass(frozen=True, slots=True)
class WallLine:
    """One line of the table; `is_sum`: of all others."""

    name: str
    numbers: tuple[WallNumber, ...]
    is_sum: bool = False


def car_lines(board: SalesBoard) -> list[WallLine]:
    """The store, then each model; colours are for the desk."""
    models = (one for one in board.cars if one.colour is None)
    return [
        WallLine(
            share_name(share),
            tuple(WallNumber(share.count(column)) for column in CAR_COLUMNS),
            share is store,
        )
        for store in (board.store,)
        for share in (store, *models)
    ]


def staff_lines(board: SalesBoard) -> list[WallLine]:
    """The store against its targets, then each consultant."""
    return [_progress(board.store, is_sum=True), *map(_progress, board.consultants)]


def _progress(share: BoardShare, *, is_sum: bool = False) -> WallLine:
    numbers = (
        WallNumber(share.count(BoardCount.ORDERED), share.orders_target),
        WallNumber(share.count(BoardCount.DELIVERED), share.deliveries_target),
    )
    return WallLine(share_name(share), numbers, is_sum)


class WallTable(QWidget):
    """Titles, and a line for each share; the last ones are left out where there is no room."""

    spoken_role = QAccessible.Role.Table

    def __init__(
        self, columns: Sequence[BoardCount], title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._columns, self._title = columns, title
        self.lines: list[WallLine] = []
        self.setAccessibleName(title)

    def show_lines(self, lines: list[WallLine]) -> None:
        """Other numbers."""
        self.lines = lines
        told = (" ".join((one.name, *(n.told for n in one.numbers))) for one in lines)
        self.setAccessibleName(f"{self._title}: {', '.join(told)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The titles, then the lines."""
        painter = QPainter(self)
        high = self._height_of_line()
        places, head = list(self._places(0, high)), self._head_font()
        for place, words in zip(places, self._titles(), strict=True):
            align = paint.LEFT if place.left() == 0 else paint.RIGHT
            paint.text(painter, place, words, color="ink-2", font=head, align=align)
        for at, line in enumerate(self.lines[: self.height() // high - 1], 1):
            painter.fillRect(QRect(0, at * high, self.width(), 1), theme.token("line"))
            self._paint_line(painter, line, top=at * high)

    def _paint_line(self, painter: QPainter, line: WallLine, *, top: int) -> None:
        high = self._height_of_line()
        scale = min(MOST, TITLE * high / PLAIN)
        font = theme.font("body", scale=scale, bold=line.is_sum)
        name, *places = self._places(top, high)
        paint.text(painter, name, line.name, color="ink", font=font)
        for place, number in zip(places, line.numbers, strict=True):
            if not number.target:
                ink = "ink" if number.count else "ink-2"
                paint.text(painter, place, number.told, color=ink, font=font, align=paint.RIGHT)
                continue
            tone = Tone.GOOD if number.count >= number.target else Tone.ACCENT
            words, bar = place.adjusted(0, 0, 0, -high // 3), place.adjusted(0, high * 3 // 5, 0, 0)
            paint.text(painter, words, number.told, color="ink", font=font, align=paint.RIGHT)
            share = 100 * number.count / number.target
            paint_target_bar(painter, bar, value=share, target=100, tone=tone)

    def _head_font(self) -> QFont:
        """Small enough for the longest title of a number."""
        usual = theme.font("label", scale=TITLE)
        widest = max(text_metrics.width_of(one, usual) for one in self._titles()[1:])
        *_others, room = (one.width() for one in self._places(0, 0))
        return theme.font("label", scale=TITLE * min(1.0, room / (widest + 2)))

    def _height_of_line(self) -> int:
        return max(LOWEST, min(HIGHEST, self.height() // (len(self.lines) + 1)))

    def _titles(self) -> tuple[str, ...]:
        return self._title, *(_(one.label) for one in self._columns)

    def _places(self, top: int, high: int) -> Iterator[QRect]:
        """The name, then the numbers side by side."""
        name = round(self.width() * NAME)
        yield QRect(0, top, name, high)
        wide, gap = (self.width() - name) // len(self._columns), theme.size("space-4")
        for at in range(len(self._columns)):
            yield QRect(name + at * wide + gap, top, wide - gap, high)
