"""The outlines of cars as curves on one sheet: right side, top, left side, front and rear.

Drawn by windows and papers alike. A sheet is 1000 wide and 600 high, measured from its upper left
corner; the views stand so that both sides adjoin the view from above.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.text import N_
from db.vocabulary import Labelled


class BodyShape(Labelled):
    """Which outline a car is drawn with."""

    SEDAN = "sedan", N_("Saloon")
    SUV = "suv", N_("SUV")
    MPV = "mpv", N_("MPV")


WIDTH, HEIGHT = 1000, 600
Command = tuple[str, tuple[float, ...]]
"""`M x y`, `L x y`, `C x1 y1 x2 y2 x y`, `Z`, and `O x y r` for a circle."""


@dataclass(frozen=True, slots=True)
class View:
    """One side of the car on the sheet: where it stands, and how it is called."""

    name: str
    title: str
    left: int
    top: int
    width: int
    height: int

    def holds(self, x: float, y: float) -> bool:
        """True where a point of the sheet lies in this view, with some air around it."""
        air = 12
        across = self.left - air <= x <= self.left + self.width + air
        return across and self.top - air <= y <= self.top + self.height + air


RIGHT = View("right", N_("Right side"), 250, 12, 500, 152)
ABOVE = View("above", N_("Roof and bonnet"), 250, 220, 500, 160)
LEFT = View("left", N_("Left side"), 250, 436, 500, 152)
FRONT = View("front", N_("Front"), 20, 214, 180, 170)
REAR = View("rear", N_("Rear"), 800, 214, 180, 170)
VIEWS = (RIGHT, ABOVE, LEFT, FRONT, REAR)

_WHEELS = "O 105 118 31 O 105 118 17 O 392 118 31 O 392 118 17"
_SILLS = "L 430 118 C 428 72 356 72 354 118 L 143 118 C 141 72 69 72 67 118 L 8 118 Z"
_SIDES = {
    BodyShape.SEDAN: (
        "M 8 118 C 4 100 8 86 22 80 C 60 70 100 66 140 62 C 170 38 200 18 235 14"
        " C 285 8 330 10 365 24 C 395 38 415 50 430 60 C 460 62 480 68 490 78"
        f" C 496 92 496 108 490 118 {_SILLS}",
        "M 152 62 C 176 42 202 26 232 22 L 240 22 L 240 62 Z"
        " M 248 22 C 290 17 328 20 352 32 C 372 42 386 52 394 62 L 248 62 Z",
        "M 244 66 L 244 114 M 150 66 C 146 88 148 104 150 114 M 338 66 C 344 86 336 98 330 106"
        " M 258 76 L 274 76 M 350 76 L 366 76 M 24 92 C 40 84 54 84 62 88 M 486 88 L 466 88",
    ),
    BodyShape.SUV: (
        "M 8 118 C 4 96 8 80 24 74 C 60 64 100 60 138 54 C 165 28 190 8 225 6"
        " C 300 2 380 3 430 12 C 452 30 468 50 480 70 C 492 84 496 104 490 118"
        f" {_SILLS}",
        "M 150 54 C 172 33 194 18 224 14 L 240 14 L 240 54 Z"
        " M 248 13 C 285 11 320 11 350 12 L 350 54 L 248 54 Z"
        " M 358 12 C 390 13 414 17 424 21 C 436 33 446 44 452 54 L 358 54 Z",
        "M 244 58 L 244 114 M 148 58 C 144 84 146 102 148 114 M 354 58 C 356 82 348 94 340 104"
        " M 258 68 L 274 68 M 364 68 L 380 68 M 24 88 C 40 80 54 80 62 84 M 486 82 L 466 82",
    ),
    BodyShape.MPV: (
        "M 8 118 C 4 98 10 80 28 72 C 58 60 78 54 98 46 C 128 20 160 6 200 4"
        " L 430 4 C 460 6 478 30 486 60 C 494 84 496 104 490 118"
        f" {_SILLS}",
        "M 112 52 C 140 28 166 14 198 12 L 214 12 L 214 56 L 112 56 Z"
        " M 222 12 L 332 12 L 332 56 L 222 56 Z"
        " M 340 12 L 428 12 C 446 16 460 36 466 56 L 340 56 Z",
        "M 218 60 L 218 114 M 142 60 C 138 84 140 102 142 114 M 336 60 L 336 108 M 218 86 L 440 86"
        " M 232 70 L 248 70 M 344 70 L 360 70 M 24 88 C 40 80 54 80 62 84 M 488 78 L 468 78",
    ),
}
_ABOVE = (
    "M 12 80 C 12 34 34 14 84 10 C 200 4 330 4 430 12 C 474 16 490 42 490 80"
    " C 490 118 474 144 430 148 C 330 156 200 156 84 150 C 34 146 12 126 12 80 Z"
    " M 168 6 L 160 -8 L 174 -8 L 180 6 M 168 154 L 160 168 L 174 168 L 180 154",
    "M 140 24 C 128 60 128 100 140 136 L 192 122 C 186 92 186 68 192 38 Z"
    " M 408 34 C 424 62 424 98 408 126 L 372 118 C 378 92 378 68 372 42 Z",
    "M 192 38 L 372 42 M 192 122 L 372 118 M 36 44 C 66 40 100 34 140 26"
    " M 36 116 C 66 120 100 126 140 134 M 428 34 L 470 44 M 428 126 L 470 116",
)
_FRONT = (
    "M 30 70 L 45 24 C 60 17 120 17 135 24 L 150 70 C 168 76 172 92 170 112 L 168 140 L 12 140"
    " L 10 112 C 8 92 12 76 30 70 Z M 30 58 L 14 52 L 10 62 L 26 68"
    " M 150 58 L 166 52 L 170 62 L 154 68"
    " M 18 140 L 18 162 L 42 162 L 42 140 M 138 140 L 138 162 L 162 162 L 162 140",
    "M 42 68 L 55 32 C 72 27 108 27 125 32 L 138 68 Z",
    "M 20 88 C 34 86 46 90 56 98 L 24 100 Z M 160 88 C 146 86 134 90 124 98 L 156 100 Z"
    " M 62 92 L 118 92 L 112 108 L 68 108 Z M 70 118 L 110 118 L 110 130 L 70 130 Z",
)
_REAR = (
    _FRONT[0],
    "M 46 64 L 57 32 C 72 27 108 27 123 32 L 134 64 Z",
    "M 18 84 L 48 88 L 46 102 L 16 100 Z M 162 84 L 132 88 L 134 102 L 164 100 Z"
    " M 30 76 L 150 76 M 66 94 L 114 94 L 114 110 L 66 110 Z M 14 122 L 166 122",
)


@dataclass(frozen=True, slots=True)
class Curves:
    """One view: the body, the glass, and the finer lines, on the sheet."""

    body: tuple[Command, ...]
    glass: tuple[Command, ...]
    lines: tuple[Command, ...]


@cache
def outline(body: BodyShape) -> tuple[Curves, ...]:
    """The five views of a kind of car."""
    side, glass, lines = _SIDES[body]
    left = (f"{side} {_WHEELS}", glass, lines)
    return (
        _curves(left, RIGHT, mirrored=True),
        _curves(_ABOVE, ABOVE),
        _curves(left, LEFT),
        _curves(_FRONT, FRONT),
        _curves(_REAR, REAR),
    )


def view_at(x: float, y: float) -> View | None:
    """The view at a point of the sheet."""
    return next((view for view in VIEWS if view.holds(x, y)), None)


def _curves(parts: tuple[str, str, str], view: View, *, mirrored: bool = False) -> Curves:
    body, glass, lines = (tuple(_placed(part, view, mirrored)) for part in parts)
    return Curves(body, glass, lines)


def _placed(path: str, view: View, mirrored: bool) -> Iterator[Command]:
    """The commands of a path, moved to its view."""
    for name, numbers in _parsed(path):
        placed = list(numbers)
        for place in range(0, len(placed) - 1, 2):
            x = view.width - placed[place] if mirrored else placed[place]
            placed[place], placed[place + 1] = view.left + x, view.top + placed[place + 1]
        yield name, tuple(placed)


def _parsed(path: str) -> Iterator[Command]:
    name = ""
    numbers: list[float] = []
    for word in path.split():
        if word.isalpha():
            if name:
                yield name, tuple(numbers)
            name, numbers = word, []
        else:
            numbers.append(float(word))
    yield name, tuple(numbers)
