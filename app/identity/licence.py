"""Driving licences.

The number equals the identity number; the class says which gearbox a person may drive.

The order of the classes is law (Order 162, Art. 11), the letters and what includes what follow its
annex 1 and were not read
in the source: a class that is not known here warns.
"""

from collections.abc import Sequence
from datetime import date

from app.identity import person_id
from app.identity.characters import half_width, upper, without
from app.identity.verdict import Verdict

KIND = "licence"

CLASSES = (
    "A1",
    "A2",
    "A3",
    "B1",
    "B2",
    "C1",
    "C2",
    "C3",
    "C4",
    "C5",
    "C6",
    "D",
    "E",
    "F",
    "M",
    "N",
    "P",
)
_MANUAL_CAR = frozenset(("A1", "A2", "A3", "B1", "B2", "C1"))
_AUTOMATIC_CAR = _MANUAL_CAR | {"C2"}  # C5 needs a car fitted for the driver


def normalise(value: str) -> str:
    """As an identity number: it is one."""
    return person_id.normalise(value)


def judge(value: str, *, today: date | None = None) -> Verdict:
    """The verdict of the identity number under the name of the licence."""
    found = person_id.judge(value, today=today)
    return Verdict(KIND, found.normal, found.level, found.code, found.message, found.facts)


def classes(value: str) -> tuple[str, ...]:
    """`C1D`, `c1, d` and `C1/D` are the classes C1 and D; what is not a class is left out."""
    text = without(upper(half_width(value)), ",.;/+-、，")
    found, place = [], 0
    while place < len(text):
        name = next((one for one in (text[place : place + 2], text[place]) if one in CLASSES), "")
        place += len(name) or 1
        if name and name not in found:
            found.append(name)
    return tuple(found)


def may_drive(held: Sequence[str], *, manual: bool) -> bool:
    """Whether one of the classes covers a small car with this gearbox.

    C2 does not cover a manual one.
    """
    return bool((_MANUAL_CAR if manual else _AUTOMATIC_CAR) & set(held))


def shown(normal: str) -> str:
    return person_id.shown(normal)


def masked(value: str) -> str:
    return person_id.masked(value)
