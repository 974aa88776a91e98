"""Asks the same question of one state of the store only once."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy.orm import Session

P = ParamSpec("P")
R = TypeVar("R")
READS = "reads"
"""Set in the sessions that see one state of the store from beginning to end."""
ANSWERS = "answers"


def read_once(query: Callable[Concatenate[Session, P], R]) -> Callable[Concatenate[Session, P], R]:
    """Keeps the answer of a query as long as its session lives, where that only reads.

    Several parts of a page ask for it. The arguments can be keys; nobody changes the answer.
    """

    @wraps(query)
    def asked(session: Session, /, *args: P.args, **more: P.kwargs) -> R:
        if not session.info.get(READS):
            return query(session, *args, **more)
        answers: dict[Hashable, object] = session.info.setdefault(ANSWERS, {})
        key = (query, args, tuple(more.items()))
        if key not in answers:
            answers[key] = query(session, *args, **more)
        return cast(R, answers[key])

    return asked
