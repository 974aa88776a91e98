"""What the search compares: plain values, and the grams that an index knows of them.

A document is the normalised values of one record. Its grams are the pieces of 1, 2 and 3 characters
and each whole value. A question of up to 3 characters is one gram, a longer one an AND of its last
grams; every answer is verified against the document, so that an index can never invent one.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from db.hanzi import simplified

LONGEST = 80
BREAK = "\n"
WHOLE = "\ue07f"
"""Marks a gram that is a whole value: an equal value comes before one that only contains the
question.
"""
UNSEEN = frozenset(".·•‧∙⋅・･。-‐‑‒–—−_()（）")
UNWRITTEN = frozenset(("Cc", "Cf", "Cs"))
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_LETTERS = {code: chr(0xE000 + code) for code in range(0x80) if not chr(code).isalnum()}
"""FTS5's ascii tokenizer splits at ASCII symbols: they are written as characters that nobody types.
"""


class SearchDocument(NamedTuple):
    """What the index keeps of a record; `day` is the ISO day of its last touch."""

    record: int
    text: str
    day: str


class FoundRecord(NamedTuple):
    """One record that answers: its id and its document."""

    record: int
    text: str


def plain(text: str) -> str:
    """What is compared: half-width, without case, space, dots, hyphens and what cannot be seen.

    Character by character, so that a fragment of a text is a fragment of its plain form.
    """
    halved = text.translate(_HALF_WIDTH)
    return "".join(
        one
        for one in halved
        if one not in UNSEEN and not one.isspace() and unicodedata.category(one) not in UNWRITTEN
    ).casefold()


def document(values: Iterable[str]) -> str:
    """The values of a record as they are kept.

    Plain, each once, in order; then the simplified ones of those that are not.
    """
    plainly = [plain(value)[:LONGEST] for value in values if value]
    kept = dict.fromkeys([*plainly, *map(simplified, plainly)])
    return BREAK.join(("", *(value for value in kept if value), ""))


def grams(text: str) -> set[str]:
    """What the index knows of a document, written as one token each."""
    found: set[str] = set()
    for value in text.split(BREAK):
        for length in (1, 2, 3):
            found.update(value[start : start + length] for start in range(len(value) - length + 1))
        if value:
            found.add(WHOLE + value)
    return {token(gram) for gram in found}


def token(gram: str) -> str:
    """A gram as an index keeps it."""
    return gram.translate(_LETTERS)


def telling(question: str) -> list[str]:
    """The last grams of the question side by side: two of a number, three of a name.

    A VIN, a telephone and an order begin like thousands of others and end like none; every further
    list costs more than it saves, since answers are verified.
    """
    if len(question) <= 3:
        return [question]
    starts = sorted({*range(len(question) - 3, -1, -3), 0}, reverse=True)
    most = 2 if question[-3:].isdigit() else 3
    return list(dict.fromkeys(question[start : start + 3] for start in starts))[:most]
