"""Lets a second person sign for an act of a colleague with the own password (A7)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin import operations
from app.admin.values import Approver
from app.errors import Refused
from app.permissions import Actor
from app.text import N_
from db.tables.admin import Staff
from db.vocabulary import Role

WITNESSES = frozenset({Role.MANAGER, Role.CASHIER, Role.ADVISOR, Role.CONTROLLER})
"""Who may be the second person where the first one is the manager."""


class SecondPersonNeeded(Refused):
    """Refused until a second person signs; the window asks for name and password."""


def check(
    session: Session, approver: Approver, *, roles: frozenset[Role], by: Actor, at: datetime
) -> int:
    """The second person's id; Refused unless it is somebody else with a role and the password.

    A wrong password counts and locks as at the sign-in.
    """
    person = session.get(Staff, approver.staff_id) if approver.staff_id else None
    if person is None or not person.active:
        raise Refused("second.nobody", N_("Who signs for it? Choose a colleague."), field="second")
    if person.id == by.staff_id:
        message = N_("Somebody else than you has to sign for it.")
        raise Refused("second.self", message, field="second")
    if not person.roles & roles:
        raise Refused("second.role", N_("This colleague may not sign for it."), field="second")
    operations.check_password(person, approver, by=by, at=at)
    if person.failures:
        person.failures, person.locked_until = 0, None
    return person.id


def exists(session: Session, roles: frozenset[Role], *, by: Actor) -> bool:
    """True where a colleague other than the actor works here with one of the roles."""
    return bool(others(session, roles, by=by))


def others(session: Session, roles: frozenset[Role], *, by: Actor) -> list[str]:
    """The names of the colleagues besides the actor who have one of the roles."""
    found = session.scalars(
        select(Staff).where(Staff.active, Staff.id != by.staff_id).order_by(Staff.id)
    )
    return [person.name for person in found if person.roles & roles]
