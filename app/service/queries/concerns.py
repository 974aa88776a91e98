"""Reads the concerns of an order, each with the jobs that answer it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.rows import columns_of, fetch
from db.tables.service import Concern, LabourLine


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern of the customer."""

    id: int
    words: str
    finding: str | None
    cause: str | None
    correction: str | None
    internal_note: str | None
    version: int
    jobs: tuple[int, ...]
    """Ids of the labour that answers it."""


def concerns(session: Session, order_id: int) -> tuple[ConcernRow, ...]:
    """The concerns of an order in their order."""
    wanted = select(*columns_of(ConcernRow, Concern)).where(Concern.order_id == order_id)
    in_order = wanted.order_by(Concern.position, Concern.id)
    tied = select(LabourLine.concern_id, LabourLine.id).where(LabourLine.order_id == order_id)
    jobs = [*session.execute(tied.order_by(LabourLine.position, LabourLine.id))]
    answers = lambda row: tuple(line for concern, line in jobs if concern == row.id)  # noqa: E731
    return tuple(fetch(session, ConcernRow, in_order, jobs=answers))
