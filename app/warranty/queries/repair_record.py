"""Reads how the warranty repair record of an order stands: copy given, signatures (article 17)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from app.admin import archive
from app.orders.service_types import line_types
from db.nouns import Noun
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
