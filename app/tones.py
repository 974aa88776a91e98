"""How a fact stands: every chip, banner and figure names one of these, the theme gives colours."""

from enum import StrEnum


class Tone(StrEnum):
    """Good, a warning, bad, under way (accent), or plain."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ACCENT = "accent"
    NEUTRAL = "neutral"
