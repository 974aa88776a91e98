"""Fills the texts for customers with the facts of an order."""

from collections.abc import Mapping

from app.formatting import money
from app.identity import phone as phones
from app.identity import plate as plates
from app.service.queries.sheet import OrderSheet
from app.settings import Settings, StoreSettings
from app.text import N_, _

DEFAULT = N_(
    "Hello {customer}, your {model} {plate} is ready. To pay: {total}. Please come by; call us at"
    " {phone}. {store}"
)
NAMES = ("customer", "plate", "model", "total", "advisor", "store", "phone")
"""What a text may name in braces."""


def filled(words: str, facts: Mapping[str, str]) -> str:
    """The text with facts in place of names; one with an unknown name stays as it was written."""
    try:
        return words.format_map(facts)
    except (KeyError, ValueError, IndexError, AttributeError):
        return words


def facts_of(order: OrderSheet, settings: Settings) -> dict[str, str]:
    """What the texts of this order may name."""
    store = settings.of(StoreSettings)
    name, _number = order.pick_up
    return {
        "customer": name,
        "plate": plates.shown(order.plate or "") or order.number,
        "model": order.model or "",
        "total": money(order.account.due if order.bill else order.total),
        "advisor": order.advisor,
        "store": store.store_name,
        "phone": phones.shown(store.store_phone),
    }


def example(words: str) -> str:
    """The text as an invented customer would read it."""
    shown = {
        "customer": _("Ms Wang"),
        "plate": "京A·12345",
        "model": "轩逸 1.6XL",
        "total": "¥186.00",
        "advisor": _("Ms Chen"),
        "store": _("Our store"),
        "phone": "010 6554 1234",
    }
    return filled(words, shown)
