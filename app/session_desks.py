"""The desks that `Records` hands to its sessions, and what they declare together.

Apart from the classes of `app/desk_spec.py`: to open a store nobody needs those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.desk_spec import Desks, DeskSpec, ListExport


class LateDesks(Sequence["DeskSpec"]):
    """The desks, imported when somebody first asks for one.

    `load` runs once, on the thread that asks first. Until then no table of theirs is mapped.
    """

    def __init__(self, load: Callable[[], Desks]) -> None:
        self._load = cache(load)

    @overload
    def __getitem__(self, place: int) -> DeskSpec: ...
    @overload
    def __getitem__(self, place: slice) -> Desks: ...
    def __getitem__(self, place: int | slice) -> DeskSpec | Desks:
        return self._load()[place]

    def __len__(self) -> int:
        return len(self._load())


def desks_of(session: Session) -> Desks:
    """The desks that `Records` handed to its sessions."""
    desks: Desks = session.info["desks"]
    return desks


def nouns_of(desks: Desks) -> dict[str, str]:
    """How every noun of the store is called (source texts)."""
    return {noun: title for desk in desks for noun, title in desk.nouns.items()}


def export_of(desks: Desks, table: str) -> ListExport | None:
    """The declaration of the list with this name; None where it may not be saved as a file."""
    return next((one for desk in desks for one in desk.exports if one.table == table), None)
