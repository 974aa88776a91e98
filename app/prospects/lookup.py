"""Finds the prospect of a command, and refuses it to whom it does not belong."""

from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.permissions import Actor
from app.prospects import rules
from app.text import N_
from db.nouns import Noun
from db.tables.prospects import Prospect
from db.vocabulary import ProspectState


def live_prospect(session: Session, prospect_id: int) -> Prospect:
    """A prospect that is neither bought nor lost; Refused for another one."""
    prospect = session.get_one(Prospect, prospect_id)
    if prospect.state not in (ProspectState.OPEN, ProspectState.LOSS_ASKED):
        raise Refused("prospect.closed", N_("This prospect is closed."))
    return prospect


def check_seen_own(prospect: Prospect, version: int | None, *, by: Actor) -> None:
    """Refused where somebody else has saved meanwhile, or for whom it does not belong."""
    check_seen(version, prospect.version, noun=Noun.PROSPECT, id=prospect.id)
    check_own(prospect, by)


def check_own(prospect: Prospect, by: Actor) -> None:
    """Refused for everybody but who looks after the prospect and managers."""
    if not rules.may_grade(by.roles, prospect.owner_id == by.staff_id):
        message = N_("Only who looks after this prospect or a manager may do this.")
        raise Refused("prospect.not_yours", message)
