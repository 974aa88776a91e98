"""What a store rule may be.

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
DAY = 24 * 60
BOUNDS: dict[str, tuple[int, int]] = {
    "contact_target": (0, 100),
    "long_visit": (5, DAY),
    "critical_days": (0, 365),
    "owner_days": (0, 365),
    "drive_minutes": (5, 480),
    "drive_buffer": (0, 240),
    "drive_age": (18, 99),
    "drive_licence_months": (0, 120),
    "promise_minutes": (0, 10 * DAY),
    "promise_buffer": (0, DAY),
    "risk_minutes": (0, DAY),
    "estimate_deviation": (0, 100),
    "small_repair_days": (0, 3650),
    "small_repair_km": (0, 1_000_000),
    "second_level_days": (0, 3650),
    "second_level_km": (0, 1_000_000),
    "assembly_days": (0, 3650),
    "assembly_km": (0, 1_000_000),
    "lock_minutes": (1, 60),
}


def check(changes: Mapping[str, Any]) -> None:
    """Refused beside the field for a value that makes no sense."""
    for name, value in changes.items():
        if name in BOUNDS:
            _check_figure(name, value)
        elif name in CHECKS:
            CHECKS[name](name, value)
    opens, closes = changes.get("opens"), changes.get("closes")
    if opens and closes and opens >= closes:
        raise Refused("setting.hours", N_("The store closes after it opens."), field="closes")


def _check_figure(name: str, value: Any) -> None:
    low, high = BOUNDS[name]
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Refused(
            "setting.range", N_("Between {low} and {high}, please."), field=name, low=low, high=high
        )


def _check_name(name: str, value: Any) -> None:
    if not str(value or "").strip():
        raise Refused("setting.missing", N_("Please fill this in."), field=name)


def _check_clock(name: str, value: Any) -> None:
    if not CLOCK.fullmatch(str(value)):
        raise Refused("setting.clock", N_("A time such as 08:30."), field=name)


def _check_rate(name: str, value: Any) -> None:
    try:
        rate = Decimal(str(value))
    except InvalidOperation:
        rate = Decimal(-1)
    if not 0 <= rate <= 10_000:
        raise Refused("setting.rate", N_("An amount between 0 and 10000."), field=name)


def _check_credit_code(name: str, value: Any) -> None:
    verdict = credit_code.judge(str(value)) if value else None
    if verdict is not None and verdict.level is Judgement.BLOCK:
        raise Refused(verdict.code, verdict.message, field=name, **verdict.facts)


def _check_language(name: str, value: Any) -> None:
    if value not in LANGUAGES:
        raise Refused("setting.language", N_("Please fill this in."), field=name)


def _check_logo(name: str, value: Any) -> None:
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


CHECKS = {
    "store_name": _check_name,
    "store_credit_code": _check_credit_code,
    "store_logo": _check_logo,
    "language": _check_language,
    "opens": _check_clock,
    "closes": _check_clock,
    "labour_rate": _check_rate,
}
