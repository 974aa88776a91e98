"""Fills the texts for customers with the facts of an order."""

from collections.abc import Mapping

from app.text import N_, _

DEFAULT = N_(
    "Hello {customer}, your {model} {plate} is ready. To pay: {total}. Please come by; call us at"
    " {phone}. {store}"
)


def filled(words: str, facts: Mapping[str, str]) -> str:
    """The text with facts in place of names; one with an unknown name stays as it was written."""
    try:
        return words.format_map(facts)
    except (KeyError, ValueError, IndexError, AttributeError):
        return words


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
