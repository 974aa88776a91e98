"""The board at this moment, and the workshop's day for its sheet."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.admin.queries import StaffChoice, staff
from app.audit import Newest, last_saved
from app.local_time import day_bounds
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
    """Every card, who could work, where there is room, and the six answers."""

    at: datetime
    rows: tuple[OrderRow, ...]
    bays: tuple[BayChoice, ...]
    technicians: tuple[StaffChoice, ...]
    answers: Answers
    risk_minutes: int

    def timing(self, row: OrderRow) -> Timing:
        """Late, at risk or fine."""
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
    """What stands on the board at `at`."""
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
    """The sheet of one day.

    What stands in the shop at `at`, what was due, late, handed over and taken on `day`.
    """
    start, end = day_bounds(day)
    rows = orders.in_shop(session)
    risk = settings.load(session).of(PromiseSettings).risk_minutes
    return WorkshopDay(
        day=day,
        at=at,
        received=session.scalar(
            select(func.count()).where(
                RepairOrder.received_at >= start, RepairOrder.received_at < end
            )
        )
        or 0,
        in_shop=tuple(rows),
        due=tuple(
            row for row in rows if row.promised_at is not None and start <= row.promised_at < end
        ),
        late=tuple(row for row in rows if row.timing(at, risk) is Timing.LATE),
        waiting_parts=tuple(row for row in rows if row.stage is Stage.WAITING_PARTS),
        delivered=tuple(orders.delivered_on(session, day)),
        takings=_takings(session, start, end),
    )


def _takings(session: Session, start: datetime, end: datetime) -> dict[PaymentMethod, Decimal]:
    wanted = (
        select(Payment.method, func.sum(Payment.amount))
        .where(Payment.at >= start, Payment.at < end)
        .group_by(Payment.method)
    )
    found = {row[0]: row[1] for row in session.execute(wanted)}
    return {method: found[method] for method in PaymentMethod if method in found}
