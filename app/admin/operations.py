"""The people who work here, and the wording of the papers: what the commands of the house share."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.text import N_
from db.tables.admin import Staff, Wording
from db.vocabulary import PaperKind, Role


def person(session: Session, staff_id: int) -> Staff:
    """Somebody who works or worked here."""
    row = session.get(Staff, staff_id)
    if row is None:
        raise Refused("staff.unknown", N_("This entry does not exist any more."))
    return row


def refuse_namesake(session: Session, name: str, own_id: int | None) -> None:
    """Two colleagues with one name could not tell which of them signs in."""
    twin = session.scalar(select(Staff.id).where(Staff.name == name, Staff.active))
    if twin is not None and twin != own_id:
        raise Refused(
            "staff.double",
            N_("Somebody here has this name already. Add something to tell them apart."),
            field="name",
        )


def refuse_without_administrator(session: Session, *, without: int) -> None:
    """Somebody must be able to set up this store.

    The last administrator who can sign in stays one.
    """
    able = session.scalars(
        select(Staff).where(Staff.active, Staff.password_hash.is_not(None), Staff.id != without)
    )
    if not any(Role.ADMINISTRATOR in row.roles for row in able):
        raise Refused(
            "staff.last_administrator",
            N_("This is the last administrator. Make somebody else one first."),
            field="roles",
        )


def add_edition(
    session: Session, kind: PaperKind, language: str, *, clauses: str, at: datetime
) -> int:
    """A new edition of a paper's wording; the older ones stay for the papers that carry them."""
    last = (
        session.scalar(
            select(func.max(Wording.edition)).where(
                Wording.kind == kind, Wording.language == language
            )
        )
        or 0
    )
    session.add(Wording(kind=kind, language=language, edition=last + 1, clauses=clauses, since=at))
    return last + 1
