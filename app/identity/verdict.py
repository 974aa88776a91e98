"""The verdict on a number that somebody typed: fine, to be asked about, or refused.

It warns wherever real numbers are known to break the rule (European VINs, new telephone ranges),
and blocks only what cannot be: a refused plate costs a customer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from app.errors import Refused
from app.text import _


class Judgement(StrEnum):
    """What follows from a number: nothing, a question, or no save."""

    FINE = "fine"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: the normal form, the level and a message.

    `message` is a source text with `{facts}`. `code` ("plate.province") stands for it in tests and
    logs, which show no numbers.
    """

    kind: str
    normal: str
    level: Judgement
    code: str
    message: str
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def accepted(self, field: str) -> str:
        """The normal form; Refused beside `field` where the number cannot be."""
        if self.is_blocked:
            raise Refused(self.code, self.message, field=field, **self.facts)
        return self.normal

    def text(self) -> str:
        """The message in the present language; a fine number has none."""
        return _(self.message).format_map(self.facts)

    @property
    def is_fine(self) -> bool:
        return self.level is Judgement.FINE

    @property
    def is_blocked(self) -> bool:
        return self.level is Judgement.BLOCK


def fine(kind: str, normal: str, **facts: str) -> Verdict:
    """A number that may be saved; `facts` is what it tells (birth date, model year)."""
    return Verdict(kind, normal, Judgement.FINE, f"{kind}.fine", "", MappingProxyType(facts))


def warn(code: str, normal: str, *, message: str, **facts: str) -> Verdict:
    """A number to ask about before it is saved.

    The kind is the first word of the `code`.
    """
    kind = code.partition(".")[0]
    return Verdict(kind, normal, Judgement.WARN, code, message, MappingProxyType(facts))


def block(code: str, normal: str, *, message: str, **facts: str) -> Verdict:
    """A number that is not saved; the kind is the first word of the `code`."""
    kind = code.partition(".")[0]
    return Verdict(kind, normal, Judgement.BLOCK, code, message, MappingProxyType(facts))
