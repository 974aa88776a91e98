"""Reads how the warranty repair record of an order stands: copy given, signatures (article 17)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin import archive
from app.orders.service_types import line_types
from db.nouns import Noun
from db.tables.papers import IssuedPaper
from db.tables.service import RepairOrder
from db.vocabulary import PaperKind, ServiceType


class RecordState(StrEnum):
    """What the record of a warranty repair still needs."""

    NOT_PRINTED = "not_printed"
    UNSIGNED = "unsigned"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class RepairRecord:
    """The state of the record that was printed last."""

    state: RecordState
    signed_at: datetime | None = None


def record_of(session: Session, order: RepairOrder) -> RepairRecord | None:
    """How the record of an order stands; None for an order that needs none."""
    if ServiceType.WARRANTY not in {order.service_type, *line_types(session, order.id)}:
        return None
    if not archive.copies(session, PaperKind.REPAIR_RECORD, Noun.REPAIR_ORDER, noun_id=order.id):
        return RepairRecord(RecordState.NOT_PRINTED)
    if order.record_signed_at is None:
        return RepairRecord(RecordState.UNSIGNED)
    return RepairRecord(RecordState.SIGNED, order.record_signed_at)


def left_unsigned(session: Session, since: datetime) -> Iterator[RepairOrder]:
    """Orders handed over since then whose printed record nobody noted as signed, the oldest first.

    Where it was never printed here, the system of the maker may print it: nothing waits.
    """
    printed = select(IssuedPaper.id).where(
        IssuedPaper.noun == Noun.REPAIR_ORDER,
        IssuedPaper.noun_id == RepairOrder.id,
        IssuedPaper.kind == PaperKind.REPAIR_RECORD,
    )
    wanted = select(RepairOrder).where(
        RepairOrder.delivered_at >= since,
        RepairOrder.record_signed_at.is_(None),
        printed.exists(),
    )
    for order in session.scalars(wanted.order_by(RepairOrder.delivered_at, RepairOrder.id)):
        record = record_of(session, order)
        if record is not None and record.state is RecordState.UNSIGNED:
            yield order
