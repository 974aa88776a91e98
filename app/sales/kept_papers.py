"""Every paper of an order as it was given out, whatever the order says by now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.admin import archive
from app.formatting import joined, short_moment
from app.labels import label
from app.paper.reprint import copy_of
from app.permissions import Actor
from app.rows import columns_of, fetch
from app.sales import order_operations
from app.sales.order_commands import NOUNS
from app.text import language
from db.tables.papers import IssuedPaper
from db.vocabulary import PaperKind


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper that was given out: its newest copy."""

    id: int
    kind: PaperKind
    number: str
    noun_id: int
    issued_at: datetime

    @property
    def told(self) -> str:
        """The paper as a menu names it."""
        return joined(label(self.kind), self.number, short_moment(self.issued_at))


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """The bytes of a kept paper, and which copy the next one is."""

    pdf: bytes
    copy: int
    language: str


def kept_papers(
    session: Session, order_id: int, viewer: Actor, *, at: datetime
) -> tuple[KeptPaper, ...]:
    """The papers of an order, its changes and its money, the first one first."""
    row = order_operations.printable(session, order_id, viewer, at=at)
    records = dict.fromkeys(NOUNS, (row.id,)) | {
        PaperKind.ORDER_CHANGE: tuple(one.id for one in row.changes),
        PaperKind.SALE_RECEIPT: tuple(one.id for one in row.payments),
    }
    of_order = or_(
        *(
            and_(
                IssuedPaper.noun == NOUNS[kind],
                IssuedPaper.noun_id.in_(ids),
                IssuedPaper.kind == kind,
            )
            for kind, ids in records.items()
        )
    )
    wanted = select(*columns_of(KeptPaper, IssuedPaper)).where(of_order)
    found = fetch(session, KeptPaper, wanted.order_by(IssuedPaper.id))
    newest = {(one.kind, one.noun_id, one.number): one for one in found}
    return tuple(newest.values())


def kept_copy(session: Session, paper: KeptPaper, name: str, *, viewer: Actor) -> KeptCopy:
    """A kept paper for one more copy; prints of it are counted under a name.

    Refused for a colleague's order.
    """
    row = session.get_one(IssuedPaper, paper.id)
    order_operations.check_paper(session, (row.kind, row.noun_id), viewer, at=row.issued_at)
    return KeptCopy(row.pdf, row.copies + archive.prints(session, name) + 1, language())


def copied(facts: KeptCopy) -> bytes:
    """The kept paper, marked as the copy that it is."""
    return copy_of(facts.pdf, facts.copy, language=facts.language)
