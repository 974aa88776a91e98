"""Inputs that the settings use again and again.

A word of a vocabulary, a switch with its own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from app.labels import label
from app.text import _
from ui.parts.fields import Chips, Choice, Segments, Toggle


def one_of(words: Iterable[StrEnum]) -> Callable[[], Choice]:
    """A choice among the words of a vocabulary."""
    return lambda: Choice([(word, label(word)) for word in words])


def segment_of(words: Iterable[StrEnum]) -> Callable[[], Segments]:
    """A few words side by side."""
    return lambda: Segments([(word, label(word)) for word in words])


def chips_of(words: Iterable[StrEnum]) -> Callable[[], Chips]:
    """Any number of words."""
    return lambda: Chips([(word, label(word)) for word in words])


def switch(text: str) -> Callable[[], Toggle]:
    """A switch; `text` is an `N_()` text."""
    return lambda: Toggle(_(text))
