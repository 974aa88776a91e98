"""The characters that the papers' font can draw, read from its file without reportlab.

A form asks while somebody types, long before a paper is set.
"""

import struct
import unicodedata
from functools import cache

import resources

FILES = ("fonts/NotoSansSC-Regular.ttf", "fonts/NotoSansSC-Bold.ttf")
"""Regular and bold."""
BOX = "□"
_UNSEEN = ("Cc", "Cf")
_WINDOWS, _ALL_OF_UNICODE = 3, 10
_SEGMENTED = 12


def missing_characters(text: str) -> str:
    """The characters of `text`, each once, that a paper can only show as □."""
    if text.isascii():
        return ""
    return "".join(
        one for one in dict.fromkeys(text) if (ink := seen(one)) and (ink != one or not _draws(one))
    )


def seen(one: str) -> str:
    """The character itself, "" for an invisible one, □ for half a character."""
    kind = unicodedata.category(one)
    if kind == "Cs":
        return BOX
    is_selector = "\ufe00" <= one <= "\ufe0f" or "\U000e0100" <= one <= "\U000e01ef"
    return "" if one != "\n" and (kind in _UNSEEN or is_selector) else one


def _draws(one: str) -> bool:
    return one == "\n" or all(ord(one) in known for known in map(_characters, FILES))


@cache
def _characters(file: str) -> frozenset[int]:
    """The code points of a font file: the `cmap` table of format 12, 20 ms a weight."""
    with resources.path(file).open("rb") as font:
        tables = struct.unpack(">4xH6x", font.read(12))[0]
        entries = (struct.unpack(">4s4xII", font.read(16)) for _ in range(tables))
        start, length = next((at, size) for tag, at, size in entries if tag == b"cmap")
        font.seek(start)
        table = font.read(length)
    (count,) = struct.unpack_from(">2xH", table)
    places = (struct.unpack_from(">HHI", table, 4 + 8 * one) for one in range(count))
    place = next(at for *kind, at in places if kind == [_WINDOWS, _ALL_OF_UNICODE])
    form, groups = struct.unpack_from(">H10xI", table, place)
    if form != _SEGMENTED:
        raise ValueError(f"{file} has a cmap of format {form}, not {_SEGMENTED}")
    spans = (struct.unpack_from(">III", table, place + 16 + 12 * one) for one in range(groups))
    return frozenset(code for first, last, _glyph in spans for code in range(first, last + 1))
