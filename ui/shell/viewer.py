"""Who is signed in: what that person may do, and what queries must know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.vocabulary import Role
    from ui.shell.work import Work


def roles_of(work: Work) -> frozenset[Role]:
    """The roles of the person signed in; none while nobody is."""
    return work.actor.roles if work.actor is not None else frozenset()


def is_among(work: Work, staff: frozenset[int]) -> bool:
    """True when the person signed in is one of these colleagues."""
    return work.actor is not None and work.actor.staff_id in staff


def may(work: Work, *roles: Role) -> bool:
    """True when the person signed in may do what `roles` may; the command checks again."""
    return work.actor is not None and work.actor.may(*roles)


def viewing(work: Work) -> dict[str, object]:
    """`now` and `viewer`, for queries that show each person only what that one may read."""
    return {"now": work.now(), "viewer": work.actor}
