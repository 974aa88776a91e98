"""Notes who reads the whole telephone numbers of an order, and why."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.orders import operations
from app.people.rules import check_reveal
from app.permissions import Actor, allow
from db.nouns import Noun
from db.vocabulary import Act, Role


@allow(Role.ADVISOR, Role.CONTROLLER, Role.RECEPTION, Role.CASHIER, Role.CARE)
def reveal(session: Session, order_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """Notes that somebody looks at the numbers of somebody else's order; returns its id."""
    said = check_reveal(reason)
    order = operations.find(session, order_id)
    audit.note(session, Act.SEE, Noun.REPAIR_ORDER, noun_id=order.id, reason=said)
    return order.id
