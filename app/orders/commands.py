"""What the service desk and the workshop may both ask for."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import check_seen
from app.orders import operations, sublets
from app.orders.rules import check_open
from app.orders.sublets import SubletValue
from app.permissions import Actor, allow
from db.vocabulary import Role, Stage


@allow(Role.CONTROLLER, Role.ADVISOR)
def send_out(
    session: Session,
    order_id: int,
    value: SubletValue,
    *,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Stage:
    """Sends a car to another workshop, or changes where it is; returns the stage before."""
    order = operations.find(session, order_id)
    check_seen(version, order.version)
    check_open(order.stage)
    old = order.stage
    sublets.send(session, order, value, by=by, at=at)
    operations.move(session, order, Stage.SUBLET, by=by, at=at)
    return old
