"""How typed, pasted and scanned characters are made alike before anything is compared.

Only ASCII is folded (full-width forms FF01-FF5E and the wide space): Unicode's own compatibility
folding would also change
Chinese characters that are different names.
"""

_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_UPPER = {ord(letter): letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}

DOTS = ".·•‧∙⋅・･。"
HYPHENS = "-‐‑‒–—−_"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"


def half_width(text: str) -> str:
    """`Ａ１　` becomes `A1 `; everything else stays."""
    return text.translate(_HALF_WIDTH)


def upper(text: str) -> str:
    """Capitals of a-z only: `ß`.upper() would make one character two."""
    return text.translate(_UPPER)


def without(text: str, unwanted: str) -> str:
    """`text` without white space, without what cannot be seen (pasted from chats) and without
    `unwanted`.
    """
    return "".join(
        one for one in text if not one.isspace() and one not in _INVISIBLE and one not in unwanted
    )


def is_digits(text: str) -> bool:
    """0-9 only: str.isdigit() also takes ² and Arabic figures."""
    return text.isascii() and text.isdigit()


def starred(text: str, *, head: int, tail: int) -> str:
    """The first `head` and last `tail` characters.

    A text too short to hide at least two between them is hidden whole.
    """
    hidden = len(text) - head - tail
    return (
        "*" * len(text)
        if hidden < 2
        else text[:head] + "*" * hidden + (text[-tail:] if tail else "")
    )
