"""Names of people, stored as they are written without invisible characters."""

import unicodedata

from app.identity.verdict import Verdict, block, fine, warn
from app.text import N_

KIND = "name"
_UNSEEN = ("Cc", "Cf", "Cs")
LONGEST = 120  # of a company; characters, not UTF-16 units: rare characters count once


def normalise(value: str) -> str:
    """Composed (NFC), without control and direction characters, with single spaces.

    Every middle dot is ·.
    """
    spaced = (" " if one.isspace() else one for one in value)
    seen = (one for one in spaced if unicodedata.category(one) not in _UNSEEN)
    alike = "".join("·" if one in "•‧∙⋅・･" else one for one in seen)
    return " ".join(unicodedata.normalize("NFC", alike).split())


def judge(value: str) -> Verdict:
    """The verdict on a name.

    None, a very long one, or one without a letter is told.
    """
    normal = normalise(value)
    if not normal:
        return block("name.empty", normal, message=N_("No name was entered."))
    if len(normal) > LONGEST:
        message = N_("A name has at most {longest} characters.")
        return block("name.length", normal, message=message, longest=str(LONGEST))
    if not any(one.isalpha() for one in normal):
        message = N_("A name without a letter: please look again.")
        return warn("name.letters", normal, message=message)
    return fine(KIND, normal)


def shown(normal: str) -> str:
    return normal


def masked(value: str) -> str:
    """The first character and one star, such as `张*`, however long the name."""
    normal = normalise(value)
    return normal[:1] + "*" if normal else ""
