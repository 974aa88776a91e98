"""Stores typed marks of damage at their places on a drawn car, as one short text.

`suv scratch@412,520 dent@860,300`: the kind of car, then each mark with its place on the sheet of
`app/car_outline.py`. One text so that a form, a draft, a comparison of two versions and the audit
handle it like any other.
"""

import re
from dataclasses import dataclass

from app.car_outline import HEIGHT, WIDTH, BodyShape, Command, view_at
from app.errors import Refused
from app.formatting import joined
from app.labels import label
from app.text import N_, _
from db.vocabulary import Labelled


class DamageKind(Labelled):
    """What is wrong with the paint or the sheet metal at one place."""

    SCRATCH = "scratch", N_("Scratch")
    DENT = "dent", N_("Dent")
    PAINT = "paint", N_("Chipped paint")
    CRACK = "crack", N_("Crack")


MOST = 40
SIGNS: dict[DamageKind, tuple[Command, ...]] = {
    DamageKind.SCRATCH: (
        ("M", (-20, 8)),
        ("L", (-10, -8)),
        ("L", (0, 8)),
        ("L", (10, -8)),
        ("L", (20, 8)),
    ),
    DamageKind.DENT: (("O", (0, 0, 18)), ("O", (0, 0, 8))),
    DamageKind.PAINT: (
        ("O", (0, 0, 16)),
        ("M", (-14, 6)),
        ("L", (6, -14)),
        ("M", (-11, 12)),
        ("L", (12, -11)),
        ("M", (-5, 15)),
        ("L", (15, -5)),
    ),
    DamageKind.CRACK: (
        ("M", (-18, 4)),
        ("L", (-4, 0)),
        ("L", (2, -14)),
        ("M", (-4, 0)),
        ("L", (4, 16)),
        ("M", (-4, 0)),
        ("L", (18, -4)),
    ),
}
"""How each damage is drawn around its place, in the units of the sheet."""
_MARK = re.compile(r"([a-z]+)@(\d{1,4}),(\d{1,4})")


@dataclass(frozen=True, slots=True)
class BodyMark:
    """One damage, at a point of the sheet."""

    kind: DamageKind
    x: int
    y: int

    def text(self) -> str:
        """How it is stored: `scratch@412,520`."""
        return f"{self.kind}@{self.x},{self.y}"

    def told(self) -> str:
        """Where and what: `Left side · Scratch`."""
        view = view_at(self.x, self.y)
        return joined(_(view.title) if view is not None else "", label(self.kind))


@dataclass(frozen=True, slots=True)
class BodyMarks:
    """The marks on one car, in the order in which they were seen."""

    body: BodyShape = BodyShape.SEDAN
    marks: tuple[BodyMark, ...] = ()

    def text(self) -> str | None:
        """How it is stored; None without marks."""
        if not self.marks:
            return None
        return " ".join([self.body, *(one.text() for one in self.marks)])

    def told(self) -> str:
        """The marks in words, numbered as on the drawing."""
        return "   ".join(f"{number} {one.told()}" for number, one in enumerate(self.marks, 1))


def read(stored: str | None) -> BodyMarks:
    """The marks of a stored text; what this program does not know is left out."""
    if not stored:
        return BodyMarks()
    first = stored.split(" ", 1)[0]
    body = BodyShape(first) if first in set(BodyShape) else BodyShape.SEDAN
    kinds = set(DamageKind)
    return BodyMarks(
        body,
        tuple(
            BodyMark(DamageKind(kind), int(x), int(y))
            for kind, x, y in _MARK.findall(stored)
            if kind in kinds
        ),
    )


def place_of(mark: str | None, stored: str | None) -> str:
    """The number of a mark on the drawing; "" for one that is not there."""
    texts = [one.text() for one in read(stored).marks]
    return str(texts.index(mark) + 1) if mark in texts else ""


def check(stored: str | None) -> None:
    """Refused where a mark lies beside the sheet, or there are too many."""
    marks = read(stored).marks
    if len(marks) > MOST or any(one.x > WIDTH or one.y > HEIGHT for one in marks):
        message = N_("At most {most} marks, all of them on the car.")
        raise Refused("order.marks", message, field="damage_marks", most=MOST)
