"""Reads the board now, and the workshop's day for its sheet."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.admin.queries import staff
from app.admin.values import StaffChoice
from app.audit import Newest, last_saved
from app.local_time import local_day, on_days
from app.orders import queries as orders
from app.orders.queries import BayChoice, OrderRow
from app.orders.rules import NOTHING, Timing
from app.orders.settings import PromiseSettings
from app.workshop.rules import Answers, answer
from db.nouns import Noun
from db.tables.service import Payment, RepairOrder
from db.vocabulary import PaymentMethod, Role, Stage


@dataclass(frozen=True, slots=True)
class BoardDay:
    """All cards, bays and technicians on duty, and the six answers."""

    at: datetime
    rows: tuple[OrderRow, ...]
    bays: tuple[BayChoice, ...]
    technicians: tuple[StaffChoice, ...]
    answers: Answers
    risk_minutes: int

    def timing(self, row: OrderRow) -> Timing:
        """Whether an order is late, at risk or fine."""
        return row.timing(self.at, self.risk_minutes)


@dataclass(frozen=True, slots=True)
class WorkshopDay:
    """Facts of the daily sheet.

    `takings` are the day's payments by method; a refund counts negative.
    """

    day: date
    at: datetime
    received: int
    in_shop: tuple[OrderRow, ...]
    due: tuple[OrderRow, ...]
    late: tuple[OrderRow, ...]
    waiting_parts: tuple[OrderRow, ...]
    delivered: tuple[OrderRow, ...]
    takings: dict[PaymentMethod, Decimal]

    @property
    def taken(self) -> Decimal:
        """All takings together."""
        return sum(self.takings.values(), NOTHING)


def board(session: Session, *, at: datetime) -> BoardDay:
    """The board at `at`."""
    rows = tuple(orders.in_shop(session))
    risk = settings.load(session).of(PromiseSettings).risk_minutes
    bays = tuple(orders.bays(session))
    technicians = tuple(person for person in staff(session, Role.TECHNICIAN) if person.on_duty)
    answers = answer(
        rows,
        bays=len(bays),
        technicians=[person.name for person in technicians],
        now=at,
        risk_minutes=risk,
    )
    return BoardDay(at, rows, bays, technicians, answers, risk)


def newest_card(session: Session, order_id: int) -> Newest[OrderRow] | None:
    """A card of the board: who works on the car where."""
    row = next(iter(orders.rows_of(session, [order_id])), None)
    if row is None:
        return None
    return Newest(row, row.version, last_saved(session, Noun.REPAIR_ORDER, order_id))


def workshop_day(session: Session, day: date, *, at: datetime) -> WorkshopDay:
    """The facts of one day's sheet.

    Cars in the shop at `at`, and what happened on `day`.
    """
    rows = orders.in_shop(session)
    risk = settings.load(session).of(PromiseSettings).risk_minutes
    return WorkshopDay(
        day=day,
        at=at,
        received=_received(session, day),
        in_shop=tuple(rows),
        due=tuple(row for row in rows if row.promised_at and local_day(row.promised_at) == day),
        late=tuple(row for row in rows if row.timing(at, risk) is Timing.LATE),
        waiting_parts=tuple(row for row in rows if row.stage is Stage.WAITING_PARTS),
        delivered=tuple(orders.delivered_on(session, day)),
        takings=_takings(session, day),
    )


def _received(session: Session, day: date) -> int:
    of_day = select(func.count()).where(on_days(RepairOrder.received_at, day))
    return session.scalar(of_day) or 0


def _takings(session: Session, day: date) -> dict[PaymentMethod, Decimal]:
    """The payments of the day by method, in the order of the methods."""
    sums = select(Payment.method, func.sum(Payment.amount).label("total"))
    of_day = sums.where(on_days(Payment.at, day)).group_by(Payment.method)
    found = {row.method: row.total for row in session.execute(of_day)}
    return {method: found[method] for method in PaymentMethod if method in found}
