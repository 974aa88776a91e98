"""Use cases after the hand-over: the day of the number plate and of the steps of the bank."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Refused
from app.local_time import local_day
from app.permissions import Actor, allow
from app.sales import after_care_rules, order_rules
from app.sales.after_care_operations import plan_of
from app.sales.order_facts import after_care
from app.sales.order_operations import check_open
from app.sales.order_queries import order as read
from app.sales.order_values import SalePlanEntry
from app.text import N_
from db.tables.sale_orders import SalePlan
from db.vocabulary import Role


@allow(Role.CONSULTANT, Role.CASHIER)
def plan_step(
    session: Session, order_id: int, entry: SalePlanEntry, *, by: Actor, at: datetime
) -> int:
    """Sets or moves the day by which something is to be arranged; returns the plan's id."""
    told = read(session, order_id, by, at=at)
    check_open(told, order_rules.ARRANGING)
    if entry.kind is None:
        raise Refused("plan.no_kind", N_("What is to be arranged? Choose one."), field="kind")
    waits = after_care_rules.planable(after_care(told), open_steps=told.open_steps)
    if entry.kind not in waits:
        message = N_("This is not open for this order.")
        raise Refused("plan.not_open", message, field="kind")
    if entry.planned_on is None:
        raise Refused("plan.no_day", N_("Please fill this in."), field="planned_on")
    if entry.planned_on < local_day(at):
        message = N_("This day is over: choose today or a later one.")
        raise Refused("plan.past", message, field="planned_on")
    row = plan_of(session, order_id, entry.kind)
    if row is None:
        row = SalePlan(sale_order_id=order_id, kind=entry.kind)
        session.add(row)
    row.planned_on = entry.planned_on
    session.flush()
    return row.id
