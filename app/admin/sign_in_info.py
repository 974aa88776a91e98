"""Reads what the sign-in page shows, before the database library is loaded.

So a person can type while that is loading.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from db import pre_open_read
from db.staff_words import Role
from db.store_address import StorePlace


@dataclass(frozen=True, slots=True)
class SignInPerson:
    """Somebody who may sign in: active and with a password."""

    id: int
    name: str
    roles: frozenset[Role]


class SignInInfo(NamedTuple):
    """The store's name, and who may sign in.

    Nobody in a store that was never founded.
    """

    store_name: str
    practice: bool
    people: tuple[SignInPerson, ...]
    is_new: bool = False


def read_sign_in_info(place: StorePlace) -> SignInInfo | None:
    """What the sign-in page shows, of a sound store of this program's own schema.

    None where opening has something else to show first, and for a server, which takes as long to
    ask as to open.
    """
    found = pre_open_read.read_before_open(place) if isinstance(place, Path) else None
    if found is None or not found.people:
        return None
    people = tuple(
        SignInPerson(key, name, frozenset(map(Role, roles))) for key, name, roles in found.people
    )
    name, practice = _told(found.rules.get("store_name")), _told(found.rules.get("practice"))
    return SignInInfo(name if isinstance(name, str) else "", practice is True, people)


def _told(value: str | None) -> object:
    """A setting's value; None for a row that is none, which the check names."""
    try:
        return json.loads(value or "null")
    except ValueError:
        return None
