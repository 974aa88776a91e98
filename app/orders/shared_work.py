"""One job whose price several payers share: its lines are one piece of work.

A share stands right behind the line that it was taken from, at the same position of the order. The
first of them, the lead, is what technicians see and clock; its hours are those of all shares.
"""

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.orders.rules import CHARGED
from db.tables.service import LabourLine

STANDARD = func.coalesce(LabourLine.standard_hours, LabourLine.hours)
"""A job of its own has no standard hours: those that are sold are its standard."""
_one = aliased(LabourLine)
_is_same_work = (
    (_one.order_id == LabourLine.order_id)
    & (_one.position == LabourLine.position)
    & _one.share.is_not(None)
    & _one.state.in_(CHARGED)
)
IS_LEAD = or_(LabourLine.share.is_(None), ~exists().where(_is_same_work, _one.id < LabourLine.id))
"""True for a line whose work is not that of an earlier one."""
LEAD_ID = case(
    (LabourLine.share.is_(None), LabourLine.id),
    else_=select(func.min(_one.id)).where(_is_same_work).scalar_subquery(),
)
WORK_STANDARD = case(
    (LabourLine.share.is_(None), STANDARD),
    else_=select(func.sum(func.coalesce(_one.standard_hours, _one.hours)))
    .where(_is_same_work)
    .scalar_subquery(),
)
"""Standard hours of the whole work: the lead's and those of every other share."""


def lines_of_work(session: Session, line: LabourLine) -> list[LabourLine]:
    """The lines that somebody pays for and that are the same work as this one, the lead first."""
    if line.share is None:
        return [line]
    same = select(LabourLine).where(
        LabourLine.order_id == line.order_id,
        LabourLine.position == line.position,
        LabourLine.share.is_not(None),
        LabourLine.state.in_(CHARGED),
    )
    return list(session.scalars(same.order_by(LabourLine.id))) or [line]
