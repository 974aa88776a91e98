"""Breaks a text into lines.

Chinese between any two characters but not before 。 or after （, English between words.

reportlab's own Paragraph reads markup, folds the wide space and breaks English words in Chinese
mode; this does none of it.
"""

from app.paper.fonts import width, widths
from app.paper.style import TextStyle

_NEVER_FIRST = frozenset("、。，．；：！？）】》〉」』〕”’…·％℃,.;:!?)]}%")
_NEVER_LAST = frozenset("（【《〈「『〔“‘￥¥([{$#")
_WIDE = 0x2E80  # from here on every character is its own word


def broken(text: str, style: TextStyle, *, room: float) -> list[str]:
    """The printable `text` in lines of at most `room` points.

    A word that is too long is cut.
    """
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, style, room)]


def fitted(text: str, style: TextStyle, *, room: float) -> str:
    """`text` on one line, ended with … where it does not fit (footers only.

    A paper never hides what was agreed).
    """
    line = text.replace("\n", " ")
    if width(line, style) <= room:
        return line
    return broken(line, style, room=room - width("…", style))[0] + "…"


def _lines(text: str, style: TextStyle, room: float) -> list[str]:
    each = widths(text, style)
    if sum(each) <= room:
        return [text]
    lines: list[str] = []
    start, best, used = 0, 0, 0.0
    for place, one in enumerate(each):
        if place > start and _may_break(text[place - 1], text[place]):
            best = place
        used += one
        while used > room and place > start and text[place] != " ":
            end = best if best > start else place
            lines.append(text[start:end].rstrip(" "))
            start, used = end, sum(each[end : place + 1])
    return [*lines, text[start:].rstrip(" ")]


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or after == " ":
        return False
    return before == " " or ord(before) >= _WIDE or ord(after) >= _WIDE
