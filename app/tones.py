"""The tones of chips, banners and figures; the theme gives them colours."""

from enum import StrEnum


class Tone(StrEnum):
    """Good, a warning, bad, under way (accent), or neutral."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ACCENT = "accent"
    NEUTRAL = "neutral"
