"""Draws what stands around the pieces on every page: head, title, footer, marks."""

from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from app.local_time import local
from app.paper.fonts import printable, width
from app.paper.lines import broken, fitted
from app.paper.pen import CENTRE, RIGHT, Pen, bars_width
from app.paper.sizes import ACROSS, UPRIGHT, PaperSize
from app.paper.style import (
    GHOST,
    MARGIN,
    MM,
    NUMBER,
    SMALL,
    STORE,
    STRONG,
    SUBTITLE,
    TITLE,
    TITLES,
    TextStyle,
)
from app.paper.words import COPY, HISTORY, PAGE, PRACTICE, PRINTED, PRINTED_ALONE, word

_BAND = 14 * MM  # store at the left, title in the middle, number at the right
_RUNNING = 7 * MM  # head of the following pages
_BARS = 8 * MM
_LOGO = (14 * MM, 13 * MM)
_AIR = 4 * MM  # between what stands side by side
_HAND_LINE = 26 * MM


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

    `copy` counts the printings, and from 2 on the paper says so. `history` is the newest entry of
    the history with its signs, on the sheets of a day (`audit.history_mark`). `size` is the sheet,
    where the paper is not drawn across A4.
    """

    at: datetime
    by: str
    copy: int = 1
    history: str = ""
    size: PaperSize = UPRIGHT


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the pieces, and from it the room that they have.

    `subject` stands on every page beside the number: plate and total. `by_hand` is the label of a
    line to write on, after the subtitle.
    """

    title: str
    number: str
    store: StoreHead
    language: str
    printed: Printed
    landscape: bool = False
    subject: str = ""
    subtitle: str = ""
    by_hand: str = ""

    @property
    def size(self) -> PaperSize:
        """The sheet: A4 across, or the one that the PC prints on."""
        return ACROSS if self.landscape else self.printed.size

    @property
    def page(self) -> tuple[float, float]:
        return self.size.wide, self.size.high

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.page[0] - 2 * self.size.side

    def heights(self) -> tuple[float, float]:
        """Room for pieces on the first and on a following page."""
        lowest = self.size.foot + SMALL.leading + 2.5 * MM
        return self.top(1) - lowest, self.top(2) - lowest

    def top(self, page: int) -> float:
        """Where the pieces of `page` (from 1) begin."""
        _style, centre = self._title_place()
        head = self._band() + (self._title_height() if centre is None else 0) + 1 * MM
        return self.size.high - self.size.top - (head if page == 1 else _RUNNING)

    def paint(self, pen: Pen, page: int, *, pages: int) -> None:
        if self.store.practice:
            middle = (2 * MARGIN + self.room, self.page[1])
            pen.across(PRACTICE, page=middle, style=TextStyle(64, 64, bold=True, grey=GHOST))
        if page == 1:
            self._paint_head(pen)
        else:
            self._paint_running(pen)
        self._paint_footer(pen, page, pages)

    def _band(self) -> float:
        """Height of the band with store, title and number."""
        name, small = self._store()
        store = len(name) * STORE.leading + len(small) * SMALL.leading + 2 * MM
        beside = self._title_height() if self._title_place()[1] is not None else 0.0
        return max(_BAND, store, beside)

    def _title(self) -> list[str]:
        return broken(printable(self.title), TITLE, room=self.room)

    def _title_height(self) -> float:
        return len(self._title()) * TITLE.leading + (SUBTITLE.leading if self._below() else 0)

    def _below(self) -> str:
        return "　".join(part for part in (self.subtitle, self.by_hand) if part)

    def _title_place(self) -> tuple[TextStyle, float | None]:
        """How the title is set, and its middle between store and number; None: below them."""
        lines, below = self._title(), width(self._below(), SUBTITLE)
        free = self._store_width() + _AIR, self.room - self._number_room() - _AIR
        for style in TITLES if len(lines) == 1 else ():
            wide = max(width(lines[0], style), below + (_HAND_LINE if self.by_hand else 0))
            if free[1] - free[0] >= wide:
                least, most = free[0] + wide / 2, free[1] - wide / 2
                return style, MARGIN + min(max(self.room / 2, least), most)
        return TITLE, None

    def _paint_head(self, pen: Pen) -> None:
        top = self.size.high - self.size.top
        self._paint_store(pen, top)
        self._paint_number(pen, top, MARGIN + self.room)
        style, centre = self._title_place()
        if centre is None:
            top, centre = top - self._band(), MARGIN + self.room / 2
        else:
            top += 1 * MM
        pen.lines(self._title(), style, at=(centre, top), align=CENTRE)
        below = (centre, top - len(self._title()) * TITLE.leading)
        _paint_subtitle(pen, self._below(), at=below, by_hand=bool(self.by_hand))

    def _store(self) -> tuple[list[str], list[str]]:
        """Name and lines of the store beside its logo, whole.

        They take the height that they need.
        """
        room = self.room * 0.4 - (_LOGO[0] + 3 * MM if self.store.logo else 0)
        small = [
            part for line in self.store.lines for part in broken(printable(line), SMALL, room=room)
        ]
        return broken(printable(self.store.name), STORE, room=room), small

    def _store_width(self) -> float:
        name, small = self._store()
        widest = max(
            *(width(line, STORE) for line in name), *(width(line, SMALL) for line in small), 0.0
        )
        return widest + (_LOGO[0] + 3 * MM if self.store.logo else 0)

    def _number_room(self) -> float:
        return max(
            bars_width(self.number), min(width(printable(self.number), NUMBER), self.room * 0.4)
        )

    def _paint_store(self, pen: Pen, top: float) -> None:
        x = MARGIN
        if self.store.logo:
            x += pen.picture(self.store.logo, x, top=top, size=_LOGO) + 3 * MM
        name, small = self._store()
        pen.lines(name, STORE, at=(x, top))
        pen.lines(small, SMALL, at=(x, top - len(name) * STORE.leading))

    def _paint_number(self, pen: Pen, top: float, right: float) -> None:
        number = fitted(printable(self.number), NUMBER, room=self._number_room())
        if self.number.isascii() and self.number.isprintable() and self.number:
            pen.barcode(self.number, right, top=top, height=_BARS)
            top -= _BARS + 0.6 * MM
        pen.lines([number], NUMBER, at=(right, top), align=RIGHT)
        if self.printed.copy > 1:
            mark = word(self.language, COPY).format(copy=self.printed.copy)
            _paint_copy(pen, mark, at=(right - width(number, NUMBER) - 2 * MM, top))

    def _paint_running(self, pen: Pen) -> None:
        top, right = self.size.high - self.size.top, MARGIN + self.room
        about = " · ".join(part for part in (self.number, self.subject) if part)
        name = printable(f"{self.store.name} · {self.title}")
        least = min(width(name, SMALL), self.room * 0.3)
        about = fitted(printable(about), SMALL, room=self.room - least - _AIR)
        name = fitted(name, SMALL, room=self.room - width(about, SMALL) - _AIR)
        pen.lines([name], SMALL, at=(MARGIN, top))
        pen.lines([about], SMALL, at=(right, top), align=RIGHT)
        pen.rule(MARGIN, top - SMALL.leading - 1 * MM, length=self.room)

    def _paint_footer(self, pen: Pen, page: int, pages: int) -> None:
        top, right = self.size.foot + SMALL.leading, MARGIN + self.room
        parts = [self._printed()]
        if self.printed.copy > 1:
            parts.append(word(self.language, COPY).format(copy=self.printed.copy))
        if self.printed.history:
            parts.append(word(self.language, HISTORY).format(mark=self.printed.history))
        last = fitted(printable(" · ".join(parts)), SMALL, room=self.room * 0.4)
        first = word(self.language, PAGE).format(page=page, pages=pages)
        about = " · ".join(part for part in (self.number, self.subject) if part)
        start, end = width(first, SMALL) + _AIR, self.room - width(last, SMALL) - _AIR
        about = fitted(printable(about), SMALL, room=end - start)
        middle = width(about, SMALL) / 2
        centre = min(max(self.room / 2, start + middle), end - middle)
        pen.rule(MARGIN, top + 1 * MM, length=self.room)
        pen.lines([first], SMALL, at=(MARGIN, top))
        pen.lines([about], SMALL, at=(MARGIN + centre, top), align=CENTRE)
        pen.lines([last], SMALL, at=(right, top), align=RIGHT)

    def _printed(self) -> str:
        at = f"{local(self.printed.at):%Y-%m-%d %H:%M}"
        return word(self.language, PRINTED if self.printed.by else PRINTED_ALONE).format(
            at=at,
            by=normalize("NFC", self.printed.by),  # a loose accent would leave the margin
        )


def _paint_subtitle(pen: Pen, said: str, *, at: tuple[float, float], by_hand: bool) -> None:
    """Centred at `at`, with a line to write on where one is wanted."""
    centre, top = at[0] - (_HAND_LINE / 2 if by_hand else 0), at[1]
    pen.lines([said], SUBTITLE, at=(centre, top), align=CENTRE)
    if by_hand:
        end = centre + width(said, SUBTITLE) / 2 + 2 * MM
        pen.rule(end, top - SUBTITLE.leading + 2, length=_HAND_LINE - 2 * MM)


def _paint_copy(pen: Pen, mark: str, *, at: tuple[float, float]) -> None:
    """The mark of a copy in a box that ends at `at`."""
    right, top = at
    wide = width(mark, STRONG) + 3 * MM
    pen.box(right - wide, top, size=(wide, STRONG.leading), radius=1 * MM)
    pen.lines([mark], STRONG, at=(right - wide / 2, top), align=CENTRE)
