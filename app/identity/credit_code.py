"""The unified social credit code of companies (GB 32100-2015).

It has the older organisation code inside (GB 11714).
"""

import re

from app.identity.characters import DOTS, HYPHENS, half_width, starred, upper, without
from app.identity.verdict import Verdict, block, fine, warn
from app.text import N_

KIND = "uscc"
LENGTH = 18

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 31 characters, no I O Z S V
_SHAPE = re.compile("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_WEIGHTS = tuple(3**place % 31 for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def normalise(value: str) -> str:
    """Half-width capitals without spaces, dots and hyphens."""
    return without(upper(half_width(value)), DOTS + HYPHENS)


def judge(value: str) -> Verdict:
    """The verdict on a credit code.

    The check of the organisation code only warns: its rule was confirmed on samples, not in the
    text of the standard.
    """
    normal = normalise(value)
    if not _SHAPE.fullmatch(normal):
        return _trouble(normal)
    if normal[-1] != check_character(normal):
        message = N_("The last character does not agree with the rest: please look again.")
        return block("uscc.check", normal, message=message)
    expected = organisation_check(normal)
    if normal[16] != expected:
        message = N_(
            "The organisation code inside does not agree (position 17 would be {expected}): please"
            " look again."
        )
        return warn("uscc.organisation", normal, message=message, expected=expected)
    return fine(KIND, normal)


def check_character(normal: str) -> str:
    """The last character: weights 3^(i-1) mod 31 over the first 17."""
    pairs = zip(normal, _WEIGHTS, strict=False)
    return _ALPHABET[-sum(_ALPHABET.index(one) * weight for one, weight in pairs) % 31]


def organisation_check(normal: str) -> str:
    """What position 17 must be.

    GB 11714 over positions 9 to 16, A = 10 … Z = 35; 10 is X and 11 is 0.
    """
    pairs = zip(normal[8:16], _ORGANISATION_WEIGHTS, strict=True)
    rest = 11 - sum(int(one, 36) * weight for one, weight in pairs) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def shown(normal: str) -> str:
    """The code in one piece, as on the business licence."""
    return normal


def masked(value: str) -> str:
    """The first two and the last four characters, with stars between them."""
    return starred(normalise(value), head=2, tail=4)


def _trouble(normal: str) -> Verdict:
    """Why this has not the form of a credit code."""
    if not normal:
        return block("uscc.empty", normal, message=N_("No credit code was entered."))
    if len(normal) != LENGTH:
        message = N_("A credit code has 18 characters: this one has {count}.")
        return block("uscc.length", normal, message=message, count=str(len(normal)))
    message = N_("A credit code has digits and capitals, but no I, O, Z, S or V.")
    return block("uscc.format", normal, message=message)
