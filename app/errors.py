"""The errors of the program: Refused by a rule, Trouble of the environment.

Others are bugs.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from app.text import N_, _
from db.failures import CUT_OFF, READABLE, About, Cause, Trouble

__all__ = [
    "CUT_OFF",
    "OWN_STEPS",
    "READABLE",
    "STALE",
    "About",
    "Cause",
    "Conflict",
    "Refused",
    "Trouble",
    "check_seen",
]
STALE = N_("Somebody else saved this record meanwhile. Look at both versions.")
OWN_STEPS: ContextVar[frozenset[int]] = ContextVar("own_steps", default=frozenset())
"""While something undone is done again: the versions that its save and its undo added."""


class Refused(Exception):
    """The only exception that a user is meant to read.

    `code` names the rule for tests and audit, `message` is an `N_()` text with `{fact}` places,
    `field` the form field beside which it is shown.
    """

    def __init__(self, code: str, message: str, *, field: str | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.facts = facts
        self.kept: Callable[[Any], None] | None = None
        """Written into a session of its own: what is saved although the command is not."""

    def text(self) -> str:
        """What the user reads, in the present language."""
        return _(self.message).format(**self.facts)


class Conflict(Refused):
    """Somebody else saved the same record meanwhile; `facts` name the noun and id."""


def check_seen(seen: Any, now: Any, **facts: Any) -> None:
    """Refuses to write over what was saved since the record was read.

    `seen` is None where nothing was read before.
    """
    if seen is None or seen == now:
        return
    if not (type(seen) is type(now) is int and now - seen in OWN_STEPS.get()):
        raise Conflict("record.changed", STALE, **facts)
