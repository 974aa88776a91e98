"""Declares and checks which roles may run a command."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from app.errors import Refused
from app.text import N_
from db.staff_words import Role

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who is signed in, and the workstation."""

    staff_id: int
    name: str
    roles: frozenset[Role]
    workstation: str

    def may(self, *roles: Role) -> bool:
        """True for any of `roles`, and for managers unless only administrators may."""
        wanted = frozenset(roles)
        is_manager = Role.MANAGER in self.roles and wanted != {Role.ADMINISTRATOR}
        return is_manager or bool(self.roles & wanted)


def allow(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declares who may run a command; others are Refused."""

    def declare(command: Callable[P, R]) -> Callable[P, R]:
        @wraps(command)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            by = cast(Actor, kwargs["by"])
            if not by.may(*roles):
                message = N_("Your role may not do this. Ask a colleague who may.")
                raise Refused("permission.denied", message)
            return command(*args, **kwargs)

        checked.roles = frozenset(roles)  # type: ignore[attr-defined]
        return checked

    return declare
