"""Makes the head of every paper from the store's settings."""

import base64
import binascii

from app.paper.frame import StoreHead
from app.settings import Settings, StoreSettings
from app.text import _


def letterhead(settings: Settings, *, internal: bool = False) -> StoreHead:
    """Name, address, telephone, credit code and logo; a practice store is marked as such.

    `internal` sheets name the store only.
    """
    store = settings.of(StoreSettings)
    lines = [store.store_address]
    if store.store_phone:
        lines.append(_("Telephone {number}").format(number=store.store_phone))
    if store.store_credit_code:
        lines.append(_("Credit code {code}").format(code=store.store_credit_code))
    return StoreHead(
        store.store_name,
        () if internal else tuple(line for line in lines if line),
        _logo(store.store_logo),
        store.practice,
    )


def _logo(encoded: str) -> bytes | None:
    try:
        return base64.b64decode(encoded, validate=True) or None
    except (binascii.Error, ValueError):
        return None
