"""Number plates of the mainland and of Hong Kong and Macau cars (GA 36-2018).

A plate is an attribute of a car with dates, never its key: plates move between cars and owners.
"""

import re

from app.identity.characters import DOTS, HYPHENS, half_width, starred, upper, without
from app.identity.verdict import Verdict, block, fine, warn
from app.text import N_

KIND = "plate"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

_HEAD = f"[{PROVINCES}][A-HJ-Z]"
_SERIAL = "[0-9A-HJ-NP-Z]"  # no I and no O: they read as 1 and 0
_ENERGY = "[DABCEFGHJK]"  # D and A B C E: electric; F and G H J K: other new energy
_PATTERNS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("civil7", f"{_HEAD}{_SERIAL}{{5}}"),
        ("nev_small", f"{_HEAD}{_ENERGY}{_SERIAL}[0-9]{{4}}"),
        ("nev_large", f"{_HEAD}[0-9]{{5}}{_ENERGY}"),
        ("trailer", f"{_HEAD}{_SERIAL}{{4}}挂"),
        ("coach", f"{_HEAD}{_SERIAL}{{4}}学"),
        ("police", f"{_HEAD}{_SERIAL}{{4}}警"),
        ("hkmo", f"粤Z{_SERIAL}{{4}}[港澳]"),
        ("embassy", "[0-9]{6}使|使[0-9]{6}"),
        ("consulate", f"[{PROVINCES}][0-9]{{5}}领"),
        ("rescue", f"[{PROVINCES}][XS][0-9]{{4}}应急"),
        ("military", f"WJ[{PROVINCES}]?[0-9A-Z]{{4,6}}|[A-HJ-NP-Z]{{2}}[0-9]{{5}}"),
    )
)
_UNDOTTED = ("embassy", "consulate", "rescue", "military", "temporary", "none")
"""Plates whose second character is no letter of an authority."""
_NO_PLATE = ("无牌照", "无牌", "未上牌", "NOPLATE")
_TEMPORARY = re.compile(f"[临试].{{2,10}}|[{PROVINCES}].{{2,10}}[临试超]")
_UNNUMBERED = ("临牌", "临时牌", "临时牌照", "临时号牌", "试车牌", "试驾牌", "纸牌")
"""Words for a plate whose number nobody wrote down: many cars may carry one."""
_VIN = re.compile("(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}")
_FOREIGN = re.compile("(?=.*[0-9])(?=.*[A-Z])[0-9A-Z]{4,10}")


def normalise(value: str) -> str:
    """Half-width capitals without spaces, dots and hyphens: what is stored and compared."""
    return without(upper(half_width(value)), DOTS + HYPHENS)


def style(normal: str) -> str | None:
    """The kind of plate ("civil7", "nev_small", …); None for none of them.

    Military ones are not checked further.
    """
    if normal in _NO_PLATE:
        return "none"
    if is_unnumbered(normal) or _TEMPORARY.fullmatch(normal):
        return "temporary"
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(normal)), None)


def is_unnumbered(normal: str) -> bool:
    """True for 临牌 and its like: no car is found by it, and many carry it at once."""
    return normal in _UNNUMBERED


def is_new_energy(normal: str) -> bool:
    """True for a green plate: electric cars and plug-in hybrids carry one."""
    return style(normal) in ("nev_small", "nev_large")


def judge(value: str) -> Verdict:
    """The verdict on a plate: what is wrong first, as a person reads it."""
    normal = normalise(value)
    found = style(normal)
    if found is None:
        return _judge_other(normal)
    if is_unnumbered(normal):
        message = N_("A temporary plate without its number: the car cannot be found by it.")
        return warn("plate.unnumbered", normal, message=message, style=found)
    if normal.startswith("粤Z") and found != "hkmo":
        message = N_("Plates that begin with 粤Z end in 港 or 澳: please look again.")
        return warn("plate.border", normal, message=message, style=found)
    if found == "civil7" and sum(one.isalpha() for one in normal[2:]) > 2:
        message = N_("More than two letters after the dot: rare, please look again.")
        return warn("plate.letters", normal, message=message, style=found)
    if found not in _UNDOTTED and normal[1] == "O":
        message = N_("The letter O stands only on special plates: please look again.")
        return warn("plate.authority", normal, message=message, style=found)
    return fine(KIND, normal, style=found)


def shown(normal: str) -> str:
    """The plate with its dot where it has one, such as `京A·12345`."""
    if style(normal) in (None, *_UNDOTTED):
        return normal
    return f"{normal[:2]}·{normal[2:]}"


def masked(value: str) -> str:
    """The plate with its middle hidden, such as `京A***45`."""
    return starred(normalise(value), head=2, tail=2)


def _judge_other(normal: str) -> Verdict:
    """A plate of another country is kept as written; anything else is none."""
    if _FOREIGN.fullmatch(normal):
        message = N_("No plate of the mainland: a foreign one? It is kept as written.")
        return warn("plate.foreign", normal, message=message, style="other")
    return _trouble(normal)


def _trouble(normal: str) -> Verdict:
    """Why this is not a plate."""
    if not normal:
        return block("plate.empty", normal, message=N_("No plate was entered."))
    if _VIN.fullmatch(normal):
        return block("plate.vin", normal, message=N_("This is a VIN, not a plate."))
    if normal[0] not in PROVINCES and not normal[0].isascii():
        message = N_("“{first}” is not a province.")
        return block("plate.province", normal, message=message, first=normal[0])
    strange = next((one for one in normal[2:] if not one.isalnum()), "")
    if strange:
        message = N_("“{symbol}” cannot stand on a plate.")
        return block("plate.symbol", normal, message=message, symbol=strange)
    if len(normal) not in (7, 8) and normal[-1] not in "港澳":
        message = N_("A plate has 7 characters, a green one 8: this one has {count}.")
        return block("plate.length", normal, message=message, count=str(len(normal)))
    return _wrong_letters(normal)


def _wrong_letters(normal: str) -> Verdict:
    if normal[-1] in "港澳":
        message = N_("Only plates that begin with 粤Z end in 港 or 澳.")
        return block("plate.hkmo", normal, message=message)
    if set(normal[2:]) & set("IO") or normal[1] == "I":
        message = N_("Plates use no letter I and no letter O: is it a 1 or a 0?")
        return block("plate.letter", normal, message=message)
    if len(normal) == 8:
        message = N_(
            "An 8-character plate needs one of D A B C E F G H J K third or last, and digits."
        )
        return block("plate.energy", normal, message=message)
    message = N_("This is not the form of a plate, such as 京A·12345.")
    return block("plate.format", normal, message=message)
