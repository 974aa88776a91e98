"""What the service desk has to call about today: work that was put off until now (H7)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.formatting import joined, money
from app.identity import plate as plates
from app.labels import label
from app.local_time import day_bounds, local_day
from app.people import consents
from app.service.commands.approvals import set_reminder
from app.service.job_lines import age
from app.service.queries.advice import EarlierWork, advice_for
from app.text import N_
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from app.vehicles.rules import COMES_BACK
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.service import LabourLine, OtherLine, PartLine, RepairOrder
from db.vocabulary import Role

CALLERS = (Role.ADVISOR, Role.CONTROLLER)


def work_to_recall(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Work whose reminder is due: advisors see that of their own orders.

    Customers who do not want to be reminded are left out; it is told when the car comes.
    """
    today = local_day(asked.at)
    cars = {order.id: order.vehicle_id for order in _due_orders(session, today)}
    works = [work for car in sorted(set(cars.values())) for work in advice_for(session, car)]
    due = (work for work in works if _is_due(work, today) and work.line.order_id in cars)
    items = (_item(session, work, asked) for work in due)
    return tuple(item for item in items if _is_of(item, asked))


def _due_orders(session: Session, today: date) -> Iterator[RepairOrder]:
    for table in (LabourLine, PartLine, OtherLine):
        due = select(table.order_id).where(table.remind_on <= today, table.state.in_(COMES_BACK))
        orders = select(RepairOrder).outerjoin(Person, Person.id == RepairOrder.customer_id)
        wanted = or_(Person.id.is_(None), ~consents.refused_reminders())
        yield from session.scalars(orders.where(RepairOrder.id.in_(due), wanted))


def _is_due(work: EarlierWork, today: date) -> bool:
    return work.line.remind_on is not None and work.line.remind_on <= today


def _is_of(item: TodayItem, asked: AskedDay) -> bool:
    return item.owner_id == asked.viewer.staff_id or asked.viewer.may(Role.CONTROLLER)


def _item(session: Session, work: EarlierWork, asked: AskedDay) -> TodayItem:
    order = session.get_one(RepairOrder, work.line.order_id)
    customer = session.get(Person, order.customer_id) if order.customer_id else None
    today, day = local_day(asked.at), work.line.remind_on or local_day(asked.at)
    done = (work.line.ref, None)
    return TodayItem(
        opens=(Noun.REPAIR_ORDER, order.id),
        at=day_bounds(day)[0],
        who=customer.name if customer else plates.shown(order.plate or ""),
        what=joined(plates.shown(order.plate or ""), order.model_name, by=" "),
        why=joined(_told(work), age(work.received_at, asked.at)),
        act=TodayAct(
            N_("Mark reminded"),
            command=(set_reminder, done),
            done=N_("The reminder is done."),
            undo=(set_reminder, (work.line.ref, max(day, today))),
        ),
        urgency=Urgency.OVERDUE if day < today else Urgency.TODAY,
        owner_id=order.advisor_id,
        owner=session.get_one(Staff, order.advisor_id).name,
    )


def _told(work: EarlierWork) -> str:
    reason = work.line.declined_reason
    return joined(work.line.name, money(work.amount), label(work.state), reason, by=" ")


LISTS = (TodayList("recall", N_("Postponed work"), "phone", CALLERS, work_to_recall),)
