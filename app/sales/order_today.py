"""What waits today with the orders for cars: approvals, hand-overs, money to pay back."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.formatting import joined, money, show_date
from app.local_time import local_day
from app.permissions import Actor
from app.read_once import read_once
from app.sales import matching, order_commands, order_queries
from app.sales.matching import MatchingCar
from app.sales.order_facts import SaleOrderRow, told_step
from app.sales.order_parts import (
    PlanFacts,
)
from app.sales.order_way import invoice_why
from app.text import N_, _
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from db.nouns import Noun
from db.sales_words import SaleState
from db.vocabulary import Role


@read_once
def _open(session: Session, viewer: Actor, at: datetime) -> list[SaleOrderRow]:
    """The open orders, read once for all lists of a day."""
    return order_queries.open_orders(session, viewer, at=at)


def to_approve(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Orders that wait for the manager; one press approves."""
    return tuple(
        _item(
            row,
            asked,
            why=_("waits for your approval"),
            act=TodayAct(
                N_("Approve"),
                (order_commands.approve, (row.id,)),
                N_("{who}: approved."),
                (order_commands.take_back_approval, (row.id,)),
            ),
        )
        for row in _of(session, asked, SaleState.WAITS_FOR_MANAGER)
    )


def to_check(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Orders that wait for finance."""
    why = _("approved, waits for the check by finance")
    rows = _of(session, asked, SaleState.WAITS_FOR_FINANCE)
    return tuple(_item(row, asked, why=why) for row in rows)


def own_orders(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Orders that were sent back, are ready or late, or have a car that fits; the own ones."""
    rows = _open(session, asked.viewer, asked.at)
    mine = [row for row in rows if row.is_own or asked.viewer.may()]
    waits_for_car = any(row.state is SaleState.WAITS_FOR_CAR for row in mine)
    cars = matching.free_cars(session, at=asked.at) if waits_for_car else []
    fits = matching.proposed(cars, rows)
    return tuple(_item(row, asked, why=why) for row in mine if (why := _waits(row, fits)))


def to_pay_back(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Orders of which money goes back: cancelled ones, and those whose price fell."""
    rows = order_queries.to_pay_back(session, asked.viewer, at=asked.at)
    return tuple(
        _item(row, asked, why=_("{amount} to pay back").format(amount=money(row.to_pay_back)))
        for row in rows
    )


def after_care(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Plates and steps of loans that were planned for today or before."""
    may_see_all, today = asked.viewer.may(Role.CASHIER), local_day(asked.at)
    return tuple(
        _item(row, asked, why=_planned(row, plan))
        for row in order_queries.due_orders(session, asked.viewer, at=asked.at)
        if row.is_own or may_see_all
        for plan in row.plans
        if plan.planned_on <= today
    )


def to_invoice(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Cars to invoice or to take back by a red invoice; the own ones, the cashier's all."""
    may_see_all = asked.viewer.may(Role.CASHIER)
    return tuple(
        _item(row, asked, why=invoice_why(row))
        for row in order_queries.to_invoice(session, asked.viewer, at=asked.at)
        if row.is_own or may_see_all
    )


def _planned(row: SaleOrderRow, plan: PlanFacts) -> str:
    step, day = _(told_step(row, plan.kind)), show_date(plan.planned_on)
    return _("{step}: planned for {day}").format(step=step, day=day)


def _of(session: Session, asked: AskedDay, state: SaleState) -> Iterable[SaleOrderRow]:
    return (row for row in _open(session, asked.viewer, asked.at) if row.state is state)


def _waits(row: SaleOrderRow, cars: Mapping[int, MatchingCar]) -> str:
    """Why the consultant has to look at an order today; "" where nothing waits."""
    if row.state is SaleState.REJECTED:
        return _("sent back: {reason}").format(reason=row.rejected_reason)
    if row.id in cars:
        return _("{car} fits: give it to the order").format(car=cars[row.id].told)
    if row.is_late:
        day = show_date(row.promised_on)
        return joined(_("was promised by {day}").format(day=day), _missing(row))
    return _("ready to hand over") if row.state is SaleState.READY else ""


def _missing(row: SaleOrderRow) -> str:
    blocks = row.blocks
    return _("still without {what}").format(what=_(blocks[0].label)) if blocks else ""


def _item(
    row: SaleOrderRow, asked: AskedDay, *, why: str, act: TodayAct | None = None
) -> TodayItem:
    is_late = row.promised_on < local_day(asked.at) and row.is_open
    return TodayItem(
        opens=(Noun.SALE_ORDER, row.id),
        at=asked.at,
        who=row.customer,
        what=joined(row.car, row.number),
        why=why,
        act=act or TodayAct(N_("Open")),
        urgency=Urgency.OVERDUE if is_late else Urgency.TODAY,
        owner_id=row.staff_id,
        owner=row.consultant,
    )


BOSS = (Role.MANAGER,)
LISTS = (
    TodayList(
        "orders_to_approve", N_("Orders to approve"), "handshake", (Role.MANAGER,), to_approve
    ),
    TodayList("orders_to_check", N_("Orders for finance"), "wallet", (Role.CASHIER,), to_check),
    TodayList("own_orders", N_("Orders that wait"), "handshake", (Role.CONSULTANT,), own_orders),
    TodayList(
        "sale_after_care",
        N_("Plates and loans"),
        "handshake",
        (Role.CONSULTANT, Role.CASHIER),
        after_care,
    ),
    TodayList(
        "sale_invoices",
        N_("Sales invoices"),
        "file-text",
        (Role.CONSULTANT, Role.CASHIER),
        to_invoice,
    ),
    TodayList("to_pay_back", N_("Money to pay back"), "wallet", (Role.CASHIER,), to_pay_back),
)
