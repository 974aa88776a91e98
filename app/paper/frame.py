"""Draws what stands around the pieces on every page: head, title, footer, marks."""

from dataclasses import dataclass
from datetime import datetime

from app.local_time import local
from app.paper.fonts import printable, width
from app.paper.lines import broken, fitted
from app.paper.pen import CENTRE, RIGHT, Pen, bars_width
from app.paper.style import (
    A4,
    FOOT,
    GHOST,
    MARGIN,
    MM,
    NUMBER,
    SMALL,
    STORE,
    STRONG,
    TITLE,
    TextStyle,
)
from app.paper.words import COPY, PAGE, PRACTICE, PRINTED, PRINTED_ALONE, word

_BAND = 17 * MM  # store at the left, number at the right
_RUNNING = 9 * MM  # head of the following pages
_BARS = 8.5 * MM
_LOGO = (32 * MM, 14 * MM)
_AIR = 6 * MM  # between store and number


@dataclass(frozen=True, slots=True)
class StoreHead:
    """Who issues the paper.

    `lines`: address, telephone, credit code, each on its own line. `logo`: PNG or JPEG.
    """

    name: str
    lines: tuple[str, ...] = ()
    logo: bytes | None = None
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """When (aware) and by whom.

    `copy` counts the printings, and from 2 on the paper says so.
    """

    at: datetime
    by: str
    copy: int = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the pieces, and from it the room that they have."""

    title: str
    number: str
    store: StoreHead
    language: str
    printed: Printed
    landscape: bool = False

    @property
    def page(self) -> tuple[float, float]:
        return (A4[1], A4[0]) if self.landscape else A4

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.page[0] - 2 * MARGIN

    def heights(self) -> tuple[float, float]:
        """Room for pieces on the first and on a following page."""
        inner = self.page[1] - 2 * MARGIN - 2 * MM
        return inner - self._head(), inner - _RUNNING

    def top(self, page: int) -> float:
        """Where the pieces of `page` (from 1) begin."""
        return self.page[1] - MARGIN - (self._head() if page == 1 else _RUNNING)

    def paint(self, pen: Pen, page: int, *, pages: int) -> None:
        if self.store.practice:
            pen.across(PRACTICE, page=self.page, style=TextStyle(64, 64, bold=True, grey=GHOST))
        if page == 1:
            self._paint_head(pen)
        else:
            self._paint_running(pen)
        self._paint_footer(pen, page, pages)

    def _titles(self) -> list[str]:
        return broken(printable(self.title), TITLE, room=self.room - 44 * MM)

    def _head(self) -> float:
        return self._band() + len(self._titles()) * TITLE.leading + 4 * MM

    def _band(self) -> float:
        name, small = self._store()
        return max(_BAND, len(name) * STORE.leading + len(small) * SMALL.leading + 3 * MM)

    def _paint_head(self, pen: Pen) -> None:
        top, right = self.page[1] - MARGIN, self.page[0] - MARGIN
        self._paint_store(pen, top)
        self._paint_number(pen, top, right)
        below = top - self._band()
        pen.lines(self._titles(), TITLE, at=(self.page[0] / 2, below), align=CENTRE)
        if self.printed.copy > 1:
            self._paint_copy(pen, below - 1.2 * MM, right)

    def _paint_copy(self, pen: Pen, top: float, right: float) -> None:
        mark = word(self.language, COPY).format(copy=self.printed.copy)
        wide, high = width(mark, STRONG) + 5 * MM, 6.2 * MM
        pen.box(right - wide, top, size=(wide, high), radius=1 * MM)
        pen.lines(
            [mark], STRONG, at=(right - wide / 2, top - (high - STRONG.leading) / 2), align=CENTRE
        )

    def _store(self) -> tuple[list[str], list[str]]:
        """Name and lines of the store beside its logo, whole.

        They take the height that they need.
        """
        room = (
            self.room - self._number_room() - _AIR - (_LOGO[0] + 4 * MM if self.store.logo else 0)
        )
        small = [
            part for line in self.store.lines for part in broken(printable(line), SMALL, room=room)
        ]
        return broken(printable(self.store.name), STORE, room=room), small

    def _number_room(self) -> float:
        return max(
            bars_width(self.number), min(width(printable(self.number), NUMBER), self.room * 0.4)
        )

    def _paint_store(self, pen: Pen, top: float) -> None:
        x = MARGIN
        if self.store.logo:
            x += pen.picture(self.store.logo, x, top=top, size=_LOGO) + 4 * MM
        name, small = self._store()
        pen.lines(name, STORE, at=(x, top + 1 * MM))
        pen.lines(small, SMALL, at=(x, top + 1 * MM - len(name) * STORE.leading))

    def _paint_number(self, pen: Pen, top: float, right: float) -> None:
        number = fitted(printable(self.number), NUMBER, room=self._number_room())
        if self.number.isascii() and self.number.isprintable() and self.number:
            pen.barcode(self.number, right, top=top, height=_BARS)
            top -= _BARS + 0.6 * MM
        pen.lines([number], NUMBER, at=(right, top), align=RIGHT)

    def _paint_running(self, pen: Pen) -> None:
        top, right = self.page[1] - MARGIN, self.page[0] - MARGIN
        number = fitted(printable(self.number), SMALL, room=self.room * 0.3)
        name = fitted(printable(f"{self.store.name} · {self.title}"), SMALL, room=self.room * 0.65)
        pen.lines([name], SMALL, at=(MARGIN, top))
        pen.lines([number], SMALL, at=(right, top), align=RIGHT)
        pen.rule(MARGIN, top - SMALL.leading - 1 * MM, length=self.room)

    def _paint_footer(self, pen: Pen, page: int, pages: int) -> None:
        top = FOOT + SMALL.leading
        parts = [
            word(self.language, PAGE).format(page=page, pages=pages),
            self.number,
            self._printed(),
        ]
        if self.printed.copy > 1:
            parts.append(word(self.language, COPY).format(copy=self.printed.copy))
        pen.rule(MARGIN, top + 1 * MM, length=self.room)
        line = " · ".join(part for part in parts if part)
        pen.lines(
            [fitted(printable(line), SMALL, room=self.room)],
            SMALL,
            at=(self.page[0] / 2, top),
            align=CENTRE,
        )

    def _printed(self) -> str:
        at = f"{local(self.printed.at):%Y-%m-%d %H:%M}"
        return word(self.language, PRINTED if self.printed.by else PRINTED_ALONE).format(
            at=at, by=self.printed.by
        )
