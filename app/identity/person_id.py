"""The identity number of citizens and residents: 18 characters (GB 11643-1999).

Residence permits of Hong Kong (81), Macau (82) and Taiwan (83) people and the foreigners'
permanent-residence card (9…) follow the same check. Fifteen-digit cards are void since 2013-01-01.
"""

import re
from datetime import date

from app.identity.characters import DOTS, HYPHENS, half_width, starred, upper, without
from app.identity.verdict import Verdict, block, fine, warn
from app.text import N_

KIND = "id"

# the first two digits: provinces, the three residence permits, and 9 for foreigners' cards
_AREAS = frozenset(
    str(area)
    for area in (
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        81,
        82,
        83,
    )
)
_OTHER = re.compile("(?=.*[0-9])(?=.*[A-Z])[A-Z0-9]{6,12}|[0-9]{7,10}")
"""Passports and permits of foreigners and of people of Hong Kong, Macau and Taiwan."""
_SHAPE = re.compile("[0-9]{17}[0-9X]")


def normalise(value: str) -> str:
    """Half-width, capital X, no spaces, dots or hyphens."""
    return without(upper(half_width(value)), DOTS + HYPHENS)


def judge(value: str, *, today: date | None = None) -> Verdict:
    """The verdict on an identity number; a fine one tells `born` (ISO date) and `sex`.

    Without `today` a birth date in the future is not noticed.
    """
    normal = normalise(value)
    if not _SHAPE.fullmatch(normal):
        return _judge_other(normal)
    if normal[:2] not in _AREAS and normal[0] != "9":
        message = N_("“{area}” is not an area that issues identity cards.")
        return block("id.area", normal, message=message, area=normal[:2])
    born = birth_date(normal)
    if born is None:
        return block("id.date", normal, message=N_("The birth date in the number does not exist."))
    if today is not None and born > today:
        message = N_("The birth date in the number is still to come.")
        return block("id.future", normal, message=message)
    return _checked(normal, born)


def check_character(normal: str) -> str:
    """The last character: ISO 7064 MOD 11-2 over the first 17 digits, 10 written X."""
    rest = (1 - 2 * int(normal[:17], 13)) % 11
    return "X" if rest == 10 else str(rest)


def birth_date(normal: str) -> date | None:
    """The date in positions 7 to 14; None where no calendar has it."""
    try:
        return date(int(normal[6:10]), int(normal[10:12]), int(normal[12:14]))
    except ValueError:
        return None


def shown(normal: str) -> str:
    """The number in groups of area, birth date and rest."""
    return f"{normal[:6]} {normal[6:14]} {normal[14:]}" if len(normal) == 18 else normal


def masked(value: str) -> str:
    """The number with its middle hidden, such as `110105********002X`."""
    return starred(normalise(value), head=6, tail=4)


def _checked(normal: str, born: date) -> Verdict:
    """The verdict by the last character."""
    if normal[-1] != check_character(normal):
        message = N_("The last character does not agree with the rest: a digit is wrong.")
        return block("id.check", normal, message=message)
    return fine(KIND, normal, born=born.isoformat(), sex=_sex(normal))


def _sex(normal: str) -> str:
    return "male" if int(normal[16]) % 2 else "female"


def _judge_other(normal: str) -> Verdict:
    """The number of a passport or permit is kept as written; anything else is none."""
    if _OTHER.fullmatch(normal):
        message = N_("No identity card: the number of a passport or permit is kept as written.")
        return warn("id.other", normal, message=message)
    return _trouble(normal)


def _trouble(normal: str) -> Verdict:
    """Why this has not the form of an identity number."""
    if not normal:
        return block("id.empty", normal, message=N_("No identity number was entered."))
    if re.fullmatch("[0-9]{15}", normal):
        message = N_("Identity numbers of 15 digits are void since 2013.")
        return block("id.old", normal, message=message)
    if len(normal) != 18:
        message = N_("An identity number has 18 characters: this one has {count}.")
        return block("id.length", normal, message=message, count=str(len(normal)))
    message = N_("An identity number is 17 digits and a last digit or X.")
    return block("id.format", normal, message=message)
