"""Founding the store, signing in, the store's rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, settings
from app.errors import Refused
from app.house import passwords, seeds
from app.permits import Actor, allow
from app.text import N_
from db.tables.house import Staff
from db.words import Act, Role

EVERYBODY = tuple(Role)


@dataclass(frozen=True, slots=True)
class FirstStore:
    """What the first start asks."""

    store_name: str
    language: str
    admin_name: str
    password: str


def founder(workstation: str) -> Actor:
    """The actor of a store in which nobody works yet, and of the command line."""
    return Actor(0, "", frozenset(Role), workstation)


@allow(Role.ADMINISTRATOR)
def found_store(session: Session, store: FirstStore, *, by: Actor, at: datetime) -> Actor:
    """First start: the store's name, the first person (administrator and manager), default lists. Refused on a founded store."""
    if session.scalar(select(Staff.id).limit(1)) is not None:
        raise Refused("store.founded", N_("This store already has people. Sign in instead."))
    for field in ("store_name", "admin_name"):
        if not getattr(store, field).strip():
            raise Refused("store.incomplete", N_("Please fill this in."), field=field)
    roles = frozenset({Role.ADMINISTRATOR, Role.MANAGER})
    person = Staff(name=store.admin_name.strip(), roles=roles, password_hash=passwords.hashed(store.password))
    session.add(person)
    settings.store(session, {"store_name": store.store_name.strip(), "language": store.language})
    seeds.plant(session, at)
    session.flush()
    return Actor(person.id, person.name, roles, by.workstation)


@allow(*EVERYBODY)
def sign_in(session: Session, staff_id: int, password: str, *, by: Actor, at: datetime) -> Actor | Refused:
    """The person at the keyboard. A wrong password is *returned* as Refused, so that the counted failure is committed."""
    person = session.get(Staff, staff_id)
    if person is not None and person.locked_until is not None and person.locked_until > at:
        wait = int((person.locked_until - at).total_seconds()) + 1
        return Refused("password.wait", N_("Too many wrong passwords. Try again in {wait} seconds."), field="password", wait=wait)
    if person is None or not person.active or not passwords.matches(person.password_hash, password):
        if person is not None:
            person.failures += 1
            person.locked_until = passwords.locked_until(person.failures, at)
        return Refused("password.wrong", N_("The password is not right."), field="password")
    if person.failures:
        person.failures, person.locked_until = 0, None
    session.info["by"] = actor = Actor(person.id, person.name, person.roles, by.workstation)
    audit.note(session, Act.SIGN_IN, "staff", noun_id=person.id)
    return actor


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def save_settings(session: Session, changes: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Keeps the store's rules that were changed."""
    settings.store(session, changes)
