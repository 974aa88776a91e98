"""Words of declarations: inputs over a vocabulary, and how values read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from app.labels import label
from app.text import _
from ui.parts.fields import Chips, Choice, Segments, Toggle
from ui.parts.table_model import NOTHING, plain


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


def yes_no(value: bool) -> str:
    """A switch in a table: said where it is on."""
    return _("Yes") if value else NOTHING


def shown(*values: Any) -> str:
    """Values in one line, as they read everywhere; what is empty is left out."""
    return " · ".join(
        label(value) if isinstance(value, StrEnum) else plain(value)
        for value in values
        if value not in (None, "")
    )
