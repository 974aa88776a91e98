"""The sentences of a text that teaches, in Chinese and English."""

import re

_END = re.compile(r"(?<=。)(?=\S)|(?<=[.!?]) +(?=\S)")


def first_sentence(text: str) -> str:
    """The first one: what follows it tells to press a key."""
    return _END.split(text, maxsplit=1)[0]


def one_a_line(text: str) -> str:
    """Every sentence begins a line of its own, so that steps can be followed."""
    return "\n".join(_END.split(text))


def first_paragraphs(text: str, most: int, *, more: str) -> str:
    """The first sentences as paragraphs, with `more` below them where others follow."""
    sentences = _END.split(text)
    shown = sentences[:most]
    return "\n\n".join(shown if len(sentences) <= most else [*shown, more])
