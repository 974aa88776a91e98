"""What is known before anybody is signed in. Loaded before the database library, so that a person can type while that comes."""

import json
from dataclasses import dataclass
from pathlib import Path

from db import glance
from db.words import Role


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody who may sign in: active and with a password."""

    id: int
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Threshold:
    """The store's name, and who may sign in by name; nobody in a store that was never founded."""

    store_name: str
    practice: bool
    people: tuple[Comer, ...]
    is_new: bool = False


def seen(path: Path) -> Threshold | None:
    """The threshold of a sound store of this program's own schema; None where opening it has something else to show first."""
    found = glance.glance(path)
    if found is None or not found.people:
        return None
    people = tuple(Comer(key, name, frozenset(map(Role, roles))) for key, name, roles in found.people)
    rules = {name: json.loads(value) for name, value in found.rules.items()}
    return Threshold(rules.get("store_name", ""), rules.get("practice", False), people)
