"""Driving licences.

The number equals the identity number; the class says which gearbox a person may drive. Which class
includes which follows annex 1 of Order 162, which was not read in the source.
"""

from collections.abc import Sequence
from datetime import date

from app.identity import person_id
from app.identity.verdict import Verdict

KIND = "licence"

_MANUAL_CAR = frozenset(("A1", "A2", "A3", "B1", "B2", "C1"))
_AUTOMATIC_CAR = _MANUAL_CAR | {"C2"}  # C5 needs a car fitted for the driver


def normalise(value: str) -> str:
    """The normal form of an identity number, which it is."""
    return person_id.normalise(value)


def judge(value: str, *, today: date | None = None) -> Verdict:
    """The verdict of the identity number under the name of the licence."""
    found = person_id.judge(value, today=today)
    return Verdict(KIND, found.normal, found.level, found.code, found.message, found.facts)


def may_drive(held: Sequence[str], *, manual: bool) -> bool:
    """True when one of the classes covers a small car; C2 only an automatic one."""
    return bool((_MANUAL_CAR if manual else _AUTOMATIC_CAR) & set(held))


def shown(normal: str) -> str:
    return person_id.shown(normal)


def masked(value: str) -> str:
    return person_id.masked(value)
