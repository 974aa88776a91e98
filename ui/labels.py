"""The colour and the icon of every word in `db/words.py`: the same status looks the same on every desk."""

from enum import Enum

TONES: dict[Enum, str] = {}
ICONS: dict[Enum, str] = {}


def tone(value: Enum | None) -> str:
    """One of good, warn, bad, accent, neutral."""
    return TONES.get(value, "neutral") if value is not None else "neutral"


def icon_name(value: Enum | None) -> str:
    """The Lucide icon of a word, or nothing."""
    return ICONS.get(value, "") if value is not None else ""
