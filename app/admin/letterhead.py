"""The store as every paper names it, from its rules."""

import base64
import binascii

from app.paper.frame import StoreHead
from app.settings import Settings
from app.text import _


def letterhead(settings: Settings) -> StoreHead:
    """Name, address, telephone, credit code and logo of the store.

    The practice store is marked as such.
    """
    lines = [settings.store_address]
    if settings.store_phone:
        lines.append(_("Telephone {number}").format(number=settings.store_phone))
    if settings.store_credit_code:
        lines.append(_("Credit code {code}").format(code=settings.store_credit_code))
    return StoreHead(
        settings.store_name,
        tuple(line for line in lines if line),
        _logo(settings.store_logo),
        settings.practice,
    )


def _logo(encoded: str) -> bytes | None:
    try:
        return base64.b64decode(encoded, validate=True) or None
    except (binascii.Error, ValueError):
        return None
