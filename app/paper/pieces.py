"""A paper is a row of pieces.

Strips as wide as the page that are never cut.

Where pages end is decided between them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.paper.pen import Pen

Paint = Callable[[Pen, float], None]


@dataclass(slots=True, eq=False)
class PaperBlock:
    """Pieces between two rules, `room` wide, with an optional name in a band at their left.

    `ground(pen, upper, lower=…)` is painted beneath what stands of it on a page.
    """

    room: float
    name: str = ""
    ground: Callable[..., None] | None = None


@dataclass(slots=True)
class Piece:
    """`paint(pen, top)` draws it.

    `keep`: never the last of its page. `head`: repeated above it where it begins a page.

    `before` is space above, left out at the top of a page. `block` is what it belongs to.
    """

    height: float
    paint: Paint
    keep: bool = False
    head: "Piece | None" = None
    before: float = 0
    block: PaperBlock | None = None


Placed = tuple[Piece, float]


def paged(pieces: Sequence[Piece], *, first: float, other: float) -> list[list[Placed]]:
    """The pieces on pages with `first` and then `other` points of room.

    Each with its distance from the top of the room.
    """
    pages = _Pages(first, other)
    for group in _groups(pieces):
        pages.place(group)
    return pages.pages


def keep_together(pieces: Sequence[Piece]) -> None:
    """Keeps two lines or rows together on either side of a page break."""
    for piece in (*pieces[:1], *pieces[-2:-1]):
        piece.keep = True


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    open_group = False
    for piece in pieces:
        if open_group:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        open_group = piece.keep
    return groups


class _Pages:
    def __init__(self, first: float, other: float) -> None:
        self.rooms = (first, other)
        self.pages: list[list[Placed]] = [[]]
        self.used = 0.0

    def place(self, group: list[Piece]) -> None:
        """The whole group on this page, else on the next.

        A group larger than a page is cut where the page ends.
        """
        if self.pages[-1] and not self._fits(group):
            self._turn()
        if self._fits(group):
            for piece in group:
                self._put(piece)
            return
        for piece in group:
            if self.pages[-1] and not self._fits([piece]):
                self._turn()
            self._put(piece)

    def _fits(self, group: list[Piece]) -> bool:
        room = self.rooms[0] if len(self.pages) == 1 else self.rooms[1]
        return self.used + self._needed(group) <= room + 0.01

    def _needed(self, group: list[Piece]) -> float:
        needed = sum(piece.before + piece.height for piece in group)
        if self.pages[-1]:
            return needed
        head = group[0].head
        return needed - group[0].before + (head.height if head else 0)

    def _put(self, piece: Piece) -> None:
        if not self.pages[-1] and piece.head:
            self._add(piece.head)
        elif self.pages[-1]:
            self.used += piece.before
        self._add(piece)

    def _add(self, piece: Piece) -> None:
        self.pages[-1].append((piece, self.used))
        self.used += piece.height

    def _turn(self) -> None:
        self.pages.append([])
        self.used = 0.0
