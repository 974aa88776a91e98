"""How every word of `db/vocabulary.py` reads; papers and windows share it."""

from app.text import _
from db.vocabulary import Labelled


def label(word: Labelled | None) -> str:
    """The word in the language now spoken.

    Licence classes read as they are written; nothing reads as nothing.
    """
    if word is None:
        return ""
    return _(source(word))


def source(word: Labelled) -> str:
    """The source text, for papers that speak another language than the window."""
    return word.label or word.value
