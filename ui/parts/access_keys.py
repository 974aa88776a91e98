"""Alt keys of fields, buttons and tabs: chosen from what they are called, never written by hand."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from PySide6.QtWidgets import QWidget

from ui.keys import Key

SIGNS = ascii_uppercase + "1234567890"
"""What may be pressed with Alt; a digit only once the letters are used up."""
TAKEN = frozenset(key[-1] for key in Key if re.fullmatch(r"Alt\+[A-Z0-9]", key))
"""Keys that mean something of their own."""
LATIN = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class AccessTarget:
    """Where the tip of an Alt key stands, and what the key does."""

    widget: QWidget
    press: Callable[[], object]


def assign(wishes: Iterable[tuple[str, str]], taken: Collection[str] = ()) -> list[str]:
    """One sign for each (text, name), none twice; "" once all are used up.

    The first letters of the words come first, then their other letters, then those of the name,
    which is English in every language: 姓名 has the key of "name".
    """
    used, found = {*TAKEN, *taken}, []
    for text, name in wishes:
        sign = next((one for one in (*_wanted(text, name), *SIGNS) if one not in used), "")
        used.add(sign)
        found.append(sign)
    return found


def with_sign(text: str, sign: str) -> tuple[str, int]:
    """The words with their sign, and where it stands: in a Latin word, else behind as (N)."""
    at = place_of(text, sign)
    return (text, at) if at >= 0 or not sign else (f"{text}({sign})", len(text) + 1)


def place_of(text: str, sign: str) -> int:
    """Where a sign stands in a text, first at the beginning of a word; -1 without it."""
    starts = {word.start() for word in LATIN.finditer(text)}
    places = [at for at, one in enumerate(text) if one.upper() == sign]
    return next((at for at in places if at in starts), places[0] if places else -1)


def _wanted(text: str, name: str) -> Iterator[str]:
    """Letters in the order in which they say most about what they press."""
    for source in (text, name):
        words = LATIN.findall(source.replace("_", " "))
        yield from (word[0].upper() for word in words)
        yield from (one.upper() for word in words for one in word[1:])
