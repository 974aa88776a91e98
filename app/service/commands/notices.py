"""Notes that a customer was told that the car is ready (K8)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Refused
from app.orders import operations
from app.permissions import Actor, allow
from app.text import N_
from db.quality_words import NoticeWay
from db.tables.workshop import ReadyNotice
from db.vocabulary import Role, Stage

TELLERS = (Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER)


@dataclass(frozen=True, slots=True)
class NoticeValue:
    """How who was told, and the text as it was sent."""

    way: NoticeWay | None
    told: str | None = None
    words: str | None = None


@allow(*TELLERS)
def note_ready(
    session: Session, order_id: int, value: NoticeValue, *, by: Actor, at: datetime
) -> int:
    """Keeps that the customer knows; Refused before the car is ready. Returns its id."""
    order = operations.find(session, order_id)
    if order.stage is not Stage.READY:
        message = N_("The car is not ready yet. Move the order to “Ready” first.")
        raise Refused("notice.not_ready", message)
    if value.way is None:
        raise Refused("notice.no_way", N_("How was the customer told?"), field="way")
    row = ReadyNotice(order_id=order_id, way=value.way, staff_id=by.staff_id, at=at)
    row.told = (value.told or "").strip() or None
    row.words = (value.words or "").strip() or None
    session.add(row)
    session.flush()
    return row.id
