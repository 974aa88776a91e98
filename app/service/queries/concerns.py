"""Reads the concerns of an order, each with the jobs that answer it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
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
    of_order = {"order_id": order_id}
    jobs = [*session.execute(_tied(), of_order)]
    answers = lambda row: tuple(line for concern, line in jobs if concern == row.id)  # noqa: E731
    return tuple(fetch(session, ConcernRow, _concerns(), params=of_order, jobs=answers))


@cache
def _concerns() -> Select[*tuple[Any, ...]]:
    """Built once, as `_tied`: building them costs more than running them."""
    wanted: Select[*tuple[Any, ...]] = select(*columns_of(ConcernRow, Concern))
    of_order = Concern.order_id == bindparam("order_id")
    return wanted.where(of_order).order_by(Concern.position, Concern.id)


@cache
def _tied() -> Select[int | None, int]:
    tied = select(LabourLine.concern_id, LabourLine.id)
    of_order = LabourLine.order_id == bindparam("order_id")
    return tied.where(of_order).order_by(LabourLine.position, LabourLine.id)
