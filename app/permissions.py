"""Who may do what, checked below the window: a hidden button still clicks."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from app.errors import Refused
from app.text import N_
from db.vocabulary import Role

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Actor:
    """The person at the keyboard, and which workstation it is."""

    staff_id: int
    name: str
    roles: frozenset[Role]
    workstation: str

    def may(self, *roles: Role) -> bool:
        """True for any of `roles`.

        A manager may do everything but what is the administrator's alone.
        """
        wanted = frozenset(roles)
        return bool(self.roles & wanted) or (
            Role.MANAGER in self.roles and wanted != {Role.ADMINISTRATOR}
        )


def allow(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declares on a command who may run it; refuses `permission.denied` to others."""

    def declare(command: Callable[P, R]) -> Callable[P, R]:
        @wraps(command)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            by = cast(Actor, kwargs["by"])
            if not by.may(*roles):
                raise Refused(
                    "permission.denied", N_("Your role may not do this. Ask a colleague who may.")
                )
            return command(*args, **kwargs)

        checked.roles = frozenset(roles)  # type: ignore[attr-defined]
        return checked

    return declare
