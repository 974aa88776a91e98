"""Finds in a shown text what a question found, so that it can be set off."""

from __future__ import annotations

from collections.abc import Callable

Span = tuple[int, int]
"""First character and the one after the last."""
FULL_WIDTH = 0xFEE0


def hits(text: str, question: str, *, letters: Callable[[str], str] | None = None) -> list[Span]:
    """The parts of `text` that hold the question, whatever spaces and dots stand between.

    `letters` gives a text by its pinyin initials, a letter per character; a question of Latin
    letters then also marks the characters that begin so.
    """
    wanted = "".join(_plain(one) for one in question if one.isalnum())
    if not wanted:
        return []
    found = _span(text, wanted)
    if found is None and letters is not None and wanted.isascii() and wanted.isalpha():
        found = _span(letters(text), wanted)
    return [] if found is None else [found]


def _span(text: str, wanted: str) -> Span | None:
    places = [at for at, one in enumerate(text) if one.isalnum()]
    at = "".join(_plain(text[place]) for place in places).find(wanted)
    return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)


def _plain(one: str) -> str:
    """A single character, half width and small."""
    code = ord(one)
    half = chr(code - FULL_WIDTH) if 0xFF01 <= code <= 0xFF5E else one
    small = half.casefold()
    return small if len(small) == 1 else half
