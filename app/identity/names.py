"""Names of people.

Kept as they are written, down to the rare character; only what cannot be seen goes.
"""

import unicodedata

from app.identity.verdict import Verdict, block, fine, warn
from app.text import N_

KIND = "name"
LONGEST = 64  # characters, not UTF-16 units: rare characters count once


def normalise(value: str) -> str:
    """Composed (NFC), without control and direction characters, with single spaces.

    Every middle dot is ·.
    """
    seen = "".join(
        " " if one.isspace() else one
        for one in value
        if one.isspace() or unicodedata.category(one) not in ("Cc", "Cf", "Cs")
    )
    alike = "".join("·" if one in "•‧∙⋅・･" else one for one in seen)
    return " ".join(unicodedata.normalize("NFC", alike).split())


def judge(value: str) -> Verdict:
    """A person may have any name.

    Only nothing, a novel or a telephone number in the wrong field is remarked.
    """
    normal = normalise(value)
    if not normal:
        return block("name.empty", normal, message=N_("No name was entered."))
    if len(normal) > LONGEST:
        return block(
            "name.length",
            normal,
            message=N_("A name has at most {longest} characters."),
            longest=str(LONGEST),
        )
    if not any(one.isalpha() for one in normal):
        return warn(
            "name.letters", normal, message=N_("A name without a letter: please look again.")
        )
    return fine(KIND, normal)


def shown(normal: str) -> str:
    return normal


def masked(value: str) -> str:
    """`张*`: the first character and one star, however long the name."""
    normal = normalise(value)
    return normal[:1] + "*" if normal else ""
