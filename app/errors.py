"""Three kinds of trouble: a rule says no (Refused), the environment says no (Trouble), a bug (anything else)."""

from typing import Any

from app.text import _
from db.problems import Cause, Trouble

__all__ = ["Cause", "Conflict", "Refused", "Trouble"]


class Refused(Exception):
    """The only exception that a user is meant to read.

    `code` names the rule for tests and audit, `message` is an `N_()` text with `{fact}` places, `field` the form field
    beside which it is shown.
    """

    def __init__(self, code: str, message: str, *, field: str | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.facts = facts

    def text(self) -> str:
        """What the user reads, in the present language."""
        return _(self.message).format(**self.facts)


class Conflict(Refused):
    """Somebody else saved the same record meanwhile; `facts` name the noun and id."""
