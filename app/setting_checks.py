"""Checks values of settings; each refusal is shown beside its field."""

import base64
import binascii
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from app.errors import Refused
from app.text import LANGUAGES, N_, _

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
MIDNIGHT = "24:00"
MOST_REASONS, LONGEST_REASON = 12, 40
LARGEST_LOGO = 1_000_000
WEB = re.compile(r"https?://[!-~]+")


def check_figure(
    name: str, value: Any, *, bounds: tuple[int, int], legal: int | None, law: str = ""
) -> None:
    """Refused beyond the bounds, or where the law, which is named, asks for more."""
    low, high = bounds
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        message = N_("Between {low} and {high}, please.")
        raise Refused("setting.range", message, field=name, low=low, high=high)
    if legal is not None and value < legal:
        message = N_("At least {least}, by law: {law}.")
        raise Refused("setting.legal", message, field=name, least=f"{legal:,}", law=_(law) or "—")


def check_kind(name: str, value: Any, *, like: Any, longest: int) -> None:
    """Refused for a text that is too long, or a value of another kind than `like`."""
    if type(value) is not type(like):
        raise Refused("setting.kind", N_("This value does not belong here."), field=name)
    if isinstance(value, str) and len(value) > longest:
        message = N_("At most {most} characters, please.")
        raise Refused("setting.long", message, field=name, most=longest)


def check_filled(name: str, value: Any) -> None:
    """Refused where nothing was entered."""
    if not str(value or "").strip():
        raise Refused("setting.missing", N_("Please fill this in."), field=name)


def check_clock(name: str, value: Any) -> None:
    """Refused for anything but a time such as 08:30."""
    if not CLOCK.fullmatch(str(value)):
        raise Refused("setting.clock", N_("A time such as 08:30."), field=name)


def check_closing(name: str, value: Any) -> None:
    """Refused for anything but a time such as 18:00; 24:00 is the end of the day."""
    if value != MIDNIGHT:
        check_clock(name, value)


def check_rate(name: str, value: Any) -> None:
    """Refused for anything but an amount such as 120.00."""
    try:
        rate = Decimal(str(value))
    except InvalidOperation:
        rate = Decimal(-1)
    if not 0 <= rate <= 10_000:
        raise Refused("setting.rate", N_("An amount between 0 and 10000."), field=name)


def check_link(name: str, value: Any) -> None:
    """Refused for anything but a web address; it may be empty."""
    if value and not WEB.fullmatch(str(value)):
        message = N_("A web address that begins with https://, please.")
        raise Refused("setting.link", message, field=name)


def split_reasons(text: str) -> tuple[str, ...]:
    """The reasons of a list that semicolons of either width divide."""
    return tuple(one for part in re.split("[;；]", text) if (one := part.strip()))


def check_reasons(name: str, value: Any) -> None:
    """Refused for more than twelve reasons, or one that no form has room for."""
    reasons = split_reasons(str(value or ""))
    if len(reasons) > MOST_REASONS or any(len(one) > LONGEST_REASON for one in reasons):
        message = N_("At most {most} reasons of {longest} characters, with ; between them.")
        told = {"most": MOST_REASONS, "longest": LONGEST_REASON}
        raise Refused("setting.reasons", message, field=name, **told)


def check_credit_code(name: str, value: Any) -> None:
    """Refused for a credit code that cannot exist; it may be empty."""
    if value:
        from app.identity import credit_code  # a store that opens checks none

        credit_code.judge(str(value)).accepted(name)


def check_language(name: str, value: Any) -> None:
    """Refused for a language that the program has not."""
    if value not in LANGUAGES:
        raise Refused("setting.language", N_("Please fill this in."), field=name)


def check_logo(name: str, value: Any) -> None:
    """Refused for anything but a small PNG or JPEG in base64; it may be empty."""
    try:
        picture = base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError):
        picture = b"?"
    if len(picture) > LARGEST_LOGO:
        raise Refused("setting.logo_size", N_("This picture is larger than 1 MB."), field=name)
    if picture and not picture.startswith(IMAGES):
        message = N_("The logo must be a PNG or JPEG picture.")
        raise Refused("setting.logo_kind", message, field=name)


def check_hours(changes: Mapping[str, Any]) -> None:
    """Refused where the store closes before it opens."""
    opens, closes = changes.get("opens"), changes.get("closes")
    if opens and closes and opens >= closes:
        raise Refused("setting.hours", N_("The store closes after it opens."), field="closes")
