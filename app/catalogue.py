"""Reads a catalogue of translations (`.mo`) text by text.

gettext decodes the whole file at the start: 14 ms before the first paint, for thousands of texts
of which a day needs some hundreds. What was found once is kept.
"""

import struct
from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property
from gettext import NullTranslations, c2py

MAGIC = 0x950412DE
BOUNDS = struct.Struct("<2I")
PLURAL = "plural="
BREAK = b"\0"
"""Stands between the forms of a text."""

Entry = tuple[list[str], bool]
"""The forms of a translation, and whether its text counts things."""


class NoCatalogue(OSError):
    """The file is no catalogue, or is cut off."""


class Catalogue(NullTranslations):
    """The translations of one language; the texts of the source stand in order."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data
        self._sources, self._texts = _columns(data)
        self._found: dict[str, Entry] = {}

    def gettext(self, message: str) -> str:
        """The translation, or the text itself; of a text with plurals the form for one."""
        forms, counts = self._entry(message)
        return forms[self._form_of(1) if counts else 0] if forms else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for `n` things."""
        forms, counts = self._entry(msgid1)
        if counts:
            return forms[self._form_of(n)]
        return msgid1 if n == 1 else msgid2

    def _entry(self, message: str) -> Entry:
        if message not in self._found:
            self._found[message] = self._search(message.encode())
        return self._found[message]

    def _search(self, source: bytes) -> Entry:
        place = bisect_left(self._sources, source)
        found = self._sources[place] if place < len(self._sources) else b""
        if found.partition(BREAK)[0] != source:
            return [], False
        length, start = BOUNDS.unpack_from(self._data, self._texts + BOUNDS.size * place)
        return self._data[start : start + length].decode().split("\0"), BREAK in found

    @cached_property
    def _form_of(self) -> Callable[[int], int]:
        header = "".join(self._search(b"")[0])
        rule = header.partition(PLURAL)[2].partition(";")[0].partition("\n")[0]
        found: Callable[[int], int] = c2py(rule or "0")
        return found


def _columns(data: bytes) -> tuple[list[bytes], int]:
    """Every source text, the empty one first, and where the bounds of the translations begin."""
    try:
        magic, _version, count, sources, texts = struct.unpack_from("<5I", data)
        if magic != MAGIC or texts + BOUNDS.size * count > len(data):
            raise NoCatalogue("no catalogue of translations, or cut off")
        bounds = BOUNDS.iter_unpack(data[sources : sources + BOUNDS.size * count])
        return [data[start : start + length] for length, start in bounds], texts
    except struct.error as cut_off:
        raise NoCatalogue("a catalogue of translations is cut off") from cut_off
