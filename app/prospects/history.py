"""Reads what happened with one prospect: its contacts and its levels, the newest first."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.permissions import Actor
from app.prospects.queries import Graded, gradings, kept_until, own_only
from app.rows import columns_of, fetch
from db.tables.admin import Staff
from db.tables.prospects import FollowUp, Prospect
from db.vocabulary import CallResult, ContactWay


@dataclass(frozen=True, slots=True)
class MadeContact:
    """A contact that was made."""

    done_at: datetime
    way: ContactWay | None
    result: CallResult | None
    content: str | None
    by: str


@dataclass(frozen=True, slots=True)
class ProspectHistory:
    """All contacts and levels of a prospect, and the last day on which it is its owner's."""

    id: int
    contacts: tuple[MadeContact, ...]
    gradings: tuple[Graded, ...]
    until: date | None


def prospect_history(
    session: Session, prospect_id: int, *, viewer: Actor
) -> ProspectHistory | None:
    """The history of a prospect that the viewer may see."""
    seen = own_only(select(Prospect.opened_at), viewer).where(Prospect.id == prospect_id)
    opened_at = session.scalar(seen)
    if opened_at is None:
        return None
    return ProspectHistory(
        prospect_id,
        tuple(made_contacts(session, prospect_id)),
        tuple(gradings(session, prospect_id)),
        kept_until(session, prospect_id, opened_at),
    )


def made_contacts(session: Session, prospect_id: int) -> list[MadeContact]:
    """The contacts of a prospect, the newest first."""
    return contacts_where(session, FollowUp.prospect_id == prospect_id)


def contacts_where(session: Session, about: ColumnElement[bool]) -> list[MadeContact]:
    """The contacts that were made, of those that the condition names, the newest first."""
    wanted = select(*columns_of(MadeContact, FollowUp), Staff.name.label("by"))
    made = wanted.outerjoin(Staff, Staff.id == FollowUp.done_by).where(
        about, FollowUp.done_at.is_not(None)
    )
    return fetch(session, MadeContact, made.order_by(FollowUp.done_at.desc(), FollowUp.id.desc()))
