"""Counts quick services that were kept, and finished cars that were settled."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.local_time import day_bounds
from app.order_money import was_settled
from app.orders.quick_rules import Countdown
from db.clock_words import QuickKind
from db.tables.admin import Staff
from db.tables.clocks import QuickService
from db.tables.service import RepairOrder, StageChange
from db.vocabulary import Role, ServiceType, Stage, Trade

OF_KIND = {
    QuickKind.MAINTENANCE: (
        ServiceType.FIRST_MAINTENANCE,
        ServiceType.MAINTENANCE,
        ServiceType.SECOND_LEVEL,
    ),
    QuickKind.BODY: (ServiceType.ACCIDENT,),
}
TRADES = {
    QuickKind.MAINTENANCE: frozenset({Trade.QUICK}),
    QuickKind.BODY: frozenset({Trade.BODY, Trade.PAINT}),
}


@dataclass(frozen=True, slots=True)
class QuickFigures:
    """Cars of a kind that left, how many were promised as quick, kept and free of charge.

    `people` of all `technicians` do this kind of work.
    """

    kind: QuickKind
    cars: int
    promised: int
    kept: int
    waived: int
    people: int
    technicians: int

    @property
    def percent(self) -> float:
        """The share of quick ones among the cars of the kind."""
        return 100 * self.promised / self.cars if self.cars else 0.0


@dataclass(frozen=True, slots=True)
class SettledFigures:
    """Cars that passed their inspection, and how many of them are billed to every payer."""

    finished: int
    settled: int

    @property
    def percent(self) -> float:
        """The settled share; 100 where nothing was finished."""
        return 100 * self.settled / self.finished if self.finished else 100.0


def quick_figures(session: Session, first: date, last: date) -> list[QuickFigures]:
    """Quick maintenance, and quick body and paint, of the cars that left in a span of days."""
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    left = (RepairOrder.delivered_at >= start, RepairOrder.delivered_at < end)
    promised = select(QuickService, RepairOrder.received_at, RepairOrder.delivered_at)
    promised = promised.join(RepairOrder, RepairOrder.id == QuickService.order_id).where(*left)
    rows = session.execute(promised).all()
    people = session.scalars(select(Staff).where(Staff.active))
    technicians = [one for one in people if Role.TECHNICIAN in one.roles]
    found = []
    for kind, types in OF_KIND.items():
        cars = select(func.count()).where(*left, RepairOrder.service_type.in_(types))
        own = [row for row in rows if row[0].kind is kind]
        late = [
            quick
            for quick, came, went in own
            if Countdown(came, quick.minutes, went).is_late(went or came)
        ]
        found.append(
            QuickFigures(
                kind,
                max(session.scalar(cars) or 0, len(own)),
                len(own),
                len(own) - len(late),
                sum(quick.waived_at is not None for quick, _came, _went in own),
                sum(bool(one.trades & TRADES[kind]) for one in technicians),
                len(technicians),
            )
        )
    return found


def settled_figures(session: Session, first: date, last: date) -> SettledFigures:
    """Of the cars that became ready in a span of days, how many were settled by its end.

    The store's own cars count in neither.
    """
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    ready = select(StageChange.order_id).where(
        StageChange.new_stage == Stage.READY, StageChange.at >= start, StageChange.at < end
    )
    finished = select(func.count()).where(
        RepairOrder.id.in_(ready),
        RepairOrder.stage != Stage.CANCELLED,
        RepairOrder.service_type != ServiceType.PRE_SALE,
    )
    counts = (finished, finished.where(was_settled(end)))
    return SettledFigures(*(session.scalar(one) or 0 for one in counts))
