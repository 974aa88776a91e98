"""Asks a second person to sign for money that goes back."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import settings
from app.admin import second_person
from app.admin.second_person import WITNESSES, SecondPersonNeeded
from app.admin.values import Approver
from app.errors import Refused
from app.orders.settings import AuthoritySettings
from app.permissions import Actor
from app.text import N_
from db.vocabulary import Role


def sign(session: Session, approver: Approver | None, *, by: Actor, at: datetime) -> int | None:
    """Who signs with the actor for money that goes back: one of the two is a manager."""
    is_manager = by.may(Role.MANAGER)
    if is_manager and settings.load(session).of(AuthoritySettings).manager_alone:
        return None
    roles = WITNESSES if is_manager else frozenset({Role.MANAGER})
    if is_manager and not second_person.exists(session, roles, by=by):
        message = N_(
            "Nobody else here could sign for this. Switch on “A manager credits and pays back"
            " without a second person” in the settings, “Rules and targets”, “Discounts, second"
            " sign-in”."
        )
        raise Refused("second.alone", message)
    if approver is None:
        message = N_("Two people sign for this, one of them a manager.")
        raise SecondPersonNeeded("second.needed", message)
    return second_person.check(session, approver, roles=roles, by=by, at=at)
