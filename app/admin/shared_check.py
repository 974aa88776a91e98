"""The daily check of a store that several PCs share: one of them makes it, all are told."""

import json
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app import audit
from app.permissions import Actor
from db.nouns import Noun
from db.tables.admin import Audit
from db.vocabulary import Act

EVERY = timedelta(hours=23)
"""PCs are switched on at about the same time each day."""
CHECK = "check"


def begin(session: Session, *, by: Actor, at: datetime) -> bool:
    """True for the one PC that makes the check of this day, which is noted.

    A check that is dated after now was noted by a wrong clock and counts for nothing.
    """
    newest = select(Audit.id).where(*_checks(), Audit.at > at - EVERY, Audit.at <= at).limit(1)
    if session.scalar(newest) is not None:
        return False
    audit.note(session, Act.SEE, Noun.AUDIT, reason=CHECK)
    return True


def tell(session: Session, fault: str, *, by: Actor, at: datetime) -> None:
    """Notes what the check found; "" for a sound store."""
    audit.note(session, Act.SEE, Noun.AUDIT, reason=CHECK, new={CHECK: fault})


def told(session: Session) -> str:
    """What the newest check that came to its end found."""
    ended = select(Audit.new).where(*_checks(), Audit.new.is_not(None))
    found = session.scalar(ended.order_by(Audit.id.desc()).limit(1))
    return str(json.loads(found or "{}").get(CHECK, ""))


def _checks() -> tuple[ColumnElement[bool], ...]:
    return (
        Audit.noun == Noun.AUDIT,
        Audit.noun_id.is_(None),
        Audit.act == Act.SEE,
        Audit.reason == CHECK,
    )
