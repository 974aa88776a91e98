"""Keeps the days by which the steps after a hand-over are due."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.sales import after_care_rules, order_queries
from app.sales.order_facts import after_care
from app.sales.settings import QuoteSettings
from db.sales_words import SaleStepKind
from db.tables.sale_orders import SalePlan


def plan_of(session: Session, order_id: int, kind: SaleStepKind) -> SalePlan | None:
    """The day that stands for one step; None where there is none."""
    wanted = select(SalePlan).where(SalePlan.sale_order_id == order_id, SalePlan.kind == kind)
    return session.scalar(wanted)


def keep_plans(session: Session, order_id: int, *, at: datetime) -> None:
    """Plans what is next by its usual day, and forgets what is done, off or needed no more.

    A day that somebody chose stays.
    """
    session.flush()
    row = order_queries.order(session, order_id, order_queries.NOBODY, at=at)
    care, store = after_care(row), settings.load(session).of(QuoteSettings)
    usual = {} if row.cancelled_at is not None else after_care_rules.planned(care, store=store)
    wanted = select(SalePlan).where(SalePlan.sale_order_id == order_id)
    for plan in session.scalars(wanted).all():
        is_next = plan.kind in usual or plan.kind in after_care_rules.planable(
            care, open_steps=row.open_steps
        )
        if row.cancelled_at is not None or plan.kind in care.done or not is_next:
            session.delete(plan)
    known = {one.kind for one in row.plans}
    for kind, day in usual.items():
        if kind not in known:
            session.add(SalePlan(sale_order_id=order_id, kind=kind, planned_on=day))
    session.flush()
