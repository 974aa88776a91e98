"""Reads the board now, and the workshop's day for its sheet."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit, order_money, settings
from app.audit import Newest, last_saved
from app.labels import label
from app.local_time import day_bounds, local_day, on_days
from app.order_money import NOTHING
from app.orders import past_orders
from app.orders import queries as orders
from app.orders.clock_rules import hours, working_day
from app.orders.credit_notes import NO_BILLS, DayBills, day_bills
from app.orders.queries import BayChoice, OrderRow
from app.orders.rules import Timing
from app.orders.settings import PromiseSettings, WorkSettings
from app.orders.technicians import TechnicianNow, technicians
from app.workshop.rules import Answers, answer
from app.workshop.titles import TitleRow, titles
from db.nouns import Noun
from db.tables.service import RepairOrder
from db.vocabulary import PaymentMethod, Stage

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class BoardDay:
    """All cards, bays and technicians on duty, and the six answers."""

    at: datetime
    rows: tuple[OrderRow, ...]
    bays: tuple[BayChoice, ...]
    technicians: tuple[TechnicianNow, ...]
    answers: Answers
    risk_minutes: int
    overtime_percent: int
    titles: tuple[TitleRow, ...] = ()
    """Columns that the store calls or colours otherwise."""

    def with_card(self, row: OrderRow) -> "BoardDay":
        """The same board with one card as it is now; technicians and bays as they were read."""
        at = max(self.at, row.stage_since)
        rows = tuple(row if one.id == row.id else one for one in self.rows)
        answers = answer(
            rows,
            bays=len(self.bays),
            technicians=self.technicians,
            now=at,
            risk_minutes=self.risk_minutes,
        )
        return replace(self, at=at, rows=rows, answers=answers)

    def title(self, stage: Stage) -> str:
        """What the store calls a column."""
        return next((row.name for row in self.titles if row.stage is stage), label(stage))

    def used(self, row: OrderRow) -> Decimal:
        """Hours for which people have worked at a car, to a tenth."""
        return hours(row.worked(self.at)).quantize(TENTH, ROUND_HALF_UP)

    def overtime(self, row: OrderRow) -> int:
        """How many unfinished jobs of an order take longer than the store allows."""
        return row.overtime(self.at, self.overtime_percent)

    def timing(self, row: OrderRow) -> Timing:
        """Whether an order is late, at risk or fine."""
        return row.timing(self.at, self.risk_minutes)


@dataclass(frozen=True, slots=True)
class WorkshopDay:
    """Facts of the daily sheet.

    `takings` are the day's receipts by way of payment, refunds negative; `promised` was put on
    account. `at` is the end of a day that is over.
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
    promised: Decimal = NOTHING
    bills: DayBills = NO_BILLS
    is_over: bool = False
    history: str = ""

    @property
    def taken(self) -> Decimal:
        """All takings together."""
        return sum(self.takings.values(), NOTHING)

    @property
    def billed(self) -> Decimal:
        """The bills of the cars that were handed over."""
        return sum((row.total for row in self.delivered), NOTHING)


def board(session: Session, *, at: datetime) -> BoardDay:
    """The board at `at`."""
    rows = tuple(orders.in_shop(session))
    store = settings.load(session)
    risk, percent = store.of(PromiseSettings).risk_minutes, store.of(WorkSettings).overtime_percent
    bays, people = tuple(orders.bays(session)), tuple(technicians(session, at=at))
    answers = answer(
        rows,
        bays=len(bays),
        technicians=people,
        now=at,
        risk_minutes=risk,
    )
    return BoardDay(at, rows, bays, people, answers, risk, percent, tuple(titles(session)))


def newest_card(session: Session, order_id: int) -> Newest[OrderRow] | None:
    """A card of the board: who works on the car where."""
    row = next(iter(orders.rows_of(session, [order_id])), None)
    if row is None:
        return None
    return Newest(row, row.version, last_saved(session, Noun.REPAIR_ORDER, order_id))


def sheet_day(at: datetime) -> date:
    """The day whose sheet is printed now: deep in the night the day that has just ended."""
    return working_day(at)


def workshop_day(session: Session, day: date, *, at: datetime) -> WorkshopDay:
    """The facts of one day's sheet: what happened on `day`, and the shop as it stood.

    A day that is over is told as it ended, whenever it is printed.
    """
    end = day_bounds(day)[1]
    moment, is_over = min(at, end), at >= end
    rows = past_orders.in_shop_at(session, end) if is_over else orders.in_shop(session)
    risk = settings.load(session).of(PromiseSettings).risk_minutes
    return WorkshopDay(
        day=day,
        at=moment,
        is_over=is_over,
        received=_received(session, day),
        in_shop=tuple(rows),
        due=tuple(row for row in rows if row.promised_at and local_day(row.promised_at) == day),
        late=tuple(row for row in rows if row.timing(moment, risk) is Timing.LATE),
        waiting_parts=tuple(row for row in rows if row.stage is Stage.WAITING_PARTS),
        delivered=tuple(
            past_orders.billed_then(session, orders.delivered_on(session, day), moment)
        ),
        takings=order_money.receipts_of_day(session, day),
        promised=order_money.promised_on_day(session, day),
        bills=day_bills(session, day),
        history=audit.history_mark(session),
    )


def _received(session: Session, day: date) -> int:
    of_day = select(func.count()).where(on_days(RepairOrder.received_at, day))
    return session.scalar(of_day) or 0
