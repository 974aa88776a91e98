"""Reads what signing in needs, apart from the other queries: nobody waits for more tables."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app import settings
from app.admin.sign_in_info import SignInInfo, SignInPerson
from app.errors import Refused
from app.permissions import Actor
from app.pinyin import by_sound
from app.rows import columns_of, fetch
from app.settings import Settings, StoreSettings
from app.text import N_
from db.tables.admin import Staff

MAY_SIGN_IN = and_(Staff.active, Staff.password_hash.is_not(None))


class Entering(NamedTuple):
    """The store's rules, and how this person left the lists, by list."""

    rules: Settings
    views: dict[str, dict[str, Any]]


def sign_in_info(session: Session) -> SignInInfo:
    """What the sign-in page shows, read once the database library is loaded."""
    rules = settings.load(session).of(StoreSettings)
    people = tuple(sign_in_choices(session))
    return SignInInfo(rules.store_name, rules.practice, people, is_new=is_new_store(session))


def entering(session: Session, staff_id: int) -> Entering:
    """What the window needs to know of the store and of whoever signs in."""
    from db.tables.list_views import ListView  # mapped while somebody types the password

    kept = session.scalars(select(ListView).where(ListView.staff_id == staff_id))
    return Entering(settings.load(session), {row.name: _state(row.state) for row in kept})


def _state(told: str) -> dict[str, Any]:
    """How a list was left; as it is at first where that cannot be read."""
    try:
        state = json.loads(told)
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def sign_in_to_read(
    session: Session, staff_id: int, password: str, *, workstation: str, at: datetime
) -> Actor | Refused:
    """Signs a person in to a store that cannot be written, so that nothing of it is recorded.

    Who is locked stays locked; a wrong password is returned as Refused.
    """
    from app.admin import passwords  # nobody waits for it before a password is typed

    person = session.get(Staff, staff_id)
    if person is not None and person.locked_until is not None and person.locked_until > at:
        message = N_("Too many wrong passwords. Try again in {wait} seconds.")
        wait = int((person.locked_until - at).total_seconds()) + 1
        return Refused("password.wait", message, field="password", wait=wait)
    matches = passwords.matches(person.password_hash if person else None, password)
    if person is None or not person.active or not matches:
        return Refused("password.wrong", N_("The password is not right."), field="password")
    return Actor(person.id, person.name, person.roles, workstation)


def is_new_store(session: Session) -> bool:
    """True until the first administrator exists."""
    return session.scalar(select(Staff.id).limit(1)) is None


def sign_in_choices(session: Session) -> list[SignInPerson]:
    """Everybody who may sign in: active and with a password, by the sound of their names."""
    may = select(*columns_of(SignInPerson, Staff)).where(MAY_SIGN_IN).order_by(Staff.id)
    return sorted(fetch(session, SignInPerson, may), key=lambda one: by_sound(one.name))
