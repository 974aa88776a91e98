"""Makes typed, pasted and scanned characters alike before they are compared.

Only ASCII is folded (full-width forms FF01-FF5E and the wide space): Unicode's own compatibility
folding would also change Chinese characters that are different names.
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
    """`text` without white space, invisible characters and those of `unwanted`."""
    return "".join(
        one for one in text if not one.isspace() and one not in _INVISIBLE and one not in unwanted
    )


def is_digits(text: str) -> bool:
    """0-9 only: str.isdigit() also takes ² and Arabic figures."""
    return text.isascii() and text.isdigit()


def starred(text: str, *, head: int, tail: int) -> str:
    """The first `head` and last `tail` characters with stars between them.

    All stars where fewer than two would be hidden.
    """
    hidden = len(text) - head - tail
    if hidden < 2:
        return "*" * len(text)
    return text[:head] + "*" * hidden + (text[-tail:] if tail else "")
