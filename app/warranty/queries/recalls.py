"""Reads recalls with their cars, and the store's fault codes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.permissions import Actor
from app.rows import columns_of, fetch
from db.tables.warranty import FaultCode, Recall, RecallCar
from db.warranty_words import MainPart


@dataclass(frozen=True, slots=True)
class RecallRow:
    """One recall with how many of its cars are done."""

    id: int
    version: int
    number: str
    name: str
    remedy: str | None
    since: date
    active: bool
    cars: int
    done: int
    vins: str
    """The VINs, one per line."""


def recalls(session: Session, _viewer: Actor | None = None) -> list[RecallRow]:
    """All recalls, the newest first."""
    cars: dict[int, list[tuple[str, date | None]]] = defaultdict(list)
    for row in session.execute(
        select(RecallCar.recall_id, RecallCar.vin, RecallCar.done_on).order_by(RecallCar.vin)
    ):
        cars[row.recall_id].append((row.vin, row.done_on))
    return fetch(
        session,
        RecallRow,
        select(*columns_of(RecallRow, Recall)).order_by(Recall.since.desc(), Recall.id.desc()),
        cars=lambda row: len(cars[row.id]),
        done=lambda row: sum(done is not None for _vin, done in cars[row.id]),
        vins=lambda row: "\n".join(vin for vin, _done in cars[row.id]),
    )


@dataclass(frozen=True, slots=True)
class FaultCodeRow:
    """One fault code of the store."""

    id: int
    version: int
    code: str
    name: str
    part: MainPart | None
    serious: bool
    active: bool


def fault_codes(session: Session, _viewer: Actor | None = None) -> list[FaultCodeRow]:
    """All fault codes by their code, those out of use last."""
    wanted = select(*columns_of(FaultCodeRow, FaultCode))
    return fetch(session, FaultCodeRow, wanted.order_by(FaultCode.active.desc(), FaultCode.code))


def fault_options(session: Session, _viewer: Actor | None = None) -> list[tuple[int, str]]:
    """The codes in use, to choose from."""
    return [(row.id, f"{row.code} {row.name}") for row in fault_codes(session) if row.active]
