"""Whether a value can be a setting of the store: pure, each refusal stands beside its field.

Every figure has bounds, so that a slip of the hand cannot close the store.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from app.errors import Refused
from app.identity import credit_code
from app.identity.verdict import Judgement
from app.text import LANGUAGES, N_

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
LARGEST_LOGO = 1_000_000


def check_figure(name: str, value: Any, *, bounds: tuple[int, int], legal: int | None) -> None:
    """Within its bounds, and never below what the law asks for."""
    low, high = bounds
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Refused(
            "setting.range", N_("Between {low} and {high}, please."), field=name, low=low, high=high
        )
    if legal is not None and value < legal:
        raise Refused(
            "setting.legal",
            N_("The law asks for at least {least}."),
            field=name,
            least=f"{legal:,}",
        )


def check_filled(name: str, value: Any) -> None:
    """Something is written there."""
    if not str(value or "").strip():
        raise Refused("setting.missing", N_("Please fill this in."), field=name)


def check_clock(name: str, value: Any) -> None:
    """A time such as 08:30."""
    if not CLOCK.fullmatch(str(value)):
        raise Refused("setting.clock", N_("A time such as 08:30."), field=name)


def check_rate(name: str, value: Any) -> None:
    """Yuan as text, such as 120.00."""
    try:
        rate = Decimal(str(value))
    except InvalidOperation:
        rate = Decimal(-1)
    if not 0 <= rate <= 10_000:
        raise Refused("setting.rate", N_("An amount between 0 and 10000."), field=name)


def check_credit_code(name: str, value: Any) -> None:
    """Empty, or a credit code that can exist."""
    verdict = credit_code.judge(str(value)) if value else None
    if verdict is not None and verdict.level is Judgement.BLOCK:
        raise Refused(verdict.code, verdict.message, field=name, **verdict.facts)


def check_language(name: str, value: Any) -> None:
    """A language that the program speaks."""
    if value not in LANGUAGES:
        raise Refused("setting.language", N_("Please fill this in."), field=name)


def check_logo(name: str, value: Any) -> None:
    """Empty, or a small PNG or JPEG picture in base64."""
    try:
        picture = base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError):
        picture = b"?"
    if len(picture) > LARGEST_LOGO:
        raise Refused("setting.logo_size", N_("This picture is larger than 1 MB."), field=name)
    if picture and not picture.startswith(IMAGES):
        raise Refused(
            "setting.logo_kind", N_("The logo must be a PNG or JPEG picture."), field=name
        )


def check_hours(changes: Mapping[str, Any]) -> None:
    """The store closes after it opens."""
    opens, closes = changes.get("opens"), changes.get("closes")
    if opens and closes and opens >= closes:
        raise Refused("setting.hours", N_("The store closes after it opens."), field="closes")
