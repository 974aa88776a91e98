"""Lets PCs into the store of the main PC, and out again; each is noted in the history."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app import audit
from app.errors import Refused
from app.permissions import Actor, allow
from app.server import serving
from app.server.pairing_code import PairingCode
from app.text import N_
from db.nouns import Noun
from db.vocabulary import Act, Role

NO_REASON = N_("Say why, in a few words.")


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def invite(
    session: Session, folder: Path, host: str = "", *, by: Actor, at: datetime
) -> PairingCode:
    """A code with which one more PC can be paired within the next hour.

    `folder`: the data folder of the main PC; `host`: its address, where it has several.
    """
    code = serving.invite(serving.running(folder), host=host, at=at)
    audit.note(session, Act.ADD, Noun.WORKSTATION, reason=code.user)
    return code


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def revoke(
    session: Session, folder: Path, user: str, *, by: Actor, at: datetime, reason: str
) -> str:
    """Lets a PC in no more and cuts it off at once; returns how it was called.

    Refused without a reason, and for a login that is none of another PC.
    """
    if not reason.strip():
        raise Refused("revoke.reason", NO_REASON, field="reason")
    station = serving.revoke(serving.running(folder), user)
    named = " ".join(part for part in (station, user) if part)
    audit.note(session, Act.REMOVE, Noun.WORKSTATION, reason=f"{named}: {reason.strip()}")
    return station or user
