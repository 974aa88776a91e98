"""Telephone numbers: mobiles first, landlines accepted, foreign ones left to phonenumbers.

`138 0013-8000`, `+86 13800138000` and full-width figures are one telephone.
"""

import re
from dataclasses import dataclass

from app.identity.characters import half_width, is_digits, starred, upper, without
from app.identity.verdict import Verdict, block, fine, warn
from app.text import N_

KIND = "phone"

# three digits that no operator had as of 2022: new ranges appear, so only a warning
_UNALLOCATED = frozenset(
    str(prefix) for prefix in (140, 141, 142, 143, 144, 154, 160, 161, 163, 164, 168, 169, 179, 194)
)
_COUNTRY = re.compile(r"(?:\+86|0086)(?=[0-9])|86(?=1[3-9][0-9]{9}(?:#|$))")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_EXTENSION_SIGN = re.compile("(?:转|EXT|X|#)+")
_DASHED_EXTENSION = re.compile("(.*[0-9].*)-\\s*([0-9]{1,6})")
_EXTENSION = "(?:#([0-9]{1,6}))?"
_RELAY = re.compile("(1[3-9][0-9]{9})#([0-9]{1,6})")
_LANDLINE = re.compile("(0(?:10|2[0-9]|[3-9][0-9]{2}))([0-9]{7,8})" + _EXTENSION)
_SERVICE = re.compile("([48]00)([0-9]{7})" + _EXTENSION)
_SHORT = re.compile("95[0-9]{3,4}|96[0-9]{3,4}|1[02][0-9]{3}")  # banks, insurers, breakdown help
_LOCAL = re.compile("[2-9][0-9]{6,7}" + _EXTENSION)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−－", "-"))
_NOISE = ".·•()[]/\\-_:,"


@dataclass(frozen=True, slots=True)
class _Kind:
    """Numbers that are kept with a remark."""

    style: str
    pattern: re.Pattern[str]
    message: str


_KEPT = (
    _Kind(
        "relay",
        _RELAY,
        N_("A relay number with an extension: no message reaches it."),
    ),
    _Kind("landline", _LANDLINE, N_("A landline: no messages can be sent to it.")),
    _Kind("landline", _SERVICE, N_("A landline: no messages can be sent to it.")),
    _Kind("short", _SHORT, N_("A service number: no messages can be sent to it.")),
    _Kind(
        "local",
        _LOCAL,
        N_("A landline without its area code: please ask for it. No messages can be sent to it."),
    ),
)


def normalise(value: str) -> str:
    """Digits only, without the country code of China.

    `#801` for an extension, `+852…` for another country, also where it was written 00852….
    """
    text = upper(half_width(value)).translate(_DASHES).strip()
    if dashed := _DASHED_EXTENSION.fullmatch(text):
        number, extension = _bare(dashed[1]), dashed[2]
        if "#" not in number and _is_whole(number):
            return f"{number}#{extension}"
    return _bare(text)


def judge(value: str, *, mobile: bool = False) -> Verdict:
    """The verdict on a telephone number; with `mobile` a landline is refused."""
    normal = normalise(value)
    if _MOBILE.fullmatch(normal):
        return _judge_mobile(normal)
    found = next((one for one in _KEPT if one.pattern.fullmatch(normal)), None)
    if found is not None:
        return _judge_kept(normal, found, mobile)
    if normal.startswith("+"):
        return _judge_foreign(normal)
    return _trouble(normal)


def shown(normal: str) -> str:
    """The number in groups, such as `138 0013 8000` or `021-12345678`."""
    if _MOBILE.fullmatch(normal):
        return f"{normal[:3]} {normal[3:7]} {normal[7:]}"
    if relay := _RELAY.fullmatch(normal):
        return f"{shown(relay[1])}-{relay[2]}"
    if landline := _LANDLINE.fullmatch(normal):
        return "-".join(part for part in landline.groups() if part)
    if service := _SERVICE.fullmatch(normal):
        first, rest, extension = service.groups()
        return "-".join(part for part in (first, rest[:3], rest[3:], extension) if part)
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


def _judge_kept(normal: str, found: _Kind, mobile: bool) -> Verdict:
    """A number to be asked about and kept; refused where a mobile is needed."""
    if mobile:
        message = N_("This is a landline: a mobile number is needed here.")
        return block("phone.mobile", normal, message=message)
    return warn(f"phone.{found.style}", normal, message=found.message, style=found.style)


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


def _bare(text: str) -> str:
    """`text` without noise and the country code of China, `#` before its extension."""
    text = _EXTENSION_SIGN.sub("#", without(text, _NOISE))
    bare = _COUNTRY.sub("", text, count=1)
    if bare != text:
        # +86 21 … and +86 (0)21 … are the same landline
        return "0" + bare if not bare.startswith(("0", "1", "4", "8")) else bare
    return "+" + text[2:] if re.fullmatch("00[1-9][0-9]{6,14}", text) else text


def _is_whole(number: str) -> bool:
    """True for a number that needs no further digits: what follows a dash is its extension."""
    return any(one.fullmatch(number) for one in (_MOBILE, _LANDLINE, _SERVICE))


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
