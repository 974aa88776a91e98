"""What is read has a contrast of 4.5 : 1, what is seen as a control or a ring 3 : 1."""

import json

import pytest
from PySide6.QtGui import QColor

import resources

TOKENS = json.loads(resources.path("styles/tokens.json").read_text(encoding="utf-8"))
GROUNDS = ("canvas", "surface", "raised", "hover", "selected")
TEXTS = ("ink", "ink-2")
TONES = ("good", "warn", "bad", "accent", "neutral")
schemes = pytest.mark.parametrize("scheme", ["light", "dark"])


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(scheme: str, one: str, other: str) -> float:
    low, high = sorted(luminance(QColor(TOKENS[scheme][name])) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_gives_the_known_figures() -> None:
    assert round((luminance(QColor("white")) + 0.05) / 0.05, 1) == 21
    assert round(luminance(QColor("#777777")), 3) == 0.184


@schemes
def test_text_can_be_read_on_every_ground(scheme: str) -> None:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("hint", "surface"), ("on-accent", "accent"), ("on-accent", "accent-hover")]
    pairs += [("on-bad", "bad"), ("accent", "surface"), ("accent", "accent-bg")]
    pairs += [(tone, f"{tone}-bg") for tone in TONES]
    pairs += [(tone, "surface") for tone in TONES]
    low = {pair: round(contrast(scheme, *pair), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@schemes
def test_controls_and_the_focus_ring_can_be_seen(scheme: str) -> None:
    pairs = [("field-line", "surface"), ("accent", "surface"), ("accent", "canvas")]
    low = {pair: round(contrast(scheme, *pair), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 3} == {}
