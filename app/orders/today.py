"""What waits today in the workshop: the cars that are promised, and how they stand."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.formatting import joined
from app.identity import plate as plates
from app.labels import label
from app.local_time import day_bounds, local_day
from app.orders import queries
from app.orders.carried_over import CarriedRow, carried
from app.orders.due import due
from app.orders.queries import OrderRow
from app.orders.rules import Timing
from app.orders.settings import ClosingSettings, PromiseSettings
from app.orders.way import Standing, next_step
from app.text import N_, _
from app.today_spec import (
    AskedDay,
    StripFacts,
    StripMark,
    TodayAct,
    TodayItem,
    TodayList,
    TodayStrip,
)
from app.tones import Tone
from app.urgency import Urgency
from db.nouns import Noun
from db.vocabulary import Role, Stage

WHOLE_SHOP = (Role.CONTROLLER, Role.CASHIER, Role.PARTS, Role.RECEPTION)
SHOP = (*WHOLE_SHOP, Role.ADVISOR, Role.TECHNICIAN)
URGENCIES = {Timing.LATE: Urgency.OVERDUE, Timing.AT_RISK: Urgency.TODAY}
MARKS = {Timing.LATE: Tone.BAD, Timing.AT_RISK: Tone.WARN}


def hand_overs(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Cars promised for today or before: advisors and technicians see their own."""
    notes = carried(session, local_day(asked.at))
    return tuple(_item(row, asked, carried=notes.get(row.id)) for row in _promised(session, asked))


def cars_of_the_day(session: Session, asked: AskedDay) -> StripFacts:
    """The cars promised for today at their hours, and how many are gone, late, at risk."""
    day = local_day(asked.at)
    gone = [row for row in queries.delivered_on(session, day) if _is_of(row, asked)]
    due_today = list(_promised(session, asked))
    timings = [_timing(row, asked) for row in due_today]
    late, risk = timings.count(Timing.LATE), timings.count(Timing.AT_RISK)
    marks = [StripMark(row.delivered_at or asked.at, Tone.NEUTRAL, is_done=True) for row in gone]
    marks += [_mark(row, asked) for row in due_today]
    return StripFacts(
        count=str(len(due_today)),
        notes=tuple(
            (words.format(n=n), tone)
            for words, n, tone in (
                (_("{n} handed over"), len(gone), Tone.NEUTRAL),
                (_("{n} late"), late, Tone.BAD),
                (_("{n} at risk"), risk, Tone.WARN),
            )
            if n
        ),
        marks=tuple(marks),
    )


def _promised(session: Session, asked: AskedDay) -> Iterable[OrderRow]:
    end = day_bounds(local_day(asked.at))[1]
    rows = queries.in_shop(session)
    due_rows = (row for row in rows if row.promised_at is not None and row.promised_at < end)
    return (row for row in due_rows if _is_of(row, asked))


def _is_of(row: OrderRow, asked: AskedDay) -> bool:
    mine = asked.viewer.staff_id in (row.advisor_id, row.technician_id)
    return mine or asked.viewer.may(*WHOLE_SHOP)


def _item(row: OrderRow, asked: AskedDay, *, carried: CarriedRow | None) -> TodayItem:
    left = _("carried over: {reason}").format(reason=carried.reason) if carried else ""
    car = joined(plates.shown(row.plate or ""), row.model, by=" ")
    who = row.customer or plates.shown(row.plate or "") or row.number
    waits_here = row.waits_in_store and row.stage is not Stage.READY
    return TodayItem(
        opens=(Noun.REPAIR_ORDER, row.id),
        at=row.promised_at or row.received_at,
        who=_("{who}, waiting in the store").format(who=who) if waits_here else who,
        what=car if row.customer else row.model or "",
        why=joined(due(row, now=asked.at, risk_minutes=_risk(asked)).words, left, _stage(row)),
        act=TodayAct(_act(row, asked)),
        urgency=URGENCIES.get(_timing(row, asked), Urgency.LATER),
        waits=True,
        owner_id=row.advisor_id,
        owner=row.advisor,
    )


def _act(row: OrderRow, asked: AskedDay) -> str:
    """The next legal step; the button opens the order there."""
    found = next_step(
        Standing(
            stage=row.stage,
            assigned=row.technician_id is not None,
            wash=row.wash,
            settled=row.settled,
            checks=asked.settings.of(ClosingSettings).close_needs_quality_check,
            asks=row.proposed > 0,
        )
    )
    return found.text if found is not None else ""


def _stage(row: OrderRow) -> str:
    return "" if row.stage is Stage.READY else label(row.stage)


def _mark(row: OrderRow, asked: AskedDay) -> StripMark:
    tone = MARKS.get(_timing(row, asked), Tone.ACCENT)
    return StripMark(_within(row.promised_at or asked.at, asked.at), tone)


def _within(promised: datetime, at: datetime) -> datetime:
    """What should have left on an earlier day stands at the beginning of this one."""
    return max(promised, day_bounds(local_day(at))[0])


def _timing(row: OrderRow, asked: AskedDay) -> Timing:
    return row.timing(asked.at, _risk(asked))


def _risk(asked: AskedDay) -> int:
    store: PromiseSettings = asked.settings.of(PromiseSettings)
    return store.risk_minutes


LISTS = (TodayList("hand_overs", N_("Repair orders"), "wrench", SHOP, hand_overs),)
STRIPS = (
    TodayStrip("due_today", N_("Promised for today"), "car", SHOP, "workshop", cars_of_the_day),
)
