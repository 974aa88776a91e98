"""Reads words of `db/vocabulary.py` for windows and papers."""

from app.text import _
from db.texts import Labelled


def label(word: Labelled | None) -> str:
    """The word in the present language; "" for None."""
    return "" if word is None else _(source(word))


def source(word: Labelled) -> str:
    """The source text of a word.

    Of one without a label, such as C1, its value.
    """
    return word.label or word.value
