"""Every paper of an order as it was given out, whatever the order says by now."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.admin.kept_papers import KeptCopy, KeptPaper, kept_of, one_more
from app.permissions import Actor
from app.sales import order_operations
from app.sales.order_commands import NOUNS
from db.tables.papers import IssuedPaper
from db.vocabulary import PaperKind


def kept_papers(
    session: Session, order_id: int, viewer: Actor, *, at: datetime
) -> tuple[KeptPaper, ...]:
    """The papers of an order, its changes and its money, the first one first."""
    row = order_operations.printable(session, order_id, viewer, at=at)
    records = dict.fromkeys(NOUNS, (row.id,)) | {
        PaperKind.ORDER_CHANGE: tuple(one.id for one in row.changes),
        PaperKind.SALE_RECEIPT: tuple(one.id for one in row.payments),
    }
    return kept_of(session, {kind: (NOUNS[kind], ids) for kind, ids in records.items()})


def kept_copy(session: Session, paper: KeptPaper, name: str, *, viewer: Actor) -> KeptCopy:
    """A kept paper for one more copy; Refused for a colleague's order."""
    row = session.get_one(IssuedPaper, paper.id)
    order_operations.check_paper(session, (row.kind, row.noun_id), viewer, at=row.issued_at)
    return one_more(session, row, name)
