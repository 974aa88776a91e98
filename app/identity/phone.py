"""Telephone numbers: mobiles first, landlines accepted, foreign ones left to phonenumbers.

`138 0013-8000`, `+86 13800138000` and full-width figures are one telephone.
"""

import re

from app.identity.characters import half_width, is_digits, starred, upper, without
from app.identity.verdict import Verdict, block, fine, warn
from app.text import N_

KIND = "phone"

# three digits that no operator had as of 2022: new ranges appear, so only a warning
_UNALLOCATED = frozenset(
    str(prefix) for prefix in (140, 141, 142, 143, 144, 154, 160, 161, 163, 164, 168, 169, 179, 194)
)
_COUNTRY = re.compile(r"(?:\+86|0086)(?=[0-9])|86(?=1[3-9][0-9]{9}$)")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_DASHED_EXTENSION = re.compile(
    r"^(\s*0[0-9]{2,3}\s*-\s*[0-9]{7,8}|\s*[48]00(?:\s*-\s*[0-9]{3,4}){2})\s*-\s*([0-9]{1,6})\s*$"
)
_EXTENSION = re.compile("(?:转|EXT|X|#)+")
_LANDLINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([0-9]{7,8})(?:#([0-9]{1,6}))?")
_SERVICE = re.compile("([48]00)([0-9]{7})")
_NOISE = ".·•()（）[]/\\-‐‑‒–—−_"


def normalise(value: str) -> str:
    """Digits only, without the country code of China.

    `#801` for an extension, `+852…` for another country, also where it was written 00852….
    """
    text = _DASHED_EXTENSION.sub(r"\1#\2", upper(half_width(value)))
    text = _EXTENSION.sub("#", without(text, _NOISE))
    bare = _COUNTRY.sub("", text, count=1)
    if bare != text:
        # +86 21 … and +86 (0)21 … are the same landline
        return "0" + bare if not bare.startswith(("0", "1", "4", "8")) else bare
    return "+" + text[2:] if re.fullmatch("00[1-9][0-9]{6,14}", text) else text


def judge(value: str, *, mobile: bool = False) -> Verdict:
    """The verdict on a telephone number; with `mobile` a landline is refused."""
    normal = normalise(value)
    if _MOBILE.fullmatch(normal):
        return _judge_mobile(normal)
    if _LANDLINE.fullmatch(normal) or _SERVICE.fullmatch(normal.partition("#")[0]):
        return _judge_landline(normal, mobile)
    if normal.startswith("+"):
        return _judge_foreign(normal)
    return _trouble(normal)


def shown(normal: str) -> str:
    """The number in groups, such as `138 0013 8000` or `021-12345678`."""
    if _MOBILE.fullmatch(normal):
        return f"{normal[:3]} {normal[3:7]} {normal[7:]}"
    if landline := _LANDLINE.fullmatch(normal):
        area, number, extension = landline.groups()
        return f"{area}-{number}" + (f"-{extension}" if extension else "")
    if service := _SERVICE.fullmatch(normal):
        return f"{service[1]}-{service[2][:3]}-{service[2][3:]}"
    return normal


def masked(value: str) -> str:
    """The number with its middle hidden: `138****8000`; of a short one the last two."""
    normal = normalise(value)
    return starred(normal, head=3, tail=4) if len(normal) >= 11 else starred(normal, head=0, tail=2)


def _judge_mobile(normal: str) -> Verdict:
    if normal[:3] in _UNALLOCATED:
        message = N_("No known mobile number begins with {prefix}: please read it back.")
        return warn("phone.prefix", normal, message=message, prefix=normal[:3])
    return fine(KIND, normal, style="mobile")


def _judge_landline(normal: str, mobile: bool) -> Verdict:
    if mobile:
        message = N_("This is a landline: a mobile number is needed here.")
        return block("phone.mobile", normal, message=message)
    message = N_("A landline: no messages can be sent to it.")
    return warn("phone.landline", normal, message=message, style="landline")


def _judge_foreign(normal: str) -> Verdict:
    import phonenumbers  # its tables cost 14 ms that a mobile of the mainland never needs

    try:
        number = phonenumbers.parse(normal)
    except phonenumbers.NumberParseException:
        message = N_("This is not a telephone number of any country.")
        return block("phone.foreign", normal, message=message)
    if not phonenumbers.is_valid_number(number):
        message = N_("A foreign number that cannot be checked: please read it back.")
        return warn("phone.foreign_unsure", normal, message=message, style="foreign")
    country = phonenumbers.region_code_for_number(number) or ""
    return fine(KIND, normal, style="foreign", country=country)


def _trouble(normal: str) -> Verdict:
    """Why this is not a telephone number."""
    if not normal:
        return block("phone.empty", normal, message=N_("No telephone number was entered."))
    if not is_digits(normal.replace("#", "")):
        return block("phone.symbol", normal, message=N_("A telephone number has only digits."))
    if len(normal) == 13 and normal.startswith("1"):
        message = N_("Numbers of 13 digits belong to machines, not to people.")
        return block("phone.machine", normal, message=message)
    if normal.startswith("1") and len(normal) != 11:
        message = N_("A mobile number has 11 digits: this one has {count}.")
        return block("phone.length", normal, message=message, count=str(len(normal)))
    message = N_(
        "This is not a telephone number: a mobile begins with 13 to 19, a landline with 0."
    )
    return block("phone.format", normal, message=message)
