"""The vehicle identification number (GB 16735-2019, ISO 3779): the key of a car.

The check digit is compulsory in China and North America only, so a failing one warns and never
blocks: imports exist.
"""

import re
from datetime import date

from vininfo.dicts import WMI

from app.identity.characters import half_width, starred, upper, without
from app.identity.verdict import Verdict, block, fine, warn
from app.text import N_

KIND = "vin"
LENGTH = 17
CHINA = "L"

_VALUES = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ",
        (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True,
    )
)
_VALUES |= {str(digit): digit for digit in range(10)}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"  # A = 1980 and 2010; never I O Q U Z 0
_MISREAD = str.maketrans("OIQ", "010")
_FRAME = re.compile("[A-Z0-9]{2,7}-[0-9]{5,8}|[A-Z]{1,4}[0-9]{1,3}[A-Z]{0,2}-?[0-9]{6,7}")
"""Frame numbers of cars that were built for markets without VINs, such as AGH30-0123456."""
_SHAPE = re.compile("[A-HJ-NPR-Z0-9]{17}")


def normalise(value: str) -> str:
    """Half-width capitals without spaces, and without the asterisks of some scanners."""
    return without(upper(half_width(value)), "*")


def judge(value: str, *, today: date | None = None) -> Verdict:
    """The verdict on a VIN.

    A fine one tells `maker`, and with `today` the model `year`.
    """
    normal = normalise(value)
    if not _SHAPE.fullmatch(normal):
        return _judge_frame(normal)
    if len(set(normal)) == 1:
        return block("vin.same", normal, message=N_("Seventeen equal characters are not a VIN."))
    if normal[0] == CHINA and normal[9] not in _YEARS:
        message = N_("“{letter}” in position 10 is no model year.")
        return block("vin.year_china", normal, message=message, letter=normal[9])
    facts = _facts(normal, today)
    return _doubt(normal, facts) or fine(KIND, normal, **facts)


def _facts(normal: str, today: date | None) -> dict[str, str]:
    year = {"year": str(model_year(normal, today=today) or "")} if today else {}
    return {"maker": maker(normal), **year}


def is_whole(text: str) -> bool:
    """True for seventeen signs that can be a VIN and are not all digits."""
    normal = normalise(text)
    return _SHAPE.fullmatch(normal) is not None and not normal.isdecimal()


def check_character(normal: str) -> str:
    """What position 9 must be: the weighted sum modulo 11, 10 written X."""
    rest = sum(_VALUES[one] * weight for one, weight in zip(normal, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def model_year(normal: str, *, today: date) -> int | None:
    """The latest year that position 10 can mean, up to next year.

    None for no year.
    """
    place = _YEARS.find(normal[9:10]) if len(normal) == LENGTH else -1
    if place < 0:
        return None
    year = 1980 + place
    return year + 30 * ((today.year + 1 - year) // 30)


def correction(value: str) -> str | None:
    """The VIN with O, I, Q read as 0, 1, 0.

    None where that does not mend it.
    """
    normal = normalise(value)
    better = normal.translate(_MISREAD)
    return better if better != normal and _SHAPE.fullmatch(better) else None


def maker(normal: str) -> str:
    """The maker's name by the world manufacturer code, or "" where vininfo knows none."""
    known = WMI.get(normal[:3]) or WMI.get(normal[:2]) or ""
    return known if isinstance(known, str) else str(getattr(known, "manufacturer", ""))


def shown(normal: str) -> str:
    """The VIN in groups: maker, description, check and year, serial number."""
    if len(normal) != LENGTH:
        return normal
    return " ".join((normal[:3], normal[3:8], normal[8:10], normal[10:]))


def masked(value: str) -> str:
    """The last six characters, the others as stars."""
    return starred(normalise(value), head=0, tail=6)


def _judge_frame(normal: str) -> Verdict:
    """The frame number of an import is kept as written; anything else is no VIN."""
    if len(normal) != LENGTH and _FRAME.fullmatch(normal):
        message = N_("The frame number of an import without a VIN? It is kept as written.")
        return warn("vin.frame", normal, message=message)
    return _trouble(normal)


def _trouble(normal: str) -> Verdict:
    """Why this has not the form of a VIN."""
    if not normal:
        return block("vin.empty", normal, message=N_("No VIN was entered."))
    strange = next((one for one in normal if one not in _VALUES and one not in "IOQ"), "")
    if strange:
        message = N_("“{symbol}” cannot stand in a VIN.")
        return block("vin.symbol", normal, message=message, symbol=strange)
    if len(normal) != LENGTH:
        message = N_("A VIN has 17 characters: this one has {count}.")
        return block("vin.length", normal, message=message, count=str(len(normal)))
    message = N_("A VIN has no I, O or Q. Did you mean {proposal}?")
    return block("vin.letter", normal, message=message, proposal=normal.translate(_MISREAD))


def _doubt(normal: str, facts: dict[str, str]) -> Verdict | None:
    """What is unusual in a VIN, if anything."""
    if normal[9] not in _YEARS:
        message = N_("“{letter}” in position 10 is no model year: an import?")
        return warn("vin.year", normal, message=message, letter=normal[9], **facts)
    expected = check_character(normal)
    if normal[8] != expected:
        message = N_(
            "The check digit does not agree (position 9 would be {expected}): an import, or a slip."
        )
        return warn("vin.check", normal, message=message, expected=expected, **facts)
    digits = 3 if normal[2] == "9" else 4  # small makers have their code in positions 12 to 14
    if normal[0] == CHINA and not normal[-digits:].isdigit():
        message = N_("The last characters of a Chinese VIN are digits: please look again.")
        return warn("vin.serial", normal, message=message, **facts)
    return None
