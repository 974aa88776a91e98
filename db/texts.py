"""What people read of the tables: marked for the translators, or words of a vocabulary."""

from enum import StrEnum
from typing import Self


def N_(message: str) -> str:  # noqa: N802, the name that gettext tools look for
    """Marks a text in a declaration; whoever shows it calls `app.text._()`."""
    return message


class Labelled(StrEnum):
    """Words that people read; `label` is the source text, "" where the word itself is read."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """A member is written `NAME = "value", N_("Label")`."""
        word = str.__new__(cls, value)
        word._value_, word.label = value, label
        return word
