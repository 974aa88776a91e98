"""What is read has a contrast of 4.5 : 1, what is seen as a control or a ring 3 : 1."""

import json
import re

import pytest
from PySide6.QtGui import QColor

import resources

TOKENS = json.loads(resources.path("styles/tokens.json").read_text(encoding="utf-8"))
GROUNDS = ("canvas", "surface", "raised", "hover", "selected")
TEXTS = ("ink", "ink-2")
TONES = ("good", "warn", "bad", "accent", "neutral")
TINTS = tuple(f"{tone}-bg" for tone in TONES)
ANYWHERE = (*GROUNDS, *TINTS)
SHEET = resources.path("styles/desk.qss").read_text(encoding="utf-8")
FILLS = {"neutral-bg"}
"""What a disabled primary button is filled and edged with."""
CONTROLS = {
    "button, chip, segment, input, round choice: edge": (("field-line",), ANYWHERE),
    "input under the mouse: edge": (("ink-2",), ANYWHERE),
    "input with trouble: edge": (("bad", "warn"), ANYWHERE),
    "primary and danger button: fill": (("accent", "accent-hover", "bad"), ANYWHERE),
    "chosen chip, segment, tick: edge or fill": (("accent",), ANYWHERE),
    "tick box: edge": (("ink-2",), ANYWHERE),
    "tick in its box": (("on-accent",), ("accent", "accent-hover")),
    "sign on a light": (("on-bad",), ("good", "warn", "bad")),
    "tab: line under the chosen one": (("accent",), ("surface", "canvas")),
    "focus ring": (("accent",), ANYWHERE),
    "icon": (("ink-2", *TONES), ANYWHERE),
    "icon of what is disabled": (("hint",), ANYWHERE),
    "handle of a scroll bar": (("field-line", "ink-2"), GROUNDS),
    "progress: done against to do": (("accent",), ("line",)),
    "fuel dial: steps ahead": (("ink-2",), ("line",)),
    "fuel dial: steps reached": (("surface",), ("accent",)),
    "outline of the body sketch": (("ink", "bad"), GROUNDS),
}
"""By kind of control: the tokens that draw it, and the grounds on which it stands."""
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
@pytest.mark.parametrize("kind", sorted(CONTROLS))
def test_a_control_can_be_seen_on_every_ground(scheme: str, kind: str) -> None:
    marks, grounds = CONTROLS[kind]
    low = {
        (mark, ground): round(contrast(scheme, mark, ground), 2)
        for mark in marks
        for ground in grounds
    }
    assert {pair: ratio for pair, ratio in low.items() if ratio < 3} == {}


@pytest.mark.parametrize("control", ["QPushButton", "QLineEdit", "QPlainTextEdit"])
def test_no_other_token_draws_the_edge_of_a_control(control: str) -> None:
    """Disabled and read-only ones are no controls; a border of nothing has words in accent."""
    found = set()
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", SHEET):
        if control in selector and ":disabled" not in selector:
            found |= set(re.findall(r"border(?:-color)?:[^;]*@([a-z0-9-]+)", body))
    assert found
    assert found <= {mark for marks, _grounds in CONTROLS.values() for mark in marks} | FILLS
