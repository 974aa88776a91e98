"""Finds the kinds of identity by their short words."""

from datetime import date
from types import ModuleType

from app.identity import credit_code, licence, names, person_id, phone, plate, vin
from app.identity.verdict import Verdict

KINDS: dict[str, ModuleType] = {
    module.KIND: module for module in (plate, vin, person_id, credit_code, phone, licence, names)
}

_DATED = (vin, person_id, licence)


def judge(kind: str, value: str, *, today: date | None = None) -> Verdict:
    """The verdict on a value of a kind; KeyError for one that does not exist.

    Kinds: plate, vin, id, uscc, phone, licence, name. With `today` dates in the future are noticed
    and model years told.
    """
    module = KINDS[kind]
    verdict: Verdict = module.judge(value, today=today) if module in _DATED else module.judge(value)
    return verdict


def normalise(kind: str, value: str) -> str:
    """What is stored and compared."""
    return str(KINDS[kind].normalise(value))


def shown(kind: str, value: str) -> str:
    """What a person reads on screen or paper, from any writing of it."""
    return str(KINDS[kind].shown(normalise(kind, value)))


def masked(kind: str, value: str) -> str:
    """What a person without need to know may see."""
    return str(KINDS[kind].masked(value))
