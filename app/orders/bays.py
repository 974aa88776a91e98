"""Tells which car stands in a bay: a bay holds one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.errors import Refused
from app.formatting import joined, short_moment
from app.identity import plate as plates
from app.text import N_
from db.nouns import Noun
from db.tables.service import IN_SHOP, Bay, RepairOrder


def standing(session: Session, bay_id: int, *, beside: int) -> RepairOrder | None:
    """Another car than that of the order `beside` in a bay."""
    inside = select(RepairOrder).where(RepairOrder.bay_id == bay_id, IN_SHOP)
    return session.scalar(inside.where(RepairOrder.id != beside).limit(1))


def is_free(session: Session, bay_id: int | None, *, beside: int) -> bool:
    """True for a bay in use without another car."""
    bay = session.get(Bay, bay_id) if bay_id is not None else None
    return bay is not None and bay.active and standing(session, bay.id, beside=beside) is None


def check_free(session: Session, bay_id: int, *, beside: int) -> None:
    """Refused for a bay out of use, or with another car; names who put it there and when."""
    bay = session.get(Bay, bay_id)
    if bay is None or not bay.active:
        raise Refused("order.bay", N_("Choose a bay that is in use."), field="bay_id")
    other = standing(session, bay_id, beside=beside)
    if other is None:
        return
    message = N_("{plate} stands in this bay ({who}). Move it first.")
    shown, who = plates.shown(other.plate or ""), set_by(session, other.id, "bay_id")
    raise Refused("bay.taken", message, field="bay_id", plate=shown or other.number, who=who)


def set_by(session: Session, order_id: int, field: str) -> str:
    """`Wang Min, 11-21 12:00`: who gave a field of an order its value last."""
    saved = audit.last_set(session, Noun.REPAIR_ORDER, key=order_id, field=field)
    return joined(saved.by, short_moment(saved.at), by=", ") if saved is not None else "—"
