"""What the house thinks of a number that somebody typed.

A wrong plate at opening costs a laugh, a refused one costs the customer: so a verdict warns
wherever reality is known to break
the rule (European VINs, new telephone ranges), and blocks only what cannot be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from app.text import _


class Judgement(StrEnum):
    """Fine: say nothing. Warn: say it and save. Block: do not save."""

    FINE = "fine"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`message` is a source text with `{facts}`.

    `code` ("plate.province") stands for it in tests and logs, which show no numbers.
    """

    kind: str
    normal: str
    level: Judgement
    code: str
    message: str
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def text(self) -> str:
        """The message in the language now spoken; a fine number has none."""
        return _(self.message).format_map(self.facts)

    @property
    def is_fine(self) -> bool:
        return self.level is Judgement.FINE

    @property
    def is_blocked(self) -> bool:
        return self.level is Judgement.BLOCK


def fine(kind: str, normal: str, **facts: str) -> Verdict:
    """Nothing to say; `facts` is what the number tells by itself (birth date, model year)."""
    return Verdict(kind, normal, Judgement.FINE, f"{kind}.fine", "", MappingProxyType(facts))


def warn(code: str, normal: str, *, message: str, **facts: str) -> Verdict:
    """To be asked about and taken; the kind is the first word of the `code`."""
    return Verdict(
        code.partition(".")[0], normal, Judgement.WARN, code, message, MappingProxyType(facts)
    )


def block(code: str, normal: str, *, message: str, **facts: str) -> Verdict:
    """Not to be saved; the kind is the first word of the `code`."""
    return Verdict(
        code.partition(".")[0], normal, Judgement.BLOCK, code, message, MappingProxyType(facts)
    )
