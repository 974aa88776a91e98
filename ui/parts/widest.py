"""The widest texts that a cell may have to hold: identities are never cut."""

from collections.abc import Iterable, Iterator

from app.labels import label
from db.vocabulary import Labelled


def plates() -> Iterable[str]:
    """An ordinary plate and one of a new-energy car."""
    return ("粤W·W8888W", "粤W·DW8888")


def names() -> Iterable[str]:
    """A person with a compound surname; companies have the whole text under the pointer."""
    return ("欧阳娜娜",)


def phones() -> Iterable[str]:
    """A mobile number, whole."""
    return ("188 8888 8888",)


def money() -> Iterable[str]:
    """A large bill."""
    return ("¥188,888.88",)


def labels(words: Iterable[Labelled]) -> Iterator[str]:
    """The words of a vocabulary in the present language."""
    return (label(word) for word in words)
