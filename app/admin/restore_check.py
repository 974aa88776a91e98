"""What a restore would change about whose store this is, stated before anything is replaced."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.admin import manifest
from app.text import N_, _
from db import engine as engines
from db.failures import Trouble
from db.vocabulary import Role

Ask = Callable[[str], Iterable[Any]]
"""Rows of a statement, whichever driver runs it."""
GUARDS = (Role.ADMINISTRATOR, Role.MANAGER)
OTHER = N_("The backup is of another store: “{there}” instead of “{here}”.")
NAMESAKE = N_("The backup is of another store that is called “{there}” too.")
PRACTICE = N_("The backup is of a practice store; this one is a real one.")
REAL = N_("The backup is of a real store; this one is for practice.")
NO_MANIFEST = N_("There is no manifest beside it: nobody can tell whether it was changed since.")
MAY = N_("Managers and administrators afterwards: {names}")
NEW = N_("{name} (new)")


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """Which store a file or database holds, and who manages it.

    `mark` names it for ever (`audit_chain.store_mark`); "" for one that nobody has founded.
    """

    mark: str
    name: str
    practice: bool
    managers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestoreComparison:
    """`differences` ask for a second look, `managers` for a look through the roles afterwards."""

    store_name: str
    differences: tuple[str, ...]
    managers: str


def facts_of(path: Path, *, closed: bool = False) -> StoreFacts | None:
    """The facts of a store's file; None where there is none or it cannot be read."""
    if not path.exists():
        return None
    try:
        with engines.reading_only(path, closed=closed) as raw:
            return read(lambda statement: raw.execute(statement).fetchall())
    except Trouble:
        return None


def read(ask: Ask) -> StoreFacts:
    """The facts of a store of any schema."""
    wanted = "SELECT name, value FROM setting WHERE name IN ('store_name', 'practice')"
    rules = {name: _told(value) for name, value in map(tuple, ask(wanted))}
    first = [row[0] for row in ask("SELECT gesture FROM audit ORDER BY id LIMIT 1")]
    people = ask("SELECT name, roles FROM staff WHERE active ORDER BY id")
    managers = tuple(name for name, roles in people if {*GUARDS} & {*roles.split(",")})
    name, practice = str(rules.get("store_name") or ""), rules.get("practice") is True
    return StoreFacts(first[0] if first else "", name, practice, managers)


def _told(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return None


def compared(here: StoreFacts | None, there: StoreFacts, *, backup: Path) -> RestoreComparison:
    """What a restore of `backup` changes, in the present language."""
    found = []
    if here is not None and here.mark and here.mark != there.mark:
        other = OTHER if there.name != here.name else NAMESAKE
        found.append(_(other).format(there=there.name, here=here.name))
    if here is not None and here.mark and here.practice != there.practice:
        found.append(_(PRACTICE) if there.practice else _(REAL))
    if manifest.read(backup) is None:
        found.append(_(NO_MANIFEST))
    known = here.managers if here is not None else there.managers
    names = [name if name in known else _(NEW).format(name=name) for name in there.managers]
    return RestoreComparison(there.name, tuple(found), _(MAY).format(names=_(", ").join(names)))
