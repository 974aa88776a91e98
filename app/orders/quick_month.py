"""Reads the quick services of some days, and whose pay a missed target cuts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.formatting import joined
from app.local_time import day_bounds, local_day
from app.orders import pay_rules
from app.orders.pay_rules import QuickResult
from app.orders.quick_rules import Countdown
from app.orders.settings import PaySettings
from app.rows import fetch
from app.text import _
from db.clock_words import QuickKind
from db.tables.admin import Staff
from db.tables.clocks import QuickService
from db.tables.service import RepairOrder


@dataclass(frozen=True, slots=True)
class QuickVisit:
    """A car that was promised as quick and has left; `taken` minutes from arrival to hand-over."""

    order_id: int
    order: str
    plate: str
    advisor: str
    kind: QuickKind
    received_at: datetime
    delivered_at: datetime
    minutes: int

    @property
    def day(self) -> date:
        """The day of the hand-over."""
        return local_day(self.delivered_at)

    @property
    def taken(self) -> int:
        """Whole minutes, one that has begun counted."""
        return -int((self.received_at - self.delivered_at).total_seconds() // 60)

    @property
    def kept(self) -> bool:
        """True where it left in time, the promised minute included."""
        countdown = Countdown(self.received_at, self.minutes, self.delivered_at)
        return not countdown.is_late(self.delivered_at)


@dataclass(frozen=True, slots=True)
class QuickMonth:
    """Quick services of some days with the settings that say what a missed target costs."""

    visits: tuple[QuickVisit, ...]
    pay: PaySettings

    @property
    def results(self) -> tuple[QuickResult, ...]:
        """Everybody together, then each advisor."""
        return pay_rules.results((one.advisor, one.kept) for one in self.visits)

    @property
    def head_cut(self) -> int:
        """Percent of the workshop head's pay; 0 where the target was reached."""
        return self.pay.quick_head_cut if self.results[0].missed(self.pay.quick_target) else 0

    @property
    def advisor_cuts(self) -> tuple[QuickResult, ...]:
        """The advisors whose own cars missed the target, each cut by `pay.quick_advisor_cut`."""
        own = self.results[1:]
        return tuple(one for one in own if one.missed(self.pay.quick_target))


def quick_month(session: Session, first: date, last: date) -> QuickMonth:
    """The quick services that left from `first` to `last`, the first ones first."""
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    wanted = (
        select(
            RepairOrder.id.label("order_id"),
            RepairOrder.number.label("order"),
            RepairOrder.plate,
            Staff.name.label("advisor"),
            QuickService.kind,
            RepairOrder.received_at,
            RepairOrder.delivered_at,
            QuickService.minutes,
        )
        .join(RepairOrder, RepairOrder.id == QuickService.order_id)
        .join(Staff, Staff.id == RepairOrder.advisor_id)
        .where(RepairOrder.delivered_at >= start, RepairOrder.delivered_at < end)
        .order_by(RepairOrder.delivered_at, RepairOrder.id)
    )
    visits = tuple(fetch(session, QuickVisit, wanted))
    return QuickMonth(visits, settings.load(session).of(PaySettings))


def quick_text(month: QuickMonth) -> str:
    """`Quick service 8 of 10 kept (80.0 %, target 90 %)` with whose pay is cut; blank without."""
    whole = month.results[0]
    if whole.percent is None:
        return ""
    told = _("Quick service: {result}, target {target} %").format(
        result=result_text(whole), target=month.pay.quick_target
    )
    head = _("workshop head −{cut} %").format(cut=month.head_cut) if month.head_cut else ""
    cuts = [
        _("{name} −{cut} %: {result}").format(
            name=one.name, cut=month.pay.quick_advisor_cut, result=result_text(one)
        )
        for one in month.advisor_cuts
    ]
    cut = joined(head, *cuts, by="; ")
    return joined(told, _("pay cuts: {who}").format(who=cut) if cut else _("no pay cut"))


def result_text(result: QuickResult) -> str:
    """`8 of 10 kept (80.0 %)`."""
    share = f"{result.percent:.1f}" if result.percent is not None else "—"
    return _("{kept} of {of} kept ({percent} %)").format(
        kept=result.kept, of=result.of, percent=share
    )
